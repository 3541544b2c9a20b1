import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { Database, type Connection } from '../../electron/engine/db/database.ts';
import { migrate } from '../../electron/engine/db/schema.ts';
import { fixed } from '../../electron/engine/db/sql.ts';
import { DIMENSIONS } from '../../electron/engine/db/dimensions.ts';
import { addressRows } from '../../electron/engine/own-files/address-rows.ts';
import { EVENT_COLUMNS, type Row, type Scalar } from '../../shared/model.ts';

/** A row of `events` in which what is not named is `null`. */
export type Event = Row;
export type SomeEvent = Partial<Row> & { evidence_id: number; record: number; timestamp: string };

export const wholeEvent = (some: SomeEvent): Event =>
  Object.fromEntries(EVENT_COLUMNS.map(({ name }) => [name, some[name] ?? null]));

const opened: Database[] = [];
afterAll(async () => {
  for (const database of opened.splice(0)) await database.close();
});

/** Closed after the last test of the file. */
export async function emptyCase(): Promise<Database> {
  const workDirectory = mkdtempSync(join(tmpdir(), 'interloper-'));
  const database = await Database.open({ path: ':memory:', workDirectory });
  opened.push(database);
  await migrate(database.job, 0);
  return database;
}

/** A case with these events in its facts and dimensions, and a balanced line of the ledger for each evidence id. */
export async function caseOf(events: readonly SomeEvent[]): Promise<Database> {
  const database = await emptyCase();
  await addEvents(database.job, events);
  return database;
}

export async function addEvents(connection: Connection, events: readonly SomeEvent[]): Promise<void> {
  const dimensions = new Map(DIMENSIONS.map(({ table }) => [table, new Map<string, Row>()]));
  const facts = events.map((event) => factOf(wholeEvent(event), dimensions));
  for (const [table, rows] of dimensions) {
    const stored = table === 'addresses' ? addressRows([...rows.values()]) : { [table]: [...rows.values()] };
    for (const [each, values] of Object.entries(stored)) await insert(connection, each, values);
  }
  await insert(connection, 'event_facts', facts);
  const counts = new Map<number, number>();
  for (const { evidence_id } of events) counts.set(evidence_id, (counts.get(evidence_id) ?? 0) + 1);
  const evidence = [...counts].map(([id, count]) => evidenceLine(id, { records: count, events: count }));
  await insert(connection, 'evidence', evidence);
}

export const evidenceLine = (id: number, more: Row = {}): Row => ({
  evidence_id: id,
  path: `logs/${id}.json`,
  name: `${id}.json`,
  status: 'loaded',
  sha256: String(id).padStart(64, '0'),
  bytes: 1000 + id,
  content_sha256: String(id).padStart(64, '0'),
  compression: 'none',
  source: 'aws-cloudtrail',
  shape: 'records',
  records: 0,
  events: 0,
  rejects: 0,
  skips: 0,
  skip_reasons: '{}',
  tool_version: '0.1.0',
  ...more,
});

function factOf(event: Event, dimensions: Map<string, Map<string, Row>>): Row {
  const fact: Row = {};
  for (const { name, table } of EVENT_COLUMNS) if (table === undefined) fact[name] = event[name] ?? null;
  for (const { table, key } of DIMENSIONS) {
    const names = EVENT_COLUMNS.filter((column) => column.table === table).map((column) => column.name);
    fact[key] = keyOf(dimensions.get(table) ?? new Map<string, Row>(), key, names, event);
  }
  return fact;
}

/** No key where nothing is known, as an import has it. */
function keyOf(rows: Map<string, Row>, key: string, names: string[], event: Event): Scalar {
  const values = names.map((name) => event[name] ?? null);
  if (values.every((value) => value === null)) return null;
  const text = JSON.stringify(values);
  const known = rows.get(text) ?? {
    [key]: rows.size + 1,
    ...Object.fromEntries(names.map((name, index) => [name, values[index] ?? null])),
  };
  rows.set(text, known);
  return known[key] ?? null;
}

/** Inserts rows by column name; columns that no row names get their default. */
export async function insert(connection: Connection, table: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const structure = JSON.stringify([Object.fromEntries(columns.map((column) => [column, 'VARCHAR']))]);
  await connection.run(
    fixed(
      `INSERT INTO ${table} BY NAME
       SELECT ${columns.map((column) => `r.${column} AS ${column}`).join(', ')}
       FROM (SELECT unnest(from_json(CAST($rows AS JSON), '${structure}')) AS r)`,
      { rows: JSON.stringify(rows) },
    ),
  );
}
