import { expect, test } from 'vitest';
import { findingEvents, verdictEvents } from '../../electron/engine/desk/cited-events.ts';
import { findingsAbout, verdictsAbout } from '../../electron/engine/desk/about-entity.ts';
import { entityPage } from '../../electron/engine/desk/entity.ts';
import { facet } from '../../electron/engine/desk/facet.ts';
import { overview } from '../../electron/engine/desk/overview.ts';
import { unusual } from '../../electron/engine/desk/unusual.ts';
import { searchEntities } from '../../electron/engine/desk/search.ts';
import { readFindings } from '../../electron/engine/hunts/findings.ts';
import { readVerdicts } from '../../electron/engine/trees/verdicts.ts';
import { EntityPage, Overview } from '../../shared/contract.ts';
import { ENTITY_KINDS } from '../../shared/model.ts';
import { insert } from '../support/desk-seed.ts';
import { FINDING, incident, READERS, VERDICT } from './incident.ts';

const { desk } = await incident();
/** The events of the incident have no role. */
const INSTANCES = 'aws-instance-credentials';

test('S-P1 an entity page counts over all sources and leads on to the names on the same records', async () => {
  const page = await entityPage(desk, { kind: 'user', value: 'ada@example.com' }, READERS);
  expect(page).toMatchObject({
    entity: { kind: 'user', value: 'ada@example.com' },
    events: 7,
    failures: 1,
    first_timestamp: '2024-05-01T10:00:00.000000Z',
    last_timestamp: '2024-05-01T10:06:00.000000Z',
    datasets: [
      { event_dataset: 'okta.system', events: 5 },
      { event_dataset: 'aws.cloudtrail', events: 2 },
    ],
    top_actions: [
      { event_action: 'user.session.start', event_provider: 'okta', events: 5, failures: 0 },
      { event_action: 'ListBuckets', event_provider: 's3.amazonaws.com', events: 2, failures: 1 },
    ],
    findings: [FINDING],
    verdicts: [],
  });
  expect(page.related).toEqual([
    { entity: { kind: 'access_key', value: 'ASIA1' }, events: 2 },
    { entity: { kind: 'session', value: 's1' }, events: 5 },
    { entity: { kind: 'client', value: 'Mozilla/5.0 Chrome/120' }, events: 2 },
    { entity: { kind: 'client', value: 'Mozilla/5.0 iPhone' }, events: 2 },
    { entity: { kind: 'client', value: 'strange-tool/1' }, events: 2 },
    { entity: { kind: 'client', value: 'Mozilla/5.0 Chrome/121' }, events: 1 },
  ]);
});

test('the addresses of an entity stand beside what the log says of them', async () => {
  const { addresses } = await entityPage(desk, { kind: 'user', value: 'ada@example.com' }, READERS);
  expect(
    addresses.map((use) => [use.source_address, use.place, use.country_iso_code, use.log_country, use.cloud]),
  ).toEqual([
    ['192.0.2.1', 'Ashburn, Virginia', 'US', 'CA', null],
    ['198.51.100.7', '', null, 'US', null],
    ['203.0.113.9', '', 'NL', null, 'Example Cloud ams1'],
  ]);
  expect(addresses.map((use) => [use.events, use.failures])).toEqual([
    [3, 0],
    [2, 0],
    [2, 1],
  ]);
  const inside = await entityPage(desk, { kind: 'address', value: '10.0.0.5' }, READERS);
  expect(inside.addresses[0]).toMatchObject({
    source_kind: 'private',
    place: 'private network',
    is_hosting: false,
  });
});

test.each(ENTITY_KINDS)('%s: a page of what no event names is empty, not an error', async (kind) => {
  const page = await entityPage(desk, { kind, value: "' OR 1=1" }, READERS);
  expect(EntityPage.parse(page)).toMatchObject({
    events: 0,
    first_timestamp: null,
    addresses: [],
  });
});

test('a search finds parts of names whatever their case, the exact one first', async () => {
  const names = async (text: string, limit = 20) =>
    (await searchEntities(desk, { text, limit })).map(({ entity, events }) => [
      entity.kind,
      entity.value,
      events,
    ]);
  expect(await names('ASIA1')).toEqual([['access_key', 'ASIA1', 2]]);
  expect(await names('  EXAMPLE.com ')).toEqual([
    ['user', 'ada@example.com', 7],
    ['user', 'bob@example.com', 1],
  ]);
  expect(await names('%')).toEqual([['user', 'carol%', 1]]);
  expect(await names('_')).toEqual([]);
  expect(await names("' OR 1=1")).toEqual([]);
  expect(await names('s1')).toEqual([['session', 's1', 5]]);
  expect(await names('', 2)).toEqual([
    ['user', 'ada@example.com', 7],
    ['session', 's1', 5],
  ]);
  // In another form than the log has it.
  expect(await names('[::FFFF:192.0.2.1]')).toEqual([['address', '192.0.2.1', 4]]);
  expect((await names('.0'))[0]).toEqual(['address', '192.0.2.1', 4]);
});

test('cited events come in the order of citation, each once', async () => {
  const places = (rows: Record<string, unknown>[]) => rows.map((row) => [row['evidence_id'], row['record']]);
  expect(places(await findingEvents(desk, 'f1'))).toEqual([
    [2, 2],
    [2, 1],
  ]);
  expect(places(await findingEvents(desk, 'f1', 1))).toEqual([[2, 2]]);
  expect(await findingEvents(desk, 'none')).toEqual([]);
  expect(places(await verdictEvents(desk, 'v1'))).toEqual([
    [2, 2],
    [2, 1],
    [1, 6],
  ]);
  const [first] = await findingEvents(desk, 'f1');
  expect(first).toMatchObject({ user_name: 'ada@example.com', event_id: 'e-2', source_as_number: 62240 });
});

test('S-P1 who is most unusual: a person stands for all his names, each hunt counts once, muted findings do not', async () => {
  const { job, desk: own } = await incident();
  const finding = {
    event_count: 1,
    summary: '',
    finding_values: '{}',
    score_parts: '[]',
    severity: 'medium',
  };
  const about = (
    finding_id: string,
    hunt: string,
    entity_kind: string,
    entity_value: string,
    score: number,
  ) => ({
    ...finding,
    ...{ finding_id, hunt, entity_kind, entity_value, score },
  });
  const arn = 'arn:aws:sts::1:assumed-role/dev/ada';
  await insert(job, 'findings', [
    about('f2', 'b', 'principal', arn, 40),
    about('f3', 'b', 'principal', arn, 30),
    about('f4', 'quiet', 'user', 'ada@example.com', 99),
    about('f5', 'c', 'address', '203.0.113.9', 99),
  ]);
  await insert(job, 'people', [{ person_id: 'p', person: 'ada@example.com', kind: 'person', names: 2 }]);
  const named = {
    person_id: 'p',
    event_dataset: 'x',
    rule: 'r',
    certainty: 'same',
    events: 1,
    records: '[]',
  };
  await insert(job, 'person_names', [
    { ...named, name_id: 'a', column_name: 'user_name', name: 'ada@example.com' },
    { ...named, name_id: 'b', column_name: 'principal_arn', name: arn },
  ]);
  const muted = { muted_at: '2024-06-01 00:00:00', muted_by: 'eve', reason: 'known' };
  await insert(job, 'mutes', [
    { mute_id: 'm', hunt: 'quiet', entity_kind: 'user', entity_value: 'ada@example.com', ...muted },
  ]);
  const ada = { kind: 'person' as const, value: 'ada@example.com' };
  const key = { entity: VERDICT.subject, score: 42, findings: 0, hunts: 0, verdicts: 1, severity: null };
  expect(await unusual(own)).toEqual({
    // 49 of the first, and of what is left 40 % of 35 %.
    unusual: [{ entity: ada, score: 56, findings: 3, hunts: 2, verdicts: 0, severity: 'high' }, key],
    unusual_total: 2,
  });
  // Each number is that of the list that it leads to.
  const page = { offset: 0, limit: 10 };
  const ofAda = await findingsAbout(own, { entity: ada, how: 'names' });
  const listed = await readFindings(own, { ...ofAda, ...page, muted: 'without' });
  expect(listed.findings.map((one) => one.finding_id).sort()).toEqual(['f1', 'f2', 'f3']);
  const ofKey = await verdictsAbout(own, { entity: VERDICT.subject, how: 'names' });
  expect((await readVerdicts(own, { ...ofKey, ...page })).total).toBe(1);
});

test('S-P1 of more findings than the page holds it says how many there are, and the list of them has just those', async () => {
  const { job, desk: own } = await incident();
  const ada = { kind: 'user' as const, value: 'ada@example.com' };
  await insert(
    job,
    'findings',
    Array.from({ length: 210 }, (_, at) => ({
      ...{ finding_id: `m${at}`, hunt: 'many', severity: 'low', score: 1, event_count: 1 },
      ...{ entity_kind: ada.kind, entity_value: ada.value, summary: '' },
      ...{ finding_values: '{}', score_parts: '[]' },
    })),
  );
  // The last by rank: beyond the page, and all the same no finding of another.
  await insert(job, 'finding_events', [{ finding_id: 'm209', ordinal: 1, evidence_id: 1, record: 1 }]);
  const readers = { ...READERS, findings: readFindings, verdicts: readVerdicts };
  const page = await entityPage(own, ada, readers);
  expect([page.findings.length, page.findings_total]).toEqual([200, 211]);
  expect([page.citing_findings, page.citing_findings_total]).toEqual([[], 0]);
  const of = async (how: 'all' | 'citing') =>
    readFindings(own, { ...(await findingsAbout(own, { entity: ada, how })), offset: 0, limit: 1000 });
  expect((await of('all')).total).toBe(211);
  expect((await of('citing')).total).toBe(0);
  const key = { kind: 'access_key' as const, value: 'ASIA1' };
  const cited = await entityPage(own, key, readers);
  const list = await readFindings(own, {
    ...(await findingsAbout(own, { entity: key, how: 'citing' })),
    ...{ offset: 0, limit: 1000 },
  });
  expect(list.findings).toEqual(cited.citing_findings);
  expect([list.total, cited.citing_findings_total]).toEqual([1, 1]);
});

test('the clients that the overview counts are those of its filter', async () => {
  const { counts } = await overview(desk, READERS);
  const column = 'user_agent_original';
  const { values } = await facet(desk, { filters: [{ column, op: 'exists' }], column, limit: 100 });
  expect(values).toHaveLength(counts.clients);
});

test('the overview counts what events carry, and names what no log answers', async () => {
  const answer = await overview(desk, READERS);
  expect(Overview.parse(answer)).toEqual(answer);
  expect(answer).toEqual({
    answered: 0,
    totals: { files: 2, records: 10, events: 10, rejects: 0, skips: 0, balanced: true },
    coverage: {
      sources: [
        {
          event_dataset: 'aws.cloudtrail',
          events: 3,
          first_timestamp: '2024-05-01T10:06:00.000000Z',
          last_timestamp: '2024-05-01T10:07:00.000000Z',
        },
        {
          event_dataset: 'okta.system',
          events: 6,
          first_timestamp: '2024-05-01T10:00:00.000000Z',
          last_timestamp: '2024-05-01T10:05:00.000000Z',
        },
        {
          event_dataset: 'unknown',
          events: 1,
          first_timestamp: '2024-05-01T10:08:00.000000Z',
          last_timestamp: '2024-05-01T10:08:00.000000Z',
        },
      ],
      missing: [
        { definition: 'a-hunt', title: 'title of a-hunt', missing: 'Okta logs' },
        { definition: 'b-hunt', title: 'title of b-hunt', missing: 'proxy logs' },
        { definition: INSTANCES, title: `title of ${INSTANCES}`, missing: 'CloudTrail' },
        {
          definition: 'malicious-mail',
          title: 'title of malicious-mail',
          missing: 'alerts of a mail product (Cyren, Proofpoint TAP, Mimecast, Microsoft Defender)',
        },
      ],
    },
    severities: { informational: 0, low: 0, medium: 0, high: 1, critical: 0 },
    verdicts: { suspicious: 1 },
    top_findings: [FINDING],
    muted: 0,
    incidents: 0,
    top_incidents: [],
    top_verdicts: [VERDICT],
    unusual: [
      { entity: FINDING.entity, score: 49, findings: 1, hunts: 1, verdicts: 0, severity: 'high' },
      { entity: VERDICT.subject, score: 42, findings: 0, hunts: 0, verdicts: 1, severity: null },
    ],
    unusual_total: 2,
    counts: { users: 3, access_keys: 2, addresses: 4, countries: 2, clients: 4 },
  });
});
