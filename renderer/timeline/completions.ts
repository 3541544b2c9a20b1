import type { Filter } from '../../shared/contract.ts';
import { MARK_COLUMNS } from '../../shared/marks.ts';
import { EVENT_COLUMNS } from '../../shared/model.ts';
import { count } from '../format/number.ts';
import { scalarText } from '../parts/Value.tsx';
import { columnTitle } from '../text.ts';
import { columnNamed } from './columns.ts';
import { useFacet } from './queries.ts';
import { addressFilter, quotedValue, type Term } from './typed-filter.ts';

export interface Completion {
  /** What takes the place of the condition. */
  typed: string;
  /** What it means, or how many records it would leave. */
  words: string;
}

const MOST = 12;
const COLUMNS = [...EVENT_COLUMNS, ...MARK_COLUMNS].map(({ name }) => name);

/** What the condition at the caret may become: a field, or a value of its field among the records that the filters leave. */
export function useCompletions(term: Term | null, filters: readonly Filter[], open: boolean): Completion[] {
  const column = term?.value == null ? null : term.column;
  const kind = column === null ? undefined : columnNamed(column)?.kind;
  const wanted = term?.value ?? '';
  const asked = open && kind !== undefined && kind !== 'time';
  const address = column === null ? null : addressOf(column, wanted);
  const narrowed: readonly Filter[] =
    wanted !== '' && column !== null && kind === 'text'
      ? [...filters, address ?? { column, op: 'contains', text: wanted }]
      : filters;
  const facet = useFacet(narrowed, column ?? 'user_name', MOST, asked);
  if (!open) return [];
  if (column === null) return columnsFor(term);
  // Values of what was typed before are not told apart by their letters where an address is meant.
  if (!asked || (address !== null && facet.isPlaceholderData)) return [];
  const minus = term?.not ? '-' : '';
  return (facet.data?.values ?? []).flatMap(({ value, events }) => {
    if (value === null) return [];
    if (!address && !scalarText(value).toLowerCase().includes(wanted.toLowerCase())) return [];
    return [{ typed: `${minus}${column}:${quotedValue(scalarText(value))} `, words: count(events) }];
  });
}

/** A network or an IPv6 address that is typed whole: its addresses are offered, however they are written. */
function addressOf(column: string, wanted: string): Filter | null {
  const filter = addressFilter(column, wanted, false);
  return typeof filter === 'string' ? null : filter;
}

/** Fields whose name or title has what was typed; those that begin with it first. */
function columnsFor(term: Term | null): Completion[] {
  const wanted = (term?.column ?? '').toLowerCase();
  if (wanted === '') return [];
  const has = (name: string) => name.includes(wanted) || columnTitle(name).toLowerCase().includes(wanted);
  const rank = (name: string) => (name.startsWith(wanted) ? 0 : 1);
  return COLUMNS.filter(has)
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, MOST)
    .map((name) => ({ typed: `${term?.not ? '-' : ''}${name}:`, words: columnTitle(name) }));
}
