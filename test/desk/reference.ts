import type { Filter } from '../../shared/contract.ts';
import { networkExpression } from '../../shared/ip-network.ts';
import { EVENT_COLUMNS, type ColumnKind, type Row, type Scalar } from '../../shared/model.ts';
import { wholeEvent, type Event, type SomeEvent } from '../support/desk-seed.ts';

/** The same answers in plain TypeScript over an array: what the database is compared with. */

const kinds = new Map<string, ColumnKind>(EVENT_COLUMNS.map(({ name, kind }) => [name, kind]));
export const kindOf = (column: string): ColumnKind => kinds.get(column) ?? 'text';

export function holds(event: Event, filter: Filter): boolean {
  const value = event[filter.column] ?? null;
  switch (filter.op) {
    case 'is':
      return filter.values.includes(value);
    case 'is_not':
      return !filter.values.includes(value);
    case 'among':
      return filter.columns.some((column) => filter.values.some((one) => one === event[column]));
    case 'contains':
      return value !== null && String(value).toLowerCase().includes(filter.text.toLowerCase());
    case 'between':
      return value !== null && isBetween(value, kindOf(filter.column), filter.from, filter.to);
    case 'within':
    case 'outside':
      return (
        value !== null &&
        new RegExp(networkExpression(filter.network) ?? '$.').test(String(value)) === (filter.op === 'within')
      );
    case 'exists':
      return value !== null;
    case 'missing':
      return value === null;
  }
}

function isBetween(value: Scalar, kind: ColumnKind, from: string | null, to: string | null): boolean {
  if (kind === 'number') {
    return (from === null || Number(value) >= Number(from)) && (to === null || Number(value) <= Number(to));
  }
  return (from === null || String(value) >= from) && (to === null || String(value) <= to);
}

export function ordered(events: readonly SomeEvent[], filters: readonly Filter[]): Event[] {
  return events
    .map(wholeEvent)
    .filter((event) => filters.every((filter) => holds(event, filter)))
    .sort(
      (a, b) =>
        compare(a['timestamp'], b['timestamp']) ||
        compare(a['evidence_id'], b['evidence_id']) ||
        compare(a['record'], b['record']),
    );
}

/** Smaller first, `null` last. */
export function compare(a: Scalar | undefined, b: Scalar | undefined): number {
  if (a === b) return 0;
  if (a === null || a === undefined) return 1;
  if (b === null || b === undefined) return -1;
  return a < b ? -1 : 1;
}

/** Events in order of time by another column: absent values last whichever way, equal ones as they were. */
export function sortedBy(events: readonly Event[], column: string, order: 'asc' | 'desc'): Event[] {
  return events.toSorted((a, b) => {
    const [one, other] = [a[column] ?? null, b[column] ?? null];
    if (one === null || other === null) return compare(one, other);
    return order === 'asc' ? compare(one, other) : compare(other, one);
  });
}

export function facetOf(events: readonly Row[], column: string) {
  const counts = new Map<Scalar, number>();
  for (const event of events) {
    const value = event[column] ?? null;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, events: count }))
    .sort((a, b) => b.events - a.events || compare(a.value, b.value));
}
