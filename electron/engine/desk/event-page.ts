import type { EventPage, Filter } from '../../../shared/contract.ts';
import type { Connection } from '../db/database.ts';
import { eventColumn, name, sql, type Statement } from '../db/sql.ts';
import { dimensionOf, otherwiseOf } from './dimensions.ts';
import { pageRows, sparseRows } from './event-rows.ts';
import { where } from './filters.ts';
import { bounds, locate, within } from './positions.ts';

export interface EventPageInput {
  filters: readonly Filter[];
  order: 'asc' | 'desc';
  sort?: string | undefined;
  offset: number;
  limit: number;
}

/** So many events are sorted by another column anew for every page; the order of more is to be kept (`kept-order.ts`). */
const SORTED_ANEW = 200_000;

/** Whether the order of these events is to be kept. */
export async function isLongSort(desk: Connection, { filters, sort }: EventPageInput): Promise<boolean> {
  if (sort === undefined || sort === 'timestamp') return false;
  return (await bounds(desk, filters)).total > SORTED_ANEW;
}

/**
 * Any page of the events that hold the filters, in order of (timestamp, evidence_id, record) or the reverse, or of the values of another
 * column.
 */
export async function eventPage(desk: Connection, input: EventPageInput): Promise<EventPage> {
  const { filters, order, offset } = input;
  const { total } = await bounds(desk, filters);
  if (input.sort !== undefined && input.sort !== 'timestamp') {
    return { offset, total, rows: await sortedRows(desk, input, input.sort) };
  }
  const count = Math.max(0, Math.min(input.limit, total - offset));
  const ascending = await ascendingRows(
    desk,
    filters,
    order === 'asc' ? offset : total - offset - count,
    count,
  );
  return { offset, total, rows: order === 'asc' ? ascending : ascending.reverse() };
}

async function ascendingRows(desk: Connection, filters: readonly Filter[], offset: number, limit: number) {
  const window = await locate(desk, filters, offset, limit);
  if (window === null) return [];
  return pageRows(
    desk,
    sql`SELECT * FROM event_facts f WHERE ${within(window, where(filters))}
        ORDER BY timestamp, evidence_id, record LIMIT ${window.take} OFFSET ${window.skip}`,
  );
}

/** Sorted anew for every page: what is kept of a page is its rows, not an order of the case. */
function sortedRows(desk: Connection, { filters, order, offset, limit }: EventPageInput, sort: string) {
  const { value, joined } = sortedBy(sort);
  const place = sql`f.timestamp, f.evidence_id, f.record`;
  const by = order === 'asc' ? sql`${value} ASC NULLS LAST` : sql`${value} DESC NULLS LAST`;
  return pageRows(
    desk,
    sql`SELECT f.* FROM (SELECT * FROM event_facts f WHERE ${where(filters)}) f ${joined}
        ORDER BY ${by}, ${place} LIMIT ${limit} OFFSET ${offset}`,
  );
}

function sortedBy(sort: string): { value: Statement; joined: Statement } {
  const column = eventColumn(sort);
  const at = name(column.name);
  const first = dimensionOf(column);
  const second = otherwiseOf(column);
  if (first === null) return { value: sql`f.${at}`, joined: sql`` };
  const joined = sql`LEFT JOIN ${first.table} d ON d.${first.key} = f.${first.key}`;
  if (second === null) return { value: sql`d.${at}`, joined };
  return {
    value: sql`coalesce(d.${at}, o.${at})`,
    joined: sql`${joined} LEFT JOIN ${second.table} o ON o.${second.key} = f.${second.key}`,
  };
}

export const sparse = (page: EventPage): EventPage => ({ ...page, rows: sparseRows(page.rows) });
