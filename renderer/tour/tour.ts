import { create } from 'zustand';
import { go, href } from '../app/route.ts';
import { useSettings } from '../app/settings.ts';

/** The screens that a newcomer is led through, to the first verdict. */
export const TOUR_STEPS = ['overview', 'evidence', 'incidents', 'verdicts'] as const;

/** `at`: number of the step that is shown; `null` while there is no tour. */
export const useTour = create<{ at: number | null }>(() => ({ at: null }));

const show = (at: number): void => {
  useTour.setState({ at });
  go(href([TOUR_STEPS[at] ?? 'overview']));
};

export const startTour = (): void => show(0);

/** Once only: it does not come back by itself after it was ended. */
export function startFirstTour(): void {
  if (!useSettings.getState().tourEnded) startTour();
}

export function stepTour(by: 1 | -1): void {
  const { at } = useTour.getState();
  if (at === null) return;
  if (at + by >= TOUR_STEPS.length) endTour();
  else show(Math.max(0, at + by));
}

export function endTour(): void {
  useTour.setState({ at: null });
  useSettings.getState().set({ tourEnded: true });
}
