import { useEffect, useRef } from 'react';
import type { CaseInfo } from '../../shared/contract.ts';
import { useBring } from '../evidence/queries.ts';
import { text } from '../text.ts';
import { useHost } from './engine-context.ts';
import { warn } from './messages.tsx';
import { go, href } from './route.ts';

/** What a browser would go to, leaving the desk; words that are dragged into a field are none of it. */
const leadsAway = ({ dataTransfer }: DragEvent): boolean =>
  dataTransfer !== null && ['Files', 'text/uri-list'].some((type) => dataTransfer.types.includes(type));

const isAt = (event: DragEvent, selector: string): boolean =>
  event.target instanceof Element && event.target.closest(selector) !== null;

/** A field takes a link as words, and a chooser of files takes files, but nothing else does. */
const isTaken = (event: DragEvent): boolean =>
  isAt(event, 'input[type=file]') ||
  (event.dataTransfer?.types.includes('Files') === false && isAt(event, 'input, textarea'));

/** Nothing that is dropped anywhere makes the browser leave the desk. For as long as the page lives, on every screen. */
export function useStayOnDrop(): void {
  useEffect(() => {
    const stay = (event: DragEvent) => {
      if (leadsAway(event) && !isTaken(event)) event.preventDefault();
    };
    window.addEventListener('dragover', stay);
    window.addEventListener('drop', stay);
    return () => {
      window.removeEventListener('dragover', stay);
      window.removeEventListener('drop', stay);
    };
  }, []);
}

/** Files that are dropped beside every zone are imported into the open case where that can be meant; else it is said where they belong. */
export function useDropAnywhere(info: CaseInfo | null): void {
  const host = useHost();
  const { busy, bring } = useBring();
  const dropped = ({ dataTransfer }: DragEvent) => {
    const words = whyNot(info, busy);
    if (words !== null) return warn(words);
    if (!dataTransfer) return;
    // Within the event: later nobody may read what was dropped.
    void bring((watch) => host.pathsOfDrop(dataTransfer, watch));
    go(href(['evidence']));
  };
  const now = useRef(dropped);
  useEffect(() => {
    now.current = dropped;
  });
  useEffect(() => {
    const drop = (event: DragEvent) => {
      const files = event.dataTransfer?.types.includes('Files') === true;
      if (files && !isAt(event, '.drop-zone') && !isTaken(event)) now.current(event);
    };
    window.addEventListener('drop', drop);
    return () => window.removeEventListener('drop', drop);
  }, []);
}

function whyNot(info: CaseInfo | null, busy: boolean): string | null {
  if (document.querySelector('.bp6-dialog') !== null) return text.drop.dialog;
  // A screen with a zone of its own: what was meant for that is no evidence.
  if (document.querySelector('.drop-zone:not([data-takes=evidence])') !== null) return text.drop.beside;
  if (info === null) return text.drop.noCase;
  return busy ? text.drop.busy : null;
}
