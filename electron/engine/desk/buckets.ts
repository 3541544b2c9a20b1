import type { SmallAxis } from '../../../shared/session-profiles.ts';
import { type Connection, isoMicros } from '../db/database.ts';
import { sql, type Statement } from '../db/sql.ts';

const SECOND = 1_000_000n;
const [MINUTE, HOUR, DAY] = [60, 3_600, 86_400];
const WIDTHS = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 28].map((days) => days * DAY),
];

/** Buckets of time: a round width in microseconds, of which `origin` (microseconds since 1970) is a multiple. */
export interface Buckets {
  origin: bigint;
  width: bigint;
  length: number;
}

/** At most `most` buckets (two where one is asked, since a start of a bucket may lie between two events) over `first` to `last`. */
export function bucketsOver(first: bigint, last: bigint, most: number): Buckets {
  const width = BigInt(widthFor(first, last, Math.max(2, most))) * SECOND;
  const origin = floorTo(first, width);
  return { origin, width, length: Number((last - origin) / width) + 1 };
}

export const secondsOf = ({ width }: Buckets): number => Number(width / SECOND);

export const startsOf = ({ origin, width, length }: Buckets): string[] =>
  Array.from({ length }, (_, index) => isoMicros(origin + BigInt(index) * width));

/** The number of the bucket of a timestamp. */
export const bucketOf = (timestamp: Statement, { origin, width }: Buckets): Statement =>
  sql`(epoch_us(${timestamp}) - CAST(${origin} AS BIGINT)) // CAST(${width} AS BIGINT)`;

/** The buckets of the events `f` that hold a condition; `null` where there is none. */
export async function bucketsOf(
  connection: Connection,
  held: Statement,
  most: number,
): Promise<{ buckets: Buckets; axis: SmallAxis } | null> {
  // As text, since microseconds past the year 2255 do not fit a JavaScript number.
  const { first, last } = await connection.row<{ first: string | null; last: string | null }>(
    sql`SELECT CAST(epoch_us(min(timestamp)) AS VARCHAR) AS first, CAST(epoch_us(max(timestamp)) AS VARCHAR) AS last
        FROM event_facts f WHERE ${held}`,
  );
  if (first === null || last === null) return null;
  const buckets = bucketsOver(BigInt(first), BigInt(last), most);
  return {
    buckets,
    axis: {
      start: isoMicros(BigInt(first)),
      end: isoMicros(BigInt(last)),
      bucket_seconds: secondsOf(buckets),
      buckets: startsOf(buckets),
    },
  };
}

/** Counts of all buckets, from a list of those that are not empty. */
export function filled({ length }: Buckets, listed: readonly { bucket: number; events: number }[]): number[] {
  const counts = new Array<number>(length).fill(0);
  for (const { bucket, events } of listed) counts[bucket] = events;
  return counts;
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
