import { MARK_COLUMNS } from '../../../shared/marks.ts';
import type { Connection } from '../db/database.ts';

const KEPT = 256;
const memos = new WeakMap<Connection, Map<string, Promise<unknown>>>();

/**
 * What was computed once for this case, for as long as it has the same number of events and `invalidate` was not called; the
 * least recently asked goes first. A failure is not kept.
 */
export async function memo<T>(desk: Connection, key: string, compute: () => Promise<T>): Promise<T> {
  const kept = memos.get(desk) ?? new Map<string, Promise<unknown>>();
  memos.set(desk, kept);
  const { events } = await desk.row<{ events: number }>('SELECT count(*) AS events FROM event_facts');
  const full = `${events} ${key}`;
  const found = kept.get(full) as Promise<T> | undefined;
  const value = found ?? compute();
  kept.delete(full);
  kept.set(full, value);
  value.catch(() => kept.delete(full));
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  return value;
}

/** To be called after anything but adding events has changed the case: an enrichment, a hunt, a removal. */
export function invalidate(desk: Connection): void {
  memos.delete(desk);
}

/** To be called after marks of records have changed: what was computed under filters that ask for them. */
export function invalidateMarked(desk: Connection): void {
  const kept = memos.get(desk);
  for (const key of kept?.keys() ?? []) if (ASKS_FOR_MARKS.test(key)) kept?.delete(key);
}

const ASKS_FOR_MARKS = new RegExp(`"(${MARK_COLUMNS.map((column) => column.name).join('|')})"`);
