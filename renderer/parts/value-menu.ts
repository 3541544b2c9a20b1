import { create } from 'zustand';
import type { Row, Scalar } from '../../shared/model.ts';
import { closeHoverCard } from './hover-card.ts';

interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

interface ValueMenuState {
  open: boolean;
  column: string;
  value: Scalar;
  /** The event that the value stands in, where it stands in one. */
  row: Row | null;
  place: Place;
  /** Where the focus goes back to. */
  from: HTMLElement | null;
}

const NOWHERE: Place = { left: 0, top: 0, width: 0, height: 0 };

/** One menu for all values: a table of a thousand cells holds no thousand popovers. */
export const useValueMenu = create<ValueMenuState>(() => ({
  open: false,
  column: '',
  value: null,
  row: null,
  place: NOWHERE,
  from: null,
}));

export function openValueMenu(column: string, value: Scalar, place: Place, row: Row | null = null): void {
  closeHoverCard();
  const from = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  const { left, top, width, height } = place;
  useValueMenu.setState({ open: true, column, value, row, place: { left, top, width, height }, from });
}

export function closeValueMenu(): void {
  const { from, open } = useValueMenu.getState();
  if (!open) return;
  useValueMenu.setState({ open: false, from: null });
  from?.focus();
}
