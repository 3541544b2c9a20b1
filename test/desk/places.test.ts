import { describe, expect, test } from 'vitest';
import { bounds } from '../../electron/engine/desk/positions.ts';
import { placesPage } from '../../electron/engine/desk/places/places.ts';
import { windowOf } from '../../shared/filter.ts';
import type { Entity } from '../../shared/model.ts';
import {
  PLACES_RULE,
  PlacesPage,
  spotFilters,
  spotKey,
  unplacedFilters,
  type Spot,
} from '../../shared/places.ts';
import { caseOf, insert, type SomeEvent } from '../support/desk-seed.ts';
import { randomEvents, randomOf } from './random-events.ts';

type Desk = Parameters<typeof placesPage>[0];
const ada: Entity = { kind: 'user', value: 'ada' };

async function pageOf(desk: Desk, entity: Entity | null = null): Promise<PlacesPage> {
  const page = await placesPage(desk, entity);
  expect(PlacesPage.parse(page)).toEqual(page);
  return page;
}

const total = async (desk: Desk, ...filters: Parameters<typeof bounds>[1][]) =>
  (await bounds(desk, filters.flat())).total;

const BERLIN = {
  source_address: '192.0.2.1',
  source_country_iso_code: 'DE',
  source_region_name: 'Berlin',
  source_city_name: 'Berlin',
  source_latitude: 52.52,
  source_longitude: 13.4,
  source_accuracy_radius_km: 20,
};
const LAGOS = {
  source_address: '192.0.2.2',
  source_country_iso_code: 'NG',
  source_city_name: 'Lagos',
  source_latitude: 6.5,
  source_longitude: 3.4,
};
const ONLY_COUNTRY = { source_address: '192.0.2.3', source_country_iso_code: 'FR' };
const BY_LOG = { source_address: '192.0.2.4', log_country_name: 'Brazil', log_city_name: 'Recife' };
const PRIVATE = { source_address: '10.0.0.1', source_kind: 'private' };

const at = (hour: number, record: number, place: Partial<SomeEvent>, user_name = 'ada'): SomeEvent => ({
  evidence_id: 1,
  record,
  timestamp: `2024-05-01T${String(hour).padStart(2, '0')}:00:00.000000Z`,
  user_name,
  event_outcome: record % 2 ? 'success' : 'failure',
  ...place,
});

const EVENTS = [
  at(8, 1, BERLIN),
  at(9, 2, BERLIN),
  at(10, 3, LAGOS),
  at(10, 4, PRIVATE),
  at(11, 5, BERLIN),
  at(12, 6, ONLY_COUNTRY),
  at(13, 7, BY_LOG, 'bob'),
];

async function caseWithFinding(muted = false) {
  const database = await caseOf(EVENTS);
  const finding = {
    entity_kind: 'user',
    entity_value: 'ada',
    event_count: 2,
    score_parts: '[]',
    summary: 'fast',
  };
  await insert(database.job, 'findings', [
    {
      finding_id: 'f1',
      hunt: 'impossible-travel',
      severity: 'high',
      score: 70,
      finding_values: '{"from_place":"Berlin, DE"}',
      ...finding,
    },
    { finding_id: 'f2', hunt: 'other', severity: 'low', score: 10, finding_values: '{}', ...finding },
  ]);
  await insert(database.job, 'finding_events', [
    { finding_id: 'f1', ordinal: 1, evidence_id: 1, record: 2 },
    { finding_id: 'f1', ordinal: 2, evidence_id: 1, record: 3 },
    { finding_id: 'f2', ordinal: 1, evidence_id: 1, record: 3 },
  ]);
  if (muted)
    await insert(database.job, 'mutes', [
      {
        mute_id: 'm',
        hunt: 'impossible-travel',
        entity_kind: 'user',
        entity_value: 'ada',
        reason: 'VPN',
        muted_at: '2024-06-01 00:00:00',
        muted_by: 'eve',
      },
    ]);
  return database;
}

const name = ({ country_iso_code, country_name, city }: Spot) => [country_iso_code ?? country_name, city];

test('S-H4 places by our data, else by the log, with the findings that cite a record from there', async () => {
  const { desk } = await caseWithFinding();
  const page = await pageOf(desk);
  expect(
    page.places.map((place) => [
      ...name(place),
      place.by,
      place.exactness,
      place.events,
      place.findings,
      place.severity,
    ]),
  ).toEqual([
    ['DE', 'Berlin', 'data', 'city', 3, 1, 'high'],
    ['NG', 'Lagos', 'data', 'city', 1, 2, 'high'],
    ['FR', null, 'data', 'country', 1, 0, null],
    ['Brazil', 'Recife', 'log', 'city', 1, 0, null],
  ]);
  expect(page).toMatchObject({ events: 7, unplaced: 1, places_total: 4, events_elsewhere: 0 });
  expect(page.places[0]).toMatchObject({
    latitude: 52.52,
    longitude: 13.4,
    radius_km: 20,
    failures: 1,
    users: 1,
  });
  expect(page.places[2]).toMatchObject({ latitude: null, longitude: null });
  expect(page.stays).toEqual([]);
});

test('S-H4 a finding of travel is a line from place to place, and none once it is muted', async () => {
  const { desk } = await caseWithFinding();
  const { flagged } = await pageOf(desk);
  expect(
    flagged.map((one) => [one.finding_id, name(one.from), name(one.to), one.times, one.severity]),
  ).toEqual([['f1', ['DE', 'Berlin'], ['NG', 'Lagos'], 1, 'high']]);
  expect((await pageOf(desk, { kind: 'user', value: 'bob' })).flagged).toEqual([]);
  expect((await pageOf(desk, { kind: 'address', value: '192.0.2.2' })).flagged).toHaveLength(1);
  const { desk: quiet } = await caseWithFinding(true);
  const muted = await pageOf(quiet);
  expect(muted.flagged).toEqual([]);
  expect(muted.places.find(({ city }) => city === 'Lagos')).toMatchObject({ findings: 1, severity: 'low' });
});

test('S-P1 stays of an entity in order of time and its journeys between them', async () => {
  const { desk } = await caseWithFinding();
  const page = await pageOf(desk, ada);
  expect(
    page.stays.map(({ spot, events, first_timestamp }) => [
      ...name(spot),
      events,
      first_timestamp.slice(11, 13),
    ]),
  ).toEqual([
    ['DE', 'Berlin', 2, '08'],
    ['NG', 'Lagos', 1, '10'],
    ['DE', 'Berlin', 1, '11'],
    ['FR', null, 1, '12'],
  ]);
  expect(
    page.journeys.map(({ from, to, times, least_hours, km }) => [
      name(from)[1],
      name(to)[0],
      times,
      least_hours,
      km,
    ]),
  ).toEqual([
    ['Berlin', 'NG', 1, 1, 5198],
    ['Lagos', 'DE', 1, 1, 5198],
    ['Berlin', 'FR', 1, 1, null],
  ]);
  expect([page.stays_total, page.journeys_total]).toEqual([4, 3]);
});

test('more places than are listed are counted, those with findings stay', async () => {
  const many = Array.from({ length: PLACES_RULE.places + 20 }, (_, index) =>
    Array.from({ length: index === 0 ? 1 : 2 }, (_, again) =>
      at(8, 100 + index * 2 + again, {
        source_address: `a${index}`,
        source_country_iso_code: 'US',
        source_city_name: `City ${index}`,
      }),
    ),
  ).flat();
  const database = await caseOf(many);
  await insert(database.job, 'findings', [
    {
      finding_id: 'f',
      hunt: 'h',
      severity: 'low',
      score: 1,
      entity_kind: 'user',
      entity_value: 'ada',
      event_count: 1,
      summary: '',
      finding_values: '{}',
      score_parts: '[]',
    },
  ]);
  await insert(database.job, 'finding_events', [
    { finding_id: 'f', ordinal: 1, evidence_id: 1, record: 100 },
  ]);
  const page = await pageOf(database.desk);
  expect(page.places).toHaveLength(PLACES_RULE.places);
  expect(page.places[0]).toMatchObject({ city: 'City 0', findings: 1, finding_id: 'f' });
  expect([page.places_total, page.events_elsewhere]).toEqual([80, 159 - 1 - 59 * 2]);
});

describe('on logs of chance', () => {
  const events = randomEvents(randomOf(3), 400);

  test('every place and stay leads to exactly its records', async () => {
    const { desk } = await caseOf(events);
    const page = await pageOf(desk);
    expect(page.events).toBe(events.length);
    expect(await total(desk, unplacedFilters())).toBe(page.unplaced);
    for (const place of page.places)
      expect(await total(desk, spotFilters(place)), spotKey(place)).toBe(place.events);
    const own: Entity = { kind: 'user', value: 'alpha' };
    const { stays, places, unplaced, events: all } = await pageOf(desk, own);
    expect(places.reduce((sum, one) => sum + one.events, 0) + unplaced).toBe(all);
    expect(stays.reduce((sum, one) => sum + one.events, 0) + unplaced).toBe(all);
    for (const { spot, events: n, first_timestamp, last_timestamp } of stays) {
      const user = { column: 'user_name', op: 'is' as const, values: ['alpha'] };
      expect(await total(desk, [user, windowOf(first_timestamp, last_timestamp)], spotFilters(spot))).toBe(n);
    }
  });

  test('and the order of import changes nothing', async () => {
    const { desk } = await caseOf(events);
    const { desk: turned } = await caseOf([...events].reverse());
    for (const entity of [null, { kind: 'user', value: 'alpha' } as const])
      expect(await pageOf(turned, entity)).toEqual(await pageOf(desk, entity));
  });
});

test('a case without events has no places', async () => {
  const { desk } = await caseOf([]);
  expect(await pageOf(desk)).toMatchObject({ events: 0, unplaced: 0, places: [], flagged: [] });
});
