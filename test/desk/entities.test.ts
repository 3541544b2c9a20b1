import { expect, test } from 'vitest';
import { findingEvents, verdictEvents } from '../../electron/engine/desk/cited-events.ts';
import { entityPage } from '../../electron/engine/desk/entity.ts';
import { overview } from '../../electron/engine/desk/overview.ts';
import { searchEntities } from '../../electron/engine/desk/search.ts';
import { EntityPage, Overview } from '../../shared/contract.ts';
import { ENTITY_KINDS } from '../../shared/model.ts';
import { FINDING, incident, READERS, VERDICT } from './incident.ts';

const { desk } = await incident();
/** The events of the incident have no role. */
const INSTANCES = 'aws-instance-credentials';

test('S-Q9 all session profiles of one user: our network and country, else those of the log', async () => {
  const page = await entityPage(desk, { kind: 'user', value: 'ada@example.com' }, READERS);
  expect(EntityPage.parse(page)).toEqual(page);
  const told = page.profiles.map((profile) => [
    profile.as_number,
    profile.as_organization_name,
    profile.country_iso_code,
    profile.client_name,
    profile.os_name,
    profile.user_agent_original,
    profile.is_hosting,
    profile.events,
    profile.users,
  ]);
  expect(told).toEqual([
    [7922, 'Comcast', 'US', 'Chrome', 'Windows', 'Mozilla/5.0 Chrome/120', false, 3, 2],
    [21928, 'T-Mobile', 'US', 'Mobile Safari', 'iOS', 'Mozilla/5.0 iPhone', false, 2, 1],
    [62240, 'Clouvider Limited', 'NL', null, 'Linux', 'strange-tool/1', true, 1, 1],
    [62240, 'Clouvider Limited', 'NL', null, null, 'strange-tool/1', true, 1, 1],
  ]);
  expect(page.profiles[0]?.share).toBeCloseTo(3 / 7);
  expect(page.profiles[0]?.addresses).toEqual(['192.0.2.1']);
  expect(page.profiles[0]?.last_timestamp).toBe('2024-05-01T10:02:00.000000Z');
});

test('S-P1 an entity page counts over all sources and leads on to the names on the same records', async () => {
  const page = await entityPage(desk, { kind: 'user', value: 'ada@example.com' }, READERS);
  expect(page).toMatchObject({
    entity: { kind: 'user', value: 'ada@example.com' },
    events: 7,
    failures: 1,
    first_timestamp: '2024-05-01T10:00:00.000000Z',
    last_timestamp: '2024-05-01T10:06:00.000000Z',
    datasets: [
      { event_dataset: 'okta.system', events: 5 },
      { event_dataset: 'aws.cloudtrail', events: 2 },
    ],
    top_actions: [
      { event_action: 'user.session.start', event_provider: 'okta', events: 5, failures: 0 },
      { event_action: 'ListBuckets', event_provider: 's3.amazonaws.com', events: 2, failures: 1 },
    ],
    findings: [FINDING],
    verdicts: [],
  });
  expect(page.related).toEqual([
    { entity: { kind: 'access_key', value: 'ASIA1' }, events: 2 },
    { entity: { kind: 'session', value: 's1' }, events: 5 },
    { entity: { kind: 'client', value: 'Mozilla/5.0 Chrome/120' }, events: 2 },
    { entity: { kind: 'client', value: 'Mozilla/5.0 iPhone' }, events: 2 },
    { entity: { kind: 'client', value: 'strange-tool/1' }, events: 2 },
    { entity: { kind: 'client', value: 'Mozilla/5.0 Chrome/121' }, events: 1 },
  ]);
});

test('the addresses of an entity stand beside what the log says of them', async () => {
  const { addresses } = await entityPage(desk, { kind: 'user', value: 'ada@example.com' }, READERS);
  expect(
    addresses.map((use) => [use.source_address, use.place, use.country_iso_code, use.log_country, use.cloud]),
  ).toEqual([
    ['192.0.2.1', 'Ashburn, Virginia', 'US', 'CA', null],
    ['198.51.100.7', '', null, 'US', null],
    ['203.0.113.9', '', 'NL', null, 'Example Cloud ams1'],
  ]);
  expect(addresses.map((use) => [use.events, use.failures])).toEqual([
    [3, 0],
    [2, 0],
    [2, 1],
  ]);
  const inside = await entityPage(desk, { kind: 'address', value: '10.0.0.5' }, READERS);
  expect(inside.addresses[0]).toMatchObject({
    source_kind: 'private',
    place: 'private network',
    is_hosting: false,
  });
});

test.each(ENTITY_KINDS)('%s: a page of what no event names is empty, not an error', async (kind) => {
  const page = await entityPage(desk, { kind, value: "' OR 1=1" }, READERS);
  expect(EntityPage.parse(page)).toMatchObject({
    events: 0,
    first_timestamp: null,
    profiles: [],
    addresses: [],
  });
});

test('a search finds parts of names whatever their case, the exact one first', async () => {
  const names = async (text: string, limit = 20) =>
    (await searchEntities(desk, { text, limit })).map(({ entity, events }) => [
      entity.kind,
      entity.value,
      events,
    ]);
  expect(await names('ASIA1')).toEqual([['access_key', 'ASIA1', 2]]);
  expect(await names('  EXAMPLE.com ')).toEqual([
    ['user', 'ada@example.com', 7],
    ['user', 'bob@example.com', 1],
  ]);
  expect(await names('%')).toEqual([['user', 'carol%', 1]]);
  expect(await names('_')).toEqual([]);
  expect(await names("' OR 1=1")).toEqual([]);
  expect(await names('s1')).toEqual([['session', 's1', 5]]);
  expect(await names('', 2)).toEqual([
    ['user', 'ada@example.com', 7],
    ['session', 's1', 5],
  ]);
  expect((await names('.0'))[0]).toEqual(['address', '192.0.2.1', 4]);
});

test('cited events come in the order of citation, each once', async () => {
  const places = (rows: Record<string, unknown>[]) => rows.map((row) => [row['evidence_id'], row['record']]);
  expect(places(await findingEvents(desk, 'f1'))).toEqual([
    [2, 2],
    [2, 1],
  ]);
  expect(places(await findingEvents(desk, 'f1', 1))).toEqual([[2, 2]]);
  expect(await findingEvents(desk, 'none')).toEqual([]);
  expect(places(await verdictEvents(desk, 'v1'))).toEqual([
    [2, 2],
    [2, 1],
    [1, 6],
  ]);
  const [first] = await findingEvents(desk, 'f1');
  expect(first).toMatchObject({ user_name: 'ada@example.com', event_id: 'e-2', source_as_number: 62240 });
});

test('the overview counts what events carry, and names what no log answers', async () => {
  const answer = await overview(desk, READERS);
  expect(Overview.parse(answer)).toEqual(answer);
  expect(answer).toEqual({
    answered: 0,
    totals: { files: 2, records: 10, events: 10, rejects: 0, skips: 0, balanced: true },
    coverage: {
      sources: [
        {
          event_dataset: 'aws.cloudtrail',
          events: 3,
          first_timestamp: '2024-05-01T10:06:00.000000Z',
          last_timestamp: '2024-05-01T10:07:00.000000Z',
        },
        {
          event_dataset: 'okta.system',
          events: 6,
          first_timestamp: '2024-05-01T10:00:00.000000Z',
          last_timestamp: '2024-05-01T10:05:00.000000Z',
        },
        {
          event_dataset: 'unknown',
          events: 1,
          first_timestamp: '2024-05-01T10:08:00.000000Z',
          last_timestamp: '2024-05-01T10:08:00.000000Z',
        },
      ],
      missing: [
        { definition: 'a-hunt', title: 'title of a-hunt', missing: 'Okta logs' },
        { definition: 'b-hunt', title: 'title of b-hunt', missing: 'proxy logs' },
        { definition: INSTANCES, title: `title of ${INSTANCES}`, missing: 'CloudTrail' },
      ],
    },
    severities: { informational: 0, low: 0, medium: 0, high: 1, critical: 0 },
    verdicts: { suspicious: 1 },
    top_findings: [FINDING],
    muted: 0,
    incidents: 0,
    top_incidents: [],
    top_verdicts: [VERDICT],
    counts: { users: 3, access_keys: 2, addresses: 4, countries: 2, clients: 4 },
  });
});
