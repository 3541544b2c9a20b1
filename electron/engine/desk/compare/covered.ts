import type { CompareCell } from '../../../../shared/compare.ts';
import { microsOf } from '../time.ts';
import type { LogTimes } from '../coverage/coverage.ts';

type Coverage = CompareCell['coverage'];

/** A log's times in microseconds since 1970. */
export interface Covered {
  first: number;
  last: number;
  gaps: readonly { start: number; end: number }[];
}

const micros = (iso: string): number => Number(microsOf(iso));

export const coveredOf = ({ first, last, gaps }: LogTimes): Covered => ({
  first: micros(first),
  last: micros(last),
  gaps: gaps.map(({ start, end }) => ({ start: micros(start), end: micros(end) })),
});

/** How far the logs tell of the stretch from `start` up to `end`: all of them all of it, something, or nothing. */
export function coverageOf(logs: readonly Covered[], start: number, end: number): Coverage {
  const each = logs.map((log) => coverageBy(log, start, end));
  if (each.length > 0 && each.every((one) => one === 'whole')) return 'whole';
  return each.every((one) => one === 'none') ? 'none' : 'part';
}

/** A log covers the time from its first to its last record, but for its gaps. */
function coverageBy({ first, last, gaps }: Covered, start: number, end: number): Coverage {
  if (last < start || first >= end) return 'none';
  const inside = gaps.filter((gap) => gap.start < end && gap.end > start);
  if (inside.some((gap) => gap.start < start && gap.end >= end)) return 'none';
  return first <= start && last >= end && inside.length === 0 ? 'whole' : 'part';
}
