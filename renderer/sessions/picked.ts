import { create } from 'zustand';
import type { EventRef, Row } from '../../shared/model.ts';
import { shorten } from '../format/shorten.ts';
import { timeText } from '../format/zone.ts';

/** A sign-in that was picked, and how it is called on the screen. */
export interface PickedSession {
  ref: EventRef;
  name: string;
}

interface PickedState {
  /** The first of two; `null` where none is picked. */
  first: PickedSession | null;
  /** The second: then the reason is asked for. */
  second: PickedSession | null;
}

export const usePicked = create<PickedState>(() => ({ first: null, second: null }));

/** Picks the first session, or the second one where the first is picked. */
export function pickSession(session: PickedSession): void {
  const { first } = usePicked.getState();
  usePicked.setState(first === null ? { first: session } : { second: session });
}

export const forgetPicked = (): void => usePicked.setState({ first: null, second: null });

export const isSignIn = (row: Row): boolean => row['event_category'] === 'authentication';

/** A sign-in as a row of events: when, who and from where. */
export const sessionOfRow = (row: Row): PickedSession => ({
  ref: { evidence_id: Number(row['evidence_id']), record: Number(row['record']) },
  name: ['timestamp', 'user_name', 'source_address', 'client_name']
    .map((column) => [column, row[column]] as const)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([column, value]) => (column === 'timestamp' ? timeText(String(value)) : shorten(String(value), 40)))
    .join(' · '),
});

export const isSame = (one: EventRef, other: EventRef): boolean =>
  one.evidence_id === other.evidence_id && one.record === other.record;
