import type { FocusEvent, RefObject } from 'react';
import { useEffect, useLayoutEffect, useRef } from 'react';

const REST_MS = 50;

/**
 * What is pressed may go with its press: a chip, a bar of buttons. Who stood on it goes on at `next`, where nobody else took the focus. To
 * be spread on the element around.
 */
export function useFocusKept(next: () => HTMLElement | null | undefined) {
  const last = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (!last.current) return;
    // After a popover that closes may have given it back.
    const timer = setTimeout(() => {
      if (!isNobodys()) return;
      const place = last.current?.isConnected ? last.current : next();
      place?.focus({ preventScroll: true });
    }, REST_MS);
    return () => clearTimeout(timer);
  });
  return {
    // Who goes from a button into what opens beside it comes back to the button.
    onFocus: ({ currentTarget, target }: FocusEvent<Element, Element>) => {
      if (target instanceof HTMLElement && currentTarget.contains(target)) last.current = target;
    },
    onBlur: ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget === null) last.current = null;
    },
  };
}

const isNobodys = (): boolean =>
  document.activeElement === null ||
  document.activeElement === document.body ||
  !document.activeElement.isConnected;

/** Who closes this from inside goes on where he was before it opened; where that is gone, in the table of the screen, or the screen. */
export function useFocusBack(box: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const own = box.current;
    const before = document.activeElement;
    return () => {
      if (own?.contains(document.activeElement)) placeBehind(before)?.focus({ preventScroll: true });
    };
  }, [box]);
}

function placeBehind(before: Element | null): HTMLElement | null {
  const main = document.getElementById('main');
  const isPlace = before instanceof HTMLElement && before.isConnected && before !== document.body;
  if (isPlace && before !== main) return before;
  return document.querySelector<HTMLElement>('[role="grid"]') ?? main;
}
