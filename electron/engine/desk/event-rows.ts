import { EVENT_COLUMNS, type EventColumn, type Row, type Scalar } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { DIMENSIONS, type Dimension } from '../db/dimensions.ts';
import { name, sql, type Statement } from '../db/sql.ts';

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
  const lookups = new Map((await lookUp(desk, facts)).map((lookup) => [lookup.table, lookup]));
  return facts.map((fact) => wholeRow(fact, lookups));
}

/** What the keys of these rows of `event_facts` stand for; a dimension that none has a key of is left out. */
export async function lookUp(desk: Connection, facts: readonly Row[]): Promise<Lookup[]> {
  const lookups: Lookup[] = [];
  for (const { table, key } of DIMENSIONS) {
    const keys = [...new Set(facts.map((fact) => fact[key]))].filter((value) => typeof value === 'number');
    if (keys.length === 0) continue;
    const rows = await desk.rows<Row>(
      sql`SELECT d.* FROM (SELECT unnest(${keys}) AS asked) k JOIN ${name(table)} d ON d.${name(key)} = k.asked`,
    );
    lookups.push({ table, key, rows: new Map(rows.map((row) => [row[key], row])) });
  }
  return lookups;
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
