import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, type Connection } from '../db/database.ts';
import { DIMENSIONS, FACT_COLUMNS } from '../db/dimensions.ts';
import { migrate } from '../db/schema.ts';
import { fixed, name, sql } from '../db/sql.ts';
import { EVENT_COLUMNS, type EventColumn, type Scalar } from '../../../shared/model.ts';
import { addressRows } from './address-rows.ts';

/** Columns of `events` by name; what is not named is `null`. */
export type Columns = Readonly<Record<string, Scalar>>;

/** A case with its schema and nothing in it. */
export async function emptyCase(): Promise<Database> {
  const workDirectory = mkdtempSync(join(tmpdir(), 'interloper-'));
  const database = await Database.open({ path: ':memory:', workDirectory });
  await migrate(database.job, 0);
  return database;
}

/** Removes the events and all that was made of them. */
export async function clearEvents(connection: Connection): Promise<void> {
  const made = [
    ...[
      'findings',
      'finding_events',
      'hunt_runs',
      'parameters',
      'verdicts',
      'verdict_events',
      'verdict_records',
    ],
    ...['verdict_changes', 'tree_answers', 'mail_alerts', 'indicators', 'indicator_urls'],
  ];
  for (const table of ['event_facts', ...DIMENSIONS.map(({ stored }) => stored), ...made])
    await connection.run(sql`DELETE FROM ${name(table)}`);
  await connection.run('DELETE FROM address_answers WHERE answer_key <> 0');
}

/** Puts events into the dimension tables and the facts; record and evidence are counted where an event does not name them. */
export async function seed(connection: Connection, events: readonly Columns[]): Promise<void> {
  const dimensions = DIMENSIONS.map(({ table, key }) => ({
    key,
    columns: EVENT_COLUMNS.filter((column) => column.table === table),
    table,
    rows: new Map<string, Columns>(),
  }));
  const facts = events.map((event, index) => {
    refuseUnknown(event);
    const keys = dimensions.map(({ key, columns, rows }) => [key, keyOf(pick(event, columns), key, rows)]);
    const own = Object.fromEntries(FACT_COLUMNS.map((column) => [column, event[column] ?? null]));
    return {
      ...own,
      evidence_id: event.evidence_id ?? 1,
      record: event.record ?? index + 1,
      ...(Object.fromEntries(keys) as Columns),
    };
  });
  for (const { table, rows } of dimensions) {
    const stored = table === 'addresses' ? addressRows([...rows.values()]) : { [table]: [...rows.values()] };
    for (const [each, values] of Object.entries(stored))
      await insert(connection, each, Object.keys(values[0] ?? {}), values);
  }
  await insert(connection, 'event_facts', [...FACT_COLUMNS, ...DIMENSIONS.map(({ key }) => key)], facts);
}

function refuseUnknown(event: Columns): void {
  for (const column of Object.keys(event))
    if (!EVENT_COLUMNS.some((known) => known.name === column)) throw new Error(`no such column: ${column}`);
}

const pick = (event: Columns, columns: readonly EventColumn[]): Columns =>
  Object.fromEntries(columns.map((column) => [column.name, event[column.name] ?? null]));

function keyOf(row: Columns, key: string, rows: Map<string, Columns>): number | null {
  if (Object.values(row).every((value) => value === null)) return null;
  const identity = JSON.stringify(row);
  const known = rows.get(identity) ?? { [key]: rows.size + 1, ...row };
  rows.set(identity, known);
  return known[key] as number;
}

const TYPES = { text: 'VARCHAR', number: 'DOUBLE', boolean: 'BOOLEAN', time: 'TIMESTAMP' } as const;
const typeOf = (column: string): string => {
  const known = EVENT_COLUMNS.find((one) => one.name === column);
  if (known) return TYPES[known.kind];
  return column === 'is_address' ? 'BOOLEAN' : column === 'canonical_ip' ? 'VARCHAR' : 'INTEGER';
};

async function insert(
  connection: Connection,
  table: string,
  columns: readonly string[],
  rows: readonly Columns[],
): Promise<void> {
  if (rows.length === 0) return;
  const type = JSON.stringify([Object.fromEntries(columns.map((column) => [column, typeOf(column)]))]);
  const from = fixed('SELECT unnest(from_json($rows::JSON, $type), recursive := true)', {
    rows: JSON.stringify(rows),
    type,
  });
  await connection.run(sql`INSERT INTO ${name(table)} BY NAME ${from}`);
}

/**
 * Events written short, for cases: a time, then names of bundles of columns, `column=value` for a column by itself (`-` is null),
 * and `x10` for ten events a second apart. Every event has the columns of the bundle `every`.
 *
 * `2024-05-01T10:00:00Z ada hamburg firefox event_outcome=failure x3`
 */
export function expand(lines: readonly string[], bundles: Readonly<Record<string, Columns>>): Columns[] {
  return lines.flatMap((line) => {
    const [time = '', ...words] = line.split(/\s+/);
    const start = Date.parse(time);
    if (Number.isNaN(start)) throw new Error(`not a time: ${JSON.stringify(line)}`);
    const times = Number(words.find((word) => /^x\d+$/.test(word))?.slice(1) ?? 1);
    const columns = words.filter((word) => !/^x\d+$/.test(word)).map((word) => columnsOf(word, bundles));
    const event = Object.assign({}, bundles.every, ...columns) as Columns;
    return Array.from({ length: times }, (_, index) => ({
      ...event,
      timestamp: times === 1 ? time : new Date(start + index * 1000).toISOString(),
    }));
  });
}

function columnsOf(word: string, bundles: Readonly<Record<string, Columns>>): Columns {
  const equals = word.indexOf('=');
  if (equals > 0) {
    const value = word.slice(equals + 1);
    return { [word.slice(0, equals)]: value === '-' ? null : value };
  }
  const bundle = bundles[word];
  if (!bundle) throw new Error(`no such bundle of columns: ${word}`);
  return bundle;
}
