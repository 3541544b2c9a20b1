import type { Filter } from '../../../shared/contract.ts';
import type { EventRef } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { sql, type Statement } from '../db/sql.ts';
import { where } from './filters.ts';
import { memo } from './memo.ts';
import { microsOf } from './time.ts';
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
  /** Of its events, in microseconds. */
  earliest: bigint;
  latest: bigint;
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
  const top = await topLevel(desk, filters);
  const take = Math.min(limit, (top.before.at(-1) ?? 0) - offset);
  if (take <= 0) return null;
  const held = where(filters);
  const from = await stretchOf(desk, held, top, offset);
  const to = await stretchOf(desk, held, top, offset + take - 1);
  return { first: from.first, end: to.end, skip: offset - from.before, take };
}

/** How many events that hold the filters stand before an event of them in order of time; `micros` is its time. */
export async function countBefore(
  desk: Connection,
  filters: readonly Filter[],
  { micros, evidence_id, record }: EventRef & { micros: bigint },
): Promise<number> {
  const level = await topLevel(desk, filters);
  const bucket = Number((micros - level.first) / level.width);
  const index = lastAtMost(level.buckets, bucket);
  const first = level.first + BigInt(bucket) * level.width;
  const { inside } = await desk.row<{ inside: number }>(
    sql`SELECT count(*) AS inside FROM event_facts f
        WHERE ${within({ first, end: micros + 1n }, where(filters))} AND (f.timestamp < ${instant(micros)}
          OR f.evidence_id < ${evidence_id} OR (f.evidence_id = ${evidence_id} AND f.record < ${record}))`,
  );
  return (level.before[index] ?? 0) + inside;
}

/** The condition that the events of a window hold. */
export const within = (window: Pick<Window, 'first' | 'end'>, held: Statement): Statement =>
  sql`f.timestamp >= ${instant(window.first)} AND f.timestamp < ${instant(window.end)} AND ${held}`;

/** How many events hold the filters, and the microseconds of the first and last; 0 when there is none. */
export interface Bounds {
  total: number;
  first: bigint;
  last: bigint;
}

/** Without filters the database knows them; with filters they fall off from the counting that finding places needs anyway. */
export async function bounds(desk: Connection, filters: readonly Filter[]): Promise<Bounds> {
  if (filters.length === 0) return memo(desk, 'bounds', () => boundsOfAll(desk));
  const { before, earliest, latest } = await topLevel(desk, filters);
  return { total: before.at(-1) ?? 0, first: earliest, last: latest };
}

async function boundsOfAll(desk: Connection): Promise<Bounds> {
  // As text, since microseconds past the year 2255 do not fit a JavaScript number.
  const row = await desk.row<{ total: number; first: string | null; last: string | null }>(
    sql`SELECT count(*) AS total, CAST(epoch_us(min(timestamp)) AS VARCHAR) AS first,
          CAST(epoch_us(max(timestamp)) AS VARCHAR) AS last
        FROM event_facts`,
  );
  return { total: row.total, first: BigInt(row.first ?? 0), last: BigInt(row.last ?? 0) };
}

const topLevel = (desk: Connection, filters: readonly Filter[]): Promise<Level> =>
  memo(desk, `positions ${JSON.stringify(filters)}`, async () => {
    const { first, last } = reach(filters, await boundsOfAll(desk));
    return countLevel(desk, where(filters), first, last);
  });

/** The part of [first, last] that filters on the time leave. */
function reach(filters: readonly Filter[], { first, last }: Bounds): { first: bigint; last: bigint } {
  for (const filter of filters) {
    if (filter.op !== 'between' || filter.column !== 'timestamp') continue;
    const from = filter.from === null ? first : microsOf(filter.from);
    const to = filter.to === null ? last : microsOf(filter.to, 'last');
    if (from > first) first = from;
    if (to < last) last = to;
  }
  return { first, last: last < first ? first : last };
}

async function countLevel(desk: Connection, held: Statement, first: bigint, last: bigint): Promise<Level> {
  const width = (last - first) / BUCKETS + 1n;
  const rows = await desk.rows<{ bucket: number; events: number; earliest: string; latest: string }>(
    sql`SELECT bucket, events, CAST(epoch_us(earliest) AS VARCHAR) AS earliest, CAST(epoch_us(latest) AS VARCHAR) AS latest
        FROM (
          SELECT CAST((epoch_us(timestamp) - CAST(${first} AS BIGINT)) // CAST(${width} AS BIGINT) AS USMALLINT) AS bucket,
            count(*) AS events, min(timestamp) AS earliest, max(timestamp) AS latest
          FROM event_facts f WHERE ${within({ first, end: last + 1n }, held)} GROUP BY bucket
        ) ORDER BY bucket`,
  );
  const before = [0];
  for (const row of rows) before.push((before.at(-1) ?? 0) + row.events);
  return {
    ...{ first, width, before },
    buckets: rows.map((row) => row.bucket),
    earliest: BigInt(rows[0]?.earliest ?? 0),
    latest: BigInt(rows.at(-1)?.latest ?? 0),
    inner: new Map(),
  };
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
