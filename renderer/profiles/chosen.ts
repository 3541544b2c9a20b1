import { z } from 'zod';
import { Filter } from '../../shared/contract.ts';
import type { SessionProfile } from '../../shared/session-profiles.ts';
import { setQuery, useRoute, type Route } from '../app/route.ts';
import { profileKey } from './profile-name.ts';

/** The profiles to be compared stand in the address as what their records hold, so that a link keeps them and back takes them away. */
export function useChosen() {
  const route = useRoute();
  const [a, b] = [chosenIn(route, 'a'), chosenIn(route, 'b')];
  const keys = new Set([a, b].flatMap((filters) => (filters ? [JSON.stringify(filters)] : [])));
  const toggle = (profile: SessionProfile) => {
    const key = profileKey(profile);
    if (route.query['a'] === key) setQuery({ a: route.query['b'] ?? null, b: null }, 'replace');
    else if (route.query['b'] === key) setQuery({ b: null }, 'replace');
    else setQuery(route.query['a'] ? { b: key } : { a: key }, 'replace');
  };
  return { a, b, keys, toggle, clear: () => setQuery({ a: null, b: null }, 'replace') };
}

function chosenIn(route: Route, name: 'a' | 'b'): Filter[] | null {
  try {
    const read = z
      .array(Filter)
      .min(1)
      .safeParse(JSON.parse(route.query[name] ?? 'null'));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
