import type { Filter } from '../../shared/contract.ts';
import type { Scalar } from '../../shared/model.ts';
import { isoOf, millis } from '../format/time.ts';

export const isFilter = (column: string, value: Scalar): Filter =>
  value === null ? { column, op: 'missing' } : { column, op: 'is', values: [value] };

export const isNotFilter = (column: string, value: Scalar): Filter =>
  value === null ? { column, op: 'exists' } : { column, op: 'is_not', values: [value] };

export const windowFilter = (from: string | null, to: string | null): Filter => ({
  column: 'timestamp',
  op: 'between',
  from,
  to,
});

/** From `minutes` before to `minutes` after a time. */
export function aroundFilter(iso: string, minutes: number): Filter {
  const at = millis(iso);
  return windowFilter(isoOf(at - minutes * 60_000), isoOf(at + minutes * 60_000));
}

export const isWindow = (filter: Filter): boolean => filter.column === 'timestamp' && filter.op === 'between';

/**
 * Adds a filter to others. A second time range replaces the first; a second value of a column joins the first, for two
 * `is` of one column would leave nothing.
 */
export function addFilter(filters: readonly Filter[], added: Filter): Filter[] {
  if (isWindow(added)) return [...filters.filter((each) => !isWindow(each)), added];
  if (added.op !== 'is' && added.op !== 'is_not')
    return [...filters.filter((each) => !same(each, added)), added];
  const rest: Filter[] = [];
  let merged: Filter = added;
  for (const each of filters) {
    if (each.column === added.column && each.op === added.op)
      merged = { ...added, values: [...new Set([...each.values, ...added.values])] };
    else rest.push(each);
  }
  return [...rest, merged];
}

const same = (a: Filter, b: Filter): boolean => JSON.stringify(a) === JSON.stringify(b);
