import type { Filter, Histogram } from '../../../shared/contract.ts';
import { type Connection, isoMicros } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { bounds } from './bounds.ts';
import { where } from './filters.ts';

const SECOND = 1_000_000n;
const [MINUTE, HOUR, DAY] = [60, 3_600, 86_400];
const WIDTHS = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 28].map((days) => days * DAY),
];

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
  const seconds = widthFor(first, last, Math.max(2, input.buckets));
  const width = BigInt(seconds) * SECOND;
  const origin = floorTo(first, width);
  const length = Number((last - origin) / width) + 1;
  const buckets = Array.from({ length }, (_, index) => isoMicros(origin + BigInt(index) * width));
  return {
    start: isoMicros(first),
    end: isoMicros(last),
    bucket_seconds: seconds,
    buckets,
    series: await series(desk, input.filters, origin, width, length),
  };
}

async function series(
  desk: Connection,
  filters: readonly Filter[],
  origin: bigint,
  width: bigint,
  length: number,
) {
  // Counted by the action's key: an integer groups in half the time of a text.
  const rows = await desk.rows<{ name: string; bucket: number; events: number }>(
    sql`SELECT coalesce(a.event_dataset, ${UNKNOWN}) AS name, c.bucket, CAST(sum(c.events) AS BIGINT) AS events
        FROM (
          SELECT action_key, (epoch_us(timestamp) - CAST(${origin} AS BIGINT)) // CAST(${width} AS BIGINT) AS bucket, count(*) AS events
          FROM event_facts f WHERE ${where(filters)} GROUP BY ALL
        ) c LEFT JOIN actions a ON a.action_key = c.action_key
        GROUP BY ALL ORDER BY name, bucket`,
  );
  const named = new Map<string, number[]>();
  for (const { name, bucket, events } of rows) {
    const counts = named.get(name) ?? new Array<number>(length).fill(0);
    counts[bucket] = events;
    named.set(name, counts);
  }
  return [...named].map(([name, counts]) => ({ name, counts }));
}

/** The smallest round width in seconds that needs no more than `most` buckets. */
function widthFor(first: bigint, last: bigint, most: number): number {
  const fits = (seconds: number) => {
    const width = BigInt(seconds) * SECOND;
    return (last - floorTo(first, width)) / width < BigInt(most);
  };
  const listed = WIDTHS.find(fits);
  if (listed !== undefined) return listed;
  let days = 56;
  while (!fits(days * DAY)) days *= 2;
  return days * DAY;
}

/** The multiple of `width` at or before `micros`, also before 1970. */
function floorTo(micros: bigint, width: bigint): bigint {
  const rest = micros % width;
  return micros - (rest < 0n ? rest + width : rest);
}
