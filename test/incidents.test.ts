import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine } from '../electron/engine/engine.ts';
import { readFindings } from '../electron/engine/hunting.ts';
import { runIncidents } from '../electron/engine/incidents/incidents.ts';
import { findPeople } from '../electron/engine/people/find-people.ts';
import { readIncidents } from '../electron/engine/incidents/read.ts';
import { sampleEvidence } from '../electron/engine/sample/sample-case.ts';
import { SEVERITIES, type EntityKind, type Finding, type Incident } from '../shared/model.ts';
import { caseOf, insert, type SomeEvent } from './support/desk-seed.ts';
import { validReport } from './report/valid-report.ts';

const RESOURCES = resolve(import.meta.dirname, '../resources');
const MIRA = 'mira.lindqvist@ferncliff.example';
let now = Date.UTC(2024, 5, 1);
const engine = createEngine({
  resourcesPath: RESOURCES,
  toolVersion: '0.0.0',
  clock: () => new Date((now += 1000)),
});
const client = createRouterClient(engine.router);

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  await client.case.create({ path: join(folder, 'a.interloper'), examiner: 'R. Tanaka' });
  await client.evidence.import({ inputs: [{ path: sampleEvidence(RESOURCES), name: 'sample' }] });
  for await (const progress of await client.job.watch({})) void progress;
}, 120_000);
afterAll(() => engine.close());

/** The incident of the phished session. */
async function phished() {
  const { incidents } = await client.incidents.list({});
  const found = incidents.find((one) => one.entity.value === MIRA && one.verdict === 'malicious');
  expect(found).toBeDefined();
  return client.incidents.get({ incident_id: (found as Incident).incident_id });
}
const report = async () => (await client.report.json({})).text ?? '';

test('H-X4 what happened to one person in Okta, Entra ID and AWS is one incident with one time line over all', async () => {
  const { incident, members, findings, verdicts, events, events_total, datasets } = await phished();
  expect(incident.entities.filter(({ entity }) => entity.kind === 'person')).toEqual([
    { entity: { kind: 'person', value: MIRA }, records: expect.any(Number) as number },
  ]);
  expect(new Set(findings.map(({ entity }) => entity.kind))).toEqual(
    new Set(['user', 'session', 'access_key', 'person']),
  );
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(['malicious', 'suspicious']);
  expect(members).toHaveLength(findings.length + verdicts.length);
  expect(datasets.map(({ event_dataset }) => event_dataset)).toEqual([
    'aws.cloudtrail',
    'azure.signinlogs',
    'okta.system',
  ]);
  expect(events).toHaveLength(events_total);
  const times = events.map((row) => String(row['timestamp']));
  expect(times).toEqual([...times].sort());
  expect(incident.hypotheses).toEqual(['S-H1', 'S-H2', 'S-H3', 'S-H4']);
  expect(incident.attack).toContain('T1539');
});

test('H-X3 incidents are ranked, and each score is the sum of the parts that are shown', async () => {
  const { incidents, total, gap_hours } = await client.incidents.list({});
  expect({ total, gap_hours }).toEqual({ total: incidents.length, gap_hours: 24 });
  expect(incidents.slice(0, 2).map(({ verdict }) => verdict)).toEqual(['malicious', 'malicious']);
  expect(incidents.map(({ score }) => score)).toEqual(
    incidents.map(({ score }) => score).sort((a, b) => b - a),
  );
  for (const { score, score_parts } of incidents)
    expect(score_parts.reduce((sum, { points }) => sum + points, 0)).toBe(score);
  for (const { incident_id } of incidents) {
    const { members, incident } = await client.incidents.get({ incident_id });
    expect(members.reduce((sum, { points }) => sum + points, 0)).toBeGreaterThanOrEqual(incident.score);
  }
});

test('H-X3 a finding says how many hypotheses agree around it, and who is privileged by which evidence', async () => {
  const { findings } = await phished();
  const labels = new Set(findings.flatMap(({ score_parts }) => score_parts.map(({ label }) => label)));
  expect(
    [...labels].some((label) => /^4 hypotheses supported by \d+ hunts of one incident$/.test(label)),
  ).toBe(true);
  expect(labels).toContain(`privileged: ${MIRA}, opens the Okta Admin Console in this evidence`);
  for (const { score, score_parts } of findings) {
    const sum = score_parts.reduce((all, { points }) => all + points, 0);
    expect(score).toBe(Math.min(100, Math.max(0, sum)));
  }
});

test('H-X4 a shorter gap makes more incidents, a longer one fewer, and the default comes back', async () => {
  const before = await report();
  const { total } = await client.incidents.list({});
  expect((await client.incidents.configure({ gap_hours: 1 })).total).toBeGreaterThan(total);
  expect((await client.incidents.configure({ gap_hours: 240 })).total).toBeLessThan(total);
  await expect(client.incidents.configure({ gap_hours: -1 })).rejects.toThrow(/less than 0/);
  expect(await client.incidents.configure({ gap_hours: null })).toEqual({ total, gap_hours: 24 });
  expect(await report()).toBe(before);
});

test('H-X3 a muted finding is marked, counted and in no incident, also after its hunt ran again, until it is taken back', async () => {
  const before = await report();
  const { findings, incident } = await phished();
  const muted = findings.find(({ hunt }) => hunt === 'session-many-networks') as Finding;
  const mute = await client.findings.mute({
    hunt: muted.hunt,
    entity: muted.entity,
    window: { start: muted.window_start ?? '', end: muted.window_end ?? '' },
    reason: 'a test by the red team',
  });
  expect(mute).toMatchObject({ reason: 'a test by the red team', muted_by: 'R. Tanaka' });
  const { total } = await client.findings.list({});
  for (const again of [false, true]) {
    if (again) await client.hunts.configure({ hunt: muted.hunt, values: {} });
    const without = await client.findings.list({ muted: 'without' });
    expect([without.total, without.muted]).toEqual([total - 1, 1]);
    expect((await client.findings.list({ muted: 'only' })).findings.map((one) => one.finding_id)).toEqual([
      muted.finding_id,
    ]);
    const now_ = await phished();
    expect(now_.findings.map((one) => one.finding_id)).not.toContain(muted.finding_id);
    expect(now_.incident.score).toBeLessThanOrEqual(incident.score);
    expect((await client.findings.get({ finding_id: muted.finding_id })).finding.muted).toEqual(mute);
    const told = validReport(await report());
    expect(told.findings.filter((one) => one.muted !== null)).toMatchObject([
      { id: muted.finding_id, muted: 'a test by the red team' },
    ]);
    const one = {
      hunt: muted.hunt,
      title: muted.title,
      entity: muted.entity,
      reason: mute.reason,
      findings: 1,
    };
    expect(told.mutes).toEqual([
      { ...one, window: { start: mute.window_start, end: mute.window_end }, author: null, written_at: null },
    ]);
    const overview = await client.overview.get({});
    expect(overview.muted).toBe(1);
    expect(overview.top_findings.map((one) => one.finding_id)).not.toContain(muted.finding_id);
  }
  expect(await client.findings.mutes({})).toEqual([{ ...mute, findings: 1 }]);
  const custody = validReport((await client.report.json({ custody: true })).text ?? '');
  expect(custody.mutes).toMatchObject([{ author: 'R. Tanaka', written_at: mute.muted_at }]);
  await client.findings.unmute({ mute_id: mute.mute_id });
  expect(await client.findings.mutes({})).toEqual([]);
  await expect(client.findings.unmute({ mute_id: mute.mute_id })).rejects.toThrow(/no such mute/);
  expect(await report()).toBe(before);
  const { rows } = await client.case.audit({ limit: 1000 });
  expect(
    rows
      .filter((row) => String(row['action']).startsWith('findings.'))
      .map((row) => row['action'])
      .sort(),
  ).toEqual(['findings.muted', 'findings.unmuted']);
});

test('S-P1 findings of chosen severities are listed in pages, and every severity is counted whichever are chosen', async () => {
  const { findings: all, severities } = await client.findings.list({ limit: 1000 });
  const counted: Record<string, number> = {};
  for (const { severity } of all) counted[severity] = (counted[severity] ?? 0) + 1;
  expect(severities).toEqual(counted);
  expect(Object.keys(counted).length).toBeGreaterThan(1);
  for (const severity of SEVERITIES) {
    const expected = all.filter((one) => one.severity === severity);
    const pages = [];
    for (let offset = 0; offset < Math.max(1, expected.length); offset += 2) {
      const page = await client.findings.list({ severities: [severity], offset, limit: 2 });
      expect([page.total, page.severities]).toEqual([expected.length, counted]);
      pages.push(...page.findings);
    }
    expect(pages).toEqual(expected);
  }
});

test('H-X3 a hunt is muted for one entity: all its findings of whatever time, and those of nobody else', async () => {
  const hunt = 'rare-session-profiles';
  const all = (await client.findings.list({ hunt })).findings;
  const hers = all.filter(({ entity }) => entity.value === MIRA);
  expect(hers.length).toBeGreaterThan(1);
  const { mute_id } = await client.findings.mute({
    hunt,
    entity: { kind: 'user', value: MIRA },
    reason: 'travels',
  });
  const { findings, muted } = await client.findings.list({ hunt, muted: 'without' });
  expect(muted).toBe(hers.length);
  expect(findings).toHaveLength(all.length - hers.length);
  await expect(
    client.findings.mute({ hunt, entity: { kind: 'user', value: MIRA }, reason: '  ' }),
  ).rejects.toThrow();
  await client.findings.unmute({ mute_id });
});

const HUNT = 'user-many-networks';
const at = (hour: number) =>
  `2024-05-${String(1 + Math.floor(hour / 24)).padStart(2, '0')}T${String(hour % 24).padStart(2, '0')}:00:00.000000Z`;

/** A case whose findings cite these events, each finding a list of places in them. */
async function caseWith(
  events: readonly Partial<SomeEvent>[],
  findings: readonly { kind: EntityKind; value: string; cites: number[]; hunt?: string }[],
) {
  const rows = events.map((event, place) => ({
    evidence_id: 1,
    record: place + 1,
    timestamp: at(place),
    event_outcome: 'success',
    ...event,
  })) as SomeEvent[];
  const { job } = await caseOf(rows);
  await insert(
    job,
    'findings',
    findings.map(({ kind, value, cites, hunt = HUNT }, place) => ({
      finding_id: `f${place}`,
      hunt,
      severity: 'medium',
      score: 40,
      entity_kind: kind,
      entity_value: value,
      window_start: at(Math.min(...cites)),
      window_end: at(Math.max(...cites)),
      event_count: cites.length,
      summary: `finding ${place}`,
      finding_values: '{}',
      own_parts: '[{"label":"severity: medium","points":40}]',
      score_parts: '[]',
    })),
  );
  await insert(
    job,
    'finding_events',
    findings.flatMap(({ cites }, place) =>
      cites.map((cited, ordinal) => ({
        finding_id: `f${place}`,
        ordinal,
        evidence_id: 1,
        record: cited + 1,
      })),
    ),
  );
  await findPeople(job);
  await runIncidents(job);
  const page = { offset: 0, limit: 100 };
  const { incidents } = await readIncidents(job, page);
  const members = await job.rows<{ incident_id: string; member_id: string }>(
    'FROM incident_members ORDER BY ALL',
  );
  const groups = incidents.map(({ incident_id }) =>
    members
      .filter((one) => one.incident_id === incident_id)
      .map((one) => one.member_id)
      .sort()
      .join(' '),
  );
  return { job, incidents, groups: groups.sort(), findings: (await readFindings(job, page)).findings };
}

test('H-X4 a role ties nobody by its name; the session that Identity Center names ties its person', async () => {
  const role = 'AWSReservedSSO_Admin_3b0839de340c9d75';
  const arn = (who: string) => `arn:aws:sts::111122223333:assumed-role/${role}/${who}`;
  const aws = (who: string) => ({
    event_dataset: 'aws.cloudtrail',
    user_name: role,
    user_type: 'AssumedRole',
    principal_arn: arn(who),
    access_key_id: `ASIA-${who}`,
  });
  const { groups } = await caseWith(
    [
      { user_name: 'Ada@example.com', event_dataset: 'okta.system' },
      aws('ada@example.com'),
      { user_name: 'bob@example.com', event_dataset: 'okta.system' },
      aws('bob@example.com'),
    ],
    [
      { kind: 'user', value: 'Ada@example.com', cites: [0] },
      { kind: 'access_key', value: 'ASIA-ada@example.com', cites: [1] },
      { kind: 'user', value: role, cites: [1] },
      { kind: 'user', value: 'bob@example.com', cites: [2] },
      { kind: 'user', value: role, cites: [3] },
    ],
  );
  expect(groups).toEqual(['f0 f1 f2', 'f3 f4']);
});

test('H-X4 a device of more than three people, or records that name more than three, tie nobody', async () => {
  const people = ['ada', 'bob', 'cyd', 'dan'];
  const onDevice = (device: string, count: number) =>
    people.slice(0, count).map((user_name) => ({ user_name, device_id: device }));
  const each = (count: number, from = 0) =>
    people.slice(0, count).map((value, place) => ({ kind: 'user' as const, value, cites: [from + place] }));
  expect((await caseWith(onDevice('kiosk', 4), each(4))).groups).toEqual(['f0', 'f1', 'f2', 'f3']);
  expect((await caseWith(onDevice('laptop', 3), each(3))).groups).toEqual(['f0 f1 f2']);
  const address = people.map((user_name) => ({ user_name, source_address: '203.0.113.9' }));
  const sprayed = { kind: 'address' as const, value: '203.0.113.9', cites: [0, 1, 2, 3] };
  expect((await caseWith(address, [...each(4), sprayed])).groups).toEqual(['f0', 'f1', 'f2', 'f3', 'f4']);
});

test('H-X4 names on a cited record that is not of the finding’s own entity tie nothing', async () => {
  const { groups } = await caseWith(
    [{ user_name: 'ada' }, { user_name: 'bob' }],
    [
      { kind: 'user', value: 'ada', cites: [0, 1] },
      { kind: 'user', value: 'bob', cites: [1] },
    ],
  );
  expect(groups).toEqual(['f0', 'f1']);
});

test.each<[string, Partial<SomeEvent>, string | null]>([
  ['root', { user_type: 'Root', user_name: 'root' }, 'privileged: root'],
  [
    'a role of administrators',
    { user_name: 'Admin', role_arn: 'arn:aws:iam::1:role/OrgAdmin' },
    'privileged: the role OrgAdmin',
  ],
  ['an ordinary role', { user_name: 'x', role_arn: 'arn:aws:iam::1:role/admin/reader' }, null],
])('H-X3 %s is told by its own record', async (_what, event, label) => {
  const { findings } = await caseWith(
    [event],
    [{ kind: 'user', value: String(event['user_name']), cites: [0] }],
  );
  expect(findings[0]?.score_parts.at(-1)?.label).toBe(label ?? 'severity: medium');
});

const ATTACHED = '{"userName":"Ada","policyArn":"arn:aws:iam::aws:policy/AdministratorAccess"}';
test.each<[string, Partial<SomeEvent>, boolean]>([
  [
    'AdministratorAccess attached',
    { event_dataset: 'aws.cloudtrail', event_action: 'AttachUserPolicy', event_detail: ATTACHED },
    true,
  ],
  [
    '… refused',
    {
      event_dataset: 'aws.cloudtrail',
      event_action: 'AttachUserPolicy',
      event_detail: ATTACHED,
      event_outcome: 'failure',
    },
    false,
  ],
  [
    'another policy',
    {
      event_dataset: 'aws.cloudtrail',
      event_action: 'AttachUserPolicy',
      event_detail: ATTACHED.replace('Administrator', 'ReadOnly'),
    },
    false,
  ],
  [
    'an Okta role',
    { event_dataset: 'okta.system', event_action: 'user.account.privilege.grant', resource_name: 'ADA' },
    true,
  ],
  [
    'an Entra role of administrators',
    {
      event_dataset: 'azure.auditlogs',
      event_action: 'Add member to role',
      resource_name: 'ada',
      event_detail: '[{"newValue":"\\"Global Administrator\\""}]',
    },
    true,
  ],
  [
    'an Entra role of readers',
    {
      event_dataset: 'azure.auditlogs',
      event_action: 'Add member to role',
      resource_name: 'ada',
      event_detail: '[{"newValue":"\\"Directory Readers\\""}]',
    },
    false,
  ],
])('H-X3 privileged by evidence: %s', async (_what, grant, isPrivileged) => {
  const { findings } = await caseWith(
    [{ user_name: 'ada' }, { user_name: 'someone', ...grant }],
    [{ kind: 'user', value: 'ada', cites: [0] }],
  );
  const labels = findings[0]?.score_parts.map(({ label }) => label) ?? [];
  expect(labels.some((label) => label.startsWith('privileged: ada, given '))).toBe(isPrivileged);
});

test('H-X3 H-X4 a second run changes nothing, and a case without findings has no incidents', async () => {
  const { job, incidents, findings } = await caseWith(
    [{ user_name: 'ada' }, { user_name: 'ada' }],
    [
      { kind: 'user', value: 'ada', cites: [0] },
      { kind: 'user', value: 'ada', cites: [1], hunt: 'impossible-travel' },
    ],
  );
  const page = { offset: 0, limit: 100 };
  await runIncidents(job);
  expect((await readIncidents(job, page)).incidents).toEqual(incidents);
  expect((await readFindings(job, page)).findings).toEqual(findings);
  await job.run('DELETE FROM findings');
  await runIncidents(job);
  expect(await readIncidents(job, page)).toEqual({ total: 0, incidents: [] });
});
