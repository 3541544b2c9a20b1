import { describe, expect, test } from 'vitest';
import { bounds } from '../../electron/engine/desk/positions.ts';
import { groupsOf } from '../../electron/engine/desk/profiles/client-groups.ts';
import { profilesPage } from '../../electron/engine/desk/profiles/profiles.ts';
import { sidesOf } from '../../electron/engine/desk/profiles/sides.ts';
import { entityFilter } from '../../shared/entities.ts';
import type { Entity } from '../../shared/model.ts';
import {
  ProfilesInput,
  ProfilesPage,
  SIDE_COLUMNS,
  SIDE_VALUES,
  Sides,
} from '../../shared/session-profiles.ts';
import type { Filter } from '../../shared/filter.ts';
import { caseOf, wholeEvent, type SomeEvent } from '../support/desk-seed.ts';
import { incident } from './incident.ts';
import { holds } from './reference.ts';
import { below, oneOf, randomEvents, randomOf } from './random-events.ts';

const ada: Entity = { kind: 'user', value: 'ada@example.com' };
const asked = (more: object = {}): ProfilesInput => ProfilesInput.parse(more);

async function pageOf(desk: Parameters<typeof profilesPage>[0], more: object): Promise<ProfilesPage> {
  const page = await profilesPage(desk, asked(more));
  expect(ProfilesPage.parse(page)).toEqual(page);
  return page;
}

test('S-Q9 all session profiles of one user: our network and country, else those of the log', async () => {
  const { desk } = await incident();
  const { profiles } = await pageOf(desk, { entity: ada, order: 'common' });
  const told = profiles.map((profile) => [
    profile.as_number,
    profile.as_organization_name,
    profile.network_by_log,
    profile.country_iso_code,
    profile.client_name,
    profile.os_name,
    profile.user_agent_original,
    profile.texts,
    profile.is_hosting,
    profile.events,
    profile.users,
  ]);
  expect(told).toEqual(
    [
      [7922, 'Comcast', false, 'US', 'Chrome', 'Windows', 'Mozilla/5.0 Chrome/120', 2, false, 3, 2],
      [21928, 'T-Mobile', true, 'US', 'Mobile Safari', 'iOS', 'Mozilla/5.0 iPhone', 1, false, 2, 1],
      [62240, 'Clouvider Limited', false, 'NL', null, null, 'strange-tool/1', 1, true, 1, 1],
      [62240, 'Clouvider Limited', false, 'NL', null, 'Linux', 'strange-tool/1', 1, true, 1, 1],
    ].sort((a, b) => Number(b[9]) - Number(a[9]) || String(a[5]).localeCompare(String(b[5]))),
  );
  expect(profiles[0]?.share).toBeCloseTo(3 / 7);
  expect(profiles[0]?.addresses).toEqual(['192.0.2.1']);
  expect(profiles[0]?.last_timestamp).toBe('2024-05-01T10:02:00.000000Z');
});

const sessions = (user: string, country: string, client: string, times: number, first: number): SomeEvent[] =>
  Array.from({ length: times }, (_, at) => ({
    evidence_id: 1,
    record: first + at,
    timestamp: `2024-05-0${1 + (at % 9)}T10:00:00.000000Z`,
    user_name: user,
    source_address: `192.0.2.${country.charCodeAt(0)}`,
    source_country_iso_code: country,
    source_as_number: 64500 + country.charCodeAt(0),
    user_agent_original: client,
    event_outcome: at % 4 === 0 ? 'failure' : 'success',
  }));

describe('S-Q8 the least common profiles of the case', () => {
  const events = [
    ...sessions('ada', 'DE', 'Firefox', 40, 1),
    ...sessions('ada', 'NG', 'curl', 9, 101),
    ...sessions('ada', 'FR', 'Firefox', 10, 201),
    ...sessions('bob', 'DE', 'Firefox', 5, 301),
    ...sessions('eve', 'NG', 'curl', 3, 401),
    ...sessions('eve', 'US', 'curl', 2, 501),
  ];

  test('a profile with nine records beside a common one is rare, one with ten is not, nor the only one of a user', async () => {
    const { desk } = await caseOf(events);
    const page = await pageOf(desk, { rare_only: true });
    const told = page.profiles.map(({ user_name, country_iso_code, events: n, users }) => [
      user_name,
      country_iso_code,
      n,
      users,
    ]);
    expect(told).toEqual([
      ['ada', 'NG', 9, 2],
      ['eve', 'US', 2, 1],
    ]);
    expect([page.total, page.rare, page.events]).toEqual([2, 2, 69]);
    const all = await pageOf(desk, {});
    expect([all.total, all.rare]).toEqual([6, 2]);
    expect((await pageOf(desk, { rare_only: true, fewer_events_than: 9 })).profiles).toHaveLength(1);
  });

  test('pages in every order hold each profile once', async () => {
    const { desk } = await caseOf(events);
    for (const order of ['common', 'rare', 'recent']) {
      const whole = (await pageOf(desk, { order })).profiles;
      const parts = await Promise.all(
        [0, 2, 4].map(async (offset) => (await pageOf(desk, { order, offset, limit: 2 })).profiles),
      );
      expect(parts.flat()).toEqual(whole);
    }
  });

  test('the small charts stand on one axis and sum up to the records', async () => {
    const { desk } = await caseOf(events);
    const { axis, profiles } = await pageOf(desk, {});
    expect([axis?.start, axis?.end]).toEqual(['2024-05-01T10:00:00.000000Z', '2024-05-09T10:00:00.000000Z']);
    for (const profile of profiles) {
      expect(profile.counts).toHaveLength(axis?.buckets.length ?? 0);
      expect(profile.counts.reduce((sum, n) => sum + n, 0)).toBe(profile.events);
    }
  });
});

const chrome = (version: string, system = 'Windows NT 10.0; Win64; x64') =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version} Safari/537.36`;

describe('S-Q8b user agents that differ by their version are one client', () => {
  const client = (user_agent_original: string, client_name: string, os_name: string) => ({
    user_agent_original,
    client_name,
    os_name,
  });
  test('an upgrade joins the group, another system or program does not', () => {
    expect(
      groupsOf([
        client(chrome('124.0.0.0'), 'Chrome', 'Windows'),
        client(chrome('125.0.0.0'), 'Chrome', 'Windows'),
        client(chrome('124.0.0.0', 'X11; Linux x86_64'), 'Chrome', 'Linux'),
        client('curl/8.5.0', 'curl', ''),
        client('curl/8.6.0', 'curl', ''),
      ]),
    ).toEqual([0, 0, 2, 3, 3]);
  });

  test('grouped they are one profile that tells of its texts, exactly they are two', async () => {
    const { desk } = await caseOf(
      ['124.0.0.0', '124.0.0.0', '125.0.0.0'].map((version, at) => ({
        ...sessions('ada', 'DE', chrome(version), 1, at + 1)[0]!,
        client_name: 'Chrome',
        os_name: 'Windows',
      })),
    );
    const alike = (await pageOf(desk, {})).profiles;
    expect(alike.map(({ events, texts }) => [events, texts])).toEqual([[3, 2]]);
    expect(alike[0]?.user_agent_original).toBe(chrome('124.0.0.0'));
    const exact = (await pageOf(desk, { clients: 'exact', order: 'common' })).profiles;
    expect(exact.map(({ events, texts }) => [events, texts])).toEqual([
      [2, 1],
      [1, 1],
    ]);
  });
});

describe('S-Q8 on logs of chance', () => {
  // As enrichment has it: a text says its client and system by itself.
  const events = randomEvents(randomOf(7), 400).map((event) => readBy(event));

  test('every profile leads to exactly its records, and together they are all', async () => {
    const { desk } = await caseOf(events);
    const named = events.filter((event) => event['user_name'] != null);
    for (const clients of ['alike', 'exact']) {
      const page = await pageOf(desk, { clients, limit: 200 });
      expect(page.events).toBe(named.length);
      for (const profile of page.profiles)
        expect([(await bounds(desk, profile.filters)).total, profile.events]).toEqual([
          profile.events,
          profile.events,
        ]);
    }
  });

  test('of an application, a device and a domain too', async () => {
    const { desk } = await caseOf(events);
    for (const kind of ['application', 'device', 'domain', 'address', 'user'] as const) {
      const entity = { kind, value: 'alpha' };
      const page = await pageOf(desk, { entity, limit: 200 });
      expect(page.events).toBe((await bounds(desk, [entityFilter(entity)])).total);
      expect(page.profiles.reduce((sum, one) => sum + one.events, 0)).toBe(page.events);
      for (const profile of page.profiles)
        expect((await bounds(desk, profile.filters)).total).toBe(profile.events);
    }
  });

  test('how many users share a profile is the same from one user as from all', async () => {
    const random = randomOf(5);
    const few = Array.from({ length: 300 }, (_, at): SomeEvent => {
      const [by, where] = [oneOf(random, ['ours', 'log', 'none']), oneOf(random, ['DE', 'NG', null])];
      return {
        evidence_id: 1,
        record: at + 1,
        timestamp: '2024-05-01T10:00:00.000000Z',
        user_name: oneOf(random, ['ada', 'bob', 'eve', null]),
        source_address: `192.0.2.${below(random, 9)}`,
        ...(by === 'ours' ? { source_as_number: oneOf(random, [1, 2]), source_country_iso_code: where } : {}),
        ...(by === 'log' ? { log_as_number: oneOf(random, [1, 2]), log_country_iso_code: where } : {}),
        user_agent_original: oneOf(random, ['curl/8', 'wget', null]),
        device_os_name: oneOf(random, ['Windows', null]),
      };
    });
    const { desk } = await caseOf(few);
    const all = await pageOf(desk, { limit: 200 });
    expect(all.total).toBeLessThanOrEqual(200);
    const named = (profile: ProfilesPage['profiles'][number]) => JSON.stringify(profile.filters.slice(1));
    const users = new Map(
      all.profiles.filter(({ user_name }) => user_name === 'ada').map((one) => [named(one), one.users]),
    );
    const own = await pageOf(desk, { entity: { kind: 'user', value: 'ada' }, limit: 200 });
    expect(own.profiles.map((one) => [named(one), one.users])).toEqual(
      own.profiles.map((one) => [named(one), users.get(named(one))]),
    );
    expect(own.profiles.length).toBeGreaterThan(20);
    expect(new Set(users.values())).toEqual(new Set([1, 2, 3]));
  });

  test('S-Q9 two sets beside each other: what both have, what one has, when', async () => {
    const { desk } = await caseOf(events);
    const input = {
      a: [{ column: 'user_name', op: 'is' as const, values: ['alpha'] }],
      b: [{ column: 'event_dataset', op: 'is' as const, values: ['beta', 'alpha'] }],
    };
    const sides = await sidesOf(desk, input);
    expect(Sides.parse(sides)).toEqual(sides);
    const sets = { a: matching(events, input.a), b: matching(events, input.b) };
    expect([sides.a.events, sides.b.events]).toEqual([sets.a.length, sets.b.length]);
    expect(sides.shared_events).toBe(sets.a.filter((event) => sets.b.includes(event)).length);
    expect(sides.a.counts.reduce((sum, n) => sum + n, 0)).toBe(sets.a.length);
    for (const column of SIDE_COLUMNS) {
      const told = sides.columns.find((one) => one.column === column);
      const valuesOf = (set: SomeEvent[]) =>
        new Set(set.map((event) => event[column] ?? null).filter((v) => v !== null));
      const [a, b] = [valuesOf(sets.a), valuesOf(sets.b)];
      if (!told) {
        expect(a.size + b.size, column).toBe(0);
        continue;
      }
      const both = [...a].filter((value) => b.has(value)).length;
      expect([told.in_both, told.only_a, told.only_b], column).toEqual([both, a.size - both, b.size - both]);
      expect(told.values.filter((one) => one.a > 0 && one.b > 0).length).toBe(Math.min(both, SIDE_VALUES));
      expect(told.missing_a).toBe(sets.a.filter((event) => (event[column] ?? null) === null).length);
    }
  });
});

const readBy = (event: SomeEvent): SomeEvent => ({
  ...event,
  client_name: event['user_agent_original'] === 'alpha' ? 'Alpha' : null,
  os_name: event['user_agent_original'] === 'Alpha' ? 'Linux' : null,
  ...Object.fromEntries(
    ['client_version', 'client_kind', 'os_version', 'device_kind'].map((name) => [name, null]),
  ),
});

const matching = (events: SomeEvent[], filters: Filter[]) =>
  events.filter((event) => filters.every((filter) => holds(wholeEvent(event), filter)));

test('a case without events has no profile and no axis', async () => {
  const { desk } = await caseOf([]);
  expect(await pageOf(desk, {})).toEqual({ axis: null, events: 0, total: 0, rare: 0, profiles: [] });
});

test('what is told depends neither on the order of import nor on keys', async () => {
  const events = randomEvents(randomOf(11), 200);
  const { desk } = await caseOf(events);
  const { desk: turned } = await caseOf([...events].reverse());
  for (const more of [
    {},
    { clients: 'exact', order: 'common' },
    { entity: { kind: 'user', value: 'alpha' } },
  ])
    expect(await pageOf(turned, more)).toEqual(await pageOf(desk, more));
});
