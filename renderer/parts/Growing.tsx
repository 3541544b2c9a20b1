import { useEffect, useRef, useState, type ReactNode } from 'react';
import { count } from '../format/number.ts';
import { text } from '../text.ts';

const STEP = 30;

/** Of rows that are many elements each. */
export const SMALL_STEP = 20;

interface GrowingProps<T> {
  items: readonly T[];
  /** The place of one that must be there: the chosen one. */
  holding?: number;
  /** How many are drawn at first, and then at a time. */
  step?: number;
  /** Of rows of a table: how many columns it has. */
  across?: number;
  children: (item: T, at: number) => ReactNode;
}

/** The first of many entries, and more as one comes near their end: a thousand at once would hold the window up. */
export function Growing<T>({ items, holding = -1, step = STEP, across, children }: GrowingProps<T>) {
  const [most, setMost] = useState(step);
  const end = useRef<HTMLButtonElement>(null);
  const shown = Math.min(items.length, Math.max(most, holding + 1));
  const grow = () => setMost(shown + step);
  const later = useRef(grow);
  useEffect(() => {
    later.current = grow;
  });
  useEffect(() => {
    const button = end.current;
    if (!button) return;
    const near = new IntersectionObserver(
      (seen) => {
        if (seen.some((each) => each.isIntersecting)) later.current();
      },
      { rootMargin: '400px' },
    );
    near.observe(button);
    return () => near.disconnect();
  }, [shown]);
  const more = shown < items.length && (
    <button ref={end} type="button" className="growing-more" onClick={grow}>
      {text.state.more(count(items.length - shown))}
    </button>
  );
  return (
    <>
      {items.slice(0, shown).map(children)}
      {more && across !== undefined ? (
        <tr>
          <td colSpan={across}>{more}</td>
        </tr>
      ) : (
        more
      )}
    </>
  );
}
