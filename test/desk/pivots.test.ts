import { expect, test } from 'vitest';
import { entityPage } from '../../electron/engine/desk/entity.ts';
import { eventPage } from '../../electron/engine/desk/event-page.ts';
import { searchEntities } from '../../electron/engine/desk/search.ts';
import { findPeople } from '../../electron/engine/people/find-people.ts';
import { readFindings } from '../../electron/engine/hunting.ts';
import { readVerdicts } from '../../electron/engine/triage.ts';
import { EntityPage } from '../../shared/contract.ts';
import { entityFilter, entityOfValue, sharingFilter } from '../../shared/entities.ts';
import type { Filter } from '../../shared/filter.ts';
import { ENTITY_KINDS, EVENT_COLUMNS, type Entity, type EntityKind } from '../../shared/model.ts';
import { caseOf, insert, type SomeEvent } from '../support/desk-seed.ts';

const ADDRESS = '203.0.113.9';
const HASH = 'a'.repeat(64);
const COMMAND = 'cat ~/.aws/credentials';

/** One intrusion as six logs tell it. */
const LOGS: Partial<SomeEvent>[] = [
  {
    event_dataset: 'okta.system',
    user_name: 'ada@example.com',
    session_id: 's1',
    source_address: ADDRESS,
    source_ip: ADDRESS,
    user_agent_original: 'curl/8',
    application_name: 'AWS Console',
    device_id: 'd-1',
  },
  {
    event_dataset: 'aws.cloudtrail',
    user_name: 'ada@example.com',
    access_key_id: 'ASIA1',
    principal_arn: 'arn:aws:sts::111122223333:assumed-role/dev/ada',
    source_address: ADDRESS,
    source_ip: ADDRESS,
    user_agent_original: 'curl/8',
  },
  { event_dataset: 'aws.cloudtrail', user_name: 'bob@example.com', issued_access_key_id: 'ASIA1' },
  {
    event_dataset: 'kubernetes.audit',
    user_name: 'dev:ada',
    access_key_id: 'ASIA1',
    principal_arn: 'arn:aws:sts::111122223333:assumed-role/dev/ada',
    source_address: '198.51.100.1',
    user_agent_original: 'kubectl/v1.25',
  },
  {
    event_dataset: 'crowdstrike.fdr',
    host_name: 'laptop-1',
    device_id: 'd-1',
    user_name: 'ada',
    process_command_line: COMMAND,
    process_hash_sha256: HASH,
    host_external_ip: '198.51.100.1',
  },
  {
    event_dataset: 'jamf.protect',
    host_name: 'laptop-1',
    process_parent_command_line: COMMAND,
    process_command_line: 'sh',
    file_hash_sha256: HASH,
    destination_ip: ADDRESS,
  },
  {
    event_dataset: 'squid.access',
    user_name: 'ada@example.com',
    url_domain: 'evil.example',
    host_ip: '10.0.0.5',
  },
  {
    event_dataset: 'cyren.alert',
    email_to_address: 'ada@example.com',
    url_domain: 'evil.example',
    file_hash_sha256: HASH,
  },
];
const events = LOGS.map((log, index): SomeEvent => ({
  evidence_id: 1,
  record: index + 1,
  timestamp: `2024-05-01T10:0${index}:00.000000Z`,
  ...log,
}));
const database = await caseOf(events);
const { desk } = database;
await insert(database.job, 'findings', [
  finding('own', 'user', 'ada@example.com'),
  finding('key', 'access_key', 'ASIA1'),
  finding('other', 'user', 'carol'),
]);
await insert(database.job, 'finding_events', [
  { finding_id: 'own', ordinal: 1, evidence_id: 1, record: 1 },
  { finding_id: 'key', ordinal: 1, evidence_id: 1, record: 2 },
  { finding_id: 'key', ordinal: 2, evidence_id: 1, record: 4 },
]);

function finding(finding_id: string, entity_kind: string, entity_value: string) {
  const rest = {
    severity: 'high',
    score: 50,
    event_count: 1,
    summary: '',
    finding_values: '{}',
    score_parts: '[]',
  };
  return { finding_id, hunt: 'a-hunt', entity_kind, entity_value, ...rest };
}

const READERS = {
  findings: readFindings,
  verdicts: readVerdicts,
  titles: () => Promise.resolve((id: string) => id),
  query: () => Promise.resolve(null),
};

const datasetsOf = async (filter: Filter) => {
  const { rows } = await eventPage(desk, { filters: [filter], order: 'asc', offset: 0, limit: 100 });
  return rows.map((row) => String(row.event_dataset).split('.')[0]);
};

/** The logs that a pivot must reach: those of the thing itself, and all that share its name. */
const PIVOTS: [EntityKind, string, string[], string[]][] = [
  ['user', 'ada@example.com', ['okta', 'aws', 'squid'], ['okta', 'aws', 'squid', 'cyren']],
  ['access_key', 'ASIA1', ['aws', 'kubernetes'], ['aws', 'aws', 'kubernetes']],
  [
    'principal',
    'arn:aws:sts::111122223333:assumed-role/dev/ada',
    ['aws', 'kubernetes'],
    ['aws', 'kubernetes'],
  ],
  ['session', 's1', ['okta'], ['okta']],
  ['address', ADDRESS, ['okta', 'aws'], ['okta', 'aws', 'jamf']],
  ['address', '198.51.100.1', ['kubernetes'], ['kubernetes', 'crowdstrike']],
  ['client', 'curl/8', ['okta', 'aws'], ['okta', 'aws']],
  ['application', 'AWS Console', ['okta'], ['okta']],
  ['device', 'd-1', ['okta', 'crowdstrike'], ['okta', 'crowdstrike']],
  ['host', 'laptop-1', ['crowdstrike', 'jamf'], ['crowdstrike', 'jamf']],
  ['domain', 'evil.example', ['squid', 'cyren'], ['squid', 'cyren']],
  ['file_hash', HASH, ['crowdstrike', 'jamf', 'cyren'], ['crowdstrike', 'jamf', 'cyren']],
  ['command_line', COMMAND, ['crowdstrike', 'jamf'], ['crowdstrike', 'jamf']],
];

test.each(PIVOTS)('S-P1 %s %s leads over all sources', async (kind, value, own, sharing) => {
  const entity: Entity = { kind, value };
  expect(await datasetsOf(entityFilter(entity))).toEqual(own);
  expect(await datasetsOf(sharingFilter(entity))).toEqual(sharing);
  const page = await entityPage(desk, entity, READERS);
  expect(EntityPage.parse(page)).toEqual(page);
  expect(page.events).toBe(own.length);
  expect(page.elsewhere.reduce((sum, one) => sum + one.events, 0)).toBe(sharing.length - own.length);
  const [first] = await searchEntities(desk, { text: value, limit: 5 });
  expect(first).toEqual({ entity, events: own.length });
});

test('S-P1 H-X4 a person leads over all sources by all names, with what was found of each', async () => {
  await findPeople(database.job);
  const entity: Entity = { kind: 'person', value: 'ada@example.com' };
  expect(await datasetsOf(entityFilter(entity))).toEqual(['okta', 'aws', 'kubernetes', 'squid']);
  const page = await entityPage(desk, entity, READERS);
  expect(EntityPage.parse(page)).toEqual(page);
  expect(page.events).toBe(4);
  expect(page.findings.map((one) => one.finding_id).sort()).toEqual(['key', 'own']);
  const found = await searchEntities(desk, { text: 'dev:ada', limit: 5 });
  expect(found).toContainEqual({ entity, events: 4 });
});

test('S-P1 every kind is among them', () => {
  expect(new Set([...PIVOTS.map(([kind]) => kind), 'person'])).toEqual(new Set(ENTITY_KINDS));
});

test('S-P1 findings of the thing itself, and those that cite a record which shares it', async () => {
  const ids = async (kind: EntityKind, value: string) => {
    const page = await entityPage(desk, { kind, value }, READERS);
    return [page.findings, page.citing_findings].map((list) => list.map((one) => one.finding_id));
  };
  expect(await ids('user', 'ada@example.com')).toEqual([['own'], ['key']]);
  expect(await ids('address', ADDRESS)).toEqual([[], ['key', 'own']]);
  expect(await ids('domain', 'evil.example')).toEqual([[], []]);
});

test('S-P1 session profiles of an application, a device and a domain', async () => {
  for (const [kind, value] of [
    ['application', 'AWS Console'],
    ['device', 'd-1'],
    ['domain', 'evil.example'],
  ] as const) {
    const page = await entityPage(desk, { kind, value }, READERS);
    expect(page.profiles.reduce((sum, one) => sum + one.events, 0)).toBe(page.events);
  }
});

test('S-P1 names on the same records lead on', async () => {
  const page = await entityPage(desk, { kind: 'host', value: 'laptop-1' }, READERS);
  expect(page.related.map(({ entity }) => [entity.kind, entity.value])).toEqual(
    expect.arrayContaining([
      ['user', 'ada'],
      ['device', 'd-1'],
      ['command_line', COMMAND],
    ]),
  );
});

test('a value of any of the columns knows its entity', () => {
  const kinds = EVENT_COLUMNS.flatMap(({ name }) => {
    const entity = entityOfValue(name, 'x');
    return entity ? [[name, entity.kind]] : [];
  });
  expect(kinds).toEqual(
    expect.arrayContaining([
      ['issued_access_key_id', 'access_key'],
      ['email_to_address', 'user'],
      ['process_parent_command_line', 'command_line'],
      ['file_hash_md5', 'file_hash'],
      ['destination_ip', 'address'],
    ]),
  );
  expect(kinds).not.toContainEqual(['resource_name', 'user']);
  expect(entityOfValue('user_name', null)).toBeNull();
  expect(entityOfValue('source_as_number', 7)).toBeNull();
});
