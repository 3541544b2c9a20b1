import { useQueryClient } from '@tanstack/react-query';
import { useLayoutEffect, useRef, useState } from 'react';
import type { Row } from '../../shared/model.ts';
import { useEngine } from '../app/engine-context.ts';
import { tell, tellProblem } from '../app/messages.tsx';
import { text } from '../text.ts';
import { askPage, PAGE, type List } from './queries.ts';

/** As many things as the engine marks in one call. */
export const MOST_SELECTED = 1000;

const NONE: ReadonlyMap<number, Row> = new Map();

export interface Selection {
  /** Number of the row in the list → the row. */
  rows: ReadonlyMap<number, Row>;
  toggle: (index: number, row: Row | null) => void;
  /** From the row that was pressed last to this one. */
  extend: (index: number) => void;
  /** The rows from the first on, as many as can be selected. */
  all: (total: number) => void;
  clear: () => void;
  /** Whether rows are on their way that will be selected. */
  isLoading: () => boolean;
  /** Where a stretch begins that Shift makes. */
  startAt: (index: number) => void;
}

interface Now {
  /** Of which list. */
  of: string;
  rows: ReadonlyMap<number, Row>;
  anchor: number | null;
  /** Raised by whatever changes what is to be selected. */
  wish: number;
  loading: boolean;
}

/** The rows that are selected, of one list; rows of a stretch that were not seen yet are asked for. */
export function useSelection({ of, filters, order, sort }: List): Selection {
  const engine = useEngine();
  const queries = useQueryClient();
  const [kept, setKept] = useState({ of, rows: NONE });
  const rows = kept.of === of ? kept.rows : NONE;
  // Rows of the table keep the handlers of when they were drawn, and these must know what is selected now.
  const now = useRef<Now>({ of, rows: NONE, anchor: null, wish: 0, loading: false });
  // Before anything can be pressed in another list, or come late of the one before.
  useLayoutEffect(() => {
    if (now.current.of === of) return;
    now.current = { of, rows: NONE, anchor: null, wish: now.current.wish + 1, loading: false };
  }, [of]);
  /** What was wished last holds: whatever is still on its way for a wish before it comes too late. */
  const wish = (): number => {
    now.current.loading = false;
    return (now.current.wish += 1);
  };
  const put = (next: ReadonlyMap<number, Row>) => {
    if (now.current.of !== of) return;
    now.current.rows = next;
    now.current.loading = false;
    setKept({ of, rows: next });
  };

  const stretch = async (first: number, last: number): Promise<ReadonlyMap<number, Row>> => {
    const found = new Map<number, Row>();
    for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page += 1) {
      const { rows: some } = await queries.fetchQuery(askPage(engine, filters, order, sort, page));
      some.forEach((row, at) => {
        const index = page * PAGE + at;
        if (index >= first && index <= last) found.set(index, row);
      });
    }
    return found;
  };
  /** Those next to `from` are kept where the stretch is too long. */
  const take = (from: number, to: number) => {
    if (Math.abs(to - from) >= MOST_SELECTED) tell(text.timeline.selection.most(MOST_SELECTED));
    const first = Math.max(Math.min(from, to), from - MOST_SELECTED + 1);
    const last = Math.min(Math.max(from, to), from + MOST_SELECTED - 1);
    const mine = wish();
    now.current.loading = true;
    stretch(first, last).then(
      (found) => {
        if (now.current.wish === mine) put(found);
      },
      (error: unknown) => {
        if (now.current.wish !== mine) return;
        now.current.loading = false;
        tellProblem(error);
      },
    );
  };
  return {
    rows,
    toggle: (index, row) => {
      now.current.anchor = index;
      wish();
      if (!row) return;
      const next = new Map(now.current.rows);
      if (!next.delete(index)) next.set(index, row);
      if (next.size > MOST_SELECTED) tell(text.timeline.selection.most(MOST_SELECTED));
      else put(next);
    },
    extend: (index) => take((now.current.anchor ??= index), index),
    all: (total) => {
      if (total > 0) take(0, total - 1);
    },
    clear: () => {
      wish();
      put(NONE);
    },
    isLoading: () => now.current.loading,
    startAt: (index) => {
      now.current.anchor = index;
    },
  };
}
