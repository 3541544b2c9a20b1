import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, expect, test } from 'vitest';
import { createEngine } from '../../electron/engine/engine.ts';
import { keepTrees, keptTrees } from '../../electron/engine/own-trees/store.ts';
import { drawTree, queryOf, runTrees } from '../../electron/engine/triage.ts';
import { TreeDrawing } from '../../shared/contract.ts';
import { clearEvents, emptyCase } from '../support/seed.ts';
import { validReport } from '../report/valid-report.ts';
import { check, keep, oneQuestion, walked, wayOf } from './support.ts';

const OPTIONS = {
  resourcesPath: join(resolve(import.meta.dirname, '../..'), 'resources'),
  toolVersion: '0.0.0',
  clock: () => new Date('2024-06-01T00:00:00Z'),
};
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const TREE = oneQuestion(
  `      kind: count
      where: { column: event_action, is: GetObject }
      within: { after_hours: hours }
      needs: { datasets: [aws.cloudtrail], missing: AWS CloudTrail of the hours after }`,
  `      many: { at_least: many, reason: '{q} after {alert_label}.', points: 70, next: verdict:bad }
      few: { reason: '{q}.', points: 5, next: verdict:good }`,
  `parameters:
  - { name: many, title: Many, kind: integer, value: 3, minimum: 1, maximum: 100 }
  - { name: hours, title: Hours, kind: hours, value: 2 }
`,
)
  .replace('is: alert', 'is: CreateAccessKey')
  .replace('version: 1', 'version: 1\npurpose: Looks at what came after a key was made.');

const record = (time: string, name: string, id: number, user = 'ada') => ({
  eventVersion: '1.09',
  eventTime: `2024-05-01T${time}Z`,
  eventSource: name === 'GetObject' ? 's3.amazonaws.com' : 'iam.amazonaws.com',
  eventName: name,
  awsRegion: 'us-east-1',
  sourceIPAddress: '203.0.113.7',
  userAgent: 'aws-cli/2',
  eventID: `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`,
  eventType: 'AwsApiCall',
  userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::111122223333:user/${user}`, userName: user },
});
const KEYS = [record('08:00:00', 'CreateAccessKey', 1), record('08:00:00', 'CreateAccessKey', 2, 'bob')];
const READS = [
  ...['08:10:00', '08:20:00', '08:20:00'].map((time, at) => record(time, 'GetObject', 10 + at)),
  record('08:30:00', 'GetObject', 20, 'bob'),
  record('12:00:00', 'ListBuckets', 30),
];

async function client() {
  const engine = createEngine(OPTIONS);
  closing.push(() => engine.close());
  const router = createRouterClient(engine.router);
  const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  await router.case.create({ path: join(folder, 'a.interloper'), name: 'A case' });
  return { router, folder };
}
type Client = Awaited<ReturnType<typeof client>>['router'];

async function importFiles(router: Client, folder: string, names: readonly string[]): Promise<void> {
  writeFileSync(join(folder, 'keys.json'), JSON.stringify({ Records: KEYS }));
  writeFileSync(join(folder, 'reads.json'), JSON.stringify({ Records: READS }));
  await router.evidence.import({
    inputs: names.map((name) => ({ path: join(folder, name), name })),
    again: [],
  });
  for await (const _ of await router.job.watch({}));
}

const ours = async (router: Client) =>
  (await router.verdicts.list({ limit: 100 })).verdicts.filter(({ tree }) => tree === 'my-tree');

test('H-X1 H-X2 H-X4 an own tree walks with the built-in ones: verdict, score, drawing, parameters, answers, incident', async () => {
  const { router, folder } = await client();
  await importFiles(router, folder, ['keys.json', 'reads.json']);
  expect(await router.trees.own.save({ files: [{ name: 'a.yaml', text: TREE }] })).toEqual({
    problems: [],
    saved: ['my-tree'],
  });
  const [first, second] = await ours(router);
  expect(
    [first, second].map((one) => [one?.subject.value, one?.verdict, one?.score, one?.confidence]),
  ).toEqual([
    ['ada', 'suspicious', 70, 'high'],
    ['bob', 'benign', 5, 'high'],
  ]);
  expect(first).toMatchObject({ title: 'A tree', tree_version: 1, alert: { label: 'CreateAccessKey' } });
  expect(first?.path[0]).toMatchObject({ answer: 'many', reason: '3 after CreateAccessKey.' });
  expect(first?.path[0]?.events).toHaveLength(3);

  const { tree, events } = await router.verdicts.get({ verdict_id: first?.verdict_id ?? '' });
  expect(tree.questions[0]?.answers.map(({ answer }) => answer)).toEqual(['many', 'few', 'unknown']);
  expect(tree.questions[0]?.query).toMatchObject({
    names: expect.arrayContaining(['q_same_0', 'hours']) as string[],
  });
  expect(events).toHaveLength(3);

  const state = (await router.trees.list({})).find(({ id }) => id === 'my-tree');
  expect(state).toMatchObject({ own: { file: 'a.yaml' }, state: 'verdicts', verdicts: 2 });
  const changed = await router.trees.configure({ tree: 'my-tree', values: { many: 4 } });
  expect(changed.verdicts.changes.map(({ subject, answers }) => [subject.value, answers[0]?.now])).toEqual([
    ['ada', 'few'],
  ]);
  await router.trees.configure({ tree: 'my-tree', values: {} });

  const answered = await router.verdicts.answer({
    verdict_id: second?.verdict_id ?? '',
    question: 'q',
    answer: 'many',
    reason: 'The log lacks data events of two buckets.',
  });
  expect(answered).toMatchObject({ verdict: 'benign', own: { verdict: 'suspicious', score: 70 } });

  const { incidents } = await router.incidents.list({ limit: 100 });
  expect(incidents.filter(({ entity }) => ['ada', 'bob'].includes(entity.value)).length).toBeGreaterThan(0);
  const { text } = await router.report.json({ custody: true });
  const report = validReport(text ?? '');
  expect(report.own_trees).toMatchObject([
    { id: 'my-tree', version: 1, current: true, file: 'a.yaml', text: TREE, problem: null },
  ]);
  const reported = report.verdicts.find(({ subject }) => subject.value === 'ada');
  expect(reported?.path[0]?.query?.values).toMatchObject({ q_same_0: 'ada', hours: 2, p0: 'GetObject' });
  expect(report.custody?.map(({ action }) => action)).toContain('own tree.saved');
  expect((await router.alerts.list({ limit: 10 })).alerts).toBe(0);
});

test('an own tree runs after the hunts whose findings start it, and again when they are configured', async () => {
  const { router, folder } = await client();
  const hunt = `id: my-key
title: A key is made
question: x
severity: low
entity: user
needs: { missing: AWS CloudTrail }
rule: { kind: match, where: { column: event_action, is: CreateAccessKey } }
summary: '{events} keys'
`;
  await router.hunts.own.save({ files: [{ name: 'h.yaml', text: hunt }] });
  const text = TREE.replace(/starts:\n.*\n.*\n/, 'starts: { findings: [my-key] }\n');
  expect((await router.trees.own.save({ files: [{ name: 'a.yaml', text }] })).problems).toEqual([]);
  await importFiles(router, folder, ['keys.json', 'reads.json']);
  expect((await ours(router)).map(({ subject, alert }) => [subject.value, alert?.label])).toEqual([
    ['ada', 'my-key: 1 keys'],
    ['bob', 'my-key: 1 keys'],
  ]);
  const { verdicts } = await router.hunts.configure({ hunt: 'my-key', values: { ignore_users: ['bob'] } });
  expect(verdicts.changes.map(({ subject, now }) => [subject.value, now])).toEqual([['bob', null]]);
});

test('H-X5 the order of import leaves no trace in the report', async () => {
  const reports: string[] = [];
  for (const names of [
    ['keys.json', 'reads.json'],
    ['reads.json', 'keys.json'],
  ]) {
    const { router, folder } = await client();
    await router.trees.own.save({ files: [{ name: 'a.yaml', text: TREE }] });
    await importFiles(router, folder, names);
    const { text } = await router.report.json({});
    reports.push((text ?? '').replaceAll(folder, ''));
  }
  const [one = '', other] = reports;
  expect(validReport(one).verdicts.filter(({ tree }) => tree === 'my-tree')).toHaveLength(2);
  const stripped = (text: string | undefined) => (text ?? '').replaceAll(/"modified_at":"[^"]*"/g, '');
  expect(stripped(other)).toBe(stripped(one));
});

test('H-X1 versions: the highest walks, an earlier one still explains a verdict that was reached by it', async () => {
  const database = await emptyCase();
  closing.push(() => database.close());
  await keep(database, TREE);
  const events = ['2024-05-01T08:00:00Z event_action=CreateAccessKey', '2024-05-01T12:00:00Z'];
  const cloudtrail = {
    every: { event_dataset: 'aws.cloudtrail', event_outcome: 'success', user_name: 'ada' },
  };
  const [before] = await walked(database, events, cloudtrail);
  expect(before && wayOf(before)).toBe('q few');
  const second = TREE.replace('version: 1', 'version: 2').replace('text: Is it so?', 'text: How many?');
  const { trees } = await check(database, second);
  await keepTrees(database.job, trees);
  // Until the trees run again, the verdict of the first version stands, and is drawn by it.
  const first = TreeDrawing.parse(await drawTree(database.desk, 'my-tree', before?.tree_version ?? 0));
  expect([first.version, first.questions[0]?.text]).toEqual([1, 'Is it so?']);
  expect(await queryOf(database.desk, 'my-tree', 1, 'q')).not.toBeNull();
  await runTrees(database.job, ['my-tree']);
  const [now] = await walked(database, [], cloudtrail);
  expect([now?.tree_version, now?.path[0]?.text]).toEqual([2, 'How many?']);
  expect(now?.verdict_id).not.toBe(before?.verdict_id);
  await expect(drawTree(database.desk, 'my-tree', 3)).rejects.toThrow('is of version 2 here, not 3');
  await clearEvents(database.job);
});

test('removing a tree takes its versions and verdicts with it, and nothing else', async () => {
  const { router, folder } = await client();
  await importFiles(router, folder, ['keys.json', 'reads.json']);
  const before = await router.report.json({});
  const files = [{ name: 'a.yaml', text: TREE }];
  await router.trees.own.save({ files });
  await router.trees.own.save({
    files: [{ name: 'a.yaml', text: TREE.replace('version: 1', 'version: 2').replace('70', '60') }],
  });
  expect((await router.trees.own.list({})).map(({ version, current }) => [version, current])).toEqual([
    [1, false],
    [2, true],
  ]);
  expect((await ours(router)).map(({ score }) => score)).toEqual([60, 5]);
  await router.trees.own.remove({ id: 'my-tree' });
  await expect(router.trees.own.remove({ id: 'my-tree' })).rejects.toThrow(/no own tree "my-tree"/);
  expect(await router.report.json({})).toEqual(before);
  expect((await router.trees.list({})).filter(({ own }) => own !== null)).toEqual([]);
  const { rows } = await router.case.audit({});
  expect(rows.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['own tree.saved', 'own tree.removed']),
  );
});

test('what this version cannot run is listed with the reason, and does not walk', async () => {
  const database = await emptyCase();
  closing.push(() => database.close());
  const rows = [
    ['my-old', TREE.replace('my-tree', 'my-old').replace('kind: count', 'kind: old')],
    ['malicious-mail', TREE],
    ['my-gone', TREE],
  ] as const;
  for (const [at, [id, text]] of rows.entries())
    await database.job.run({
      text: 'INSERT INTO own_trees VALUES ($at, $id, 1, $file, $text, $sha256)',
      values: { at, id, text, file: 'a.yaml', sha256: 'x' },
    });
  const { router } = await client();
  expect((await router.trees.own.template({})).text).toContain('id: my-risky-sign-in');
  const { trees, listed } = await keptTrees(database.desk);
  expect(trees).toEqual([]);
  expect(listed.map(({ id, problem }) => [id, problem])).toEqual([
    ['my-old', expect.stringMatching(/^"old" is none of exists, /)],
    ['malicious-mail', 'a built-in decision tree has this id'],
    ['my-gone', 'its text holds no tree of this id'],
  ]);
});
