import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RuleInput } from '../../shared/rules.ts';
import type { Database } from '../../electron/engine/db/database.ts';
import { sql } from '../../electron/engine/db/sql.ts';
import { compileRule } from '../../electron/engine/hunts/kinds/compile.ts';
import { completeValues, type ParameterValues } from '../../electron/engine/parameters.ts';
import {
  columnsOf,
  DAY,
  DAY_ONE,
  distinct,
  drawLogs,
  grouped,
  HOUR,
  inTime,
  isoOf,
  microsOf,
  PLACES,
  type LogEvent,
} from '../support/random-logs.ts';
import { huntOf } from '../support/hunt-of.ts';
import { clearEvents, emptyCase, seed } from '../support/seed.ts';

/**
 * Each kind of rule against a second implementation, slow and obvious, on random logs: edges of windows, ties, duplicates, values that
 * are missing, single events, histories that are always the same, events out of order.
 */
const LOGS = 400;

let database: Database;
beforeAll(async () => {
  database = await emptyCase();
});
beforeEach(() => clearEvents(database.job));
afterAll(() => database.close());

interface Row {
  entity_value: string;
  window_start: string;
  window_end: string;
  event_count: number;
  finding_values: Record<string, unknown>;
  cited: { record: number }[];
}

async function rows(rule: RuleInput, values: ParameterValues = {}): Promise<Row[]> {
  const hunt = huntOf(rule);
  const statement = compileRule(hunt.rule, hunt.entity, completeValues(hunt, values));
  return database.job.rows<Row>(
    sql`SELECT * FROM (${statement}) ORDER BY entity_value, window_start, window_end, CAST(to_json(finding_values) AS VARCHAR)`,
  );
}

/** What both sides say of a finding. */
interface Told {
  entity: string;
  start: number;
  end: number;
  events: number;
  [value: string]: unknown;
}

const told = (row: Row, ...names: string[]): Told => ({
  entity: row.entity_value,
  start: microsOf(row.window_start),
  end: microsOf(row.window_end),
  events: row.event_count,
  ...Object.fromEntries(names.map((name) => [name, row.finding_values[name]])),
});

const inOrder = (findings: Told[]): Told[] =>
  [...findings].sort((a, b) => {
    const [one, other] = [a, b].map((finding) => JSON.stringify([finding.entity, finding.start, finding]));
    return one !== undefined && other !== undefined && one < other ? -1 : 1;
  });

const span = (events: readonly LogEvent[]) => ({
  start: Math.min(...events.map(({ time }) => time)),
  end: Math.max(...events.map(({ time }) => time)),
  events: events.length,
});

const succeeded = (events: readonly LogEvent[]) => events.filter(({ outcome }) => outcome === 'success');
const byEntity = (events: readonly LogEvent[]) =>
  [...grouped(events, ({ entity }) => entity).values()].map((own) => [...own].sort(inTime));

describe('match', () => {
  /** Stretches of events none of which is more than `gap` after the one before. */
  function stretches(events: LogEvent[], gap: number): LogEvent[][] {
    const all: LogEvent[][] = [];
    for (const event of events) {
      const last = all.at(-1)?.at(-1);
      if (last && event.time - last.time <= gap) all.at(-1)?.push(event);
      else all.push([event]);
    }
    return all;
  }

  test.each([1, 2, 3])('S-G2 S-R10 agrees with the oracle on random logs %d', async (number) => {
    const events = drawLogs(10 + number, LOGS, 4 * HOUR, 24);
    await seed(database.job, events.map(columnsOf));
    const found = await rows({
      kind: 'match',
      where: {
        any: [
          { column: 'event_action', is: 'deny' },
          { column: 'event_action', starts_with: 'PU' },
        ],
      },
      by: ['client'],
      gap_hours: 2,
    });
    const expected = byEntity(succeeded(events).filter(({ action }) => ['deny', 'push'].includes(action)))
      .flatMap((own) => [...grouped(own, ({ client }) => client).entries()])
      .flatMap(([client, own]) =>
        stretches(own, 2 * HOUR).map((some) => ({ entity: some[0]?.entity ?? '', ...span(some), client })),
      );
    expect(expected.length).toBeGreaterThan(LOGS / 4);
    expect(inOrder(found.map((row) => told(row, 'client')))).toEqual(inOrder(expected));
  });
});

describe('aggregation', () => {
  interface Limits {
    events: number;
    bytes: number;
    clients: number;
  }
  const exceeds = (some: LogEvent[], { events, bytes, clients }: Limits): boolean =>
    some.length > 0 &&
    (events === 0 || some.length > events) &&
    (bytes === 0 || some.reduce((sum, one) => sum + (one.bytes ?? 0), 0) > bytes) &&
    (clients === 0 || distinct(some.map(({ client }) => client)).length > clients);

  function slidingStretches(own: LogEvent[], length: number, limits: Limits): Told[] {
    const instants = distinct(own.flatMap(({ time }) => [time, time + length])).sort((a, b) => a - b);
    const windowAt = (t: number) => own.filter(({ time }) => time > t - length && time <= t);
    const found: Told[] = [];
    let run: number[] = [];
    for (const instant of instants) {
      if (exceeds(windowAt(instant), limits)) run.push(instant);
      else {
        if (run.length > 0) {
          const from = (run[0] ?? 0) - length;
          const inside = own.filter(({ time }) => time > from && time < instant);
          found.push({
            entity: own[0]?.entity ?? '',
            ...span(inside),
            most_events_in_window: Math.max(...run.map((t) => windowAt(t).length)),
          });
        }
        run = [];
      }
    }
    return found;
  }

  function tumblingSlices(own: LogEvent[], length: number, limits: Limits): Told[] {
    return [...grouped(own, ({ time }) => Math.floor(time / length)).entries()]
      .filter(([, inside]) => exceeds(inside, limits))
      .map(([slice, inside]) => ({
        entity: own[0]?.entity ?? '',
        start: slice * length,
        end: (slice + 1) * length,
        events: inside.length,
        most_events_in_window: inside.length,
      }));
  }

  const LIMITS: Limits[] = [
    { events: 2, bytes: 0, clients: 0 },
    { events: 0, bytes: 100, clients: 1 },
    { events: 1, bytes: 1, clients: 2 },
    { events: 4, bytes: 0, clients: 1 },
  ];

  test.each(LIMITS.map((limits, index) => [JSON.stringify(limits), limits, index] as const))(
    'S-G2 numbers, sums and distinct values in one window agree with the oracle: %s',
    async (_, limits, index) => {
      const events = drawLogs(20 + index, LOGS, 6 * HOUR, 24);
      await seed(database.job, events.map(columnsOf));
      const rule: RuleInput = {
        kind: 'aggregation',
        measures: [
          { events: true, more_than: limits.events },
          { sum: 'source_bytes', more_than: limits.bytes },
          { distinct: 'client', more_than: limits.clients },
        ],
        window_hours: 6,
      };
      const own = byEntity(succeeded(events));
      const sliding = own.flatMap((log) => slidingStretches(log, 6 * HOUR, limits));
      const tumbling = own.flatMap((log) => tumblingSlices(log, 6 * HOUR, limits));
      expect(sliding.length).toBeGreaterThan(10);
      expect(tumbling.length).toBeGreaterThan(10);
      const name = 'most_events_in_window';
      expect(inOrder((await rows(rule)).map((row) => told(row, name)))).toEqual(inOrder(sliding));
      expect(inOrder((await rows(rule, { windows: 'tumbling' })).map((row) => told(row, name)))).toEqual(
        inOrder(tumbling),
      );
    },
  );

  test('S-G2 S-Q3 what is told apart beside the entity is counted apart', async () => {
    const events = drawLogs(29, LOGS, 6 * HOUR, 24);
    await seed(database.job, events.map(columnsOf));
    const found = await rows({
      kind: 'aggregation',
      by: ['client'],
      measures: [{ distinct: 'network', more_than: 1 }],
      window_hours: 6,
    });
    const networks = (some: LogEvent[]) => distinct(some.map(({ network }) => network)).length;
    const expected = byEntity(succeeded(events).filter(({ network }) => network !== null))
      .flatMap((own) => [...grouped(own, ({ client }) => client).entries()])
      .flatMap(([client, own]) =>
        slidingBy(own, 6 * HOUR, (some) => networks(some) > 1).map((some) => ({
          entity: some[0]?.entity ?? '',
          ...span(some),
          client,
        })),
      );
    expect(expected.length).toBeGreaterThan(10);
    expect(inOrder(found.map((row) => told(row, 'client')))).toEqual(inOrder(expected));
  });

  const values = (some: LogEvent[], value: 'network' | 'country'): number =>
    distinct(some.flatMap((event) => (event[value] === null ? [] : [event[value]]))).length;

  test.each([
    [1, { network: 1, country: 1 }],
    [0.5, { network: 2, country: 1 }],
    [6, { network: 1, country: 2 }],
    [1, { network: 2 }],
    [1, { country: 1 }],
    [6, { country: 1 }],
  ])(
    'S-G2 S-Q1 S-Q2 within %d hours more networks and countries than %o, as the oracle has them',
    async (hours, more) => {
      const events = drawLogs(31, LOGS, 3 * HOUR, 24);
      await seed(database.job, events.map(columnsOf));
      const asked = Object.entries(more) as ['network' | 'country', number][];
      const found = await rows({
        kind: 'aggregation',
        measures: asked.map(([value, most]) => ({ distinct: value, more_than: most })),
        window_hours: hours,
      });
      const expected = byEntity(
        succeeded(events).filter((event) => asked.some(([value]) => event[value] !== null)),
      ).flatMap((own) =>
        slidingBy(own, hours * HOUR, (some) =>
          asked.every(([value, most]) => values(some, value) > most),
        ).map((some) => ({ entity: some[0]?.entity ?? '', ...span(some) })),
      );
      expect(expected.length).toBeGreaterThan(10);
      expect(inOrder(found.map((row) => told(row)))).toEqual(inOrder(expected));
    },
  );

  function slidingBy(own: LogEvent[], length: number, held: (some: LogEvent[]) => boolean): LogEvent[][] {
    const instants = distinct(own.flatMap(({ time }) => [time, time + length])).sort((a, b) => a - b);
    const windowAt = (t: number) => own.filter(({ time }) => time > t - length && time <= t);
    const found: LogEvent[][] = [];
    let from: number | null = null;
    for (const instant of instants) {
      const isHeld = held(windowAt(instant));
      if (isHeld) from ??= instant - length;
      else if (from !== null) {
        const start = from;
        found.push(own.filter(({ time }) => time > start && time < instant));
        from = null;
      }
    }
    return found;
  }
});

describe('sequence', () => {
  const RULE = {
    kind: 'sequence',
    steps: [
      { name: 'sign-in', where: { column: 'event_action', is: 'sign-in' } },
      { name: 'push', where: { column: 'event_action', is: 'push' } },
      { name: 'read', where: { column: 'event_action', is: 'read' } },
    ],
    within_minutes: 240,
  } satisfies RuleInput;

  /** The chain that ends at an event and began last of all. */
  function chainTo(own: LogEvent[], end: LogEvent, actions: string[]): LogEvent[] | null {
    if (actions.length === 0) return [];
    const before = own.filter((one) => inTime(one, end) < 0 && one.action === actions.at(-1)).sort(inTime);
    for (const step of before.reverse()) {
      const chain = chainTo(own, step, actions.slice(0, -1));
      if (chain) return [...chain, step];
    }
    return null;
  }

  test.each([1, 2, 3])('S-G2 ordered steps agree with the oracle on random logs %d', async (number) => {
    const events = drawLogs(40 + number, LOGS, 4 * HOUR, 32);
    await seed(database.job, events.map(columnsOf));
    const expected = byEntity(succeeded(events)).flatMap((own) =>
      own
        .filter(({ action }) => action === 'read')
        .flatMap((end) => {
          const chain = chainTo(own, end, ['sign-in', 'push']);
          const start = chain?.[0];
          if (!chain || !start || end.time - start.time > 4 * HOUR) return [];
          return [
            { ...span([...chain, end]), entity: end.entity, cited: [...chain, end].map((one) => one.record) },
          ];
        }),
    );
    expect(expected.length).toBeGreaterThan(20);
    const found = (await rows(RULE)).map((row) => ({
      ...told(row),
      cited: row.cited.map((one) => one.record),
    }));
    expect(inOrder(found)).toEqual(inOrder(expected));
  });

  test.each([1, 2, 3])('S-G2 steps in any order agree with the oracle on random logs %d', async (number) => {
    const events = drawLogs(60 + number, LOGS, 4 * HOUR, 32);
    await seed(database.job, events.map(columnsOf));
    const steps = [
      ...RULE.steps.slice(0, 2),
      { name: 'read or push', where: { any: RULE.steps.slice(1).map((one) => one.where) } },
    ];
    const isStep = [
      (one: LogEvent) => one.action === 'sign-in',
      (one: LogEvent) => one.action === 'push',
      (one: LogEvent) => one.action === 'read' || one.action === 'push',
    ];
    const expected = byEntity(succeeded(events)).flatMap((own) =>
      own
        .filter((end) => isStep.some((held) => held(end)))
        .flatMap((end) => {
          const latest = isStep.map((held) =>
            own
              .filter((one) => held(one) && inTime(one, end) <= 0)
              .sort(inTime)
              .at(-1),
          );
          const chain = [...new Set(latest)].filter((one) => one !== undefined).sort(inTime);
          const [start] = chain;
          if (latest.includes(undefined) || !start || end.time - start.time > HOUR) return [];
          return [{ ...span(chain), entity: end.entity, cited: chain.map((one) => one.record) }];
        }),
    );
    expect(expected.length).toBeGreaterThan(20);
    const found = (await rows({ kind: 'sequence', order: 'any', steps, within_minutes: 60 })).map((row) => ({
      ...told(row),
      cited: row.cited.map((one) => one.record),
    }));
    expect(inOrder(found)).toEqual(inOrder(expected));
  });

  test.each([1, 2, 3])('S-G2 an absent step agrees with the oracle on random logs %d', async (number) => {
    const events = drawLogs(50 + number, LOGS, 4 * HOUR, 32);
    await seed(database.job, events.map(columnsOf));
    const found = await rows({
      kind: 'sequence',
      steps: [{ name: 'read', where: { column: 'event_action', is: 'read' } }],
      absent: { name: 'sign-in', where: { column: 'event_action', is: 'sign-in' } },
      within_minutes: 120,
    });
    const signIns = events.filter(({ action }) => action === 'sign-in').map(({ time }) => time);
    const [covered, until] = [Math.min(...signIns), Math.max(...signIns)];
    const expected = byEntity(succeeded(events)).flatMap((own) =>
      own
        .filter(({ action, time }) => action === 'read' && covered <= time - 2 * HOUR && until >= time)
        .filter(
          (end) =>
            !own.some(
              (one) => one.action === 'sign-in' && one.time <= end.time && end.time - one.time <= 2 * HOUR,
            ),
        )
        .map((end) => ({ entity: end.entity, ...span([end]) })),
    );
    expect(expected.length).toBeGreaterThan(20);
    expect(inOrder(found.map((row) => told(row)))).toEqual(inOrder(expected));
  });
});

describe('first seen', () => {
  interface Given {
    scope: 'entity' | 'environment';
    learning: number;
    forget: number;
  }

  /** Walks through the events in order and keeps when each value was last seen. */
  function news(events: LogEvent[], start: number, { learning, forget }: Given): LogEvent[][] {
    const known = new Map<string, { last: number; stretch: LogEvent[] }>();
    const found: LogEvent[][] = [];
    for (const event of [...events].sort(inTime)) {
      if (event.network === null || event.country === null) continue;
      const value = `${event.network} ${event.country}`;
      const seen = known.get(value);
      if (seen && (forget === 0 || event.time - seen.last <= forget)) {
        seen.last = event.time;
        seen.stretch.push(event);
        continue;
      }
      const stretch = [event];
      known.set(value, { last: event.time, stretch });
      if (event.time >= start + learning) found.push(stretch);
    }
    return found;
  }

  const RULES: Given[] = [
    { scope: 'entity', learning: DAY, forget: 0 },
    { scope: 'entity', learning: DAY / 2, forget: DAY },
    { scope: 'environment', learning: DAY, forget: 0 },
    { scope: 'environment', learning: 2 * DAY, forget: DAY },
  ];

  test.each(RULES.map((rule, index) => [JSON.stringify(rule), rule, index] as const))(
    'S-G2 S-H3 S-H5 S-R6 agrees with the oracle on random logs: %s',
    async (_, given, index) => {
      const all: Told[] = [];
      const expected: Told[] = [];
      // What is new for everybody is told once: many cases of few people.
      const cases = given.scope === 'entity' ? 1 : 40;
      for (let number = 0; number < cases; number++) {
        const events = drawLogs(1000 * index + number, given.scope === 'entity' ? LOGS : 8, DAY, 40);
        await clearEvents(database.job);
        await seed(database.job, events.map(columnsOf));
        const found = await rows({
          kind: 'first_seen',
          values: ['network', 'country'],
          scope: given.scope,
          learning_days: given.learning / DAY,
          forget_after_days: given.forget / DAY,
        });
        all.push(...found.map((row) => told(row, 'country')));
        const used = succeeded(events);
        const groups = given.scope === 'entity' ? byEntity(used) : [used];
        for (const own of groups)
          for (const stretch of news(own, Math.min(...own.map(({ time }) => time)), given)) {
            const first = stretch[0] as LogEvent;
            const mine = stretch.filter(({ entity }) => entity === first.entity);
            expected.push({ entity: first.entity, ...span(mine), country: first.country });
          }
      }
      expect(expected.length).toBeGreaterThan(20);
      expect(inOrder(all)).toEqual(inOrder(expected));
    },
  );
});

describe('rare', () => {
  test.each([1, 2, 3])('S-G2 S-Q8 agrees with the oracle on random logs %d', async (number) => {
    const events = drawLogs(60 + number, LOGS, 4 * HOUR, 24);
    await seed(database.job, events.map(columnsOf));
    const fewer = 1 + number;
    const found = await rows({ kind: 'rare', values: ['network', 'client'], fewer_events_than: fewer });
    const expected = byEntity(succeeded(events)).flatMap((own) => {
      const placed = own.filter(({ network }) => network !== null);
      const profiles = [...grouped(placed, ({ network, client }) => `${network} ${client}`).values()];
      const most = Math.max(...profiles.map((some) => some.length));
      return profiles
        .filter((some) => some.length < fewer && some.length < most)
        .map((some) => ({ entity: some[0]?.entity ?? '', ...span(some), client: some[0]?.client ?? null }));
    });
    expect(expected.length).toBeGreaterThan(20);
    expect(inOrder(found.map((row) => told(row, 'client')))).toEqual(inOrder(expected));
  });
});

describe('outlier', () => {
  interface Given {
    slice: 'hour' | 'day';
    silent: 'zero' | 'skipped';
    sigmas: number;
    floor: number;
    history: number;
    least: number;
  }
  const RULES: Given[] = [
    { slice: 'day', silent: 'zero', sigmas: 2, floor: 1, history: 14, least: 2 },
    { slice: 'day', silent: 'skipped', sigmas: 1, floor: 2, history: 7, least: 1 },
    { slice: 'hour', silent: 'zero', sigmas: 3, floor: 2, history: 2, least: 1 },
    { slice: 'hour', silent: 'skipped', sigmas: 1.5, floor: 1, history: 3, least: 1 },
  ];

  function outliers(own: LogEvent[], given: Given): Told[] {
    const length = given.slice === 'day' ? DAY : HOUR;
    const placed = own.filter(({ network }) => network !== null);
    const slices = grouped(placed, ({ time }) => Math.floor(time / length));
    const amount = (slice: number) =>
      distinct((slices.get(slice) ?? []).map(({ network }) => network)).length;
    const first = Math.min(...slices.keys());
    return [...slices.keys()].flatMap((slice) => {
      const reach = (given.history * DAY) / length;
      const past: number[] = [];
      for (let before = Math.max(first, slice - reach); before < slice; before++)
        if (given.silent === 'zero' || slices.has(before)) past.push(amount(before));
      if (past.length === 0 || (slice - first) * length < given.least * DAY) return [];
      const mean = past.reduce((sum, one) => sum + one, 0) / past.length;
      const variance = past.reduce((sum, one) => sum + (one - mean) ** 2, 0) / past.length;
      const now = amount(slice);
      // A hair more than the limit, which arithmetic does not hit exactly.
      if (now < given.floor || now <= mean + given.sigmas * Math.sqrt(variance) + 1e-9) return [];
      const inside = own.filter(({ time }) => Math.floor(time / length) === slice);
      return [
        {
          entity: own[0]?.entity ?? '',
          start: slice * length,
          end: (slice + 1) * length,
          events: inside.length,
          amount: now,
          slices_before: past.length,
        },
      ];
    });
  }

  test.each(RULES.map((rule, index) => [JSON.stringify(rule), rule, index] as const))(
    'S-G2 S-R4 agrees with the oracle on random logs: %s',
    async (_, given, index) => {
      const events = drawLogs(70 + index, LOGS, given.slice === 'day' ? DAY : 8 * HOUR, 40);
      await seed(database.job, events.map(columnsOf));
      const found = await rows({
        kind: 'outlier',
        measure: { distinct: 'network' },
        slice: given.slice,
        silent: given.silent,
        sigmas: given.sigmas,
        floor: given.floor,
        history_days: given.history,
        least_history_days: given.least,
      });
      const expected = byEntity(succeeded(events)).flatMap((own) => outliers(own, given));
      expect(expected.length).toBeGreaterThan(10);
      expect(inOrder(found.map((row) => told(row, 'amount', 'slices_before')))).toEqual(inOrder(expected));
    },
  );

  test('S-R4 where the past was always the same, anything above it is an outlier', async () => {
    const steady = Array.from({ length: 10 }, (_, day) => ({
      time: DAY_ONE + day * DAY,
      networks: [100],
    }));
    const last = { time: DAY_ONE + 10 * DAY, networks: [100, 200] };
    const columns = [...steady, last].flatMap(({ time, networks }) =>
      networks.map((network) => ({
        timestamp: isoOf(time),
        user_name: 'ada',
        event_outcome: 'success',
        source_kind: 'public',
        source_address: String(network),
        source_as_number: network,
      })),
    );
    await seed(database.job, columns);
    const rule: RuleInput = { kind: 'outlier', measure: { distinct: 'network' }, slice: 'day' };
    const [finding, ...others] = await rows(rule);
    expect(others).toEqual([]);
    expect(finding?.finding_values).toMatchObject({ amount: 2, mean: 1, deviation: 0, slices_before: 10 });
    expect(await rows(rule, { floor: 3 })).toEqual([]);
  });
});

describe('travel', () => {
  function kilometres(from: string, to: string): number {
    const [a, b] = [PLACES[from], PLACES[to]];
    if (!a || !b) throw new Error('no place');
    const [north, east, north2, east2] = [...a, ...b].map((degrees) => (degrees * Math.PI) / 180) as [
      number,
      number,
      number,
      number,
    ];
    const cosine =
      Math.sin(north) * Math.sin(north2) + Math.cos(north) * Math.cos(north2) * Math.cos(east2 - east);
    return 6371 * Math.acos(Math.min(1, cosine));
  }

  interface Jump {
    from: LogEvent;
    to: LogEvent;
  }

  function jumpsOf(own: LogEvent[], speed: number, within: number): Jump[] {
    const placed = own.filter(({ country }) => country !== null);
    return placed.flatMap((to, index) => {
      const from = placed[index - 1];
      if (!from?.country || !to.country || from.country === to.country) return [];
      const hours = (to.time - from.time) / HOUR;
      const least = kilometres(from.country, to.country) - 100;
      return hours <= within && least > speed * hours ? [{ from, to }] : [];
    });
  }

  /** Jumps between the same two places, none of them longer than `within` after the one before. */
  function stretchesOf(jumps: Jump[], within: number): Jump[][] {
    const pairOf = ({ from, to }: Jump) => [from.country, to.country].sort().join();
    return [...grouped(jumps, pairOf).values()].flatMap((some) => {
      const all: Jump[][] = [];
      for (const jump of some) {
        const last = all.at(-1)?.at(-1);
        if (last && jump.to.time - last.to.time <= within * HOUR) all.at(-1)?.push(jump);
        else all.push([jump]);
      }
      return all;
    });
  }

  test.each([500, 805, 2000])('S-G2 agrees with the oracle on random logs: %d km/h', async (speed) => {
    const events = drawLogs(90 + speed, LOGS, 8 * HOUR, 24);
    await seed(database.job, events.map(columnsOf));
    const found = await rows({ kind: 'travel', km_per_hour: speed, within_hours: 12 });
    const expected = byEntity(succeeded(events))
      .flatMap((own) => stretchesOf(jumpsOf(own, speed, 12), 12))
      .map((jumps) => {
        const ends = [...new Set(jumps.flatMap(({ from, to }) => [from, to]))];
        return { entity: ends[0]?.entity ?? '', ...span(ends), jumps: jumps.length };
      });
    expect(expected.length).toBeGreaterThan(20);
    expect(inOrder(found.map((row) => told(row, 'jumps')))).toEqual(inOrder(expected));
  });
});
