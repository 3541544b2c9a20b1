import { useEffect } from 'react';
import { closeRecord, currentRoute, go, href, recordOf } from './route.ts';

interface KeyActions {
  search: () => void;
  help: () => void;
}

const AFTER_G: Readonly<Record<string, string>> = {
  o: 'overview',
  f: 'findings',
  v: 'verdicts',
  t: 'timeline',
  p: 'profiles',
  h: 'hunts',
  e: 'evidence',
  c: 'coverage',
  n: 'notes',
};

const SEQUENCE_MS = 1200;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]') !== null;

const isOverlayOpen = (): boolean =>
  document.querySelector('.bp6-overlay-open .bp6-dialog, .bp6-popover') !== null;

/** The keys that work on every screen. */
export function useKeys({ search, help }: KeyActions): void {
  useEffect(() => {
    let g = Number.NEGATIVE_INFINITY;
    const pressed = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if ((event.ctrlKey || event.metaKey) && key === 'k') {
        event.preventDefault();
        search();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || isOverlayOpen()) return;
      if (key === 'escape' && recordOf(currentRoute())) {
        closeRecord();
        return;
      }
      const view = event.timeStamp - g < SEQUENCE_MS ? AFTER_G[key] : undefined;
      if (view !== undefined) go(href([view]));
      else if (event.key === '?') help();
      g = key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [search, help]);
}
