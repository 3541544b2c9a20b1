import type { JsonColumns } from '../../../../shared/definitions.ts';

/** The DuckDB type that reads such a record, every leaf as text: `STRUCT("a" VARCHAR, "b" STRUCT("c" VARCHAR)[], "d" VARCHAR[])`. */
export function columnsType(columns: JsonColumns): string {
  const fields = Object.entries(columns).map(([name, kind]) => `${quoted(name)} ${kindType(kind)}`);
  return `STRUCT(${fields.join(', ')})`;
}

function kindType(kind: JsonColumns[string]): string {
  if (kind === 'text') return 'VARCHAR';
  if (!isList(kind)) return columnsType(kind);
  return `${kindType(kind[0])}[]`;
}

/** The same type as `from_json` takes it: `{"a":"VARCHAR","b":[{"c":"VARCHAR"}],"d":["VARCHAR"]}`. */
export const columnsStructure = (columns: JsonColumns): string => JSON.stringify(structure(columns));

type Structure = string | { [name: string]: Structure } | Structure[];

function structure(kind: JsonColumns | JsonColumns[string]): Structure {
  if (kind === 'text') return 'VARCHAR';
  if (isList(kind)) return [structure(kind[0])];
  return Object.fromEntries(Object.entries(kind).map(([name, inner]) => [name, structure(inner)]));
}

const isList = (
  kind: JsonColumns | JsonColumns[string],
): kind is readonly [JsonColumns] | readonly ['text'] => Array.isArray(kind);

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
