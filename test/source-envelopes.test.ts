import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Database, type Cells } from '../electron/engine/db/database.ts';
import { migrate } from '../electron/engine/db/schema.ts';
import { importFiles } from './support/import-files.ts';
import { type Json, normaliseRecords, sourceNamed } from './support/spool.ts';

/** Records that stand inside others: what the wrapping must not change, and what it must not hide. */
let folder: string;
let database: Database;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'interloper-envelopes-'));
  mkdirSync(join(folder, 'logs'));
  database = await Database.open({ path: ':memory:', workDirectory: join(folder, 'work') });
  await migrate(database.job, 0);
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const normalise = (id: string, records: Json[]): Promise<Cells[]> =>
  normaliseRecords(database, sourceNamed(id), records);
const write = (name: string, data: string | Buffer) => writeFileSync(join(folder, 'logs', name), data);

async function load() {
  const { evidence, totals } = await importFiles(database, [{ path: join(folder, 'logs'), name: 'logs' }]);
  expect(totals.balanced).toBe(true);
  return evidence.map(({ name, source, shape, events, rejects, skips, message }) => ({
    name: name.slice('logs/'.length),
    source,
    shape,
    counts: [events, rejects, skips],
    message,
  }));
}

const audit = (n: number, more: Json = {}): Json => ({
  kind: 'Event',
  apiVersion: 'audit.k8s.io/v1',
  auditID: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  stage: 'ResponseComplete',
  requestURI: '/api/v1/pods',
  verb: 'list',
  user: {
    username: 'ana',
    extra: {
      arn: ['arn:aws:sts::111122223333:assumed-role/admin/ana@example.com'],
      accessKeyId: ['ASIAEXAMPLEADM000001'],
    },
  },
  sourceIPs: ['203.0.113.10'],
  userAgent: 'kubectl/v1.29.3 (darwin/arm64) kubernetes/6813625',
  objectRef: { resource: 'pods' },
  responseStatus: { code: 200 },
  requestReceivedTimestamp: new Date(Date.UTC(2024, 4, 1) + n * 1000).toISOString(),
  ...more,
});
const logEvent = (n: number, message: unknown): Json => ({
  id: String(n).padStart(56, '3'),
  timestamp: Date.UTC(2024, 4, 1) + n * 1000,
  message,
});
const envelope = (logEvents: Json[]): Json => ({
  messageType: 'DATA_MESSAGE',
  owner: '111122223333',
  logGroup: '/aws/eks/prod/cluster',
  logStream: 'kube-apiserver-audit-0123456789abcdef0123456789abcdef',
  subscriptionFilters: ['all'],
  logEvents,
});
const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, n) => from + n);

const trail = (n: number, more: Json = {}): Json => ({
  eventVersion: '1.10',
  eventTime: new Date(Date.UTC(2024, 4, 1) + n * 1000).toISOString(),
  eventSource: 's3.amazonaws.com',
  eventName: 'PutObject',
  eventID: `10000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  sourceIPAddress: '203.0.113.10',
  userIdentity: { type: 'IAMUser', userName: 'ana', accessKeyId: 'AKIAEXAMPLEANA000001' },
  requestParameters: { bucketName: 'example', key: 'a "quoted" name', size: 1.5, list: [1, { two: null }] },
  readOnly: false,
  ...more,
});
const lookup = (record: Json): Json => ({
  EventId: record.eventID,
  EventName: record.eventName,
  Username: 'ana',
  CloudTrailEvent: JSON.stringify(record),
});
const bridged = (detail: Json, type = 'AWS API Call via CloudTrail'): Json => ({
  version: '0',
  id: '1',
  'detail-type': type,
  time: '2024-05-01T00:00:00Z',
  resources: [],
  detail,
});

test('S-N3 a CloudTrail event is the same by itself, from LookupEvents, CloudWatch Logs and EventBridge', async () => {
  const event = trail(1);
  const rows = await normalise('aws-cloudtrail', [
    event,
    lookup(event),
    logEvent(1, event),
    logEvent(1, JSON.stringify(event)),
    { '@timestamp': '2024-05-01 00:00:01.000', '@message': JSON.stringify(event) },
    { line: `2024-05-01T00:00:01.000Z ${JSON.stringify(event)}` },
    bridged(event),
  ]);
  expect(rows).toEqual(rows.map((_, index) => ({ ...rows[0], record: index + 1 })));
  expect(rows[0]).toMatchObject({ event_action: 'PutObject', access_key_id: 'AKIAEXAMPLEANA000001' });
  expect(JSON.parse(rows[0]?.event_detail as string)).toEqual(event.requestParameters);
});

test('S-N3 every form of file with CloudTrail events inside is cut into its events', async () => {
  const events = range(0, 250).map((n) => trail(n));
  write('a.lookup.json', JSON.stringify({ Events: events.map(lookup), NextToken: 'next' }, null, 4));
  write(
    'b.subscription.json',
    JSON.stringify(envelope(events.map((one, n) => logEvent(n, JSON.stringify(one))))),
  );
  write(
    'c.filter-log-events.json',
    JSON.stringify({ events: events.map((one, n) => logEvent(n, JSON.stringify(one))) }),
  );
  write(
    'd.export.gz',
    gzipSync(events.map((one) => `2024-05-01T00:00:00.000Z ${JSON.stringify(one)}\n`).join('')),
  );
  write('e.eventbridge.ndjson', events.map((one) => JSON.stringify(bridged(one))).join('\n'));
  // The same events in every file: they count in the first, and each other form gives the ids by which they are known again.
  const loaded = (name: string, shape: string) => ({
    name,
    source: 'aws-cloudtrail',
    shape,
    counts: name.startsWith('a.') ? [250, 0, 0] : [0, 0, 250],
    message: null,
  });
  expect(await load()).toEqual([
    loaded('a.lookup.json', 'lookup'),
    loaded('b.subscription.json', 'cloudwatch'),
    loaded('c.filter-log-events.json', 'cloudwatch'),
    loaded('d.export.gz', 'cloudwatch'),
    loaded('e.eventbridge.ndjson', 'eventbridge'),
  ]);
});

test('S-N3 what is no CloudTrail event inside an envelope is skipped or rejected by name', async () => {
  const insight = {
    eventVersion: '1.07',
    eventType: 'AwsCloudTrailInsight',
    eventTime: '2024-05-01T00:00:00Z',
  };
  const rows = await normalise('aws-cloudtrail', [
    bridged({ state: 'running' }, 'EC2 Instance State-change Notification'),
    logEvent(2, 'CWL CONTROL MESSAGE: Checking health of destination Firehose.'),
    lookup(insight),
    logEvent(4, JSON.stringify(trail(4)).slice(0, 200)),
    logEvent(5, '{"level":"info"}'),
    lookup(trail(6, { eventTime: 'soon' })),
  ]);
  expect(rows.map((row) => row.skip_reason ?? row.reject_reason)).toEqual([
    'not a CloudTrail event: EventBridge event of type EC2 Instance State-change Notification',
    'not a CloudTrail event: line that is no JSON object',
    'CloudTrail Insights record: counts of calls, not a call',
    `the event inside is no JSON: ${JSON.stringify(trail(4)).slice(0, 60)}`,
    'eventName is missing',
    'eventTime is not a time: soon',
  ]);
});

test('S-N4 an audit event is the same by itself, as object and as text inside a message, and behind a time', async () => {
  const event = audit(1);
  const rows = await normalise('kubernetes-audit', [
    event,
    logEvent(1, event),
    logEvent(1, JSON.stringify(event)),
    logEvent(1, ` ${JSON.stringify(event, null, 2)}`),
    { '@timestamp': '2024-05-01 00:00:01.000', '@message': JSON.stringify(event) },
    { line: `2024-05-01T00:00:01.000Z ${JSON.stringify(event)}` },
    { category: 'kube-audit', properties: { log: JSON.stringify(event) } },
  ]);
  expect(rows).toEqual(rows.map((_, index) => ({ ...rows[0], record: index + 1 })));
  expect(rows[0]).toMatchObject({
    principal_arn: 'arn:aws:sts::111122223333:assumed-role/admin/ana@example.com',
    access_key_id: 'ASIAEXAMPLEADM000001',
    source_address: '203.0.113.10',
    user_agent_original: 'kubectl/v1.29.3 (darwin/arm64) kubernetes/6813625',
  });
});

test('S-N4 every form of file with audit events inside is cut into its events', async () => {
  const texts = range(0, 300).map((n) => logEvent(n, JSON.stringify(audit(n))));
  const objects = range(300, 300).map((n) => logEvent(n, audit(n)));
  write('a.json', JSON.stringify(envelope(texts)));
  write('b.pretty.json', JSON.stringify(envelope(objects), null, 2));
  const envelopes = range(0, 30).map((n) => JSON.stringify(envelope(texts.slice(n * 10, n * 10 + 10))));
  write('c.one-after-the-other.gz', gzipSync(envelopes.join('')));
  write('d.one-a-line.ndjson', envelopes.join('\n'));
  write(
    'e.filter-log-events.json',
    JSON.stringify({ events: texts.map((one) => ({ logStreamName: 'kube-apiserver-audit-0', ...one })) }),
  );
  write(
    'f.list.json',
    JSON.stringify({
      kind: 'EventList',
      apiVersion: 'audit.k8s.io/v1',
      items: range(0, 40).map((n) => audit(n)),
    }),
  );
  write(
    'g.export.gz',
    gzipSync(texts.map(({ message }) => `2024-05-01T00:00:00.000Z ${String(message)}\n`).join('')),
  );
  write(
    'h.insights.csv',
    `@timestamp,@message,@log\n${range(0, 20)
      .map(
        (n) =>
          `2024-05-01 00:00:00.000,"${JSON.stringify(audit(n)).replaceAll('"', '""')}",1:/aws/eks/prod/cluster`,
      )
      .join('\n')}\n`,
  );
  // All but b hold the same events: they count in the first, and each other form gives the ids by which they are known again.
  const loaded = (name: string, shape: string, events: number) => ({
    name,
    source: 'kubernetes-audit',
    shape,
    counts: /^[ab]\./.test(name) ? [events, 0, 0] : [0, 0, events],
    message: null,
  });
  expect(await load()).toEqual([
    loaded('a.json', 'cloudwatch', 300),
    loaded('b.pretty.json', 'cloudwatch', 300),
    loaded('c.one-after-the-other.gz', 'cloudwatch', 300),
    loaded('d.one-a-line.ndjson', 'cloudwatch', 300),
    loaded('e.filter-log-events.json', 'cloudwatch', 300),
    loaded('f.list.json', 'event', 40),
    loaded('g.export.gz', 'cloudwatch', 300),
    loaded('h.insights.csv', 'cloudwatch', 20),
  ]);
});

test('S-N4 what else stands in the log group is skipped by name, and a broken event is rejected', async () => {
  const line = (stream: string, message: unknown): Json => ({ logStreamName: stream, timestamp: 1, message });
  const rows = await normalise('kubernetes-audit', [
    line(
      'authenticator-0123456789abcdef0123456789abcdef',
      'time="2024-05-01T00:00:00Z" msg="access granted"',
    ),
    line('kube-apiserver-0123456789abcdef0123456789abcdef', 'I0501 00:00:00.000000 1 trace.go:236] List'),
    logEvent(3, 'CWL CONTROL MESSAGE: Checking health of destination Firehose.'),
    logEvent(4, JSON.stringify(audit(4)).slice(0, 200)),
    logEvent(5, '{"level":"info"}'),
    logEvent(6, null),
  ]);
  expect(rows.map((row) => row.skip_reason ?? row.reject_reason)).toEqual([
    'not an audit event: line of authenticator',
    'not an audit event: line of kube-apiserver',
    'not an audit event: line that is no JSON object',
    `the event inside is no JSON: ${JSON.stringify(audit(4)).slice(0, 60)}`,
    'verb is missing',
    'verb is missing',
  ]);
});

test('S-N4 a request counts once: the stage with its answer, whatever the order', async () => {
  const stages = ['RequestReceived', 'ResponseStarted', 'ResponseComplete', 'Panic', undefined];
  const rows = await normalise(
    'kubernetes-audit',
    stages.map((stage) => audit(1, { stage })),
  );
  expect(rows.map((row) => row.skip_reason ?? row.event_id)).toEqual([
    'stage RequestReceived: the request is counted once it is answered',
    'stage ResponseStarted: the request is counted once its answer is complete',
    '00000000-0000-4000-8000-000000000001/ResponseComplete',
    '00000000-0000-4000-8000-000000000001/Panic',
    '00000000-0000-4000-8000-000000000001',
  ]);
});

test.each([
  [{ code: 200 }, 'allow', 'success'],
  [{ code: '201' }, undefined, 'success'],
  [{ code: 101 }, 'allow', 'success'],
  [{ code: 399 }, 'allow', 'success'],
  [{ code: 400 }, 'allow', 'failure'],
  [{ code: 403 }, 'forbid', 'failure'],
  [{}, 'forbid', 'failure'],
  [{}, 'allow', 'unknown'],
  [{ code: 'odd' }, undefined, 'unknown'],
])('S-N4 the outcome of %j, decided %s, is %s', async (responseStatus, decision, outcome) => {
  const [row] = await normalise('kubernetes-audit', [
    audit(1, { responseStatus, annotations: { 'authorization.k8s.io/decision': decision } }),
  ]);
  expect(row?.event_outcome).toBe(outcome);
});

test('S-Q3 the public addresses of a key can be listed by who, key and client', async () => {
  const addresses = ['203.0.113.10', '10.0.1.23', '198.51.100.7'];
  write(
    'a.json',
    JSON.stringify(
      envelope(addresses.map((ip, n) => logEvent(n, JSON.stringify(audit(n, { sourceIPs: [ip] }))))),
    ),
  );
  await load();
  const rows = await database.desk.rows(
    `SELECT principal_arn, access_key_id, user_agent_original, list(source_address ORDER BY record) AS addresses
    FROM events WHERE event_dataset = 'kubernetes.audit' AND NOT starts_with(source_address, '10.') GROUP BY ALL`,
  );
  expect(rows).toEqual([
    {
      principal_arn: 'arn:aws:sts::111122223333:assumed-role/admin/ana@example.com',
      access_key_id: 'ASIAEXAMPLEADM000001',
      user_agent_original: 'kubectl/v1.29.3 (darwin/arm64) kubernetes/6813625',
      addresses: ['203.0.113.10', '198.51.100.7'],
    },
  ]);
});

test('S-N1 S-N2 rows of Log Analytics say what the records say that they were made of', async () => {
  const okta = {
    uuid: '10000000-0000-11ef-8000-000000000001',
    published: '2024-05-01T10:00:00.123Z',
    eventType: 'user.authentication.auth_via_mfa',
    actor: { id: '00u1', type: 'User', alternateId: 'ana@example.com' },
    client: { ipAddress: '203.0.113.10', userAgent: { rawUserAgent: 'Mozilla/5.0' } },
    outcome: { result: 'SUCCESS' },
    debugContext: { debugData: { deviceFingerprint: '0123456789abcdef0123456789abcdef' } },
    target: [{ type: 'AuthenticatorEnrollment', detailEntry: { methodTypeUsed: 'Get a push notification' } }],
  };
  const row = {
    uuid_g: okta.uuid,
    eventType_s: okta.eventType,
    actor_id_s: '00u1',
    actor_type_s: 'User',
    actor_alternateId_s: 'ana@example.com',
    client_ipAddress_s: '203.0.113.10',
    client_userAgent_rawUserAgent_s: 'Mozilla/5.0',
    outcome_result_s: 'SUCCESS',
    debugContext_debugData_deviceFingerprint_g: '01234567-89ab-cdef-0123-456789abcdef',
    target_s: JSON.stringify(okta.target),
  };
  const [expected] = await normalise('okta-system-log', [okta]);
  const rows = await normalise('okta-log-analytics', [
    { ...row, published_t: okta.published },
    { ...row, 'published_t [UTC]': '5/1/2024, 10:00:00.123 AM' },
  ]);
  expect(rows).toEqual([expected, { ...expected, record: 2 }]);

  const status = { errorCode: 50126, failureReason: 'Error validating credentials.' };
  const signIn = {
    id: '1',
    createdDateTime: '2024-05-01T22:00:00.000Z',
    userPrincipalName: 'ana@example.com',
    ipAddress: '203.0.113.10',
    userAgent: 'Mozilla/5.0',
  };
  const diagnostic = {
    category: 'NonInteractiveUserSignInLogs',
    operationName: 'Sign-in activity',
    properties: { ...signIn, status },
  };
  const table = {
    Type: 'AADNonInteractiveUserSignInLogs',
    OperationName: 'Sign-in activity',
    ResultType: '50126',
    Id: '1',
    UserPrincipalName: 'ana@example.com',
    IPAddress: '203.0.113.10',
    UserAgent: 'Mozilla/5.0',
  };
  const [wanted] = await normalise('entra-sign-in', [diagnostic]);
  const found = await normalise('entra-sign-in-log-analytics', [
    {
      ...table,
      TimeGenerated: '2024-05-01T22:00:05Z',
      CreatedDateTime: signIn.createdDateTime,
      Status: status,
    },
    { ...table, 'TimeGenerated [UTC]': '5/1/2024, 10:00:00.000 PM', Status: JSON.stringify(status) },
  ]);
  expect(found).toEqual([wanted, { ...wanted, record: 2 }]);
});

test('one event hub with several Entra logs gives the events of each, whatever comes first', async () => {
  const record = (category: string, properties: Json): Json => ({
    time: '2024-05-01T10:00:00Z',
    category,
    resourceId: '/tenants/00000000-aaaa-4000-8000-000000000000/providers/Microsoft.aadiam',
    properties,
  });
  const records = [
    record('AuditLogs', {
      id: 'a',
      activityDisplayName: 'Add user',
      result: 'success',
      activityDateTime: '2024-05-01T10:00:00Z',
    }),
    record('SignInLogs', {
      id: 's',
      createdDateTime: '2024-05-01T10:00:01Z',
      userPrincipalName: 'ana@example.com',
      status: { errorCode: 0 },
    }),
    record('UserRiskEvents', {
      id: 'r',
      riskEventType: 'anomalousToken',
      riskLevel: 'high',
      activityDateTime: '2024-05-01T10:00:02Z',
    }),
    record('MicrosoftGraphActivityLogs', {
      requestId: 'g',
      requestMethod: 'GET',
      requestUri: 'https://graph.microsoft.com/v1.0/me',
      responseStatusCode: 200,
      signInActivityId: 'token',
    }),
  ];
  for (const [index, order] of [records, records.toReversed()].entries())
    write(`${index}.json`, JSON.stringify({ records: order }));
  const counts = (await load()).map((one) => [one.source, one.counts]);
  expect(counts).toEqual([
    ['entra-sign-in', [4, 0, 0]],
    ['entra-sign-in', [0, 0, 4]],
  ]);
  const events = await database.desk.rows(
    'SELECT event_dataset, event_id, count(*) AS files FROM events GROUP BY ALL ORDER BY ALL',
  );
  expect(events).toEqual([
    { event_dataset: 'azure.auditlogs', event_id: 'a', files: 1 },
    { event_dataset: 'azure.graphactivitylogs', event_id: 'g', files: 1 },
    { event_dataset: 'azure.identity_protection', event_id: 'r', files: 1 },
    { event_dataset: 'azure.signinlogs', event_id: 's', files: 1 },
  ]);
});

test('every list of an answer of Proofpoint is loaded, and says what became of the message or the click', async () => {
  const message = (n: number): Json => ({
    GUID: `${n}`,
    messageTime: '2024-05-01T10:00:00Z',
    threatsInfoMap: [],
  });
  const click = (n: number): Json => ({
    GUID: `${n}`,
    clickTime: '2024-05-01T10:00:00Z',
    url: 'http://example.org/',
    threatID: 't',
  });
  const many = Array.from({ length: 4_000 }, (_, n) => message(n));
  write(
    'all.json',
    JSON.stringify({
      queryEndTime: '2024-05-01T11:00:00Z',
      messagesBlocked: [],
      messagesDelivered: many,
      clicksBlocked: [click(1), click(2)],
      clicksPermitted: [click(3)],
    }),
  );
  expect((await load()).map((one) => [one.source, one.counts])).toEqual([['proofpoint-tap', [4_003, 0, 0]]]);
  const events = await database.desk.rows(
    'SELECT event_action, count(*) AS events FROM events GROUP BY ALL ORDER BY ALL',
  );
  expect(events).toEqual([
    { event_action: 'click blocked', events: 2 },
    { event_action: 'click permitted', events: 1 },
    { event_action: 'message delivered', events: 4_000 },
  ]);
});

test('S-N5 Jamf Protect comes as lines, as a list or one by one, an alert wrapped or not', async () => {
  const alert = (n: number): Json => ({
    eventType: 'GPFSEvent',
    host: { hostname: 'mac-21', serial: 'C0EXAMPLE1' },
    match: {
      uuid: `alert-${n}`,
      event: { path: '/tmp/a', timestamp: 1_714_557_600 + n },
      facts: [{ name: 'x' }],
    },
    related: { files: [], processes: [] },
  });
  const telemetry = (n: number): Json => ({
    metadata: { vendor: 'Jamf', product: 'Device Telemetry Stream' },
    uuid: `es-${n}`,
    time: '2024-05-01T10:00:00Z',
    event_type: 9,
    host: { hostname: 'mac-21' },
    event: { exec: { args: ['kubectl', 'get', 'pods'], target: { executable: { path: '/bin/kubectl' } } } },
  });
  const mixed = [alert(1), { caid: 'c', input: alert(2) }, telemetry(1), telemetry(2)];
  write('a.ndjson', mixed.map((one) => JSON.stringify(one)).join('\n'));
  write('b.json', JSON.stringify([alert(3), { caid: 'c', input: alert(4) }], null, 2));
  write('c.json', JSON.stringify(telemetry(3), null, 2));
  write('d.again.json', JSON.stringify(mixed));
  expect((await load()).map((one) => [one.name, one.source, one.counts])).toEqual([
    ['a.ndjson', 'jamf-protect', [4, 0, 0]],
    ['b.json', 'jamf-protect', [2, 0, 0]],
    ['c.json', 'jamf-protect', [1, 0, 0]],
    ['d.again.json', 'jamf-protect', [0, 0, 4]],
  ]);
  const events = await database.desk.rows(
    `SELECT event_kind, process_name, count(*) AS events FROM events GROUP BY ALL ORDER BY ALL`,
  );
  expect(events).toEqual([
    { event_kind: 'alert', process_name: null, events: 4 },
    { event_kind: null, process_name: 'kubectl', events: 3 },
  ]);
});

test('SentinelOne comes as lines of Cloud Funnel, and as an answer or a table of Deep Visibility', async () => {
  const funnel = (n: number): Json => ({
    'event.type': 'DNSResolved',
    'event.category': 'dns',
    'event.time': 1_714_557_600_000 + n,
    'event.id': `f-${n}`,
    'agent.uuid': 'a1',
    'event.dns.request': 'files.example.com',
  });
  const queried = (n: number): Json => ({
    id: `q-${n}`,
    createdAt: '2024-05-01T10:00:00Z',
    eventType: 'DNS Resolved',
    objectType: 'dns',
    agentName: 'ws-07',
    dnsRequest: 'files.example.com',
  });
  write('a.gz', gzipSync([1, 2, 3].map((n) => JSON.stringify(funnel(n))).join('\n')));
  write('b.json', JSON.stringify({ data: [queried(1), queried(2)], pagination: { totalItems: 2 } }));
  write(
    'c.csv',
    `${Object.keys(queried(3)).join(',')}\n${Object.values(queried(3)).join(',')}\nq-4,soon,DNS Resolved,dns,ws-07,x\n`,
  );
  expect((await load()).map((one) => [one.name, one.shape, one.counts])).toEqual([
    ['a.gz', 'funnel', [3, 0, 0]],
    ['b.json', 'deep-visibility', [2, 0, 0]],
    ['c.csv', 'deep-visibility', [1, 1, 0]],
  ]);
  const domains = await database.desk.rows('SELECT url_domain, count(*) AS events FROM events GROUP BY ALL');
  expect(domains).toEqual([{ url_domain: 'files.example.com', events: 6 }]);
});

test('a row of advanced hunting is the same from the event hub, an answer, an export and Log Analytics', async () => {
  const row = {
    Timestamp: '2024-05-01T22:00:01.500Z',
    DeviceId: 'd',
    DeviceName: 'ws-1',
    ActionType: 'ProcessCreated',
    FileName: 'kubectl',
    FolderPath: '/usr/local/bin/kubectl',
    ProcessId: '7',
    ProcessCommandLine: 'kubectl get pods',
    AccountName: 'ana',
    InitiatingProcessFileName: 'bash',
  };
  const { Timestamp, ...rest } = row;
  const rows = await normalise('defender-advanced-hunting', [
    { time: '2024-05-01T22:09:00Z', category: 'AdvancedHunting-DeviceProcessEvents', properties: row },
    row,
    { ...row, Type: 'DeviceProcessEvents', TimeGenerated: '2024-05-01T22:03:00Z' },
    { ...rest, Type: 'DeviceProcessEvents', 'TimeGenerated [UTC]': '5/1/2024, 10:00:01.500 PM' },
    { ...rest, Type: 'DeviceProcessEvents', TimeGenerated: Timestamp },
  ]);
  expect(rows).toEqual(rows.map((_, index) => ({ ...rows[0], record: index + 1 })));
  expect(rows[0]).toMatchObject({ timestamp: '2024-05-01T22:00:01.500000Z', process_name: 'kubectl' });
});

test('every form of file with rows of advanced hunting is cut into its events', async () => {
  const row = (n: number): Record<string, string | number> => ({
    Timestamp: new Date(Date.UTC(2024, 4, 1) + n * 1000).toISOString(),
    DeviceName: 'ws-1',
    ActionType: n % 2 ? 'ProcessCreated' : 'ConnectionSuccess',
    ...(n % 2 ? { ProcessCommandLine: `run ${n}` } : { RemoteIP: '203.0.113.10' }),
    ReportId: n,
  });
  const streamed = range(0, 200).map((n) => ({
    time: '2024-05-01T01:00:00Z',
    category: `AdvancedHunting-${n % 2 ? 'DeviceProcessEvents' : 'DeviceNetworkEvents'}`,
    properties: row(n),
  }));
  write('a.hub.json', JSON.stringify({ records: streamed }));
  write(
    'b.hubs.ndjson',
    range(0, 20)
      .map((n) => JSON.stringify({ records: streamed.slice(n * 10, n * 10 + 10) }))
      .join('\n'),
  );
  write('c.lines.ndjson', streamed.map((one) => JSON.stringify(one)).join('\n'));
  write(
    'd.graph.json',
    JSON.stringify({ schema: [{ name: 'Timestamp' }], results: range(0, 200).map(row) }, null, 2),
  );
  write(
    'e.api.json',
    JSON.stringify({ Stats: { ExecutionTime: 1 }, Schema: [], Results: range(0, 200).map(row) }),
  );
  const columns = ['Timestamp', 'DeviceName', 'ActionType', 'ProcessCommandLine', 'RemoteIP', 'ReportId'];
  write(
    'f.export.csv',
    [columns, ...range(0, 200).map((n) => columns.map((name) => String(row(n)[name] ?? '')))]
      .map((one) => one.join(','))
      .join('\n'),
  );
  const loaded = (name: string) => ({
    name,
    source: 'defender-advanced-hunting',
    shape: name < 'd' ? 'streaming' : 'row',
    counts: [200, 0, 0],
    message: null,
  });
  expect(await load()).toEqual(
    ['a.hub.json', 'b.hubs.ndjson', 'c.lines.ndjson', 'd.graph.json', 'e.api.json', 'f.export.csv'].map(
      loaded,
    ),
  );
  const events = await database.desk.rows(
    'SELECT event_category, count(*) AS events FROM events GROUP BY ALL ORDER BY ALL',
  );
  expect(events).toEqual([
    { event_category: 'network', events: 600 },
    { event_category: 'process', events: 600 },
  ]);
});

test('a file of Mimecast gives its messages, and the clicks of each page of an answer', async () => {
  const click = (n: number): Json => ({
    userEmailAddress: 'ana@example.com',
    url: `https://example.org/${n}`,
    ttpDefinition: 'all',
    action: 'allow',
    date: '2024-05-01T10:00:00+0000',
  });
  const message = (n: number): Json => ({
    processingId: `${n}`,
    accountId: 'a',
    type: 'receipt',
    action: 'Acc',
    timestamp: 1714557600000 + n,
    recipients: 'ana@example.com',
  });
  const old = (n: number): Json => ({
    acc: 'C0A0',
    aCode: `${n}`,
    datetime: '2024-05-01T10:00:00+0000',
    Act: 'Acc',
    Rcpt: 'ana@example.com',
  });
  const line = (n: number) =>
    `datetime=2024-05-01T10:00:00+0000|aCode=${n}|acc=C0A0|Rcpt=ana@example.com|Act=Acc`;
  write('a.batch.json', JSON.stringify({ value: range(0, 50).map(message), '@nextPage': 'next' }));
  write('b.clicks.json', JSON.stringify({ clickLogs: range(0, 50).map(click) }));
  write(
    'c.clicks.ndjson',
    range(0, 50)
      .map((n) => JSON.stringify(click(n)))
      .join('\n'),
  );
  write(
    'd.answer.json',
    JSON.stringify({
      meta: { status: 200 },
      data: [{ clickLogs: [click(1), click(2)], more: [1] }, { clickLogs: [click(3)] }],
      fail: [],
    }),
  );
  write('e.mta.json', JSON.stringify({ type: 'MTA', data: range(0, 50).map(old) }));
  write(
    'f.receipt.siem',
    range(0, 50)
      .map((n) => `${line(n)}\r\n`)
      .join(''),
  );
  expect((await load()).map((one) => [one.name, one.source, one.shape, one.counts])).toEqual([
    ['a.batch.json', 'mimecast', 'siem-batch', [50, 0, 0]],
    ['b.clicks.json', 'mimecast', 'click', [50, 0, 0]],
    ['c.clicks.ndjson', 'mimecast', 'click', [50, 0, 0]],
    ['d.answer.json', 'mimecast', 'click', [3, 0, 0]],
    ['e.mta.json', 'mimecast-siem-json', 'siem-json', [50, 0, 0]],
    ['f.receipt.siem', 'mimecast', 'siem-line', [50, 0, 0]],
  ]);
});

test('Windows events saved as XML, on one line in UTF-16 or on many, are loaded, and a broken one is a reject', async () => {
  const event = (n: number): string =>
    `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>\n <System><Provider Name='Microsoft-Windows-Security-Auditing'/>` +
    `<EventID>4624</EventID><TimeCreated SystemTime='2024-05-01T10:00:00.${String(n).padStart(7, '0')}Z'/><EventRecordID>${n}</EventRecordID>` +
    `<Channel>Security</Channel><Computer>ws01.example.com</Computer></System>\n <EventData><Data Name='TargetUserName'>änne${n}</Data>` +
    `<Data Name='LogonType'>10</Data><Data Name='IpAddress'>192.0.2.10</Data></EventData></Event>`;
  const events = Array.from({ length: 200 }, (_, n) => event(n));
  events[100] = event(100).replace('</Event>', '');
  const pretty = `<?xml version="1.0" encoding="utf-8"?>\n<Events>\n${events.join('\n')}\n</Events>`;
  const flat = pretty.replaceAll(/\n */g, '');
  write('a.xml', Buffer.from(`\ufeff${flat.replace('utf-8', 'utf-16')}`, 'utf16le'));
  write('b.xml', pretty);
  write('c.xml.gz', gzipSync(flat.replaceAll(/<\/?Events>|<\?.*?\?>/g, '')));
  const loaded = (await load()).map((one) => [one.name, one.source, one.shape, one.counts]);
  const counts = [199, 1, 0];
  expect(loaded).toEqual([
    ['a.xml', 'windows-events', 'xml', counts],
    ['b.xml', 'windows-events', 'xml', counts],
    ['c.xml.gz', 'windows-events', 'xml', counts],
  ]);
  const rejects = await database.desk.rows('SELECT record, line, reason FROM rejects ORDER BY evidence_id');
  const reject = (line: number) => ({ record: 101, line, reason: 'event without its end' });
  expect(rejects).toEqual([reject(1), reject(3 + 3 * 100), reject(1)]);
  const names = await database.desk.rows(
    "SELECT user_name, count(*) AS files FROM events WHERE user_name IN ('änne0', 'änne199') GROUP BY ALL ORDER BY ALL",
  );
  expect(names).toEqual([
    { user_name: 'änne0', files: 3 },
    { user_name: 'änne199', files: 3 },
  ]);
});

test('an export of Umbrella without a header loses no row, the first one neither', async () => {
  const row = (n: number): string =>
    `"2024-05-01 10:00:${String(n % 60).padStart(2, '0')}","pc-${n}","pc-${n}","192.168.1.1","198.51.100.7","Allowed","1 (A)","NOERROR","n${n}.example.com.","Search, Engines"`;
  const rows = Array.from({ length: 500 }, (_, n) => row(n));
  write('dns.csv.gz', gzipSync(`${rows.join('\r\n')}\r\n"2024-05-01 10:00:00","cut`));
  expect((await load()).map((one) => [one.source, one.shape, one.counts])).toEqual([
    ['cisco-umbrella', 'export', [500, 1, 0]],
  ]);
  const first = await database.desk.rows('SELECT record, url_domain FROM events ORDER BY record LIMIT 2');
  expect(first).toEqual([
    { record: 1, url_domain: 'n0.example.com' },
    { record: 2, url_domain: 'n1.example.com' },
  ]);
});

test('S-N4 where only the envelope names the cluster, its events get it, each from their own envelope', async () => {
  const of = (cluster: string, stream: string, events: Json[]): string =>
    JSON.stringify({ ...envelope(events), logGroup: `/aws/eks/${cluster}/cluster`, logStream: stream });
  write(
    'a.gz',
    gzipSync(
      of('prod', 'kube-apiserver-audit-0123456789abcdef', [logEvent(1, JSON.stringify(audit(1)))]) +
        of('test', 'kube-apiserver-audit-0123456789abcdef', [logEvent(2, audit(2)), logEvent(3, audit(3))]) +
        of('test', 'authenticator-0123456789abcdef', [logEvent(4, 'time="…" level=info')]),
    ),
  );
  const [ledger] = await load();
  expect(ledger?.counts).toEqual([3, 0, 1]);
  const rows = await database.desk.rows(
    'SELECT orchestrator_cluster_name AS cluster, count(*)::INT AS events FROM events GROUP BY ALL ORDER BY ALL',
  );
  expect(rows).toEqual([
    { cluster: 'prod', events: 1 },
    { cluster: 'test', events: 2 },
  ]);
});

test('an event that the console’s table and the trail both have counts as the trail has it, whichever came first', async () => {
  write(
    'a.history.csv',
    `Event name,Event time,User name,Event source,Event ID\n${[1, 2]
      .map((n) => `PutObject,2024-05-01T00:00:0${n}Z,ana,s3.amazonaws.com,${String(trail(n).eventID)}`)
      .join('\n')}\n`,
  );
  write('b.trail.json', JSON.stringify({ Records: [trail(2), trail(3)] }));
  expect((await load()).map((one) => [one.source, one.counts])).toEqual([
    ['aws-cloudtrail-console', [1, 0, 1]],
    ['aws-cloudtrail', [2, 0, 0]],
  ]);
  const types = await database.desk.rows('SELECT user_type FROM events ORDER BY timestamp');
  expect(types.map((row) => row.user_type)).toEqual([null, 'IAMUser', 'IAMUser']);
});
