import { useEffect, useRef, useState, type ReactNode } from 'react';
import { count } from '../format/number.ts';
import { text } from '../text.ts';

const STEP = 30;

/** Of rows that are many elements each. */
export const SMALL_STEP = 20;

interface GrowingProps<T> {
  items: readonly T[];
  /** How many there are, where not all have come yet, and what asks for more of them. */
  total?: number;
  onMore?: () => unknown;
  /** The place of one that must be there: the chosen one. */
  holding?: number;
  /** How many are drawn at first, and then at a time. */
  step?: number;
  /** Of rows of a table: how many columns it has. */
  across?: number;
  children: (item: T, at: number) => ReactNode;
}

/** The first of many entries, and more as one comes near their end: a thousand at once would hold the window up. */
export function Growing<T>(props: GrowingProps<T>) {
  const { items, total = items.length, onMore, holding = -1, step = STEP, across, children } = props;
  const [most, setMost] = useState(step);
  const end = useRef<HTMLButtonElement>(null);
  const shown = Math.min(items.length, Math.max(most, holding + 1));
  const grow = () => {
    setMost(shown + step);
    if (shown + step > items.length && items.length < total) onMore?.();
  };
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
  const more = shown < total && (
    <button ref={end} type="button" className="growing-more" onClick={grow}>
      {text.state.more(count(total - shown))}
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
