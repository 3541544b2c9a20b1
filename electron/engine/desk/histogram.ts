import type { Filter, Histogram } from '../../../shared/contract.ts';
import { type Connection, isoMicros } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { bounds } from './bounds.ts';
import { bucketOf, bucketsOver, filled, secondsOf, startsOf, type Buckets } from './buckets.ts';
import { where } from './filters.ts';

/** Events with no dataset. */
export const UNKNOWN = 'unknown';

/**
 * Events per bucket of time and dataset. Buckets have a round width, start at multiples of it, and are listed empty ones included: at
 * most as many as asked (two where one is asked, since a start of a bucket may lie between two events).
 * `start` and `end` are the times of the first and last event.
 */
export async function histogram(
  desk: Connection,
  input: { filters: readonly Filter[]; buckets: number },
): Promise<Histogram> {
  const { total, first, last } = await bounds(desk, input.filters);
  if (total === 0) return { start: null, end: null, bucket_seconds: 1, buckets: [], series: [] };
  const buckets = bucketsOver(first, last, input.buckets);
  return {
    start: isoMicros(first),
    end: isoMicros(last),
    bucket_seconds: secondsOf(buckets),
    buckets: startsOf(buckets),
    series: await series(desk, input.filters, buckets),
  };
}

async function series(desk: Connection, filters: readonly Filter[], buckets: Buckets) {
  // Counted by the action's key: an integer groups in half the time of a text.
  const rows = await desk.rows<{ name: string; bucket: number; events: number }>(
    sql`SELECT coalesce(a.event_dataset, ${UNKNOWN}) AS name, c.bucket, CAST(sum(c.events) AS BIGINT) AS events
        FROM (
          SELECT action_key, ${bucketOf(sql`timestamp`, buckets)} AS bucket, count(*) AS events
          FROM event_facts f WHERE ${where(filters)} GROUP BY ALL
        ) c LEFT JOIN actions a ON a.action_key = c.action_key
        GROUP BY ALL ORDER BY name, bucket`,
  );
  const named = new Map<string, { bucket: number; events: number }[]>();
  for (const { name, ...listed } of rows) {
    const known = named.get(name);
    if (known) known.push(listed);
    else named.set(name, [listed]);
  }
  return [...named].map(([name, listed]) => ({ name, counts: filled(buckets, listed) }));
}
