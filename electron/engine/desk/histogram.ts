import type { Filter, Histogram } from '../../../shared/contract.ts';
import { type Connection, isoMicros } from '../db/database.ts';
import { bounds } from './positions.ts';
import { bucketsOver, secondsOf, startsOf } from './buckets.ts';
import { byColumn, byDataset } from './histogram-series.ts';

const DATASET = 'event_dataset';

/**
 * Events per bucket of time, and of dataset or of the most frequent values of another column. Buckets have a round width, start at multiples of it, and are listed empty ones included: at
 * most as many as asked (two where one is asked, since a start of a bucket may lie between two events).
 * `start` and `end` are the times of the first and last event.
 */
export async function histogram(
  desk: Connection,
  input: { filters: readonly Filter[]; buckets: number; by?: string },
): Promise<Histogram> {
  const { by = DATASET } = input;
  if (by === 'timestamp') throw new Error('a histogram by the time itself has no series');
  const { total, first, last } = await bounds(desk, input.filters);
  if (total === 0) return { start: null, end: null, bucket_seconds: 1, buckets: [], series: [] };
  const buckets = bucketsOver(first, last, input.buckets);
  return {
    start: isoMicros(first),
    end: isoMicros(last),
    bucket_seconds: secondsOf(buckets),
    buckets: startsOf(buckets),
    series: await (by === DATASET
      ? byDataset(desk, input.filters, buckets)
      : byColumn(desk, input.filters, by, buckets)),
  };
}
