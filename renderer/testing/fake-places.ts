import type { Entity } from '../../shared/model.ts';
import type { Place, PlacesPage, Spot } from '../../shared/places.ts';

const BERLIN: Spot = {
  by: 'data',
  country_iso_code: 'DE',
  country_name: null,
  region: 'Land Berlin',
  city: 'Berlin',
  latitude: 52.52,
  longitude: 13.4,
  exactness: 'city',
};
const LONDON: Spot = {
  ...BERLIN,
  country_iso_code: 'GB',
  region: 'England',
  city: 'London',
  latitude: 51.5,
  longitude: -0.12,
};
const FRANCE: Spot = {
  ...BERLIN,
  country_iso_code: 'FR',
  region: null,
  city: null,
  latitude: null,
  longitude: null,
  exactness: 'country',
};
const RECIFE: Spot = {
  ...BERLIN,
  by: 'log',
  country_iso_code: null,
  country_name: 'Brazil',
  region: null,
  city: 'Recife',
  latitude: -8.05,
  longitude: -34.9,
};

const place = (spot: Spot, more: Partial<Place> = {}): Place => ({
  ...spot,
  radius_km: null,
  events: 18_402,
  failures: 0,
  users: 4,
  addresses: 2,
  findings: 0,
  severity: null,
  finding_id: null,
  first_timestamp: '2024-05-01T06:58:11.000000Z',
  last_timestamp: '2024-05-14T17:02:45.000000Z',
  ...more,
});

/** Three cities and a country, a journey that a finding tells of, and of an entity two stays. */
export function fakePlaces(entity: Entity | null): PlacesPage {
  const times = {
    first_timestamp: '2024-05-11T07:40:00.000000Z',
    last_timestamp: '2024-05-11T09:02:45.000000Z',
  };
  const own: Partial<PlacesPage> =
    entity === null
      ? {}
      : {
          journeys_total: 1,
          journeys: [{ from: LONDON, to: BERLIN, times: 1, least_hours: 20, km: 930, ...times }],
          stays_total: 2,
          stays: [
            { spot: BERLIN, events: 18_402, ...times },
            {
              spot: LONDON,
              events: 7,
              first_timestamp: '2024-05-11T10:02:45.000000Z',
              last_timestamp: '2024-05-11T11:00:00.000000Z',
            },
          ],
        };
  return {
    events: 20_419,
    unplaced: 9,
    places_total: 6,
    events_elsewhere: 100,
    places: [
      place(LONDON, { events: 7, findings: 2, severity: 'high', finding_id: 'f-rare', radius_km: 20 }),
      place(BERLIN),
      place(FRANCE, { events: 1900 }),
      place(RECIFE, { events: 1 }),
    ],
    flagged_total: 1,
    flagged: [
      {
        finding_id: 'f-travel',
        severity: 'high',
        summary: 'Berlin → London: 930 km in 0.1 h',
        entity: { kind: 'user', value: 'dan@example.com' },
        from: BERLIN,
        to: LONDON,
        times: 1,
        ...times,
      },
    ],
    journeys_total: 0,
    journeys: [],
    stays_total: 0,
    stays: [],
    ...own,
  };
}
