import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { EventPage, Filter } from '../../shared/contract.ts';
import type { Marked } from '../../shared/marks.ts';
import type { EventRef, Row } from '../../shared/model.ts';
import { useEngine, type Engine } from '../app/engine-context.ts';
import { rowSubject } from '../marks/subjects.ts';

export const PAGE = 100;
const BUCKETS = 180;
/** A thumb that is dragged passes pages that nobody looks at: they are asked for only once it rests. */
const REST_MS = 30;
/** What comes sooner after the move before is part of dragging. */
const MOVING_MS = 200;
/** After a jump: time to draw its rows, which asking for more would slow down. */
const DRAWN_MS = 250;
/** Rows before and after those in sight that are asked for too, so that whoever turns the wheel finds them there. */
const AHEAD = 150;

export type Order = 'asc' | 'desc';

/** The rows that hold some filters, in some order. */
export interface List {
  /** What all of it comes to, as one text: state of another list is none of this one. */
  of: string;
  filters: readonly Filter[];
  order: Order;
  /** Another column than the time to sort by. */
  sort: string | null;
}

export function useHistogram(filters: readonly Filter[], by: string, enabled: boolean) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['histogram', by, filters],
    queryFn: ({ signal }) =>
      engine.events.histogram({ filters: [...filters], buckets: BUCKETS, by }, { signal }),
    placeholderData: keepPreviousData,
    enabled,
  });
}

export function useFacet(filters: readonly Filter[], column: string, limit: number, enabled = true) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['facet', column, limit, filters],
    queryFn: ({ signal }) => engine.events.facet({ filters: [...filters], column, limit }, { signal }),
    // Of the same column only: values of another one are none of this.
    placeholderData: (before, query) => (query?.queryKey[1] === column ? before : undefined),
    enabled,
  });
}

interface Rows {
  total: number | null;
  /** Of the first page that was not read, or `null`; there may be rows of others. */
  error: unknown;
  /** Asks again for the pages that were not read. */
  retry: () => void;
  rowAt: (index: number) => Row | null;
  /** `null` until it is known. */
  marksAt: (index: number) => Marked | null;
}

/** One page of the rows, as every part of the desk asks for it; `pageOf` is what is asked for this and the pages after it. */
export const askPage = (
  engine: Engine,
  filters: readonly Filter[],
  order: Order,
  sort: string | null,
  page: number,
) => {
  const pageOf = (pages: number) => ({
    filters: [...filters],
    order,
    ...(sort === null ? {} : { sort }),
    offset: page * PAGE,
    limit: pages * PAGE,
  });
  return {
    queryKey: ['events', order, sort, filters, page],
    queryFn: ({ signal }: { signal: AbortSignal }) => engine.events.page(pageOf(1), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    pageOf,
  };
};

/** Where a record stands in the list; nothing is asked where there is none to look for. */
export function usePosition({ filters, order, sort }: List, ref: EventRef | null) {
  const engine = useEngine();
  const { evidence_id = 0, record = 0 } = ref ?? {};
  const sorted = sort === null ? {} : { sort };
  return useQuery({
    queryKey: ['events', 'position', order, sort, filters, evidence_id, record],
    queryFn: ({ signal }) =>
      engine.events.position({ evidence_id, record, filters: [...filters], order, ...sorted }, { signal }),
    enabled: ref !== null,
  });
}

/** Whether the first page has come: what a person reads is asked for before what is counted beside it. */
export function useFirstPage(filters: readonly Filter[], order: Order, sort: string | null): boolean {
  return useQuery(askPage(useEngine(), filters, order, sort, 0)).isFetched;
}

/** The pages behind the visible rows, and those next to them. What scrolls out of sight before it arrives is cancelled. */
export function useRows({ of, filters, order, sort }: List, range: readonly [number, number]): Rows {
  const engine = useEngine();
  const queries = useQueryClient();
  const ask = (page: number) => askPage(engine, filters, order, sort, page);
  const retry = () =>
    void queries.refetchQueries({
      queryKey: ['events', order, sort, filters],
      type: 'active',
      predicate: ({ state }) => state.status === 'error',
    });
  const head = useQuery(ask(0));
  const { pages, jump } = usePagesAtRest(of, range, head.data?.total ?? 0);
  const together = useTogether(jump, ask);
  const results = useQueries({ queries: pages.map((page) => ({ ...ask(page), enabled: !together })) });
  const known = new Map<number, EventPage>();
  results.forEach((result, at) => {
    const page = pages[at];
    if (result.data && page !== undefined) known.set(page, result.data);
  });
  // Under the time of its page too: rows that stand elsewhere now have marks of their own.
  const marks = useQueries({
    queries: pages.map((page, at) => ({
      queryKey: ['marks', 'rows', order, sort, filters, page, results[at]?.dataUpdatedAt ?? 0],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        engine.marks.of({ subjects: (results[at]?.data?.rows ?? []).map(rowSubject) }, { signal }),
      enabled: (results[at]?.data?.rows.length ?? 0) > 0,
    })),
  });
  return {
    total: head.data?.total ?? null,
    error: head.error ?? results.find((result) => result.error)?.error ?? null,
    retry,
    rowAt: (index) => known.get(Math.floor(index / PAGE))?.rows[index % PAGE] ?? null,
    marksAt: (index) => marks[pages.indexOf(Math.floor(index / PAGE))]?.data?.[index % PAGE] ?? null,
  };
}

/** Whether pages that a jump leads to are on their way in one answer: one after the other the second would come late. */
function useTogether(
  jump: readonly [number, number] | null,
  ask: (page: number) => ReturnType<typeof askPage>,
): boolean {
  const engine = useEngine();
  const queries = useQueryClient();
  const [low, high] = jump ?? [0, 0];
  const { queryKey, pageOf } = ask(low);
  const { isPending } = useQuery({
    queryKey: [...queryKey, 'to', high],
    queryFn: async ({ signal }) => {
      const page = await engine.events.page(pageOf(high - low + 1), { signal });
      for (const at of span(low, high)) {
        const first = (at - low) * PAGE;
        const part = { ...page, offset: at * PAGE, rows: page.rows.slice(first, first + PAGE) };
        queries.setQueryData(ask(at).queryKey, part);
      }
      return null;
    },
    // The pages themselves are kept.
    gcTime: 0,
    enabled: jump !== null,
  });
  return jump !== null && isPending;
}

/**
 * Those in sight, then those next to them. A jump is answered at once, of many in a row only that after which the table rests; what lies
 * around it is asked for once its rows are drawn.
 */
function usePagesAtRest(
  of: string,
  [first, end]: readonly [number, number],
  total: number,
): { pages: number[]; jump: [number, number] | null } {
  const from = Math.floor(first / PAGE);
  const to = Math.floor(Math.max(first, end - 1) / PAGE);
  const start = { of, from, to, ahead: true };
  const [kept, setRested] = useState(start);
  const rested = kept.of === of ? kept : start;
  const moved = useRef(0);
  const near = Math.abs(from - rested.from) <= 1;
  useEffect(() => {
    const now = performance.now();
    const dragged = !near && now - moved.current < MOVING_MS;
    moved.current = now;
    const rest = () => setRested((at) => ({ of, from, to, ahead: near && (at.ahead || at.of !== of) }));
    const timer = setTimeout(rest, dragged ? REST_MS : 0);
    return () => clearTimeout(timer);
  }, [of, from, to, near]);
  useEffect(() => {
    if (kept.ahead) return;
    const timer = setTimeout(() => setRested((at) => ({ ...at, ahead: true })), DRAWN_MS);
    return () => clearTimeout(timer);
  }, [kept]);
  const [low, high] = near ? [from, to] : [rested.from, rested.to];
  const around = near && rested.ahead;
  const before = around ? Math.floor(Math.max(0, first - AHEAD) / PAGE) : low;
  const after = around ? Math.floor(Math.max(0, Math.min(total, end + AHEAD) - 1) / PAGE) : high;
  const pages = [...new Set([...span(low, high), ...span(high, after), ...span(before, low)])];
  return { pages, jump: rested.ahead || low === high ? null : [low, high] };
}

const span = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
