import { EVENT_COLUMNS, type EventColumn, type Row, type Scalar } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { DIMENSIONS, type Dimension } from '../db/dimensions.ts';
import { integers, name, sql, type Statement } from '../db/sql.ts';
import { memo } from './memo.ts';

/** The rows of a dimension that some facts lead to, by key. */
export interface Lookup extends Pick<Dimension, 'table' | 'key'> {
  rows: ReadonlyMap<Scalar | undefined, Row>;
}

/**
 * Whole events, in the order that `facts` gives them: a SELECT of all columns of `event_facts`, which may give others too. The dimensions
 * are read for these rows only, by key: the view would join all of them for every event, and as one statement it takes twice the time.
 */
export async function eventRows(desk: Connection, facts: Statement): Promise<Row[]> {
  return wholeRows(desk, await desk.rows<Row>(facts));
}

/** The same for rows of `event_facts` that were read already. */
export async function wholeRows(desk: Connection, facts: readonly Row[]): Promise<Row[]> {
  return filled(facts, await lookUp(desk, facts));
}

/** The same for the next of many pages: small dimensions are read whole, one with each page that needs it, and kept. */
export async function pageRows(desk: Connection, facts: Statement): Promise<Row[]> {
  const kept = await memo(desk, 'dimensions', () => Promise.resolve<KeptDimensions>(new Map()));
  const page = await desk.rows<Row>(facts);
  const next = DIMENSIONS.find(({ table, key }) => !kept.has(table) && keysIn(page, key).length > 0);
  if (next) kept.set(next.table, await readSmall(desk, next));
  return filled(page, await lookUp(desk, page, kept));
}

/** By table, its rows by key; `null` for a table that is too large to be kept. */
type KeptDimensions = Map<string, Lookup['rows'] | null>;

const MOST_KEPT = 10_000;

async function readSmall(desk: Connection, { table, key }: Dimension): Promise<Lookup['rows'] | null> {
  const { size } = await desk.row<{ size: number }>(sql`SELECT count(*) AS size FROM ${name(table)}`);
  return size > MOST_KEPT ? null : byKey(await desk.rows<Row>(sql`SELECT * FROM ${name(table)}`), key);
}

/** What the keys of these rows of `event_facts` stand for; a dimension that none has a key of is left out. */
export async function lookUp(
  desk: Connection,
  facts: readonly Row[],
  kept: KeptDimensions = new Map(),
): Promise<Lookup[]> {
  const lookups: Lookup[] = [];
  for (const { table, key } of DIMENSIONS) {
    const keys = keysIn(facts, key);
    if (keys.length === 0) continue;
    const rows = kept.get(table) ?? byKey(await desk.rows<Row>(dimensionRows(table, key, keys)), key);
    lookups.push({ table, key, rows });
  }
  return lookups;
}

const keysIn = (facts: readonly Row[], key: string): number[] =>
  [...new Set(facts.map((fact) => fact[key]))].filter((value) => typeof value === 'number');

const byKey = (rows: readonly Row[], key: string): Lookup['rows'] =>
  new Map(rows.map((row) => [row[key], row]));

/** Keys of a page, which are looked for one by one; more of them are joined. */
const FEW_KEYS = 1000;

function dimensionRows(table: string, key: string, keys: readonly number[]): Statement {
  return keys.length <= FEW_KEYS
    ? sql`SELECT * FROM ${name(table)} WHERE ${name(key)} IN (${integers(keys)})`
    : sql`SELECT d.* FROM (SELECT unnest(${keys}) AS asked) k JOIN ${name(table)} d ON d.${name(key)} = k.asked`;
}

function filled(facts: readonly Row[], found: readonly Lookup[]): Row[] {
  const lookups = new Map(found.map((lookup) => [lookup.table, lookup]));
  return facts.map((fact) => wholeRow(fact, lookups));
}

function wholeRow(fact: Row, lookups: ReadonlyMap<string, Lookup>): Row {
  const row: Row = {};
  for (const column of EVENT_COLUMNS) row[column.name] = valueOf(column, fact, lookups);
  return row;
}

/** The value of a column for a row of `event_facts`; `null` where none of its tables has one. */
export function valueOf(column: EventColumn, fact: Row, lookups: ReadonlyMap<string, Lookup>): Scalar {
  const { name: own, table, otherwise } = column;
  const first = table === undefined ? fact : lookedUp(fact, lookups.get(table));
  const value = first?.[own] ?? null;
  if (value !== null || otherwise === undefined) return value;
  return lookedUp(fact, lookups.get(otherwise))?.[own] ?? null;
}

const lookedUp = (fact: Row, lookup: Lookup | undefined): Row | undefined =>
  lookup?.rows.get(fact[lookup.key]);

/** As they are sent, without what is absent: a record has values for a third of the columns. */
export const sparseRows = (rows: readonly Row[]): Row[] =>
  rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)));
