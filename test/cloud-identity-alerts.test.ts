import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../electron/engine/db/database.ts';
import { recogniseRecord } from '../electron/engine/sources/index.ts';
import { type Json, normaliseRecords, openScratch, sourceNamed } from './support/spool.ts';

/** Alerts of cloud and identity services: what starts a triage, and what must not be taken for one. */
let database: Database;
beforeAll(async () => {
  database = await openScratch();
});
afterAll(() => database.close());

const normalise = (id: string, records: Json[]) => normaliseRecords(database, sourceNamed(id), records);

const exfiltration = (service: Json = {}, more: Json = {}): Json => ({
  schemaVersion: '2.0',
  accountId: '111122223333',
  region: 'eu-central-1',
  id: 'f1',
  type: 'UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS',
  severity: 8,
  createdAt: '2024-05-01T10:20:00Z',
  updatedAt: '2024-05-01T11:00:00Z',
  resource: {
    resourceType: 'AccessKey',
    accessKeyDetails: {
      accessKeyId: 'ASIAEXAMPLEINST00001',
      principalId: 'AROAEXAMPLEROLE00001:i-0a1b2c3d4e5f60718',
      userName: 'web',
      userType: 'AssumedRole',
    },
  },
  service: {
    serviceName: 'guardduty',
    archived: false,
    eventFirstSeen: '2024-05-01T10:00:00Z',
    eventLastSeen: '2024-05-01T10:50:00Z',
    additionalInfo: { value: '{}', type: 'default' },
    action: {
      actionType: 'AWS_API_CALL',
      awsApiCallAction: { api: 'ListBuckets', remoteIpDetails: { ipAddressV4: '203.0.113.66' } },
    },
    ...service,
  },
  ...more,
});
const capitalised = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(capitalised);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name.slice(0, 1).toUpperCase() + name.slice(1),
      capitalised(inner),
    ]),
  );
};

test('H-A0 a stolen instance credential: the finding names key, session, instance and the address outside', async () => {
  const [row] = await normalise('guardduty', [exfiltration()]);
  expect(row).toMatchObject({
    event_kind: 'alert',
    rule_name: 'UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS',
    event_id: 'f1',
    access_key_id: 'ASIAEXAMPLEINST00001',
    principal_id: 'AROAEXAMPLEROLE00001:i-0a1b2c3d4e5f60718',
    host_id: 'i-0a1b2c3d4e5f60718',
    source_address: '203.0.113.66',
    cloud_account_id: '111122223333',
    risk_level: 'high',
  });
});

test('a GuardDuty finding is the same from S3, EventBridge and the API', async () => {
  const finding = exfiltration();
  const wrapped = {
    'detail-type': 'GuardDuty Finding',
    id: 'e1',
    time: '2024-05-01T12:00:00Z',
    detail: finding,
  };
  const [fromS3, fromBridge] = await normalise('guardduty', [finding, wrapped]);
  const api = capitalised(finding) as Json;
  const [fromApi] = await normalise('guardduty-api', [api]);
  expect(recogniseRecord(api)?.source.id).toBe('guardduty-api');
  expect(recogniseRecord(wrapped)?.shape.id).toBe('eventbridge');
  expect(fromBridge).toEqual({ ...fromS3, record: 2 });
  expect(fromApi).toEqual(fromS3);
});

test('a GuardDuty finding stands at its newest activity, else where GuardDuty updated or made it', async () => {
  const none = { eventLastSeen: undefined, eventFirstSeen: undefined };
  const rows = await normalise('guardduty', [
    exfiltration(),
    exfiltration(none),
    exfiltration(none, { updatedAt: undefined }),
    exfiltration(none, { updatedAt: undefined, createdAt: undefined }),
    exfiltration({ eventLastSeen: 'yesterday' }),
  ]);
  expect(rows.map((row) => row.timestamp ?? row.reject_reason)).toEqual([
    '2024-05-01T10:50:00.000000Z',
    '2024-05-01T11:00:00.000000Z',
    '2024-05-01T10:20:00.000000Z',
    'eventLastSeen is missing',
    'eventLastSeen is not a time: yesterday',
  ]);
});

test('every boundary of GuardDuty’s severity', async () => {
  const severities = [0, 1, 3.9, 4, 6.9, 7, 8.9, 9, 10, 'odd', undefined];
  const rows = await normalise(
    'guardduty',
    severities.map((severity) => exfiltration({}, { severity })),
  );
  expect(rows.map((row) => row.risk_level)).toEqual([
    undefined,
    ...['low', 'low', 'medium', 'medium', 'high', 'high', 'critical', 'critical'],
    undefined,
    undefined,
  ]);
});

test('a sample finding and an archived one are said to be that', async () => {
  const sample = { value: '{"threatName":"x","sample":true}', type: 'default' };
  const rows = await normalise('guardduty', [
    exfiltration(),
    exfiltration({ additionalInfo: sample }),
    exfiltration({ additionalInfo: { sample: true } }),
    exfiltration({ additionalInfo: { value: '{"sample":false}' }, archived: true }),
  ]);
  const details = rows.map((row) => JSON.parse(row.event_detail as string) as Json);
  expect(details.map(({ sample, archived }) => [sample, archived])).toEqual([
    [undefined, false],
    [true, false],
    [true, false],
    [undefined, true],
  ]);
  const [api] = await normalise('guardduty-api', [
    capitalised(exfiltration({ additionalInfo: sample })) as Json,
  ]);
  expect(JSON.parse(api?.event_detail as string)).toMatchObject({ sample: true });
});

test('whom an instance calls is no source: the direction tells', async () => {
  const connection = (connectionDirection: string) =>
    exfiltration({
      action: {
        networkConnectionAction: {
          connectionDirection,
          protocol: 'TCP',
          localIpDetails: { ipAddressV4: '10.0.1.20' },
          localPortDetails: { port: 22 },
          remoteIpDetails: { ipAddressV4: '203.0.113.66' },
          remotePortDetails: { port: 443 },
        },
      },
    });
  const rows = await normalise('guardduty', ['OUTBOUND', 'INBOUND', 'UNKNOWN'].map(connection));
  expect(
    rows.map((row) => [row.source_address, row.source_port, row.destination_ip, row.destination_port]),
  ).toEqual([
    ['10.0.1.20', 22, '203.0.113.66', 443],
    ['203.0.113.66', 443, '10.0.1.20', 22],
    ['203.0.113.66', 443, '10.0.1.20', 22],
  ]);
});

test('another event among findings is skipped, a record without a type is rejected', async () => {
  const rows = await normalise('guardduty', [
    { 'detail-type': 'Scheduled Event', id: 'e2', detail: {} },
    { id: 'f1', accountId: '111122223333' },
    { 'detail-type': 'GuardDuty Finding', detail: 'no JSON' },
  ]);
  expect(rows.map((row) => row.skip_reason ?? row.reject_reason)).toEqual([
    'not a GuardDuty finding: EventBridge event of type Scheduled Event',
    'type is missing',
    'the finding inside is no JSON: no JSON',
  ]);
});
