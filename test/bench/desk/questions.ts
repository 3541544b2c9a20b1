import type { Filter } from '../../../shared/filter.ts';
import type { Entity } from '../../../shared/model.ts';

/** What is asked on the screens, over the events of `hunt-case.sql`: no two alike, so that nothing kept answers. */

const is = (column: string, ...values: string[]): Filter => ({ column, op: 'is', values });
const isNot = (column: string, ...values: string[]): Filter => ({ column, op: 'is_not', values });
const between = (from: string, to: string): Filter => ({ column: 'timestamp', op: 'between', from, to });
const user = (number: number): string => `user${number}@example.com`;

/** From a handful of records to more than half of all. */
export const FILTERS: readonly (readonly Filter[])[] = [
  [is('event_dataset', 'aws.cloudtrail')],
  [is('event_outcome', 'failure')],
  [isNot('event_outcome', 'failure')],
  [is('user_name', user(1))],
  [is('user_name', user(3200))],
  [is('event_action', 'user.session.start')],
  [is('source_country_iso_code', 'AB')],
  [isNot('event_dataset', 'okta.system'), is('client_kind', 'script')],
  [is('source_is_hosting', 'true')],
  [{ column: 'source_ip', op: 'within', network: '20.0.0.0/8' }],
  [{ column: 'user_name', op: 'contains', text: 'user12' }],
  [{ column: 'access_key_id', op: 'exists' }],
  [{ column: 'source_address', op: 'missing' }],
  [between('2024-04-01T00:00:00.000000Z', '2024-04-02T00:00:00.000000Z')],
  [between('2024-03-10T00:00:00.000000Z', '2024-05-10T00:00:00.000000Z'), is('event_outcome', 'success')],
  [is('os_name', 'Windows'), is('event_dataset', 'okta.system')],
  [is('application_name', 'Application 7')],
  [is('process_name', 'kubectl')],
  [{ column: 'event_action', op: 'contains', text: 'list' }],
  [is('source_as_organization_name', 'Network 1100'), isNot('user_name', user(5))],
];

/** Facets that are closed at first, opened under filters that no other part uses. */
export const FACETS: readonly { column: string; filters: readonly Filter[] }[] = [
  'source_address',
  'access_key_id',
  'os_name',
  'application_name',
  'mfa_method',
].flatMap((column, at) =>
  [
    [],
    [is('client_name', `Client ${at + 3}`)],
    [isNot('user_name', user(at + 10))],
    [is('event_action', `List${'Thing'}${35 + at * 5}`)],
  ].map((filters) => ({ column, filters })),
);

/** Of those that are on most records and of such that are on few. */
export const ENTITIES: readonly Entity[] = [
  ...[1, 2, 700, 4100].map((at): Entity => ({ kind: 'user', value: user(at) })),
  ...[1, 12, 1500].map((at): Entity => ({
    kind: 'access_key',
    value: `${at % 10 === 0 ? 'AKIA' : 'ASIA'}EXAMPLE${String(at).padStart(9, '0')}`,
  })),
  ...[2, 333].map((at): Entity => ({ kind: 'principal', value: `arn:aws:iam::111122223333:user/user${at}` })),
  ...[13, 25, 30001].map((at): Entity => ({ kind: 'address', value: addressOf(at) })),
  ...[90, 170].map((at): Entity => ({ kind: 'session', value: `session${at}` })),
  ...[4, 2000].map((at): Entity => ({ kind: 'host', value: `host${at}` })),
  ...[5, 3000].map((at): Entity => ({ kind: 'device', value: `device${at}` })),
  { kind: 'application', value: 'Application 9' },
  { kind: 'client', value: 'Client 8/8' },
];

function addressOf(key: number): string {
  return [20 + (key % 180), Math.floor(key / 250) % 250, key % 250, 1 + (key % 254)].join('.');
}

/** Parts of the way through all rows. */
export const PLACES: readonly number[] = Array.from(
  { length: 20 },
  (_, at) => ((at * 7 + 3) % 20) / 20 + 0.017,
);

/** Screens that are changed between, each after the other. */
export const SCREENS: readonly string[] = [
  'overview',
  'findings',
  'verdicts',
  'incidents',
  'timeline',
  'profiles',
  'hunts',
  'questions',
  'evidence',
  'coverage',
  'networks',
  'notes',
  'settings',
  'data',
  'audit',
];
