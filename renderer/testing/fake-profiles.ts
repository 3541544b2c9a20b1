import { entityFilter } from '../../shared/entities.ts';
import type { Filter } from '../../shared/filter.ts';
import type { Entity } from '../../shared/model.ts';
import type { ProfilesPage, SessionProfile, Sides, SmallAxis } from '../../shared/session-profiles.ts';

const DAYS = 14;
const day = (at: number) => `2024-05-${String(at + 1).padStart(2, '0')}T00:00:00.000000Z`;
const AXIS: SmallAxis = {
  start: '2024-05-01T06:58:11.000000Z',
  end: '2024-05-14T17:02:45.000000Z',
  bucket_seconds: 86_400,
  buckets: Array.from({ length: DAYS }, (_, at) => day(at)),
};

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36';
const BOTO = 'Boto3/1.34.100 md/Botocore#1.34.100 ua/2.0 os/linux#6.5';

const is = (column: string, value: string | number | null): Filter =>
  value === null ? { column, op: 'missing' } : { column, op: 'is', values: [value] };

function profile(entity: Entity | null, more: Partial<SessionProfile>): SessionProfile {
  const user = entity === null ? 'dan@example.com' : null;
  const whole = {
    user_name: user,
    as_number: 3320,
    as_organization_name: 'Deutsche Telekom AG',
    network_by_log: false,
    country_iso_code: 'DE',
    country_by_log: false,
    client_name: 'Chrome',
    os_name: 'Windows',
    user_agent_original: CHROME,
    texts: 1,
    is_hosting: false,
    events: 18_402,
    failures: 300,
    share: 0.9012,
    is_rare: false,
    first_timestamp: AXIS.start,
    last_timestamp: AXIS.end,
    addresses_total: 1,
    addresses: ['198.51.100.23'],
    devices_total: 0,
    devices: [],
    users: 4,
    sign_in: { evidence_id: 1, record: 107 },
    counts: AXIS.buckets.map((_, at) => (at % 7 < 5 ? 1500 : 40)),
    ...more,
  };
  const filters = [
    entity === null ? is('user_name', user) : entityFilter(entity),
    is('source_as_number', whole.as_number),
    is('source_country_iso_code', whole.country_iso_code),
    is('user_agent_original', whole.user_agent_original),
    ...(whole.os_name === null ? [is('device_os_name', null)] : []),
  ];
  return { filters, ...whole };
}

/** A common profile, one of a tool in the cloud, a rare one, and one of which nothing is known. */
export const fakeProfiles = (entity: Entity | null): ProfilesPage => ({
  axis: AXIS,
  events: 20_419,
  total: 4,
  rare: 2,
  profiles: [
    profile(entity, { texts: 3 }),
    profile(entity, {
      client_name: 'Boto3',
      os_name: 'Linux',
      user_agent_original: BOTO,
      events: 2001,
      failures: 4,
      share: 0.098,
      sign_in: { evidence_id: 1, record: 106 },
      as_number: 14618,
      as_organization_name: 'Amazon.com, Inc.',
      country_iso_code: 'US',
      is_hosting: true,
      users: 3,
      addresses_total: 2,
      addresses: ['203.0.113.77', '203.0.113.78'],
    }),
    profile(entity, {
      client_name: 'Boto3',
      user_agent_original: `${BOTO} windows`,
      events: 7,
      failures: 0,
      share: 0.00034,
      is_rare: true,
      as_number: 62240,
      as_organization_name: 'Clouvider Limited',
      country_iso_code: 'GB',
      is_hosting: true,
      users: 1,
      addresses: ['203.0.113.9'],
      sign_in: { evidence_id: 1, record: 105 },
      counts: AXIS.buckets.map((_, at) => (at === 10 ? 7 : 0)),
    }),
    profile(entity, {
      client_name: null,
      os_name: null,
      user_agent_original: null,
      texts: 0,
      events: 9,
      failures: 0,
      share: 0.00044,
      is_rare: true,
      as_number: null,
      as_organization_name: null,
      country_iso_code: null,
      users: 2,
      addresses: ['10.0.4.17'],
      sign_in: null,
      counts: AXIS.buckets.map(() => 0).with(3, 9),
    }),
  ],
});

/** The common profile beside the rare one. */
export function fakeSides(a: readonly Filter[], b: readonly Filter[]): Sides {
  const side = (events: number, filters: readonly Filter[]) => ({
    events,
    failures: 0,
    first_timestamp: AXIS.start,
    last_timestamp: AXIS.end,
    counts: AXIS.buckets.map((_, at) => (at === filters.length ? events : 0)),
  });
  return {
    axis: AXIS,
    a: side(18_402, a),
    b: side(7, b),
    shared_events: 0,
    columns: [
      {
        column: 'user_name',
        ...{ in_both: 1, only_a: 0, only_b: 0, missing_a: 0, missing_b: 0 },
        values: [{ value: 'dan@example.com', a: 18_402, b: 7 }],
      },
      {
        column: 'source_country_iso_code',
        ...{ in_both: 0, only_a: 1, only_b: 1, missing_a: 0, missing_b: 0 },
        values: [
          { value: 'DE', a: 18_402, b: 0 },
          { value: 'GB', a: 0, b: 7 },
        ],
      },
      {
        column: 'event_action',
        ...{ in_both: 1, only_a: 12, only_b: 1, missing_a: 3, missing_b: 0 },
        values: [
          { value: 'ListBuckets', a: 900, b: 4 },
          { value: 'ConsoleLogin', a: 44, b: 0 },
          { value: 'GetSecretValue', a: 0, b: 3 },
        ],
      },
    ],
  };
}
