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
  /** Where a stretch begins that Shift makes. */
  startAt: (index: number) => void;
}

/** The rows that are selected, of one list; rows of a stretch that were not seen yet are asked for. */
export function useSelection({ of, filters, order, sort }: List): Selection {
  const engine = useEngine();
  const queries = useQueryClient();
  const [kept, setKept] = useState({ of, rows: NONE });
  const rows = kept.of === of ? kept.rows : NONE;
  // Rows of the table keep the handlers of when they were drawn, and these must know what is selected now.
  const now = useRef<{ of: string; rows: ReadonlyMap<number, Row>; anchor: number | null }>({
    of,
    rows: NONE,
    anchor: null,
  });
  // Before anything can be pressed in another list, or come late of the one before.
  useLayoutEffect(() => {
    if (now.current.of !== of) now.current = { of, rows: NONE, anchor: null };
  }, [of]);
  const put = (next: ReadonlyMap<number, Row>) => {
    if (now.current.of !== of) return;
    now.current.rows = next;
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
  const take = (first: number, last: number) => {
    if (last - first + 1 > MOST_SELECTED) tell(text.timeline.selection.most(MOST_SELECTED));
    stretch(first, Math.min(last, first + MOST_SELECTED - 1))
      .then(put)
      .catch(tellProblem);
  };
  return {
    rows,
    toggle: (index, row) => {
      now.current.anchor = index;
      if (!row) return;
      const next = new Map(now.current.rows);
      if (!next.delete(index)) next.set(index, row);
      if (next.size > MOST_SELECTED) tell(text.timeline.selection.most(MOST_SELECTED));
      else put(next);
    },
    extend: (index) => {
      const from = (now.current.anchor ??= index);
      // Those next to where the stretch begins are kept where it is too long.
      if (index >= from) take(from, index);
      else take(Math.max(index, from - MOST_SELECTED + 1), from);
    },
    all: (total) => {
      if (total > 0) take(0, total - 1);
    },
    clear: () => put(NONE),
    startAt: (index) => {
      now.current.anchor = index;
    },
  };
}
