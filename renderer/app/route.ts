import { useMemo, useSyncExternalStore } from 'react';
import { AboutEntity } from '../../shared/about-entity.ts';
import { Filter } from '../../shared/contract.ts';
import type { Entity, EventRef } from '../../shared/model.ts';
import { ENTITY_KINDS } from '../../shared/model.ts';

/**
 * Where the desk is, kept in the address (`#/timeline?filters=…&record=3:17`), so that back, forward and a copied link work.
 * A path is the view's name and what it shows; the query holds filters and the open record.
 */
export interface Route {
  path: readonly string[];
  query: Readonly<Record<string, string>>;
}

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  return {
    path: path.split('/').filter(Boolean).map(decode),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

type QueryValues = Record<string, string | null | undefined>;

export function href(path: readonly string[], query: QueryValues = {}): string {
  const filled = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const tail = new URLSearchParams(filled).toString();
  return `#/${path.map(encodeURIComponent).join('/')}${tail ? `?${tail}` : ''}`;
}

function subscribe(listen: () => void): () => void {
  window.addEventListener('hashchange', listen);
  window.addEventListener('popstate', listen);
  return () => {
    window.removeEventListener('hashchange', listen);
    window.removeEventListener('popstate', listen);
  };
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return useMemo(() => parseRoute(hash), [hash]);
}

export const currentRoute = (): Route => parseRoute(window.location.hash);

/** Goes to an address made by `href`; `replace` leaves no step behind for the back button. */
export function go(to: string, how: 'push' | 'replace' = 'push'): void {
  if (to === window.location.hash) return;
  if (how === 'push') {
    window.location.hash = to;
    return;
  }
  window.history.replaceState(null, '', to);
  window.dispatchEvent(new Event('hashchange'));
}

/** Changes some of the query and stays in the view; `null` takes a value away. */
export function setQuery(changes: QueryValues, how: 'push' | 'replace' = 'push'): void {
  const route = currentRoute();
  go(href(route.path, { ...route.query, ...changes }), how);
}

/** Filters of an address, and what stands there that this version cannot read: without it more is shown than was meant. */
export interface ReadFilters {
  filters: Filter[];
  unread: unknown[];
}

export function readFilters(route: Route): ReadFilters {
  const whole = route.query['filters'] ?? '[]';
  const list = listOf(whole);
  if (list === null) return { filters: [], unread: [whole] };
  const read: ReadFilters = { filters: [], unread: [] };
  for (const one of list) {
    const { data } = Filter.safeParse(one);
    if (data) read.filters.push(data);
    else read.unread.push(one);
  }
  return read;
}

function listOf(json: string): unknown[] | null {
  try {
    const list: unknown = JSON.parse(json);
    return Array.isArray(list) ? list : null;
  } catch {
    return null;
  }
}

export const filtersOf = (route: Route): Filter[] => readFilters(route).filters;

/** `null` where there are none. What cannot be read goes along where it is given, to be told. */
export const filtersText = (filters: readonly Filter[], unread: readonly unknown[] = []): string | null =>
  filters.length + unread.length > 0 ? JSON.stringify([...filters, ...unread]) : null;

export const timelineHref = (
  filters: readonly Filter[] = [],
  query: QueryValues = {},
  unread: readonly unknown[] = [],
): string => href(['timeline'], { ...query, filters: filtersText(filters, unread) });

export const entityHref = (entity: Entity): string => href(['entity', entity.kind, entity.value]);

export function entityOf(route: Route): Entity | null {
  const [view, kind, value] = route.path;
  const known = ENTITY_KINDS.find((each) => each === kind);
  return view === 'entity' && known && value !== undefined ? { kind: known, value } : null;
}

/** The findings or the verdicts that have to do with an entity. */
export const aboutHref = (
  list: 'findings' | 'verdicts',
  { entity, how }: AboutEntity,
  query: QueryValues = {},
): string => href([list], { ...query, ...aboutQuery({ entity, how }) });

const aboutQuery = ({ entity: { kind, value }, how }: AboutEntity) => ({
  about: `${kind}/${value}`,
  how: how === 'all' ? null : how,
});

/** Of which entity the findings or verdicts of a list are; `undefined` where they are all. */
export function aboutOf({ query }: Route): AboutEntity | undefined {
  const [, kind, value] = /^([a-z_]+)\/(.+)$/s.exec(query['about'] ?? '') ?? [];
  const known = AboutEntity.safeParse({ entity: { kind, value }, how: query['how'] ?? 'all' });
  return known.success ? known.data : undefined;
}

export function recordOf(route: Route): EventRef | null {
  const parts = /^(\d+):(\d+)$/.exec(route.query['record'] ?? '');
  return parts ? { evidence_id: Number(parts[1]), record: Number(parts[2]) } : null;
}

/** Opens a record beside the view; moving from record to record leaves one step for the back button, not fifty. */
export function openRecord(ref: EventRef): void {
  const open = recordOf(currentRoute()) !== null;
  setQuery({ record: `${ref.evidence_id}:${ref.record}` }, open ? 'replace' : 'push');
}

export const closeRecord = (): void => setQuery({ record: null });
