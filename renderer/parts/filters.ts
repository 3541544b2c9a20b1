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

/** What is, or is not, one of some values; no value (`null`) is a value like any other. */
type Choice = Extract<Filter, { op: 'is' | 'is_not' }>;

function choiceOf(filter: Filter): Choice | null {
  const { column } = filter;
  if (filter.op === 'missing') return { column, op: 'is', values: [null] };
  if (filter.op === 'exists') return { column, op: 'is_not', values: [null] };
  return filter.op === 'is' || filter.op === 'is_not' ? filter : null;
}

/** The choice of these values as filters say it; none where there is no value left. */
function filtersFor({ column, op }: Choice, values: readonly Scalar[]): Filter[] {
  const there = [...new Set(values.filter((value) => value !== null))];
  if (there.length === values.length && there.length === 0) return [];
  if (there.length === 0) return [op === 'is' ? isFilter(column, null) : isNotFilter(column, null)];
  return [{ column, op, values: values.includes(null) ? [...there, null] : there }];
}

/**
 * Adds a filter to others. A second time range replaces the first; a second value of a column, or none, joins the first, for two
 * `is` of one column would leave nothing; what was excluded and is chosen now is excluded no more, and the other way round.
 */
export function addFilter(filters: readonly Filter[], added: Filter): Filter[] {
  if (isWindow(added)) return [...filters.filter((each) => !isWindow(each)), added];
  const choice = choiceOf(added);
  if (!choice) return [...filters.filter((each) => !same(each, added)), added];
  const joined: Scalar[] = [];
  const rest = filters.flatMap((each): Filter[] => {
    const other = each.column === choice.column ? choiceOf(each) : null;
    if (!other) return [each];
    if (other.op !== choice.op) return less(each, other, choice.values);
    joined.push(...other.values);
    return [];
  });
  return [...rest, ...filtersFor(choice, [...joined, ...choice.values])];
}

/** The filters without this value among what is chosen; a filter that held nothing else goes. */
export const withoutValue = (filters: readonly Filter[], column: string, value: Scalar): Filter[] =>
  filters.flatMap((each) => {
    const choice = each.column === column ? choiceOf(each) : null;
    return choice?.op === 'is' ? less(each, choice, [value]) : [each];
  });

function less(filter: Filter, choice: Choice, values: readonly Scalar[]): Filter[] {
  const left = choice.values.filter((value) => !values.includes(value));
  return left.length === choice.values.length ? [filter] : filtersFor(choice, left);
}

const same = (a: Filter, b: Filter): boolean => JSON.stringify(a) === JSON.stringify(b);
