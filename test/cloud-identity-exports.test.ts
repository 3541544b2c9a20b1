import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cells, Database } from '../electron/engine/db/database.ts';
import { recogniseRecord } from '../electron/engine/sources/index.ts';
import { type Json, normaliseRecords, openScratch, sourceNamed } from './support/spool.ts';

/** Tables that a console or a query gives of logs that are also had whole: they must say the same, and not more. */
let database: Database;
beforeAll(async () => {
  database = await openScratch();
});
afterAll(() => database.close());

const normalise = (id: string, records: Json[]) => normaliseRecords(database, sourceNamed(id), records);
const sourceOf = (record: Json) => recogniseRecord(record)?.source.id;

const trail = (more: Json = {}): Json => ({
  eventVersion: '1.09',
  userIdentity: {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLEROLE00001:i-0a1b2c3d4e5f60718',
    arn: 'arn:aws:sts::111122223333:assumed-role/web/i-0a1b2c3d4e5f60718',
    accountId: '111122223333',
    accessKeyId: 'ASIAEXAMPLEINST00001',
    sessionContext: {
      attributes: { creationDate: '2024-05-01T06:00:00Z', mfaAuthenticated: 'false' },
      sessionIssuer: {
        type: 'Role',
        principalId: 'AROAEXAMPLEROLE00001',
        arn: 'arn:aws:iam::111122223333:role/web',
        accountId: '111122223333',
        userName: 'web',
      },
      ec2RoleDelivery: '2.0',
    },
  },
  eventTime: '2024-05-01T10:00:00Z',
  eventSource: 'sts.amazonaws.com',
  eventName: 'AssumeRole',
  awsRegion: 'eu-central-1',
  sourceIPAddress: '203.0.113.66',
  userAgent: 'aws-cli/2.15.30',
  errorCode: null,
  requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/admin' },
  responseElements: { credentials: { accessKeyId: 'ASIAEXAMPLEADM000001', expiration: 'later' } },
  eventID: 'e1',
  readOnly: 'false',
  resources: [{ accountId: '111122223333', ARN: 'arn:aws:iam::111122223333:role/admin' }],
  recipientAccountId: '111122223333',
  ...more,
});

/** As Athena writes the value of a row: no quotes, names in lower case. */
function rowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(rowText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([name, inner]) => `${name.toLowerCase()}=${rowText(inner)}`)
    .join(', ')}}`;
}
const JSON_COLUMNS = ['requestParameters', 'responseElements'];
const cells = (event: Json, nested: (value: unknown) => string): Json =>
  Object.fromEntries(
    Object.entries(event)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [
        name,
        typeof value !== 'object' ? value : (JSON_COLUMNS.includes(name) ? JSON.stringify : nested)(value),
      ]),
  );
const lowered = (record: Json): Json =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]));

test('H-A0 S-N3 a CloudTrail event from Athena and from Lake says what the trail says', async () => {
  const event = trail();
  const [fromTrail] = await normalise('aws-cloudtrail', [event]);
  expect(fromTrail).toMatchObject({
    credential_origin: 'ec2 imds v2',
    issued_access_key_id: 'ASIAEXAMPLEADM000001',
  });
  const lake = cells(event, rowText);
  const tables: [string, Json][] = [
    ['aws-cloudtrail-athena', lowered(lake)],
    ['aws-cloudtrail-athena', lowered(cells(event, JSON.stringify as (value: unknown) => string))],
    ['aws-cloudtrail-athena', lowered(cells(event, (value) => JSON.stringify(value, null, 2)))],
    ['aws-cloudtrail-lake', lake],
    ['aws-cloudtrail', { eventID: 'e1', eventJson: JSON.stringify(event) }],
  ];
  for (const [id, record] of tables) {
    expect(sourceOf(record)).toBe(id);
    // A row without the columns of an error does not tell whether there was one.
    const told = id === 'aws-cloudtrail' ? fromTrail : { ...fromTrail, event_outcome: 'unknown' };
    expect(await normalise(id, [record]), JSON.stringify(record)).toEqual([told]);
  }
});

test('whatever an IAM name may hold, the text of a row is cut at its own fields', async () => {
  const names = ['a,b', 'a=b', 'a, b', 'arn', 'null-user', 'x@example.com', 'type=y'];
  const identity = (userName: string) => ({ type: 'IAMUser', userName, accessKeyId: 'AKIAEXAMPLEANA000001' });
  const rows = await normalise(
    'aws-cloudtrail-athena',
    names.map((name) => lowered(cells(trail({ userIdentity: identity(name) }), rowText))),
  );
  expect(rows.map((row) => row.user_name)).toEqual(names);
  expect(new Set(rows.map((row) => row.access_key_id))).toEqual(new Set(['AKIAEXAMPLEANA000001']));
});

test('a sign-in whose result the table does not have is no success', async () => {
  const signIn = {
    eventsource: 'signin.amazonaws.com',
    eventname: 'ConsoleLogin',
    eventtime: '2024-05-01T10:00:00Z',
  };
  const athena = await normalise('aws-cloudtrail-athena', [
    signIn,
    { ...signIn, responseelements: '{"ConsoleLogin":"Success"}' },
    { ...signIn, responseelements: '{ConsoleLogin=Failure}' },
    { ...signIn, errormessage: 'Failed authentication' },
  ]);
  expect(athena.map((row) => row.event_outcome)).toEqual(['unknown', 'success', 'failure', 'failure']);
  const page = { 'Event source': 'signin.amazonaws.com', 'Event time': '2024-05-01T10:00:00Z' };
  const history = await normalise('aws-cloudtrail-console', [
    { ...page, 'Event name': 'ConsoleLogin' },
    { ...page, 'Event name': 'ConsoleLogin', 'Error code': 'AccessDenied' },
    { ...page, 'Event name': 'GetAccountSummary' },
  ]);
  expect(history.map((row) => row.event_outcome)).toEqual(['unknown', 'failure', 'success']);
});

test('Event history: a time with an offset becomes UTC; one without says that it was taken as UTC', async () => {
  const times = [
    '2024-05-01T10:00:00Z',
    '2024-05-01T12:00:00+02:00',
    'May 01, 2024, 12:00:00 (UTC+02:00)',
    '2024-05-01T10:00:00',
    '2024-05-01, 10:00:00 AM',
    'May 1, 2024, 10:00:00 AM',
  ];
  const rows = await normalise(
    'aws-cloudtrail-console',
    times.map((time) => ({
      'Event name': 'ListUsers',
      'Event source': 'iam.amazonaws.com',
      'Event time': time,
    })),
  );
  expect(new Set(rows.map((row) => row.timestamp))).toEqual(new Set(['2024-05-01T10:00:00.000000Z']));
  const said = (row: Cells) => /taken as UTC/.test((row.event_detail as string | undefined) ?? '');
  expect(rows.map(said)).toEqual([false, false, false, true, true, true]);
});

test('S-N2 a row of Okta’s Admin Console says what the System Log says', async () => {
  const event = {
    uuid: '1',
    published: '2024-05-01T10:00:00.123Z',
    eventType: 'user.authentication.sso',
    displayMessage: 'User single sign on to app',
    actor: { id: '00u1', type: 'User', alternateId: 'ana@example.com' },
    client: {
      ipAddress: '203.0.113.66',
      userAgent: { rawUserAgent: 'Mozilla/5.0', os: 'Windows 10' },
      geographicalContext: {
        city: 'Amsterdam',
        country: 'Netherlands',
        geolocation: { lat: '52.37', lon: '4.9' },
      },
    },
    outcome: { result: 'SUCCESS' },
    authenticationContext: { externalSessionId: 'trs1' },
    target: [
      { id: '0ua1', type: 'AppUser', alternateId: 'ana', displayName: 'Ana' },
      { id: '0oa1', type: 'AppInstance', alternateId: 'Wiki', displayName: 'Wiki' },
    ],
  };
  const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const flat = (value: Json, above = ''): [string, unknown][] =>
    Object.entries(value).flatMap(([name, inner]) =>
      typeof inner === 'object'
        ? flat(inner as Json, `${above}${snake(name)}.`)
        : [[above + snake(name), inner]],
    );
  const { target, published, ...rest } = event;
  const row: Json = {
    ...Object.fromEntries(flat(rest)),
    ...Object.fromEntries(target.flatMap((one, n) => flat(one, `target${n}.`))),
    timestamp: published,
  };
  expect(sourceOf(row)).toBe('okta-csv');
  expect(await normalise('okta-csv', [row])).toEqual(await normalise('okta-system-log', [event]));
});

test('S-N1 a sign-in from the admin center says what Graph says', async () => {
  const graph = {
    id: 'r1',
    createdDateTime: '2024-05-01T22:00:00Z',
    userPrincipalName: 'ana@example.com',
    userId: 'u1',
    userType: 'member',
    appDisplayName: 'Office 365',
    resourceDisplayName: 'Exchange',
    ipAddress: '203.0.113.66',
    autonomousSystemNumber: 64511,
    userAgent: 'Mozilla/5.0',
    sessionId: 's1',
    uniqueTokenIdentifier: 't1',
    location: { city: 'Amsterdam', state: 'Noord-Holland', countryOrRegion: 'NL' },
    status: { errorCode: 50126, failureReason: 'Error validating credentials.' },
    deviceDetail: { deviceId: 'd1', operatingSystem: 'Windows10', isManaged: true },
  };
  const row = {
    'Date (UTC)': '5/1/2024, 10:00:00 PM',
    'Request ID': 'r1',
    Username: 'ana@example.com',
    'User ID': 'u1',
    'User type': 'Member',
    Application: 'Office 365',
    Resource: 'Exchange',
    'IP address': '203.0.113.66',
    'Autonomous system  number': '64511',
    'User agent': 'Mozilla/5.0',
    'Session ID': 's1',
    'Unique token identifier': 't1',
    Location: 'Amsterdam, Noord-Holland, NL',
    Status: 'Failure',
    'Sign-in error code': '50126',
    'Failure reason': 'Error validating credentials.',
    'Device ID': 'd1',
    'Operating System': 'Windows10',
    Managed: 'Yes',
  };
  expect(sourceOf(row)).toBe('entra-portal-sign-in');
  expect(await normalise('entra-portal-sign-in', [row])).toEqual(await normalise('entra-sign-in', [graph]));
});

test('a sign-in without a result is neither success nor failure, and a place is read from its end', async () => {
  const row = (more: Json) => ({ 'Date (UTC)': '2024-05-01T10:00:00Z', 'Request ID': 'r', ...more });
  const rows = await normalise('entra-portal-sign-in', [
    row({ Status: 'Success' }),
    row({ Status: 'Interrupted', 'Sign-in error code': '50140' }),
    row({ Status: 'Failure', Location: 'NL' }),
    row({ Status: 'Failure', Location: 'Washington, D.C., District of Columbia, US' }),
  ]);
  expect(rows.map((one) => one.event_outcome)).toEqual(['success', 'failure', 'unknown', 'unknown']);
  expect(
    rows.map((one) => [one.log_city_name, one.log_region_name, one.log_country_iso_code]).slice(2),
  ).toEqual([
    [undefined, undefined, 'NL'],
    ['Washington, D.C.', 'District of Columbia', 'US'],
  ]);
});
