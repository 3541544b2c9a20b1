import type { EventPage, Filter } from '../../../shared/contract.ts';
import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { pageRows, sparseRows } from './event-rows.ts';
import { where } from './filters.ts';
import { bounds, locate, within } from './positions.ts';
import { sortedPage } from './sorted-page.ts';

export interface EventPageInput {
  filters: readonly Filter[];
  order: 'asc' | 'desc';
  sort?: string | undefined;
  offset: number;
  limit: number;
}

/**
 * Any page of the events that hold the filters, in order of (timestamp, evidence_id, record) or the reverse, or of the values of another
 * column.
 */
export async function eventPage(desk: Connection, input: EventPageInput): Promise<EventPage> {
  const { filters, order, offset } = input;
  const { sort } = input;
  if (sort !== undefined && sort !== 'timestamp') return sortedPage(desk, { ...input, sort });
  const { total } = await bounds(desk, filters);
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

export const sparse = (page: EventPage): EventPage => ({ ...page, rows: sparseRows(page.rows) });
