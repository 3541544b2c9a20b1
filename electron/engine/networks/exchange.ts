import { z } from 'zod';
import {
  Minimums,
  NETWORKS_FORMAT,
  NetworkKind,
  NetworkStatus,
  type KnownNetwork,
} from '../../../shared/networks.ts';
import { csvRow } from '../report/cells.ts';
import { canonicalPrefix } from './prefix.ts';
import { readCsv } from '../../../shared/read-csv.ts';
import { withoutApostrophes } from '../../../shared/safe-cells.ts';

/** What a file of networks holds. */
export interface NetworksFile {
  networks: KnownNetwork[];
  minimums: Minimums | null;
}

const COLUMNS = ['prefix', 'name', 'kind', 'status', 'reason'] as const;
type Fields = Partial<Record<(typeof COLUMNS)[number], string | null | undefined>>;

export const networksText = (format: 'csv' | 'json', file: NetworksFile): string =>
  format === 'csv' ? csvText(file.networks) : jsonText(file);

const csvText = (networks: readonly KnownNetwork[]): string =>
  [csvRow(COLUMNS), ...networks.map((one) => csvRow(COLUMNS.map((column) => one[column])))].join('');

function jsonText({ networks, minimums }: NetworksFile): string {
  const plain = networks.map(({ prefix, name, kind, status, reason }) => ({
    prefix,
    name,
    kind,
    status,
    reason,
  }));
  return `${JSON.stringify({ format: NETWORKS_FORMAT, version: 1, minimums, networks: plain }, null, 2)}\n`;
}

/** Reads either form. Throws one line that names the place of the first mistake; nothing of such a file is taken. */
export function readNetworks(text: string): NetworksFile {
  const bare = text.replace(/^\ufeff/, '');
  const file = /^\s*[{[]/.test(bare) ? readJson(bare) : { networks: readTable(bare), minimums: null };
  if (file.networks.length === 0) throw new Error('no networks in this file');
  refuseTwice(file.networks);
  return file;
}

const Field = z.string().nullish();
const JsonFile = z.object({
  format: z.literal(NETWORKS_FORMAT),
  version: z.literal(1),
  minimums: Minimums.nullish(),
  networks: z.array(z.object({ prefix: z.string(), name: Field, kind: Field, status: Field, reason: Field })),
});

function readJson(text: string): NetworksFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`not json: ${(cause as Error).message}`, { cause });
  }
  const parsed = JsonFile.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(
      `not a file of known networks: ${issue?.path.join('.') || 'top level'}: ${issue?.message}`,
    );
  }
  const { networks, minimums } = parsed.data;
  return {
    networks: networks.map((one, at) => networkOf(one, `network ${at + 1}`)),
    minimums: minimums ?? null,
  };
}

/** A table with a header of our names in any order, or without one in our order. */
function readTable(text: string): KnownNetwork[] {
  const rows = readCsv(text).filter((cells) => cells.some((cell) => cell.text !== ''));
  const head = rows[0]?.map((cell) => cell.text.trim().toLowerCase()) ?? [];
  const named = head.includes('prefix');
  const columns: readonly string[] = named ? head : COLUMNS;
  return rows.slice(named ? 1 : 0).map((cells) => {
    const fields = Object.fromEntries(columns.map((column, at) => [column, cellText(cells[at]?.text)]));
    return networkOf(fields, `line ${cells[0]?.line ?? 0}`);
  });
}

const cellText = (cell: string | undefined): string | null =>
  cell === undefined ? null : withoutApostrophes(cell).trim() || null;

function networkOf(fields: Fields, place: string): KnownNetwork {
  try {
    const prefix = canonicalPrefix(fields.prefix ?? '');
    return {
      prefix,
      name: fields.name?.trim() || prefix,
      kind: oneOf(NetworkKind, 'kind', fields.kind ?? 'other'),
      status: oneOf(NetworkStatus, 'status', fields.status ?? 'confirmed'),
      reason: fields.reason?.trim() || null,
      origin: fields.status === 'learned' ? 'learned' : 'given',
    };
  } catch (cause) {
    throw new Error(`${place}: ${(cause as Error).message}`, { cause });
  }
}

function oneOf<T extends string>(
  type: z.ZodType<T> & { options: readonly T[] },
  what: string,
  text: string,
): T {
  const found = type.options.find((one) => one === text.trim().toLowerCase());
  if (found === undefined)
    throw new Error(`no such ${what}: ${JSON.stringify(text)}, only ${type.options.join(', ')}`);
  return found;
}

function refuseTwice(networks: readonly KnownNetwork[]): void {
  const seen = new Set<string>();
  for (const { prefix } of networks) {
    if (seen.has(prefix)) throw new Error(`${prefix} stands twice in this file`);
    seen.add(prefix);
  }
}
