import type {
  CaseInfo,
  CoveragePage,
  HuntState,
  MappingLook,
  TreeDrawing,
  TreeState,
} from '../../shared/contract.ts';
import type { Copy, DataFile, Evidence, Finding, PathStep, Reject, Verdict } from '../../shared/model.ts';

/** What the fake engine tells: made up, and shaped as the contract says. */
export const CASE: CaseInfo = {
  path: '/cases/sample.interloper',
  name: 'Sample incident',
  examiner: 'R. Tanaka',
  reference: 'IR-2024-0042',
  created_at: '2024-05-20T08:00:00.000000Z',
  schema_version: 1,
  tool_version: '0.1.0',
  time_zone: 'UTC',
  desk: { place: null, columns: null },
  notices: [],
};

const file = (
  evidence_id: number,
  name: string,
  values: Partial<Evidence> & Pick<Evidence, 'events'>,
): Evidence => {
  const rejects = values.rejects ?? 0;
  const skips = values.skips ?? 0;
  return {
    evidence_id,
    path: `/evidence/export/${name}`,
    name,
    member: null,
    status: 'loaded',
    message: null,
    sha256: String(evidence_id).repeat(2).padEnd(64, '3fa9c1e07b'),
    bytes: Math.round(values.events * 297 + 1234),
    modified_at: '2024-05-15T06:00:00.000000Z',
    content_sha256: String(evidence_id).repeat(2).padEnd(64, '3fa9c1e07b'),
    compression: name.endsWith('.gz') ? 'gzip' : null,
    encoding: null,
    source: null,
    shape: null,
    records: values.events + rejects + skips,
    rejects,
    skips,
    skip_reasons: {},
    time_offsets: {},
    first_timestamp: '2024-05-01T00:00:04.120000Z',
    last_timestamp: '2024-05-14T23:59:51.007000Z',
    imported_at: '2024-05-20T08:02:11.000000Z',
    tool_version: '0.1.0',
    verified_at: null,
    difference: null,
    ...values,
  };
};

const none = { events: 0, source: null, shape: null, first_timestamp: null, last_timestamp: null } as const;

export const EVIDENCE: readonly Evidence[] = [
  file(1, '111122223333_CloudTrail_eu-central-1_20240501T0000Z_q8xk2.json.gz', {
    source: 'aws-cloudtrail',
    shape: 'records',
    events: 4_912_004,
    skips: 118,
    skip_reasons: {
      'delivered again: an event with this id is already in the case': 2,
      'insight record: no event': 116,
    },
  }),
  file(2, '111122223333_CloudTrail_us-east-1_20240501T0005Z_b81mz.json.gz', {
    source: 'aws-cloudtrail',
    shape: 'records',
    events: 3_087_420,
    rejects: 3,
  }),
  file(3, 'okta-system-log.json', { source: 'okta-system-log', shape: 'array', events: 1_600_512 }),
  file(4, 'signins-interactive.ndjson', {
    source: 'entra-sign-in',
    shape: 'diagnostic',
    events: 400_064,
    rejects: 2,
  }),
  file(5, 'CloudTrail-Digest_20240501.json.gz', {
    ...none,
    status: 'declared',
    skips: 24,
    records: 24,
    source: 'aws-cloudtrail',
    shape: 'digest',
    message: 'digest files hold hashes of log files and no events',
    skip_reasons: { 'digest entry': 24 },
  }),
  file(6, 'notes.txt', { ...none, status: 'unrecognised', message: 'no source recognises this content' }),
  file(7, '111122223333_CloudTrail_eu-central-1_20240509T1120Z_cut.json.gz', {
    ...none,
    status: 'failed',
    message: 'gzip stream ends early at byte 18212: unexpected end of file',
    sha256: null,
    content_sha256: null,
  }),
  file(8, 'export-2024-05-14.json', {
    ...none,
    status: 'empty',
    bytes: 0,
    message: 'the file has no content',
  }),
];

/** A line that needs a password. */
export const LOCKED: Evidence = file(10, 'evidence.zip', {
  ...none,
  member: 'logs/trail.json',
  status: 'locked',
  message: 'encrypted (aes-256), and its password is needed',
});

/** A line that nobody recognised, whose columns can be mapped. */
export const TABLE: Evidence = file(9, 'vpn.csv', {
  ...none,
  status: 'unrecognised',
  shape: 'csv',
  message: 'not a log that is known here; its columns can be mapped',
});

export const LOOK: MappingLook = {
  kind: 'csv',
  columns: [
    { path: 'when', examples: ['2024-05-01T10:00:00Z'] },
    { path: '<b>who</b>', examples: ['ada@example.com', '<img src=x onerror=alert(1)>'] },
    { path: 'ip', examples: ['203.0.113.7'] },
    { path: 'how', examples: ['fine', 'wrong'] },
  ],
  rows: [
    ['2024-05-01T10:00:00Z', 'ada@example.com', '203.0.113.7', 'fine'],
    ['2024-05-01T10:00:01Z', '<img src=x onerror=alert(1)>', null, 'wrong'],
  ],
  records: 2,
  guess: {
    format: 'interloper-mapping',
    version: 1,
    name: 'vpn',
    title: 'vpn',
    form: { kind: 'csv', columns: ['when', '<b>who</b>', 'ip', 'how'] },
    dataset: 'mapped.vpn',
    nothing: [],
    fields: {
      timestamp: { from: ['when'], time: { format: 'iso', offset: '+00:00' } },
      user_name: { from: ['<b>who</b>'] },
      source_address: { from: ['ip'] },
    },
  },
  message: null,
};

const reject = (
  evidence_id: number,
  record: number | null,
  line: number | null,
  byte: number,
  reason: string,
  excerpt: string,
): Reject => ({
  evidence_id,
  record,
  line,
  byte_offset: byte,
  reason,
  excerpt,
  length: excerpt.length,
  sha256: 'ab'.repeat(32),
});

const again = (record: number, first_record: number): Copy & { evidence_id: number } => ({
  evidence_id: 1,
  record,
  first_evidence_id: 1,
  first_sha256: null,
  first_path: '/cases/logs/first.json.gz',
  first_name: 'first.json.gz',
  first_member: null,
  first_record,
});
export const COPIES: readonly (Copy & { evidence_id: number })[] = [again(7, 3), again(9, 1_204)];

export const REJECTS: readonly Reject[] = [
  reject(
    2,
    88_201,
    null,
    31_822_901,
    'eventTime "yesterday" is no time',
    '{"eventVersion":"1.08","eventTime":"yesterday","eventName":"GetObject"',
  ),
  reject(
    2,
    90_004,
    null,
    32_411_770,
    'eventTime is missing',
    '{"eventVersion":"1.08","eventName":"=cmd|\' /C calc\'!A0<img src=x onerror=alert(1)>"',
  ),
  reject(
    2,
    1_200_433,
    null,
    401_200_912,
    'record is nested deeper than 1,000 levels',
    '[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[',
  ),
  reject(
    4,
    null,
    1_204,
    1_201_993,
    'JSON ends in the middle of a string',
    '{"time":"2024-05-03T10:00:00Z","properties":{"userPrincipalName":"ali',
  ),
  reject(
    4,
    null,
    399_001,
    88_210_044,
    'invalid UTF-8 at byte 88210071',
    '{"time":"2024-05-12T10:00:00Z","properties":{"userDisplayName":"�',
  ),
];

const rareProfile: HuntState = {
  id: 'rare-session-profile',
  title: 'Rare session profile',
  own: null,
  question: 'Which combination of network, country, client and user is hardly ever seen?',
  hypotheses: ['S-H1', 'S-H2', 'S-H4'],
  attack: ['T1078.004', 'T1539'],
  severity: 'medium',
  entity: 'user',
  kind: 'rare',
  next_steps:
    'Compare the rare profile with the usual ones on the page of the user. Ask the user about this place and device. Look at what the rare profile did first.',
  false_positives: 'Travel, a new laptop, a private VPN, a browser upgrade.',
  state: 'findings',
  reason: null,
  findings: 9,
  muted: 0,
  parameters: [
    {
      name: 'below',
      title: 'Fewer records than',
      kind: 'integer',
      value: 10,
      default: 10,
      minimum: 1,
      maximum: 100_000,
      choices: null,
      help: 'A profile with this many records or more is not rare.',
      shared: false,
    },
    {
      name: 'ignore_hosting',
      title: 'Leave out hosting networks',
      kind: 'boolean',
      value: false,
      default: false,
      minimum: null,
      maximum: null,
      choices: null,
      help: 'Set where people work from servers on purpose.',
      shared: true,
    },
  ],
};

export const HUNTS: readonly HuntState[] = [
  rareProfile,
  {
    ...rareProfile,
    id: 'many-networks-per-user-day',
    kind: 'aggregation',
    title: 'Many networks and countries in a day',
    question: 'Which user came from several networks and more than two countries on one day?',
    hypotheses: ['S-H1', 'S-H4'],
    attack: ['T1078.004'],
    severity: 'high',
    findings: 2,
    parameters: [
      {
        ...(rareProfile.parameters[0] as HuntState['parameters'][number]),
        name: 'networks',
        title: 'More networks than',
        value: 1,
        default: 1,
        help: 'Counted per user and day, successes only.',
      },
      {
        ...(rareProfile.parameters[0] as HuntState['parameters'][number]),
        name: 'countries',
        title: 'More countries than',
        value: 2,
        default: 2,
        help: 'Strictly more: 2 means three countries.',
      },
    ],
  },
  {
    ...rareProfile,
    id: 'access-key-many-networks',
    kind: 'aggregation',
    title: 'Access key used from several networks',
    question: 'Which access key was used from several networks and countries within an hour?',
    hypotheses: ['S-H1', 'S-H4'],
    attack: ['T1552.005', 'T1078.004'],
    severity: 'critical',
    entity: 'access_key',
    findings: 1,
    parameters: [],
  },
  {
    ...rareProfile,
    id: 'okta-mfa-countries',
    kind: 'aggregation',
    title: 'MFA from several countries',
    question: 'Who answered multi-factor prompts from more than one country within an hour?',
    hypotheses: ['S-H4'],
    severity: 'high',
    state: 'none',
    findings: 0,
    parameters: [],
  },
  {
    ...rareProfile,
    id: 'kubectl-first-seen',
    kind: 'first_seen',
    title: 'First-seen kubectl command',
    question: 'Which kubectl command line was never seen on this host before?',
    hypotheses: ['S-H6'],
    severity: 'medium',
    state: 'not run',
    reason: 'no process events in this case; import endpoint telemetry (EDR or Jamf Protect) to answer this',
    findings: 0,
    parameters: [],
  },
];

const finding = (at: number, values: Partial<Finding>): Finding => ({
  finding_id: `f-${String(at).padStart(3, '0')}`,
  hunt: 'rare-session-profile',
  title: 'Rare session profile',
  own: null,
  hypotheses: ['S-H1', 'S-H2', 'S-H4'],
  attack: ['T1078.004', 'T1539'],
  severity: 'medium',
  score: 60 - at,
  score_parts: [
    { label: 'severity of the hunt: medium', points: 40 },
    { label: 'share of the records of this user below 0.1 %', points: 20 - at },
  ],
  entity: { kind: 'user', value: 'dan@example.com' },
  window_start: '2024-05-08T02:10:00.000000Z',
  window_end: '2024-05-08T03:40:12.500000Z',
  event_count: 7,
  summary:
    'dan@example.com was seen 7 times with Boto3 on Linux from KDDI CORPORATION in JP; its other profiles have 20,412 records.',
  values: {
    as_organization_name: 'KDDI CORPORATION',
    as_number: 2516,
    country_iso_code: 'JP',
    client_name: 'Boto3',
    os_name: 'Linux',
    records_of_profile: 7,
    records_of_user: 20_419,
  },
  muted: null,
  ...values,
});

export const FINDINGS: readonly Finding[] = [
  finding(1, {
    hunt: 'access-key-many-networks',
    title: 'Access key used from several networks',
    severity: 'critical',
    score: 96,
    score_parts: [
      { label: 'severity of the hunt: critical', points: 80 },
      { label: 'one of the networks rents out servers (Clouvider Limited)', points: 10 },
      { label: '3 networks more than the threshold', points: 6 },
    ],
    attack: ['T1552.005', 'T1078.004'],
    entity: { kind: 'access_key', value: 'ASIAEXAMPLE1004' },
    event_count: 412,
    summary:
      'ASIAEXAMPLE1004 was used from 2 networks in 2 countries between 09:00 and 10:00: Amazon.com, Inc. (US) and Clouvider Limited (GB).',
    values: {
      as_organization_names: ['Amazon.com, Inc.', 'Clouvider Limited'],
      as_numbers: [14618, 62240],
      country_iso_codes: ['GB', 'US'],
      user_agents: [
        'aws-cli/2.15.30 Python/3.11.8 Linux/6.1.0-18-cloud-amd64 exe/x86_64.debian.12',
        'Boto3/1.34.84 md/Botocore#1.34.84 ua/2.0 os/windows#10 md/arch#amd64 lang/python#3.10.12',
      ],
      hour: '2024-05-09T09:00:00.000000Z',
    },
  }),
  finding(2, {
    hunt: 'many-networks-per-user-day',
    title: 'Many networks and countries in a day',
    severity: 'high',
    score: 81,
    entity: { kind: 'user', value: 'alice@example.com' },
    event_count: 214,
    summary: 'alice@example.com came from 4 networks in 3 countries on 2024-05-09: DE, GB and US.',
    values: { networks: 4, countries: 3, country_iso_codes: ['DE', 'GB', 'US'] },
  }),
  finding(3, {
    hunt: 'many-networks-per-user-day',
    title: 'Many networks and countries in a day',
    severity: 'high',
    score: 74,
    entity: { kind: 'user', value: 'erin@example.com' },
    event_count: 31,
    summary: 'erin@example.com came from 3 networks in 3 countries on 2024-05-11: DE, FR and JP.',
    values: { networks: 3, countries: 3, country_iso_codes: ['DE', 'FR', 'JP'] },
  }),
  ...Array.from({ length: 9 }, (_, at) =>
    finding(at + 4, { severity: at > 5 ? 'low' : 'medium', score: 58 - at * 4 }),
  ),
];

const question = (
  id: string,
  text: string,
  explain: string,
  answers: [string, string, number][],
  unknown: string,
) => ({
  id,
  text,
  explain,
  answers: [
    ...answers.map(([answer, next, points]) => ({ answer, next, points })),
    { answer: 'unknown', next: unknown, points: 0 },
  ],
  query: {
    sql: 'SELECT record\nFROM events\nWHERE list_contains($addresses_outside_aws, source_ip)',
    names: ['addresses_outside_aws', 'patience'],
    constants: {},
  },
});

export const TREE: TreeDrawing = {
  id: 'stolen-instance-credential',
  version: 1,
  title: 'Instance credentials used from elsewhere',
  purpose:
    'Tells whether credentials of an EC2 instance profile were used by somebody else than the instance.',
  root: 'external',
  questions: [
    question(
      'external',
      'Were the credentials used from more than one public address?',
      'One address alone shows no second user.',
      [
        ['yes', 'outside', 10],
        ['no', 'verdict:not-applicable', 0],
      ],
      'verdict:inconclusive',
    ),
    question(
      'outside',
      'Is at least one public address not of AWS?',
      'Credentials of an instance normally never leave AWS.',
      [
        ['yes', 'systems', 35],
        ['no', 'systems', -5],
      ],
      'systems',
    ),
    question(
      'systems',
      'Do the clients name several operating systems?',
      'One instance runs one system.',
      [
        ['yes', 'several-aws', 25],
        ['no', 'several-aws', 0],
      ],
      'several-aws',
    ),
    question(
      'several-aws',
      'Did several AWS addresses use the credentials?',
      'A changed address of the instance shows here.',
      [
        ['yes', 'regions', 0],
        ['no', 'verdict:malicious', 10],
      ],
      'regions',
    ),
    question(
      'regions',
      'Are the AWS addresses of more than one region?',
      'Ordinary address changes stay within a region.',
      [
        ['yes', 'verdict:malicious', 20],
        ['no', 'explained', 0],
      ],
      'explained',
    ),
    question(
      'explained',
      'Does a call that changes addresses explain every change?',
      'StartInstances, AssociateAddress and the like.',
      [
        ['yes', 'verdict:benign', -40],
        ['no', 'single', 5],
      ],
      'single',
    ),
    question(
      'single',
      'Was there a single change of address?',
      'A single move within AWS mostly has an ordinary cause.',
      [
        ['yes', 'same-client', -10],
        ['no', 'verdict:suspicious', 10],
      ],
      'verdict:inconclusive',
    ),
    question(
      'same-client',
      'Did one and the same client make all calls?',
      'The same software string on all addresses points to one machine.',
      [
        ['yes', 'verdict:likely-benign', -20],
        ['no', 'verdict:suspicious', 5],
      ],
      'verdict:inconclusive',
    ),
  ],
  verdicts: [
    {
      id: 'malicious',
      verdict: 'malicious',
      reason: 'Used from outside of AWS or from another region, and nothing explains it.',
    },
    { id: 'suspicious', verdict: 'suspicious', reason: 'Several changes of address that no call explains.' },
    { id: 'inconclusive', verdict: 'inconclusive', reason: 'The logs at hand do not decide it.' },
    { id: 'likely-benign', verdict: 'likely benign', reason: 'One move within AWS with the same client.' },
    { id: 'benign', verdict: 'benign', reason: 'Every change of address has its explaining call.' },
    {
      id: 'not-applicable',
      verdict: 'not applicable',
      reason: 'Only one public address used the credentials.',
    },
  ],
};

const step = (
  id: string,
  answer: string,
  reason: string,
  points: number,
  records: number[],
  missing: string | null = null,
): PathStep => ({
  question: id,
  text: TREE.questions.find((each) => each.id === id)?.text ?? id,
  answer,
  reason,
  points,
  missing,
  events: records.map((record) => ({ evidence_id: 1, record })),
});

export const TREE_STATE: TreeState = {
  id: TREE.id,
  version: TREE.version,
  title: TREE.title,
  purpose: TREE.purpose,
  subject: 'session',
  own: null,
  state: 'verdicts',
  reason: null,
  verdicts: 4,
  parameters: [
    {
      name: 'patience',
      title: 'Minutes between two addresses',
      kind: 'integer',
      value: 5,
      default: 5,
      minimum: 1,
      maximum: 60,
      choices: null,
      shared: false,
      help: 'A change that takes longer is none.',
    },
  ],
};

const verdictOf = (
  values: Pick<Verdict, 'verdict_id' | 'verdict' | 'score' | 'path' | 'reason'> & Partial<Verdict>,
): Verdict => ({
  tree: TREE.id,
  tree_version: TREE.version,
  title: TREE.title,
  subject: { kind: 'session', value: 'AROAEXAMPLEWEBFRONT:i-0a1b2c3d4e5f67890' },
  alert: null,
  picked: null,
  parameters: { patience: 5 },
  confidence: 'high',
  window_start: '2024-05-09T09:04:10.000000Z',
  window_end: '2024-05-09T10:31:44.000000Z',
  facts: {
    public_addresses: 2,
    addresses_outside_aws: ['203.0.113.9'],
    operating_systems: ['Linux', 'Windows'],
    aws_addresses: ['203.0.113.77'],
    aws_regions: ['us-east-1'],
    explained_changes: null,
    address_changes: [
      { at: '2024-05-09T09:41:02Z', from: '203.0.113.77', to: '203.0.113.9', explained_by: null },
    ],
  },
  missing: [],
  own: null,
  answers: [],
  ...values,
});

export const VERDICTS: readonly Verdict[] = [
  verdictOf({
    verdict_id: 'v-1',
    verdict: 'malicious',
    score: 90,
    reason:
      'Used from outside of AWS (Clouvider Limited) with another operating system, and nothing explains it.',
    path: [
      step(
        'external',
        'yes',
        '2 public addresses used the credentials: 203.0.113.77 and 203.0.113.9.',
        10,
        [1003, 2004],
      ),
      step(
        'outside',
        'yes',
        '203.0.113.9 is of Clouvider Limited (AS62240), not of AWS.',
        35,
        [2004, 2005, 2019],
      ),
      step('systems', 'yes', 'Linux from the instance, Windows from 203.0.113.9.', 25, [1003, 2004]),
      step('several-aws', 'no', 'Only 203.0.113.77 is of AWS.', 10, [1003]),
    ],
  }),
  verdictOf({
    verdict_id: 'v-2',
    verdict: 'inconclusive',
    score: 35,
    confidence: 'low',
    subject: { kind: 'session', value: 'AROAEXAMPLEBATCH:i-0fedcba9876543210' },
    reason: 'Two AWS addresses used the credentials; without EC2 management events the change stays open.',
    missing: ['CloudTrail management events of EC2 (AssociateAddress, StartInstances …)'],
    path: [
      step('external', 'yes', '2 public addresses used the credentials.', 10, [501, 900]),
      step('outside', 'no', 'Both addresses are of Amazon.com, Inc. by network number.', -5, [501]),
      step('systems', 'no', 'All clients name Linux.', 0, []),
      step('several-aws', 'yes', '2 AWS addresses.', 0, [501, 900]),
      step(
        'regions',
        'unknown',
        'The region of the addresses is not known without address ranges.',
        0,
        [],
        "Amazon's ip-ranges.json",
      ),
      step(
        'explained',
        'unknown',
        'No EC2 management events are in this case.',
        0,
        [],
        'CloudTrail management events of EC2',
      ),
      step(
        'single',
        'unknown',
        'The order of the addresses is not clear.',
        0,
        [],
        'CloudTrail management events of EC2',
      ),
    ],
  }),
  verdictOf({
    verdict_id: 'v-3',
    verdict: 'benign',
    score: 5,
    subject: { kind: 'session', value: 'AROAEXAMPLEMAIL:i-0123456789abcdef0' },
    reason: 'Every change of address has its explaining call (AssociateAddress).',
    path: [
      step('external', 'yes', '2 public addresses used the credentials.', 10, [77, 88]),
      step('outside', 'no', 'Both addresses are of AWS.', -5, []),
      step('systems', 'no', 'All clients name Linux.', 0, []),
      step('several-aws', 'yes', '2 AWS addresses.', 0, [77, 88]),
      step('regions', 'no', 'Both are of us-east-1.', 0, []),
      step('explained', 'yes', 'AssociateAddress at 2024-05-07 11:02:09 UTC moved the address.', -40, [81]),
    ],
  }),
  verdictOf({
    verdict_id: 'v-4',
    verdict: 'not applicable',
    score: 0,
    subject: { kind: 'session', value: 'AROAEXAMPLEDB:i-0aaaabbbbccccdddd0' },
    reason: 'Only one public address used the credentials.',
    path: [step('external', 'no', 'Only 203.0.113.77 used the credentials.', 0, [12])],
  }),
];

export const DATA: readonly DataFile[] = [
  {
    id: 'dbip-city',
    title: 'DB-IP City Lite',
    kind: 'place',
    version: '2.3.2026060513',
    date: '2026-06-05',
    licence: 'CC-BY-4.0',
    attribution: 'IP Geolocation by DB-IP, https://db-ip.com',
    origin: 'built in',
    entries: 4_812_330,
    name: null,
    path: null,
    sha256: null,
    problem: null,
  },
  {
    id: 'asn',
    title: 'IP to ASN',
    kind: 'network',
    version: '2.3.2026061719',
    date: '2026-06-17',
    licence: 'PDDL-1.0',
    attribution: 'RouteViews and DB-IP',
    origin: 'built in',
    entries: 512_004,
    name: null,
    path: null,
    sha256: null,
    problem: null,
  },
  {
    id: 'client-rules',
    title: 'Client rules',
    kind: 'client rules',
    version: '1',
    date: '2026-07-01',
    licence: 'MIT',
    attribution: 'Interloper; ua-parser-js 1.0.41',
    origin: 'built in',
    entries: 61,
    name: null,
    path: null,
    sha256: null,
    problem: null,
  },
  {
    id: 'hosting',
    title: 'Hosting networks',
    kind: 'network labels',
    version: '1',
    date: '2026-07-01',
    licence: 'MIT',
    attribution: 'Interloper',
    origin: 'built in',
    entries: 212,
    name: null,
    path: null,
    sha256: null,
    problem: null,
  },
];

const stretch = (events: number, first_timestamp: string | null, last_timestamp: string | null) => ({
  events,
  first_timestamp,
  last_timestamp,
});
const nothing = stretch(0, null, null);

export const COVERAGE: Omit<CoveragePage, 'histogram'> = {
  sources: [
    {
      event_dataset: 'aws.cloudtrail',
      events: 7_999_424,
      first_timestamp: '2024-05-01T00:00:04.120000Z',
      last_timestamp: '2024-05-14T23:59:51.007000Z',
      users: 6,
      accounts: 1,
      hosts: 0,
      usual_pause_seconds: 60,
      gap_limit_seconds: 3600,
      gaps_total: 1,
      gaps: [{ start: '2024-05-09T11:20:00.000000Z', end: '2024-05-09T16:40:00.000000Z', seconds: 19_200 }],
      future: nothing,
      early: stretch(3, '1970-01-01T00:00:00.000000Z', '1970-01-01T00:00:00.000000Z'),
      late: nothing,
    },
    {
      event_dataset: 'okta.system',
      events: 1_600_512,
      first_timestamp: '2024-05-01T00:02:00.000000Z',
      last_timestamp: '2024-05-11T17:00:00.000000Z',
      users: 4,
      accounts: 0,
      hosts: 0,
      usual_pause_seconds: 300,
      gap_limit_seconds: 3600,
      gaps_total: 0,
      gaps: [],
      future: nothing,
      early: nothing,
      late: nothing,
    },
  ],
  missing: [
    {
      definition: 'kubectl-first-seen',
      title: 'First-seen kubectl command',
      missing: 'process events (EDR or Jamf Protect)',
    },
  ],
  offsets: [
    {
      source: 'zscaler-web',
      files: 1,
      events: 1204,
      offsets: { none: 1204 },
      listed: [{ evidence_id: 3, name: 'nss.ndjson' }],
    },
  ],
};
