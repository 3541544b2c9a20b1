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

const okta = (eventType: string, more: Json = {}): Json => ({
  uuid: '1',
  published: '2024-05-01T10:00:00Z',
  eventType,
  actor: { id: 'u', type: 'User', alternateId: 'ana@example.com' },
  client: { ipAddress: '203.0.113.66' },
  outcome: { result: 'SUCCESS' },
  ...more,
});
const debug = (debugData: Json) => ({ debugContext: { debugData } });
const rulesOf = async (records: Json[]) =>
  (await normalise('okta-system-log', records)).map((row) => [row.event_kind, row.rule_name]);

test('H-O1 what Okta itself holds for suspicious is an alert and names its rule', async () => {
  const rows = await rulesOf([
    okta('security.threat.detected', { outcome: { result: 'DENY', reason: 'Password Spray' } }),
    okta('user.account.report_suspicious_activity_by_enduser'),
    okta('user.session.start', debug({ risk: '{reasons=Anomalous Location, Anomalous Device, level=HIGH}' })),
    okta('user.session.start', debug({ behaviors: '{New IP=POSITIVE, Velocity Behavior=POSITIVE}' })),
    okta('user.session.start', debug({ threatSuspected: 'true' })),
    okta(
      'user.session.start',
      debug({ logOnlySecurityData: '{"risk":{"level":"HIGH"},"behaviors":{"Velocity":"POSITIVE"}}' }),
    ),
  ]);
  expect(rows).toEqual([
    ['alert', 'security.threat.detected: Password Spray'],
    ['alert', 'user.account.report_suspicious_activity_by_enduser'],
    ['alert', 'session of high risk'],
    ['alert', 'behavior Velocity'],
    ['alert', 'threat suspected'],
    ['alert', 'session of high risk, behavior Velocity'],
  ]);
});

test('H-O1 an ordinary session, and the other events of a risky sign-in, are no alerts', async () => {
  const high = debug({ risk: '{level=HIGH}' });
  const rows = await rulesOf([
    okta('user.session.start'),
    okta(
      'user.session.start',
      debug({ risk: '{reasons=Anomalous Device, level=MEDIUM}', threatSuspected: 'false' }),
    ),
    okta('user.session.start', debug({ behaviors: '{New Device=POSITIVE, Velocity=NEGATIVE}' })),
    okta('user.session.start', debug({ behaviors: '{Velocity=UNKNOWN, New IP=POSITIVE}' })),
    okta('policy.evaluate_sign_on', high),
    okta('user.authentication.sso', high),
  ]);
  expect(rows).toEqual(rows.map(() => [undefined, undefined]));
});

test('an Entra risk detection is an alert, in whatever form; a change in the directory is none', async () => {
  const detection = {
    id: 'd1',
    riskEventType: 'anomalousToken',
    riskLevel: 'high',
    detectedDateTime: '2024-05-01T10:00:00Z',
  };
  const rows = await normalise('entra-sign-in', [
    { ...detection, activityDateTime: '2024-05-01T10:00:00Z', userPrincipalName: 'ana@example.com' },
    { category: 'UserRiskEvents', time: '2024-05-01T10:00:00Z', properties: { ...detection, id: 'd2' } },
    { activityDisplayName: 'Add user', activityDateTime: '2024-05-01T10:00:00Z', initiatedBy: {}, id: 'a1' },
  ]);
  expect(rows.map((row) => [row.event_kind, row.rule_name])).toEqual([
    ['alert', 'anomalousToken'],
    ['alert', 'anomalousToken'],
    [undefined, undefined],
  ]);
  const [row] = await normalise('entra-activity-log-analytics', [
    {
      Type: 'AADUserRiskEvents',
      TimeGenerated: '2024-05-01T10:00:00Z',
      RiskEventType: 'anomalousToken',
      Id: 'd1',
    },
  ]);
  expect([row?.event_kind, row?.rule_name]).toEqual(['alert', 'anomalousToken']);
});
