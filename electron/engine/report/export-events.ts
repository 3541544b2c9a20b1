import { EVENT_COLUMNS, type EventColumn, type Row, type Scalar } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { lookUp, valueOf, type Lookup } from '../desk/event-rows.ts';
import { safeJson } from './escapes.ts';
import { factSlices } from './whole-events.ts';

/**
 * Every event as a line of JSON with dotted ECS names, in order of (timestamp, path, member, record); what is absent is left out and what
 * ECS has no name for stands under `interloper.`. Gives the number of lines.
 */
export async function exportEvents(
  desk: Connection,
  writeLine: (line: string) => Promise<void>,
): Promise<number> {
  const files = await fileFields(desk);
  let lines = 0;
  for await (const facts of factSlices(desk, [])) {
    for (const line of await linesOf(desk, facts, files)) await writeLine(line);
    lines += facts.length;
  }
  return lines;
}

/** A dimension's row is turned into text once for all events that lead to it. */
async function linesOf(desk: Connection, facts: readonly Row[], files: ReadonlyMap<Scalar, string>) {
  const lookups = await lookUp(desk, facts);
  const byTable = new Map(lookups.map((lookup) => [lookup.table, lookup]));
  const dimensions = lookups.map(({ table, key, rows }) => {
    const columns = columnsOf(table);
    return { key, texts: new Map([...rows].map(([at, row]) => [at, fieldsOf(columns, row)])) };
  });
  return facts.map((fact) => {
    const parts = [
      fieldsOf(FACT_COLUMNS, fact),
      ...dimensions.map(({ key, texts }) => texts.get(fact[key]) ?? ''),
    ];
    parts.push(fieldsOf(DERIVED, derivedOf(fact, byTable)));
    parts.push(files.get(fact['evidence_id'] ?? null) ?? '');
    return safeJson(`{${parts.filter((part) => part !== '').join(',')}}`);
  });
}

/** A column of ours and its name outside, as it stands in JSON before its value. */
type Named = readonly [column: string, label: string];

const named = ({ name, ecs }: EventColumn): Named => [
  name,
  `${JSON.stringify(ecs ?? `interloper.${name}`)}:`,
];

const columnsOf = (table: string | undefined): Named[] =>
  EVENT_COLUMNS.filter((column) => column.table === table && column.otherwise === undefined).map(named);

/** Columns that two dimensions share. */
const SHARED = EVENT_COLUMNS.filter((column) => column.otherwise !== undefined);
const DERIVED = SHARED.map(named);

const derivedOf = (fact: Row, lookups: ReadonlyMap<string, Lookup>): Row =>
  Object.fromEntries(SHARED.map((column) => [column.name, valueOf(column, fact, lookups)]));

/** The time first; without the number that the case gives a file, which says nothing outside of it. */
const FACT_COLUMNS = columnsOf(undefined)
  .filter(([column]) => column !== 'evidence_id')
  .sort(([a], [b]) => Number(b === 'timestamp') - Number(a === 'timestamp'));

const FILE_COLUMNS: Named[] = [
  ['path', '"log.file.path":'],
  ['member', '"interloper.member":'],
  ['sha256', '"interloper.sha256":'],
];

function fieldsOf(columns: readonly Named[], row: Row): string {
  let text = '';
  for (const [column, label] of columns) {
    const value = row[column] ?? null;
    if (value !== null) text += `${text === '' ? '' : ','}${label}${JSON.stringify(value)}`;
  }
  return text;
}

async function fileFields(desk: Connection): Promise<Map<Scalar, string>> {
  const rows = await desk.rows<Row>('SELECT evidence_id, path, member, sha256 FROM evidence');
  return new Map(rows.map((row) => [row['evidence_id'] ?? null, fieldsOf(FILE_COLUMNS, row)]));
}
