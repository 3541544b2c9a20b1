import type { EventPage, Filter } from '../../../shared/contract.ts';
import type { Row } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { eventColumn, integers, join, name, sql, type Statement } from '../db/sql.ts';
import { dimensionOf, otherwiseOf } from './dimensions.ts';
import { pageRows } from './event-rows.ts';
import { where } from './filters.ts';
import { memo } from './memo.ts';
import { bounds } from './positions.ts';

/** A list of events in order of another column than the time. */
export interface SortedList {
  filters: readonly Filter[];
  order: 'asc' | 'desc';
  sort: string;
}

export interface SortedInput extends SortedList {
  offset: number;
  limit: number;
}

/** The one order that a connection keeps: of which filters, as long as nothing changed, by which column. */
interface KeptOrder {
  holder: object;
  by: string;
}

const orders = new WeakMap<Connection, KeptOrder>();

/** So many events are sorted anew for every page; of more the order is to be kept. */
const SORTED_ANEW = 200_000;

export const isLongSort = async (desk: Connection, filters: readonly Filter[]): Promise<boolean> =>
  (await bounds(desk, filters)).total > SORTED_ANEW;

/** Any page of the events that hold the filters, in order of another column than the time, sorted anew. */
export async function sortedPage(desk: Connection, input: SortedInput): Promise<EventPage> {
  const { filters, order, sort, offset, limit } = input;
  const { total } = await bounds(desk, filters);
  const places = await desk.rows<Place>(
    sql`${inOrder(filters, sort, order)} LIMIT ${limit} OFFSET ${offset}`,
  );
  return { offset, total, rows: await rowsAt(desk, places) };
}

/**
 * The same where there are many. Their order is made once, as a temporary table of this connection, and kept until another one is asked for
 * or the case changes: of 10 M events it takes seconds.
 */
export async function keptOrderPage(asking: Connection, input: SortedInput): Promise<EventPage> {
  const { filters, offset, limit } = input;
  const { total } = await bounds(asking, filters);
  await keepOrder(asking, input);
  const places = await asking.rows<Place>(
    sql`SELECT fact FROM kept_order WHERE rowid >= ${offset} AND rowid < ${offset + limit} ORDER BY rowid`,
  );
  return { offset, total, rows: await rowsAt(asking, places) };
}

async function keepOrder(asking: Connection, { filters, sort, order }: SortedList): Promise<void> {
  const holder = await memo(asking, `kept order ${JSON.stringify(filters)}`, () => Promise.resolve({}));
  const by = JSON.stringify([sort, order]);
  const kept = orders.get(asking);
  if (kept?.holder === holder && kept.by === by) return;
  orders.delete(asking);
  // Planned and run over one state of the case, also while a job adds to it.
  await asking.transaction(() =>
    asking.run(sql`CREATE OR REPLACE TEMP TABLE kept_order AS ${inOrder(filters, sort, order)}`),
  );
  orders.set(asking, { holder, by });
}

/** Where an event of the list stands in it; `fact` is its row of `event_facts`. Sorted anew, as `sortedPage` does. */
export async function sortedPosition(
  desk: Connection,
  { filters, sort, order }: SortedList,
  fact: number,
): Promise<number | null> {
  const [found] = await desk.rows<{ position: number }>(
    sql`SELECT position FROM (SELECT fact, row_number() OVER () - 1 AS position FROM (${inOrder(filters, sort, order)}))
        WHERE fact = ${fact}`,
  );
  return found?.position ?? null;
}

/** The same of an order that is kept, as `keptOrderPage` does. */
export async function keptPosition(
  asking: Connection,
  list: SortedList,
  fact: number,
): Promise<number | null> {
  await keepOrder(asking, list);
  const [found] = await asking.rows<{ position: number }>(
    sql`SELECT rowid AS position FROM kept_order WHERE fact = ${fact}`,
  );
  return found?.position ?? null;
}

/** Where a row of `event_facts` stands in its table. */
interface Place {
  fact: number;
}

async function rowsAt(desk: Connection, places: readonly Place[]): Promise<Row[]> {
  if (places.length === 0) return [];
  const facts = integers(places.map(({ fact }) => fact));
  return pageRows(
    desk,
    sql`SELECT * FROM (SELECT rowid AS fact, * FROM event_facts WHERE rowid IN (${facts})) ORDER BY list_position([${facts}], fact)`,
  );
}

/** By the rank of each value of a dimension instead of the value: whole numbers are sorted in a fraction of the time of texts. */
function inOrder(filters: readonly Filter[], sort: string, order: 'asc' | 'desc'): Statement {
  const column = eventColumn(sort);
  const at = name(column.name);
  const tables = [dimensionOf(column), otherwiseOf(column)].filter((table) => table !== null);
  const values = tables.map(
    ({ table }) => sql`SELECT DISTINCT ${at} AS value FROM ${table} WHERE ${at} IS NOT NULL`,
  );
  const joins = tables.map(
    ({ table, key }, which) =>
      sql`LEFT JOIN (SELECT ${key}, place FROM ${table} JOIN places ON value = ${at}) ${name(`d${which}`)}
        ON ${name(`d${which}`)}.${key} = f.${key}`,
  );
  const rank =
    tables.length === 0
      ? sql`f.${at}`
      : sql`coalesce(${join(
          tables.map((_table, which) => sql`${name(`d${which}`)}.place`),
          ', ',
        )})`;
  const ranked =
    tables.length === 0
      ? sql``
      : sql`WITH places AS (
          SELECT value, dense_rank() OVER (ORDER BY value) AS place FROM (${join(values, ' UNION ')})
        )`;
  const direction = order === 'asc' ? sql`ASC` : sql`DESC`;
  return sql`${ranked} SELECT f.rowid AS fact FROM event_facts f ${join(joins, ' ')} WHERE ${where(filters)}
    ORDER BY ${rank} ${direction} NULLS LAST, f.timestamp, f.evidence_id, f.record`;
}
