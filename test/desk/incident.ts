import type { Readers } from '../../electron/engine/desk/readers.ts';
import type { Finding, Verdict } from '../../shared/model.ts';
import { caseOf, insert, type SomeEvent } from '../support/desk-seed.ts';

/** The story of the article in little: one session used from an office, from a phone, and from a hosting provider. */

const ADA = 'ada@example.com';

const from = {
  office: {
    source_address: '192.0.2.1',
    source_kind: 'public',
    source_country_iso_code: 'US',
    source_region_name: 'Virginia',
    source_city_name: 'Ashburn',
    source_as_number: 7922,
    source_as_organization_name: 'Comcast',
    log_country_iso_code: 'CA',
    log_as_number: 1,
    log_as_organization_name: 'Not asked',
  },
  phone: {
    source_address: '198.51.100.7',
    source_kind: 'public',
    log_country_iso_code: 'US',
    log_as_number: 21928,
    log_as_organization_name: 'T-Mobile',
  },
  hosting: {
    source_address: '203.0.113.9',
    source_kind: 'public',
    source_country_iso_code: 'NL',
    source_as_number: 62240,
    source_as_organization_name: 'Clouvider Limited',
    source_is_hosting: true,
    source_cloud_provider: 'Example Cloud',
    source_cloud_region: 'ams1',
  },
  private: { source_address: '10.0.0.5', source_kind: 'private', source_range_name: 'private network' },
} as const;

const chrome = (version: string) => ({
  user_agent_original: `Mozilla/5.0 Chrome/${version}`,
  client_name: 'Chrome',
  os_name: 'Windows',
});
const phone = { user_agent_original: 'Mozilla/5.0 iPhone', client_name: 'Mobile Safari', os_name: 'iOS' };
const tool = { user_agent_original: 'strange-tool/1' };
const okta = { event_dataset: 'okta.system', event_action: 'user.session.start', event_provider: 'okta' };
const aws = {
  event_dataset: 'aws.cloudtrail',
  event_action: 'ListBuckets',
  event_provider: 's3.amazonaws.com',
};

const at = (minute: number) => `2024-05-01T10:${String(minute).padStart(2, '0')}:00.000000Z`;

export const EVENTS: SomeEvent[] = [
  event(1, 1, 0, { ...okta, ...from.office, ...chrome('120'), user_name: ADA, session_id: 's1' }),
  event(1, 2, 1, { ...okta, ...from.office, ...chrome('120'), user_name: ADA, session_id: 's1' }),
  event(1, 3, 2, { ...okta, ...from.office, ...chrome('121'), user_name: ADA, session_id: 's1' }),
  event(1, 4, 3, {
    ...okta,
    ...from.office,
    ...chrome('121'),
    user_name: 'bob@example.com',
    session_id: 's2',
  }),
  event(1, 5, 4, { ...okta, ...from.phone, ...phone, user_name: ADA, session_id: 's1' }),
  event(1, 6, 5, { ...okta, ...from.phone, ...phone, user_name: ADA, session_id: 's1' }),
  event(2, 1, 6, {
    ...aws,
    ...from.hosting,
    ...tool,
    user_name: ADA,
    access_key_id: 'ASIA1',
    event_id: 'e-1',
  }),
  event(2, 2, 6, {
    ...aws,
    ...from.hosting,
    ...tool,
    device_os_name: 'Linux',
    user_name: ADA,
    access_key_id: 'ASIA1',
    event_id: 'e-2',
    event_outcome: 'failure',
  }),
  event(2, 3, 7, { ...aws, ...from.private, user_name: 'carol%', access_key_id: 'AKIA2', event_id: 'e-3' }),
  event(2, 4, 8, { user_name: null, event_id: 'e-4' }),
];

function event(evidence_id: number, record: number, minute: number, more: Partial<SomeEvent>): SomeEvent {
  return { event_outcome: 'success', ...more, evidence_id, record, timestamp: at(minute) };
}

export const FINDING: Finding = {
  finding_id: 'f1',
  hunt: 'rare-session-profiles',
  title: 'Rare session profiles',
  own: null,
  hypotheses: ['S-H1'],
  attack: ['T1078.004'],
  severity: 'high',
  score: 70,
  score_parts: [{ label: 'severity: high', points: 55 }],
  entity: { kind: 'user', value: ADA },
  window_start: at(6),
  window_end: at(6),
  event_count: 2,
  summary: 'ada@example.com was seen from AS62240',
  values: { network: 'AS62240', share: 0.25, addresses: ['203.0.113.9'] },
  muted: null,
};

export const VERDICT: Verdict = {
  verdict_id: 'v1',
  tree: 'aws-instance-credentials',
  tree_version: 1,
  title: 'Instance credentials',
  subject: { kind: 'access_key', value: 'ASIA1' },
  alert: null,
  parameters: {},
  verdict: 'suspicious',
  reason: 'used from a hosting provider',
  score: 60,
  confidence: 'medium',
  window_start: at(6),
  window_end: at(6),
  facts: { addresses: 1 },
  path: [
    {
      question: 'outside',
      text: 'Is an address outside of Amazon?',
      answer: 'yes',
      reason: '203.0.113.9 is of AS62240',
      points: 40,
      missing: null,
      events: [
        { evidence_id: 2, record: 2 },
        { evidence_id: 2, record: 1 },
      ],
    },
    {
      question: 'moved',
      text: 'Was an address moved?',
      answer: 'unknown',
      reason: 'no management events',
      points: 0,
      missing: 'CloudTrail management events',
      events: [{ evidence_id: 1, record: 6 }],
    },
  ],
  missing: ['CloudTrail management events'],
  own: null,
  answers: [],
};

/** Readers that hold one finding and one verdict, for their own entity. */
export const READERS: Readers = {
  findings: (_desk, { entities, offset }) => {
    const rows = (entities?.some((one) => same(one, FINDING.entity)) ?? true) ? [FINDING] : [];
    return Promise.resolve({ total: rows.length, findings: rows.slice(offset) });
  },
  verdicts: (_desk, { entities, offset }) => {
    const rows = (entities?.some((one) => same(one, VERDICT.subject)) ?? true) ? [VERDICT] : [];
    return Promise.resolve({ total: rows.length, verdicts: rows.slice(offset) });
  },
  titles: () => Promise.resolve((definition) => `title of ${definition}`),
  query: () => Promise.resolve(null),
};

const same = (a: { kind: string; value: string }, b: { kind: string; value: string }): boolean =>
  a.kind === b.kind && a.value === b.value;

/** A case of these events with the rows of that finding and verdict, and two hunts that could not run. */
export async function incident(events: readonly SomeEvent[] = EVENTS) {
  const database = await caseOf(events);
  const { job } = database;
  await insert(job, 'findings', [
    {
      finding_id: 'f1',
      hunt: FINDING.hunt,
      severity: 'high',
      score: 70,
      entity_kind: 'user',
      entity_value: ADA,
      event_count: 2,
      summary: FINDING.summary,
      finding_values: '{}',
      score_parts: '[]',
    },
  ]);
  await insert(job, 'finding_events', [
    { finding_id: 'f1', ordinal: 1, evidence_id: 2, record: 2 },
    { finding_id: 'f1', ordinal: 2, evidence_id: 2, record: 1 },
    { finding_id: 'other', ordinal: 1, evidence_id: 1, record: 1 },
  ]);
  await insert(job, 'verdicts', [
    {
      verdict_id: 'v1',
      tree: VERDICT.tree,
      tree_version: 1,
      subject_kind: 'access_key',
      subject: 'ASIA1',
      parameters: '{}',
      verdict: 'suspicious',
      reason: VERDICT.reason,
      score: 60,
      confidence: 'medium',
      facts: '{}',
      path: JSON.stringify(VERDICT.path),
      missing: '[]',
    },
  ]);
  await insert(job, 'verdict_events', [
    { verdict_id: 'v1', question: 'moved', ordinal: 1, evidence_id: 1, record: 6 },
    { verdict_id: 'v1', question: 'outside', ordinal: 1, evidence_id: 2, record: 2 },
    { verdict_id: 'v1', question: 'outside', ordinal: 2, evidence_id: 2, record: 1 },
    { verdict_id: 'v1', question: 'moved', ordinal: 2, evidence_id: 2, record: 2 },
  ]);
  await insert(job, 'hunt_runs', [
    { hunt: 'ran', state: 'none', parameters: '{}', findings: 0 },
    { hunt: 'b-hunt', state: 'not run', reason: 'proxy logs', parameters: '{}', findings: 0 },
    { hunt: 'a-hunt', state: 'not run', reason: 'Okta logs', parameters: '{}', findings: 0 },
  ]);
  return database;
}
