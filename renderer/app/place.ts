import { useEffect } from 'react';
import type { CaseInfo } from '../../shared/contract.ts';
import { EVENT_COLUMNS } from '../../shared/model.ts';
import { setZone } from '../format/zone.ts';
import { useEngine, type Engine } from './engine-context.ts';
import { href } from './route.ts';
import { useSettings } from './settings.ts';

const REST_MS = 400;

/** Where the desk last was in this case; the overview where that is not known. */
export const placeOf = ({ desk: { place } }: CaseInfo): string =>
  place !== null && isOfCase(place) ? place : href(['overview']);

const isOfCase = (place: string): boolean => /^#\/[a-z]/.test(place) && !place.startsWith('#/start');

/** The zone and the columns of a case that is entered. */
export function takeDesk({ time_zone, desk }: CaseInfo): void {
  setZone(time_zone);
  const known = desk.columns?.filter((name) => EVENT_COLUMNS.some((column) => column.name === name));
  if (known && known.length > 0) useSettings.getState().set({ columns: known });
}

/** Keeps in the case where the desk is and which columns it shows, once that has rested. */
export function useRememberPlace(info: CaseInfo | null): void {
  const engine = useEngine();
  const path = info?.path ?? null;
  const zone = info?.time_zone ?? 'UTC';
  useEffect(() => setZone(zone), [zone]);
  useEffect(() => (path === null ? undefined : follow(engine)), [engine, path]);
}

function follow(engine: Engine): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let columns = useSettings.getState().columns;
  const keep = () => {
    const place = window.location.hash;
    const now = useSettings.getState().columns;
    const changed = now === columns ? {} : { columns: [...now] };
    columns = now;
    // Of no weight: a place that was not kept is not worth a message.
    if (isOfCase(place)) engine.case.remember({ place, ...changed }).catch(() => undefined);
  };
  const rest = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, REST_MS);
  };
  const stop = useSettings.subscribe(rest);
  window.addEventListener('hashchange', rest);
  return () => {
    clearTimeout(timer);
    stop();
    window.removeEventListener('hashchange', rest);
  };
}
