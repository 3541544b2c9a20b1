import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../electron/engine/db/database.ts';
import { type Json, normaliseRecords, openScratch, sourceNamed } from './support/spool.ts';

/** What the sources must say of a record, one point at a time. */
let database: Database;
beforeAll(async () => {
  database = await openScratch();
});
afterAll(() => database.close());

const graph = (status: Json): Json => ({
  id: '1',
  createdDateTime: '2024-05-01T10:00:00Z',
  userPrincipalName: 'ana@example.com',
  userId: 'u',
  ipAddress: '203.0.113.10',
  isInteractive: true,
  status,
});
const outcomes = async (id: string, records: Json[]) =>
  (await normaliseRecords(database, sourceNamed(id), records)).map((row) => row.event_outcome);

test('S-N1 Entra: error code 0 is a success, as text and as number; 50126 is a failure', async () => {
  const codes = ['0', 0, '50126', 50126, null, 'odd'];
  const records = codes.map((errorCode) => graph({ errorCode }));
  expect(await outcomes('entra-sign-in', records)).toEqual([
    'success',
    'success',
    'failure',
    'failure',
    'unknown',
    'unknown',
  ]);
});

test('S-N1 Entra: user, address, network, country, system, client and the event’s id', async () => {
  const [row] = await normaliseRecords(database, sourceNamed('entra-sign-in'), [
    {
      ...graph({ errorCode: '0' }),
      autonomousSystemNumber: 64496,
      userAgent: 'Mozilla/5.0',
      location: { countryOrRegion: 'DE' },
      deviceDetail: { operatingSystem: 'Windows 10' },
    },
  ]);
  expect(row).toMatchObject({
    user_name: 'ana@example.com',
    event_outcome: 'success',
    source_address: '203.0.113.10',
    log_as_number: 64496,
    log_country_iso_code: 'DE',
    device_os_name: 'Windows 10',
    user_agent_original: 'Mozilla/5.0',
    event_id: '1',
  });
});

const okta = (more: Json): Json => ({
  uuid: '1',
  published: '2024-05-01T10:00:00Z',
  eventType: 'user.authentication.sso',
  displayMessage: 'User single sign on to app',
  actor: { id: 'u', type: 'User', alternateId: 'ana@example.com' },
  client: { userAgent: { rawUserAgent: 'Mozilla/5.0' }, geographicalContext: { country: 'Germany' } },
  outcome: { result: 'SUCCESS' },
  ...more,
});

test('S-N2 Okta: description, client, country, user, application and method', async () => {
  const rows = await normaliseRecords(database, sourceNamed('okta-system-log'), [
    okta({
      target: [
        { type: 'AppUser', displayName: 'Ana' },
        { type: 'AppInstance', displayName: 'Wiki' },
        { type: 'AuthenticatorEnrollment', detailEntry: { methodTypeUsed: 'Password' } },
      ],
    }),
    okta({ client: { userAgent: { rawUserAgent: '' } } }),
  ]);
  expect(rows[0]).toMatchObject({
    event_description: 'User single sign on to app',
    user_agent_original: 'Mozilla/5.0',
    log_country_name: 'Germany',
    user_name: 'ana@example.com',
    application_name: 'Wiki',
    mfa_method: 'Password',
  });
  expect(rows[1]).not.toHaveProperty('user_agent_original');
});

test('S-N2 Okta: the method is found by the target’s type, at whatever place it stands', async () => {
  const push = {
    type: 'AuthenticatorEnrollment',
    detailEntry: { methodTypeUsed: 'Get a push notification' },
  };
  const other = { type: 'User', detailEntry: null };
  const targets = [[push], [other, push], [other, other, other, push], [other], null];
  const rows = await normaliseRecords(
    database,
    sourceNamed('okta-system-log'),
    targets.map((target) => okta({ target })),
  );
  const method = 'Get a push notification';
  expect(rows.map((row) => row.mfa_method)).toEqual([method, method, method, undefined, undefined]);
});

test('S-N2 Okta: a result is a success, a failure, or not known', async () => {
  const results = ['SUCCESS', 'ALLOW', 'FAILURE', 'DENY', 'SKIPPED', 'CHALLENGE', 'UNKNOWN', null];
  expect(
    await outcomes(
      'okta-system-log',
      results.map((result) => okta({ outcome: { result } })),
    ),
  ).toEqual(['success', 'success', 'failure', 'failure', 'unknown', 'unknown', 'unknown', 'unknown']);
});

test.each([
  [
    '{reasons=Anomalous Location, Anomalous Device, level=HIGH}',
    'high',
    'reasons: Anomalous Location, Anomalous Device',
  ],
  [
    '{level=HIGH, reasons=Anomalous Location, Anomalous Device}',
    'high',
    'reasons: Anomalous Location, Anomalous Device',
  ],
  ['{reasons=New Device, level=MEDIUM, detectionName=x}', 'medium', 'reasons: New Device'],
  ['{level=LOW}', 'low', undefined],
  ['nonsense', undefined, undefined],
])('Okta: risk %s', async (risk, level, detail) => {
  const [row] = await normaliseRecords(database, sourceNamed('okta-system-log'), [
    okta({ debugContext: { debugData: { risk } } }),
  ]);
  expect([row?.risk_level, row?.risk_detail]).toEqual([level, detail]);
});

const trail = (more: Json): Json => ({
  eventVersion: '1.08',
  eventTime: '2024-05-01T10:00:00Z',
  eventSource: 'signin.amazonaws.com',
  eventName: 'ConsoleLogin',
  sourceIPAddress: '203.0.113.10',
  userAgent: 'Mozilla/5.0',
  userIdentity: { type: 'IAMUser', userName: 'ana', accessKeyId: 'AKIAEXAMPLEANA000001' },
  ...more,
});

test('S-N3 CloudTrail: key, user, address and client; a service’s name stays as written', async () => {
  const rows = await normaliseRecords(database, sourceNamed('aws-cloudtrail'), [
    trail({}),
    trail({ sourceIPAddress: 'ec2.amazonaws.com' }),
  ]);
  expect(rows[0]).toMatchObject({
    access_key_id: 'AKIAEXAMPLEANA000001',
    user_name: 'ana',
    source_address: '203.0.113.10',
    user_agent_original: 'Mozilla/5.0',
  });
  expect(rows[1]?.source_address).toBe('ec2.amazonaws.com');
});

test('S-N3 CloudTrail: any error is a failure, and a console sign-in says so itself', async () => {
  const records = [
    trail({ responseElements: { ConsoleLogin: 'Success' } }),
    trail({ responseElements: { ConsoleLogin: 'Failure' } }),
    trail({ eventSource: 'ec2.amazonaws.com' }),
    trail({ eventSource: 'ec2.amazonaws.com', errorCode: 'AccessDenied' }),
    trail({ eventSource: 'ec2.amazonaws.com', errorCode: 'Client.UnauthorizedOperation' }),
    trail({ eventSource: 'ec2.amazonaws.com', errorMessage: 'Failed' }),
    trail({ eventSource: 'ec2.amazonaws.com', errorCode: '', errorMessage: null }),
  ];
  expect(await outcomes('aws-cloudtrail', records)).toEqual([
    'success',
    'failure',
    'success',
    'failure',
    'failure',
    'failure',
    'success',
  ]);
});

test('CloudTrail: what was asked for is kept of calls that may change something', async () => {
  const requestParameters = { b: [1, { c: 'ü' }], a: null };
  const rows = await normaliseRecords(
    database,
    sourceNamed('aws-cloudtrail'),
    [true, 'true', false, 'false', undefined].map((readOnly) => trail({ readOnly, requestParameters })),
  );
  const kept = '{"b":[1,{"c":"ü"}],"a":null}';
  expect(rows.map((row) => row.event_detail)).toEqual([undefined, undefined, kept, kept, kept]);
});

test.each([
  ['2024-05-01T10:00:00Z', '2024-05-01T10:00:00.000000Z'],
  ['2024-05-01T10:00:00+02:00', '2024-05-01T08:00:00.000000Z'],
  ['2024-05-01T10:00:00.1234567-05:30', '2024-05-01T15:30:00.123456Z'],
  ['2024-05-01 10:00:00', '2024-05-01T10:00:00.000000Z'],
  ['2024-02-29T23:59:59.999999999Z', '2024-02-29T23:59:59.999999Z'],
  ['2023-02-29T10:00:00Z', undefined],
  ['2024-05-01', undefined],
  ['1714557600', undefined],
  ['infinity', undefined],
  ['epoch', undefined],
  ['', undefined],
])('the time %s is %s in every source', async (text, time) => {
  const records: [string, Json][] = [
    ['aws-cloudtrail', trail({ eventTime: text })],
    ['okta-system-log', okta({ published: text })],
    ['entra-sign-in', { ...graph({ errorCode: 0 }), createdDateTime: text }],
  ];
  for (const [id, record] of records) {
    const [row] = await normaliseRecords(database, sourceNamed(id), [record]);
    expect(row?.timestamp, id).toBe(time);
    expect(row?.reject_reason === undefined, id).toBe(time !== undefined);
  }
});

/** The same act as each agent tells it: who runs what with which words. */
const ran = (executable: string, args: string[], os: 'windows' | 'linux' | 'macos'): [string, Json][] => {
  const name = executable.split(/[\\/]/).at(-1) as string;
  const command = args.join(' ');
  const jamf: [string, Json][] = [
    [
      'jamf-protect',
      {
        header: { event_name: 'AUE_EXECVE', time_seconds_epoch: 1714557600, time_milliseconds_offset: 5 },
        host_info: { host_name: 'mac-21', serial_number: 'C0EXAMPLE1' },
        path: [executable],
        exec_args: { args: Object.fromEntries(args.map((one, index) => [`${index + 1}`, one])) },
        subject: { process_id: 5, process_name: executable, user_id: 501, user_name: 'ana' },
        return: { error: 0, description: 'success' },
      },
    ],
    [
      'jamf-protect',
      {
        metadata: { vendor: 'Jamf' },
        time: '2024-05-01T10:00:00Z',
        host: { hostname: 'mac-21', serial: 'C0EXAMPLE1' },
        event_type: 9,
        event: {
          exec: {
            args,
            target: {
              executable: { path: executable },
              audit_token: { pid: 5, euid: 501, e_username: 'ana' },
            },
          },
        },
        process: { executable: { path: '/bin/zsh' } },
      },
    ],
  ];
  const others: [string, Json][] = [
    [
      'sentinelone-cloud-funnel',
      {
        'event.type': 'ProcessCreation',
        'event.category': 'process',
        'event.time': 1714557600000,
        'endpoint.name': 'build-1',
        'endpoint.os': os,
        'src.process.name': 'shell',
        'tgt.process.name': name,
        'tgt.process.image.path': executable,
        'tgt.process.cmdline': command,
        'tgt.process.user': 'EXAMPLE\\ana',
      },
    ],
    [
      'carbon-black',
      {
        type: 'endpoint.event.procstart',
        device_timestamp: '2024-05-01 10:00:00.5 +0000 UTC',
        device_name: 'EXAMPLE\\build-1',
        device_os: os.toUpperCase(),
        childproc_name: executable,
        target_cmdline: command,
        childproc_username: 'EXAMPLE\\ana',
      },
    ],
    [
      'carbon-black',
      {
        type: 'ingress.event.procstart',
        cb_server: 'cbserver',
        timestamp: 1714557600,
        computer_name: 'build-1',
        path: executable,
        command_line: command,
        username: 'EXAMPLE\\ana',
      },
    ],
    [
      'crowdstrike-fdr',
      {
        event_simpleName: 'ProcessRollup2',
        timestamp: '1714557600000',
        aid: 'a1',
        ComputerName: 'build-1',
        ImageFileName: executable,
        CommandLine: command,
        UserName: 'ana',
      },
    ],
  ];
  return os === 'macos' ? jamf : others;
};
const isKubectl = (row?: Json): boolean =>
  /^kubectl(\.exe)?$/i.test(String(row?.process_name)) &&
  /\bkubectl(\.exe)?"? +config +get-contexts\b/i.test(String(row?.process_command_line));
const readsKeys = (row?: Json): boolean =>
  row?.process_name === 'cat' && /\bcat\b.*\.aws\/credentials/.test(String(row.process_command_line));

test.each([
  ['macos', '/opt/homebrew/bin/kubectl', 'kubectl'],
  ['linux', '/usr/local/bin/kubectl', 'kubectl'],
  ['windows', 'C:\\Tools\\kubectl.exe', '"C:\\Tools\\kubectl.exe"'],
] as const)(
  'S-N5 S-N8 one rule finds kubectl on %s in the rows of every agent',
  async (os, executable, word) => {
    for (const [id, record] of ran(executable, [word, 'config', 'get-contexts'], os)) {
      const [row] = await normaliseRecords(database, sourceNamed(id), [record]);
      expect([id, row?.event_category, row?.user_name, isKubectl(row)]).toEqual([id, 'process', 'ana', true]);
      expect(row?.host_name, id).toBe(os === 'macos' ? 'mac-21' : 'build-1');
    }
  },
);

test('S-N5 one rule finds who read the keys of AWS, and not who read something else', async () => {
  const files = ['.aws/credentials', '~/.aws/credentials', '/home/ana/.aws/credentials', '/etc/hosts'];
  const records = (['macos', 'linux'] as const).flatMap((os) =>
    files.flatMap((file) => ran('/bin/cat', ['cat', file], os).map(([id, record]) => ({ id, file, record }))),
  );
  for (const id of new Set(records.map((one) => one.id))) {
    const one = records.filter((record) => record.id === id);
    const rows = await normaliseRecords(
      database,
      sourceNamed(id),
      one.map(({ record }) => record),
    );
    expect(rows.map(readsKeys), id).toEqual(one.map(({ file }) => file !== '/etc/hosts'));
  }
});

test('H-C8 the hash of a file that was written is the file’s, and not its process’s, in every agent’s rows', async () => {
  const [md5, sha256, other] = ['1f'.repeat(16), '2e'.repeat(32), '3d'.repeat(32)] as const;
  const path = 'C:\\Users\\ana\\Downloads\\invoice.exe';
  const written: [string, Json][] = [
    [
      'sentinelone-cloud-funnel',
      {
        'event.type': 'FileCreation',
        'event.category': 'file',
        'event.time': 1714557600000,
        'tgt.file.path': path,
        'tgt.file.md5': md5.toUpperCase(),
        'tgt.file.sha256': sha256.toUpperCase(),
        'src.process.image.sha256': other,
      },
    ],
    [
      'carbon-black',
      {
        type: 'endpoint.event.filemod',
        device_timestamp: '2024-05-01 10:00:00 +0000 UTC',
        filemod_name: path,
        filemod_hash: [md5, sha256],
        process_hash: ['', other],
      },
    ],
    [
      'carbon-black',
      {
        type: 'ingress.event.filemod',
        cb_server: 'cbserver',
        timestamp: 1714557600,
        path,
        file_md5: md5.toUpperCase(),
        file_sha256: sha256,
        sha256: other,
      },
    ],
  ];
  for (const [id, record] of written) {
    const [row] = await normaliseRecords(database, sourceNamed(id), [record]);
    expect(row, id).toMatchObject({
      event_category: 'file',
      file_name: 'invoice.exe',
      file_path: path,
      file_hash_md5: md5,
      file_hash_sha256: sha256,
      process_hash_sha256: other,
    });
  }
});

test('H-C5 the host and the domain that it reached stand in the same columns, whoever saw it', async () => {
  const reached: [string, Json, string][] = [
    [
      'sentinelone-cloud-funnel',
      {
        'event.type': 'DNSResolved',
        'event.category': 'dns',
        'event.time': 1714557600000,
        'endpoint.name': 'ws-07',
        'event.dns.request': 'Login.Example.com.',
      },
      'ws-07',
    ],
    [
      'sentinelone-cloud-funnel',
      {
        'event.type': 'GET',
        'event.category': 'url',
        'event.time': 1714557600000,
        'endpoint.name': 'ws-07',
        'url.address': 'https://ana@LOGIN.example.com:8443/a?b=c@d',
      },
      'ws-07',
    ],
    [
      'carbon-black',
      {
        type: 'endpoint.event.netconn',
        device_timestamp: '2024-05-01 10:00:00 +0000 UTC',
        device_name: 'ws-07',
        netconn_domain: 'login.example.com',
      },
      'ws-07',
    ],
    [
      'jamf-protect',
      {
        event: {
          metadata: { vendor: 'Jamf', product: 'Network Traffic Stream' },
          timestamp: '2024-05-01T10:00:00Z',
          hostName: 'login.example.com',
          device: { userDeviceName: 'phone-1' },
        },
      },
      'phone-1',
    ],
  ];
  for (const [id, record, host] of reached) {
    const [row] = await normaliseRecords(database, sourceNamed(id), [record]);
    expect([id, row?.url_domain, row?.host_name]).toEqual([id, 'login.example.com', host]);
  }
});

test('Jamf Protect: an argument keeps its commas, and what failed or was denied is a failure', async () => {
  const header = { event_name: 'AUE_EXECVE', time_seconds_epoch: 1714557600 };
  const rows = await normaliseRecords(database, sourceNamed('jamf-protect'), [
    {
      header,
      host_info: {},
      exec_args: { args: { 1: 'sh', 2: '-c', 3: 'a,b' }, args_compiled: 'sh,-c,a,b' },
      return: { error: 0, description: 'success' },
    },
    {
      header,
      host_info: {},
      exec_args: { args_compiled: 'sh,-c' },
      return: { error: 13, description: 'failure : Permission denied' },
    },
    {
      metadata: { vendor: 'Jamf' },
      time: '2024-05-01T10:00:00Z',
      event_type: 9,
      event: { exec: { args: ['sh'] } },
      action: { result: { result: { auth: 1 }, result_type: 0 } },
    },
  ]);
  expect(rows.map((row) => [row.process_command_line, row.event_outcome, row.error_code])).toEqual([
    ['sh -c a,b', 'success', undefined],
    ['sh -c', 'failure', '13'],
    ['sh', 'failure', 'denied'],
  ]);
});

const hunting = (table: string, properties: Json): Json => ({
  time: '2024-05-01T10:05:00Z',
  category: `AdvancedHunting-${table}`,
  properties: { Timestamp: '2024-05-01T10:00:00Z', DeviceId: 'd', DeviceName: 'ws-1', ...properties },
});
const startedBy = (shell: string): Json => ({
  InitiatingProcessFileName: shell,
  InitiatingProcessCommandLine: shell,
  InitiatingProcessId: 42,
});

test.each([
  ['C:\\Tools\\kubectl.exe', 'kubectl.exe'],
  ['/usr/local/bin/kubectl', 'kubectl'],
])('S-N5 S-N8 the start of %s is the same from Defender and from Falcon', async (path, name) => {
  const command = `${name} config get-contexts`;
  const [defender] = await normaliseRecords(database, sourceNamed('defender-advanced-hunting'), [
    hunting('DeviceProcessEvents', {
      ...startedBy('shell'),
      ActionType: 'ProcessCreated',
      FileName: name,
      FolderPath: path,
      SHA256: 'A'.repeat(64),
      ProcessId: 7,
      ProcessCommandLine: command,
      AccountName: 'ana',
      AccountSid: 'S-1-5-21-1',
    }),
  ]);
  const [falcon] = await normaliseRecords(database, sourceNamed('crowdstrike-fdr'), [
    {
      event_simpleName: 'ProcessRollup2',
      aid: 'd',
      cid: 'c',
      timestamp: '1714557600000',
      ComputerName: 'ws-1',
      ImageFileName: path,
      CommandLine: command,
      SHA256HashData: 'a'.repeat(64),
      RawProcessId: '7',
      ParentBaseFileName: 'shell',
      UserName: 'ana',
      UserSid: 'S-1-5-21-1',
    },
  ]);
  const shared = Object.keys(falcon as Json).filter(
    (column) => /^(process|user|host|device)_/.test(column) || column === 'event_category',
  );
  expect(shared).toHaveLength(12);
  expect(Object.fromEntries(shared.map((column) => [column, defender?.[column]]))).toEqual(
    Object.fromEntries(shared.map((column) => [column, falcon?.[column]])),
  );
  expect([defender?.process_parent_pid, defender?.process_parent_command_line]).toEqual([42, 'shell']);
});

test('H-C5 H-C8 Defender: the hash of a written file, and the name or page that a connection goes to', async () => {
  const network = (more: Json) =>
    hunting('DeviceNetworkEvents', { ActionType: 'ConnectionSuccess', ...more });
  const rows = await normaliseRecords(database, sourceNamed('defender-advanced-hunting'), [
    hunting('DeviceFileEvents', {
      ActionType: 'FileCreated',
      FileName: 'invoice.zip',
      FolderPath: '/home/ana/invoice.zip',
      MD5: 'A'.repeat(32),
      SHA1: 'B'.repeat(40),
      SHA256: 'C'.repeat(64),
    }),
    network({ RemoteUrl: 'https://Login.example.org:8443/a?b#c' }),
    network({ RemoteUrl: 'login.example.org' }),
    network({ RemoteUrl: 'login.example.org/a' }),
    network({ RemoteIP: '203.0.113.10' }),
    network({
      ActionType: 'SslConnectionInspected',
      AdditionalFields: { server_name: 'Login.example.org.' },
    }),
    hunting('DeviceEvents', {
      ActionType: 'DnsQueryResponse',
      AdditionalFields: '{"DnsQueryString":"login.example.org"}',
    }),
  ]);
  expect(rows[0]).toMatchObject({
    file_name: 'invoice.zip',
    file_path: '/home/ana/invoice.zip',
    file_hash_md5: 'a'.repeat(32),
    file_hash_sha1: 'b'.repeat(40),
    file_hash_sha256: 'c'.repeat(64),
  });
  expect(rows.slice(1).map((row) => [row.url_original, row.url_domain])).toEqual([
    ['https://Login.example.org:8443/a?b#c', 'login.example.org'],
    [undefined, 'login.example.org'],
    ['login.example.org/a', 'login.example.org'],
    [undefined, undefined],
    [undefined, 'login.example.org'],
    [undefined, 'login.example.org'],
  ]);
});

test.each([
  ['ConnectionSuccess', {}, [undefined, 50_000, '203.0.113.10', 443]],
  ['InboundConnectionAccepted', {}, ['203.0.113.10', 443, '10.0.0.1', 50_000]],
  ['SshConnectionInspected', { direction: 'In' }, ['203.0.113.10', 443, '10.0.0.1', 50_000]],
  ['SshConnectionInspected', { direction: 'Out' }, [undefined, 50_000, '203.0.113.10', 443]],
])('Defender: %s %j has its two ends where the other agents have them', async (ActionType, more, ends) => {
  const [row] = await normaliseRecords(database, sourceNamed('defender-advanced-hunting'), [
    hunting('DeviceNetworkEvents', {
      ActionType,
      LocalIP: '::ffff:10.0.0.1',
      LocalPort: 50_000,
      RemoteIP: '203.0.113.10',
      RemotePort: 443,
      AdditionalFields: more,
    }),
  ]);
  expect([row?.source_address, row?.source_port, row?.destination_ip, row?.destination_port]).toEqual(ends);
  expect(row?.host_ip).toBe('10.0.0.1');
});

test('H-C1 H-C2 an e-mail with a threat is an alert with its link or its file, from Defender and from Mimecast', async () => {
  const mail = { NetworkMessageId: 'n', RecipientEmailAddress: 'ana@example.com', ThreatTypes: 'Phish' };
  const defender = await normaliseRecords(database, sourceNamed('defender-advanced-hunting'), [
    hunting('EmailEvents', { ...mail, Subject: 'Hello', DeliveryAction: 'Blocked' }),
    hunting('EmailEvents', { ...mail, ThreatTypes: '', DeliveryAction: 'Delivered' }),
    hunting('UrlClickEvents', {
      NetworkMessageId: 'n',
      AccountUpn: 'ana@example.com',
      Url: 'https://login.example.org/',
      ThreatTypes: 'Phish',
      ActionType: 'ClickAllowed',
    }),
    hunting('EmailAttachmentInfo', { ...mail, FileName: 'a.zip', SHA256: 'A'.repeat(64) }),
  ]);
  expect(defender.map((row) => [row.event_kind, row.event_outcome, row.user_name])).toEqual([
    ['alert', 'failure', 'ana@example.com'],
    [undefined, 'success', 'ana@example.com'],
    ['alert', 'success', 'ana@example.com'],
    ['alert', undefined, 'ana@example.com'],
  ]);
  expect(defender.map((row) => row.email_message_id)).toEqual(['n', 'n', 'n', 'n']);
  const batch = {
    processingId: 'p',
    accountId: 'a',
    timestamp: 1714557600000,
    recipients: 'ana@example.com',
  };
  const mimecast = await normaliseRecords(database, sourceNamed('mimecast'), [
    { ...batch, type: 'url protect', url: 'https://login.example.org/', urlCategory: 'Phishing & Fraud' },
    { ...batch, type: 'av', virusFound: 'Example', fileName: 'a.zip', sha256: 'a'.repeat(64) },
    { ...batch, type: 'delivery', delivered: 'true' },
  ]);
  expect(mimecast.map((row) => [row.event_kind, row.event_outcome, row.user_name])).toEqual([
    ['alert', 'failure', 'ana@example.com'],
    ['alert', undefined, 'ana@example.com'],
    [undefined, 'success', 'ana@example.com'],
  ]);
  const indicators = ({ url_domain, file_hash_sha256 }: Json) => [url_domain, file_hash_sha256];
  expect([defender[2], defender[3]].map((row) => indicators(row as Json))).toEqual(
    mimecast.slice(0, 2).map(indicators),
  );
});

test('Mimecast: what a sender wrote into the subject of a line passes for no field', async () => {
  const line = (subject: string) =>
    `datetime=2024-05-01T10:00:00+0000|aCode=a|acc=C0A0|Subject=\\${subject}\\|Sender=eve@example.org|Rcpt=ana@example.com|Act=Rej`;
  const subjects = ['Hello', 'a|b', 'a|Rcpt=eve@example.net|Act=Acc|b', ''];
  const rows = await normaliseRecords(
    database,
    sourceNamed('mimecast'),
    subjects.map((subject) => ({ line: line(subject) })),
  );
  expect(rows.map((row) => row.email_subject ?? '')).toEqual(subjects);
  expect(rows.map((row) => row.email_to_address)).toEqual(subjects.map(() => 'ana@example.com'));
  expect(rows.map((row) => row.event_outcome)).toEqual(subjects.map(() => 'failure'));
});
