import type { FocusEvent, MouseEvent } from 'react';
import { create } from 'zustand';
import type { Entity, Scalar } from '../../shared/model.ts';

interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Of what a card tells: an address or a client. */
export type CardSubject = Entity & { kind: 'address' | 'client' };

interface HoverCardState {
  subject: CardSubject | null;
  place: Place;
}

const NOWHERE: Place = { left: 0, top: 0, width: 0, height: 0 };
const OPEN_AFTER_MS = 350;
/** Long enough for the pointer to go from the value into the card. */
const CLOSE_AFTER_MS = 200;

/** One card for all values: a table of a thousand cells holds no thousand popovers. */
export const useHoverCard = create<HoverCardState>(() => ({ subject: null, place: NOWHERE }));

/** The element that a card describes says so to a screen reader. */
export const CARD_ID = 'hover-card';

let timer: ReturnType<typeof setTimeout> | undefined;

function later(work: () => void, ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(work, ms);
}

/** Stops a card from closing, as when the pointer enters it. */
export const keepHoverCard = (): void => clearTimeout(timer);

export function closeHoverCard(): void {
  clearTimeout(timer);
  if (useHoverCard.getState().subject) useHoverCard.setState({ subject: null });
}

export const leaveHoverCard = (): void => later(closeHoverCard, CLOSE_AFTER_MS);

function open(subject: CardSubject, element: Element): void {
  later(() => {
    if (!element.isConnected) return;
    const { left, top, width, height } = element.getBoundingClientRect();
    useHoverCard.setState({ subject, place: { left, top, width, height } });
  }, OPEN_AFTER_MS);
}

const ADDRESS_COLUMNS: ReadonlySet<string> = new Set([
  'source_address',
  'source_ip',
  'destination_ip',
  'host_ip',
  'host_external_ip',
]);

/** What a card tells of a value of a column; `null` where there is no card for it. */
export function subjectOfValue(column: string, value: Scalar): CardSubject | null {
  if (typeof value !== 'string' || value === '') return null;
  if (ADDRESS_COLUMNS.has(column)) return { kind: 'address', value };
  return column === 'user_agent_original' ? { kind: 'client', value } : null;
}

export const subjectOfEntity = ({ kind, value }: Entity): CardSubject | null =>
  kind === 'address' || kind === 'client' ? { kind, value } : null;

/** Handlers that open the card when the pointer rests on an element, or the focus reaches it by keyboard. */
export function hoverCardOf(subject: CardSubject | null) {
  if (!subject) return {};
  return {
    'aria-describedby': CARD_ID,
    onMouseEnter: (event: MouseEvent<HTMLElement>) => open(subject, event.currentTarget),
    onMouseLeave: leaveHoverCard,
    onFocus: (event: FocusEvent<HTMLElement>) => {
      if (event.currentTarget.matches(':focus-visible')) open(subject, event.currentTarget);
    },
    onBlur: leaveHoverCard,
  };
}
