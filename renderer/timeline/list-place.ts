import { useEffect } from 'react';
import { z } from 'zod';

const REST_MS = 350;

/** Where a list stands: kept in its step of the history, so that Back returns to where one was. */
const ListPlace = z.object({
  /** Its filters and order, as one text. */
  list: z.string(),
  /** The record that is open beside it, as in the address. */
  record: z.string().nullable(),
  /** On top. */
  row: z.number().int().min(0),
  active: z.number().int().min(0).nullable(),
});
export type ListPlace = z.infer<typeof ListPlace>;

const State = z.object({ timeline: ListPlace });

/** Where this list stood when this step of the history was left. */
export function keptPlace(list: string): ListPlace | null {
  const { data } = State.safeParse(window.history.state);
  return data?.timeline.list === list ? data.timeline : null;
}

/** Keeps it once it has rested; browsers allow few changes of the history in a short time. */
export function useKeepPlace(place: ListPlace | null): void {
  const state = place && JSON.stringify({ timeline: place });
  useEffect(() => {
    if (state === null) return;
    const step = window.location.hash;
    const timer = setTimeout(() => {
      if (window.location.hash === step) window.history.replaceState(JSON.parse(state), '');
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [state]);
}
