import type { Columns } from './seed.ts';

/** mulberry32: the same numbers from the same seed. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}
export type Random = ReturnType<typeof randomOf>;
export const oneOf = <T>(random: Random, values: readonly T[]): T => values[random(values.length)] as T;

export const HOUR = 3_600_000_000;
export const DAY = 24 * HOUR;
export const DAY_ONE = Date.UTC(2024, 4, 1) * 1000;

/** An event of a random log; times are microseconds since 1970. */
export interface LogEvent {
  entity: string;
  time: number;
  record: number;
  outcome: 'success' | 'failure';
  network: number | null;
  country: string | null;
  client: string | null;
  action: string;
  bytes: number | null;
}

/**
 * A log of an entity of its own, so that many are judged at once. Times fall on quarters of `step`, or a microsecond beside them, so
 * that edges and ties are frequent; records are in another order than times.
 */
export function drawLog(random: Random, entity: string, step: number, spread: number): LogEvent[] {
  const events = oneOf(random, [1, 2, 3, 5, 8, 13, 21, 34]);
  return Array.from({ length: events }, () => ({
    entity,
    time: DAY_ONE + random(spread) * (step / 4) + oneOf(random, [0, 0, 0, 1, -1, random(step / 4)]),
    record: 0,
    outcome: oneOf(random, ['success', 'success', 'success', 'failure'] as const),
    network: oneOf(random, [null, 100, 200, 300, 400]),
    country: oneOf(random, [null, 'DE', 'DE', 'US', 'NG']),
    client: oneOf(random, [null, 'Firefox', 'curl', 'Safari']),
    action: oneOf(random, ['sign-in', 'push', 'deny', 'read']),
    bytes: oneOf(random, [null, 0, 1, 10, 1000]),
  }));
}

export function drawLogs(seed: number, logs: number, step: number, spread: number): LogEvent[] {
  const random = randomOf(seed);
  return Array.from({ length: logs }, (_, log) => drawLog(random, `user ${log}`, step, spread))
    .flat()
    .map((event, index) => ({ ...event, record: index + 1 }));
}

export const isoOf = (micros: number): string =>
  `${new Date(Math.floor(micros / 1000)).toISOString().slice(0, -1)}${String(micros % 1000).padStart(3, '0')}Z`;

export const microsOf = (iso: string | null): number =>
  Date.parse(iso ?? '') * 1000 + Number(iso?.slice(-4, -1));

/** One place for each country, far from the others. */
export const PLACES: Readonly<Record<string, readonly [latitude: number, longitude: number]>> = {
  DE: [52.52, 13.405],
  US: [40.713, -74.006],
  NG: [6.455, 3.394],
};

export const columnsOf = (event: LogEvent): Columns => ({
  record: event.record,
  timestamp: isoOf(event.time),
  user_name: event.entity,
  event_outcome: event.outcome,
  event_action: event.action,
  source_kind: 'public',
  source_address: JSON.stringify([event.network, event.country]),
  source_as_number: event.network,
  source_country_iso_code: event.country,
  source_latitude: PLACES[event.country ?? '']?.[0] ?? null,
  source_longitude: PLACES[event.country ?? '']?.[1] ?? null,
  client_name: event.client,
  user_agent_original: event.client,
  source_bytes: event.bytes,
});

/** In order of time, then of place in the evidence. */
export const inTime = (a: LogEvent, b: LogEvent): number => a.time - b.time || a.record - b.record;

export function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

export const distinct = <T>(values: readonly (T | null)[]): T[] => [
  ...new Set(values.filter((value): value is Exclude<typeof value, null> => value !== null)),
];
