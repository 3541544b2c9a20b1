import { createRouterClient } from '@orpc/server';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEngine } from '../../electron/engine/engine.ts';
import type { Entity, EventRef } from '../../shared/model.ts';
import {
  ADA,
  BOB,
  cloudTrail,
  DEPLOY_KEY,
  DEPLOY_SESSION,
  entra,
  ENTRA_ID,
  kubernetes,
  lines,
  NEW_KEY,
  okta,
  SSO_KEY,
  SSO_SESSION,
} from '../support/fixtures/chain.ts';

let folder: string;
let engine: ReturnType<typeof createEngine>;
let client: ReturnType<typeof clientOf>;
const clientOf = (one: ReturnType<typeof createEngine>) => createRouterClient(one.router);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'interloper-people-'));
  mkdirSync(join(folder, 'logs'));
  engine = createEngine({
    resourcesPath: resolve('resources'),
    toolVersion: '0.0.0-test',
    clock: () => new Date('2024-06-01T00:00:00Z'),
  });
  client = clientOf(engine);
  await client.case.create({ path: join(folder, 'a.interloper'), examiner: 'A. Nalyst' });
});

afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const FILES = {
  'okta.json': () => JSON.stringify(okta()),
  'trail.json': () => JSON.stringify({ Records: cloudTrail() }),
  'audit.log': () => lines(kubernetes()),
  'sign-ins.json': () => lines(entra()),
};

async function importAll(names = Object.keys(FILES) as (keyof typeof FILES)[]) {
  const inputs = names.map((name) => ({ path: join(folder, 'logs', name) }));
  names.forEach((name, index) => writeFileSync(inputs[index]?.path ?? '', FILES[name]()));
  await client.evidence.import({ inputs });
  let last;
  for await (const progress of await client.job.watch({})) last = progress;
  expect(last?.message ?? null).toBeNull();
  const { totals, evidence } = await client.evidence.list({});
  expect(totals).toMatchObject({ balanced: true, rejects: 0 });
  expect(evidence.filter((one) => one.status !== 'loaded')).toEqual([]);
}

const user = (value: string): Entity => ({ kind: 'user', value });
const eventsOf = async (person: string) =>
  (await client.events.page({ filters: [{ column: 'person', op: 'is', values: [person] }] })).rows;
const actionsAt = async (refs: readonly EventRef[]) => {
  const { rows } = await client.events.page({ filters: [], limit: 1000 });
  return refs.map((ref) => {
    const row = rows.find((one) => one['evidence_id'] === ref.evidence_id && one['record'] === ref.record);
    return [row?.['event_dataset'], row?.['event_action']];
  });
};

test('H-X4 S-P1 one person over Okta, Entra, AWS and Kubernetes: names with rule and record, timeline, profiles, search', async () => {
  await importAll();
  const person = await client.people.get(user(ADA));
  expect(person?.person).toBe(ADA);
  expect(person?.kind).toBe('person');
  const told = person?.names.map(({ event_dataset, column_name, name, certainty }) =>
    [event_dataset, column_name, name, certainty].join(' '),
  );
  expect(told).toEqual(
    expect.arrayContaining([
      `okta.system user_name ${ADA} same text`,
      'azure.signinlogs user_name Ada.Lovelace@Example.com same text',
      `azure.signinlogs user_id ${ENTRA_ID} exact`,
      `azure.signinlogs user_id ${ENTRA_ID.toUpperCase()} exact`,
      `aws.cloudtrail user_name ${ADA} same text`,
      `aws.cloudtrail principal_arn ${SSO_SESSION} same text`,
      `kubernetes.audit principal_arn ${SSO_SESSION} same text`,
      'kubernetes.audit user_name ada.lovelace-example.com same text',
    ]),
  );
  const kubernetesName = person?.names.find(({ name }) => name === 'ada.lovelace-example.com');
  expect(kubernetesName).toMatchObject({ rule: 'seen-together', via: SSO_SESSION });
  expect(await actionsAt(kubernetesName?.records ?? [])).toEqual([['kubernetes.audit', 'list']]);

  const events = await eventsOf(ADA);
  expect(events.map((row) => row['event_dataset'])).toEqual([
    'okta.system',
    'azure.signinlogs',
    'aws.cloudtrail',
    'aws.cloudtrail',
    'kubernetes.audit',
    'aws.cloudtrail',
    'aws.cloudtrail',
    'aws.cloudtrail',
    'azure.signinlogs',
  ]);
  const page = await client.entities.get({ kind: 'person', value: ADA });
  expect(page).toMatchObject({ events: 9, failures: 1 });
  expect(page.datasets.map((one) => one.event_dataset).sort()).toEqual([
    'aws.cloudtrail',
    'azure.signinlogs',
    'kubernetes.audit',
    'okta.system',
  ]);
  const { profiles } = await client.profiles.list({ entity: { kind: 'person', value: ADA } });
  expect(profiles.reduce((sum, one) => sum + one.events, 0)).toBe(9);
  for (const text of ['ada.lovelace-EXAMPLE', ENTRA_ID.slice(0, 18), 'assumed-role/AWSReservedSSO']) {
    const found = await client.entities.search({ text });
    expect(found).toContainEqual({ entity: { kind: 'person', value: ADA }, events: 9 });
  }
  const facet = await client.events.facet({ filters: [], column: 'person' });
  expect(facet.values).toContainEqual({ value: ADA, events: 9 });
  expect(facet.values).toContainEqual({ value: 'i-0a1b2c3d4e5f67890', events: 1 });
  expect(facet.values).toContainEqual({ value: BOB, events: 1 });
});

test('H-X4 the order of the files does not matter', async () => {
  await importAll(['audit.log', 'trail.json', 'sign-ins.json', 'okta.json']);
  const person = await client.people.get({ kind: 'principal', value: SSO_SESSION });
  expect(person?.person).toBe(ADA);
  expect(await eventsOf(ADA)).toHaveLength(9);
  expect(person?.names.map(({ rule, certainty, name }) => [name, rule, certainty])).toContainEqual([
    ENTRA_ID,
    'seen-together',
    'exact',
  ]);
});

test('H-X4 a name is split off and two people are joined by hand, with reason and audit log; runs keep it, undo takes it back', async () => {
  await importAll(['okta.json', 'trail.json', 'audit.log']);
  const before = await client.people.get(user(ADA));
  const split = before?.names.find(({ name }) => name === SSO_SESSION);
  await client.people.split({ name_id: split?.name_id ?? '', reason: 'shared terminal' });
  expect(await eventsOf(ADA)).toHaveLength(2);
  expect((await client.people.get({ kind: 'principal', value: SSO_SESSION }))?.person).not.toBe(ADA);

  await importAll(['sign-ins.json']);
  expect(await eventsOf(ADA)).toHaveLength(4);
  const after = await client.people.get(user(ADA));
  expect(after?.decisions).toEqual([
    expect.objectContaining({
      decision: 1,
      kind: 'split',
      name: SSO_SESSION,
      with_name: ADA,
      reason: 'shared terminal',
      decided_by: 'A. Nalyst',
      decided_at: '2024-06-01T00:00:00.000000Z',
      undone_at: null,
    }),
  ]);
  await expect(client.people.undo({ decision: 7 })).rejects.toThrow('no decision 7 that stands');
  await client.people.undo({ decision: 1 });
  expect(await eventsOf(ADA)).toHaveLength(9);
  expect((await client.people.get(user(ADA)))?.decisions[0]?.undone_by).toBe('A. Nalyst');

  const [ada, bob] = [await client.people.get(user(ADA)), await client.people.get(user(BOB))];
  const merge = {
    person_id: ada?.person_id ?? '',
    with_person_id: bob?.person_id ?? '',
    reason: 'one man, two names',
  };
  await client.people.merge(merge);
  expect(await eventsOf(ADA)).toHaveLength(10);
  const joined = await client.people.get(user(BOB));
  expect(joined?.person).toBe(ADA);
  expect(joined?.names.find(({ name }) => name === BOB)).toMatchObject({
    rule: 'decision',
    certainty: 'decided',
  });
  await expect(client.people.merge({ ...merge, with_person_id: merge.person_id })).rejects.toThrow('already');
  await client.people.undo({ decision: 2 });
  expect((await client.people.get(user(BOB)))?.person).toBe(BOB);
  expect(
    (await client.people.decisions({})).map(({ kind, undone_at }) => [kind, undone_at !== null]),
  ).toEqual([
    ['split', true],
    ['merge', true],
  ]);
  const { rows } = await client.case.audit({});
  expect(rows.map((row) => row['action'])).toEqual(
    expect.arrayContaining(['person.split', 'person.merged', 'person.decision undone']),
  );
});

test('H-X4 S-P1 the lineage of a credential: sign-in, chained role, Kubernetes, new key; attempts and what no record issued', async () => {
  await importAll();
  const chain = await client.entities.lineage({ kind: 'access_key', value: DEPLOY_KEY });
  expect(chain.notes).toEqual([]);
  expect(
    chain.keys.map((key) => [key.access_key_id, key.step, key.origin, key.uses, key.issued_total]),
  ).toEqual([
    [SSO_KEY, -1, 'issued', 4, 1],
    [DEPLOY_KEY, 0, 'issued', 3, 1],
    [NEW_KEY, 1, 'issued', 1, 0],
  ]);
  const [sso, deploy, fresh] = chain.keys;
  expect(sso).toMatchObject({
    issuance: {
      event_action: 'AssumeRoleWithSAML',
      by_access_key_id: null,
      by_user_name: ADA,
      by_person: ADA,
      session_arn: SSO_SESSION,
    },
    persons: [ADA],
    datasets: ['aws.cloudtrail', 'kubernetes.audit'],
    failures: 1,
    attempts: 1,
    first_use: '2024-05-14T09:03:00.000000Z',
    last_use: '2024-05-14T09:05:00.000000Z',
  });
  expect(await actionsAt(sso?.attempt_records ?? [])).toEqual([['aws.cloudtrail', 'AssumeRole']]);
  expect(deploy).toMatchObject({
    issuance: {
      event_action: 'AssumeRole',
      by_access_key_id: SSO_KEY,
      by_principal_arn: SSO_SESSION,
      by_person: ADA,
      role_arn: 'arn:aws:iam::444455556666:role/deploy-app',
      session_arn: DEPLOY_SESSION,
    },
    principal_arns: [DEPLOY_SESSION],
    datasets: ['aws.cloudtrail', 'kubernetes.audit'],
    attempts: 0,
  });
  // Delivered to both accounts: one issuance, two records.
  expect(deploy?.issuance?.records).toHaveLength(2);
  expect(fresh).toMatchObject({
    issuance: { event_action: 'CreateAccessKey', by_access_key_id: DEPLOY_KEY },
    principal_arns: ['arn:aws:iam::444455556666:user/backup'],
  });

  const whole = await client.entities.lineage({ kind: 'person', value: ADA });
  expect(whole.keys.map((key) => key.access_key_id)).toEqual([SSO_KEY, DEPLOY_KEY, NEW_KEY]);
  expect(whole.focus_total).toBe(1);
  const origin = async (value: string) => {
    const { keys } = await client.entities.lineage({ kind: 'access_key', value });
    return keys.map((key) => key.origin);
  };
  expect(await origin('ASIAEXAMPLEINSTANCE1')).toEqual(['instance']);
  expect(await origin('ASIAEXAMPLEORPHAN001')).toEqual(['not in evidence']);
  expect(await origin('ASIANOBODY')).toEqual([]);
});
