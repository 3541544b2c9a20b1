import type { RefObject } from 'react';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import {
  anchorAt,
  areaHeight,
  follow,
  isGiant,
  rowTop,
  visibleRows,
  type Anchor,
  type Geometry,
} from './giant-scroll.ts';

const SPARE = 8;
const SETTLE_MS = 160;

interface GiantScroll {
  /** Put it on the scrolling element. */
  scroller: RefObject<HTMLDivElement | null>;
  /** `[first, end)` of the rows to draw. */
  range: [number, number];
  height: number;
  /** Pixels from the top of the area to a row. */
  topOf: (index: number) => number;
  /** The first and last row that a person sees now. */
  seen: [number, number];
  reveal: (index: number) => void;
  /** The same from an effect, with rows before it in sight too; nothing moves where the row is in sight already. */
  show: (index: number) => void;
  /** As many as rows are ever drawn: a row that comes takes the slot of one that went, and nothing is made anew. */
  slots: number;
  /** Whole rows that fit on screen. */
  fits: number;
}

/** What is scrolled through, and the row on top where it begins. */
interface Scrolled {
  of: string;
  rows: number;
  start: number;
}

/** Binds `giant-scroll` to a scrolling element with a header of `headerHeight` that sticks to its top. */
export function useGiantScroll(
  { of, rows, start }: Scrolled,
  rowHeight: number,
  headerHeight: number,
): GiantScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const [viewport, setViewport] = useState(600);
  const [kept, setKept] = useState({ of, anchor: { scroll: 0, row: start } });
  const anchor: Anchor = kept.of === of ? kept.anchor : { scroll: 0, row: start };
  const geometry: Geometry = { rows, rowHeight, viewport };
  const latest = useRef({ geometry, anchor });
  useLayoutEffect(() => {
    latest.current = { geometry, anchor };
  });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => setViewport(Math.max(rowHeight, element.clientHeight - headerHeight));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, rowHeight, headerHeight]);

  const moveTo = useCallback(
    (next: Anchor) => {
      const element = scroller.current;
      latest.current = { ...latest.current, anchor: next };
      setKept({ of, anchor: next });
      if (element && Math.abs(element.scrollTop - next.scroll) >= 1) element.scrollTop = next.scroll;
    },
    [scroller, of],
  );
  const put = useCallback(
    (next: Anchor) => {
      latest.current = { ...latest.current, anchor: next };
      flushSync(() => setKept({ of, anchor: next }));
      const element = scroller.current;
      if (element && Math.abs(element.scrollTop - next.scroll) >= 1) element.scrollTo({ top: next.scroll });
    },
    [scroller, of],
  );

  // Only now is the area as tall as the rows are many.
  const isKnown = rows > 0;
  useLayoutEffect(() => {
    const { geometry: shape, anchor: now } = latest.current;
    const height = scroller.current?.clientHeight ?? 0;
    const seen = { ...shape, viewport: Math.max(rowHeight, height - headerHeight) };
    if (isKnown) moveTo(anchorAt(seen, now.row));
  }, [isKnown, moveTo, rowHeight, headerHeight]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = () => {
      const now = latest.current;
      if (isGiant(now.geometry)) put(anchorAt(now.geometry, now.anchor.row));
    };
    const scrolled = () => {
      const now = latest.current;
      if (now.geometry.rows === 0 || element.scrollTop === now.anchor.scroll) return;
      const next = follow(now.geometry, now.anchor, element.scrollTop);
      latest.current = { ...now, anchor: next };
      flushSync(() => setKept({ of, anchor: next }));
      clearTimeout(timer);
      timer = setTimeout(settle, SETTLE_MS);
    };
    element.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener('scroll', scrolled);
    };
  }, [scroller, put, of]);

  const reveal = useCallback(
    (index: number) => {
      const { geometry: shape, anchor: now } = latest.current;
      const fits = Math.floor(shape.viewport / shape.rowHeight);
      if (index < now.row) put(anchorAt(shape, index));
      else if (index + 1 > now.row + shape.viewport / shape.rowHeight) put(anchorAt(shape, index - fits + 1));
    },
    [put],
  );

  const show = useCallback(
    (index: number) => {
      const { geometry: shape, anchor: now } = latest.current;
      const fits = Math.floor(shape.viewport / shape.rowHeight);
      if (index < now.row || index + 1 > now.row + fits)
        moveTo(anchorAt(shape, index - Math.floor(fits / 3)));
    },
    [moveTo],
  );

  const range = visibleRows(geometry, anchor, SPARE);
  const seen = visibleRows(geometry, anchor, 0);
  return {
    scroller,
    range,
    height: areaHeight(geometry),
    topOf: (index) => rowTop(geometry, anchor, index),
    seen: [seen[0], Math.max(seen[0], seen[1] - 1)],
    reveal,
    show,
    slots: Math.ceil(viewport / rowHeight) + 2 * SPARE + 2,
    fits: Math.max(1, Math.floor(viewport / rowHeight)),
  };
}
