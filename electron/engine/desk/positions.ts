import type { Filter } from '../../../shared/contract.ts';
import type { Connection } from '../db/database.ts';
import { sql, type Statement } from '../db/sql.ts';
import { bounds } from './bounds.ts';
import { where } from './filters.ts';
import { memo } from './memo.ts';
import { instant } from './values.ts';

/**
 * Random access without sorting the case: events are counted per bucket of time, so that the bucket of any offset is known and
 * only that one is sorted. A bucket with too many events has buckets of its own.
 */
const BUCKETS = 4096n;
/** Events that are quick to sort. */
const LEAF = 20_000;

interface Level {
  first: bigint;
  width: bigint;
  /** Filled buckets in order of time, and how many events of this level lie before each; one more entry for the end. */
  buckets: number[];
  before: number[];
  inner: Map<number, Promise<Level>>;
}

/** The stretch of time [first, end) in microseconds that holds some rank, and how many events lie before it. */
interface Stretch {
  first: bigint;
  end: bigint;
  before: number;
}

/** Sort the events of [first, end) that hold the filters, leave out `skip`, take `take`: those are the asked ones. */
export interface Window {
  first: bigint;
  end: bigint;
  skip: number;
  take: number;
}

/** Where the events number `offset` to `offset + limit` in order of time are; `null` where there are none. */
export async function locate(
  desk: Connection,
  filters: readonly Filter[],
  offset: number,
  limit: number,
): Promise<Window | null> {
  const { total, first, last } = await bounds(desk, filters);
  const take = Math.min(limit, total - offset);
  if (take <= 0) return null;
  const held = where(filters);
  const top = await memo(desk, `positions ${JSON.stringify(filters)}`, () =>
    countLevel(desk, held, first, last),
  );
  const from = await stretchOf(desk, held, top, offset);
  const to = await stretchOf(desk, held, top, offset + take - 1);
  return { first: from.first, end: to.end, skip: offset - from.before, take };
}

/** The condition that the events of a window hold. */
export const within = (window: Window, held: Statement): Statement =>
  sql`f.timestamp >= ${instant(window.first)} AND f.timestamp < ${instant(window.end)} AND ${held}`;

async function countLevel(desk: Connection, held: Statement, first: bigint, last: bigint): Promise<Level> {
  const width = (last - first) / BUCKETS + 1n;
  const all = { first, end: last + 1n, skip: 0, take: 0 };
  const rows = await desk.rows<{ bucket: number; events: number }>(
    sql`SELECT (epoch_us(timestamp) - CAST(${first} AS BIGINT)) // CAST(${width} AS BIGINT) AS bucket, count(*) AS events
        FROM event_facts f WHERE ${within(all, held)} GROUP BY bucket ORDER BY bucket`,
  );
  const before = [0];
  for (const row of rows) before.push((before.at(-1) ?? 0) + row.events);
  return { first, width, buckets: rows.map((row) => row.bucket), before, inner: new Map() };
}

async function stretchOf(desk: Connection, held: Statement, level: Level, rank: number): Promise<Stretch> {
  const index = lastAtMost(level.before, rank);
  const bucket = level.buckets[index];
  const before = level.before[index] ?? 0;
  const events = (level.before[index + 1] ?? before) - before;
  if (bucket === undefined) throw new Error(`no event number ${rank}: the case has changed meanwhile`);
  const first = level.first + BigInt(bucket) * level.width;
  const end = first + level.width;
  if (events <= LEAF || level.width === 1n) return { first, end, before };
  const inner = await innerLevel(desk, held, level, index, first, end - 1n);
  const stretch = await stretchOf(desk, held, inner, rank - before);
  return { ...stretch, before: before + stretch.before };
}

function innerLevel(
  desk: Connection,
  held: Statement,
  level: Level,
  index: number,
  first: bigint,
  last: bigint,
): Promise<Level> {
  const known = level.inner.get(index);
  if (known) return known;
  const counted = countLevel(desk, held, first, last);
  level.inner.set(index, counted);
  counted.catch(() => level.inner.delete(index));
  return counted;
}

/** The index of the last entry that is not above `value`; entries ascend. */
function lastAtMost(entries: readonly number[], value: number): number {
  let low = 0;
  let high = entries.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((entries[middle] ?? Infinity) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
