import type { EventPage, Filter } from '../../../shared/contract.ts';
import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { bounds } from './bounds.ts';
import { eventRows } from './event-rows.ts';
import { where } from './filters.ts';
import { locate, within } from './positions.ts';

export interface EventPageInput {
  filters: readonly Filter[];
  order: 'asc' | 'desc';
  offset: number;
  limit: number;
}

/** Any page of the events that hold the filters, in order of (timestamp, evidence_id, record) or the reverse. */
export async function eventPage(desk: Connection, input: EventPageInput): Promise<EventPage> {
  const { filters, order, offset } = input;
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
  return eventRows(
    desk,
    sql`SELECT * FROM event_facts f WHERE ${within(window, where(filters))}
        ORDER BY timestamp, evidence_id, record LIMIT ${window.take} OFFSET ${window.skip}`,
  );
}
