import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../electron/cli/run.ts';
import { createEngine } from '../electron/engine/engine.ts';
import { holding, type Verdict } from '../shared/model.ts';
import { validReport } from './report/valid-report.ts';
import { elasticAddressMoved, usedFromHosting, writeStory } from './support/fixtures/stories.ts';
import { FakeTerminal } from './support/fixtures/terminal.ts';

const RESOURCES = resolve(import.meta.dirname, '../resources');
const AT = '2024-06-01T00:00:00.000000Z';
const OPTIONS = {
  resourcesPath: RESOURCES,
  toolVersion: '0.0.0',
  clock: () => new Date('2024-06-01T00:00:00Z'),
};
const TREE = 'aws-instance-credentials';
const REASON = 'A colleague ran it {by hand}.';

const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
const path = join(folder, 'a.interloper');
const engine = createEngine(OPTIONS);
const client = createRouterClient(engine.router);

const settled = async () => {
  for await (const progress of await client.job.watch({}))
    if (progress.message) throw new Error(progress.message);
};
const only = async (): Promise<Verdict> => {
  const { verdicts } = await client.verdicts.list({});
  expect(verdicts).toHaveLength(1);
  return verdicts[0] as Verdict;
};
const answersOf = (steps: readonly { answer: string }[]) => steps.map((step) => step.answer);

const dlp = (record: number, rule: string) =>
  `CEF:0|Acme|DLP|1|${record}|${rule}|8|rt=2024-05-16T0${record}:00:00Z suser=mira src=203.0.113.9 act=blocked cs1Label=Policy cs1=${rule}`;

beforeAll(async () => {
  const { evidence } = writeStory(usedFromHosting(), folder);
  await client.case.create({ path, examiner: 'A. Nalyst' });
  await client.evidence.import({ inputs: [{ path: evidence }] });
  await settled();
});
afterAll(() => engine.close());

test('H-X1 the first run says that its verdicts are new, a run again that nothing changed', async () => {
  const { total, changes } = await client.verdicts.changes({});
  const verdict = await only();
  expect({ total, changes }).toMatchObject({
    total: 1,
    changes: [
      { verdict_id: verdict.verdict_id, before: null, now: { verdict: 'malicious', own: null }, answers: [] },
    ],
  });
  expect(await client.verdicts.run({})).toEqual({ total: 0, changes: [] });
  expect(await client.verdicts.changes({})).toEqual({ total: 0, changes: [] });
  await expect(client.verdicts.run({ tree: 'none' })).rejects.toThrow('no such tree: "none"');
});

test('H-A13 an answer walks the tree again: both ways are kept, the engine’s as it was', async () => {
  const engines = await only();
  const first = engines.path.find((step) => step.text.includes('operating systems'))!;
  const asked = { verdict_id: engines.verdict_id, question: first.question };
  await expect(client.verdicts.answer({ ...asked, answer: 'no', reason: '  ' })).rejects.toThrow();
  await expect(client.verdicts.answer({ ...asked, answer: 'maybe', reason: REASON })).rejects.toThrow(
    `question "${first.question}" has no answer "maybe", only yes, no, unknown`,
  );
  await expect(
    client.verdicts.answer({ verdict_id: 'none', question: 'q', answer: 'no', reason: REASON }),
  ).rejects.toThrow('no verdict none');

  const answered = await client.verdicts.answer({ ...asked, answer: 'no', reason: REASON });
  const { own, answers, ...rest } = answered;
  expect({ ...rest, own: null, answers: [] }).toEqual(engines);
  // Listed and counted by the verdict that holds.
  const now = own?.verdict ?? engines.verdict;
  const listed = await client.verdicts.list({ only: [now] });
  expect([now === engines.verdict, listed.total, listed.counts]).toEqual([false, 1, { [now]: 1 }]);
  expect(await client.verdicts.list({ only: [engines.verdict] })).toEqual({
    total: 0,
    verdicts: [],
    counts: { [now]: 1 },
  });
  expect(answers).toEqual([
    {
      question: first.question,
      answer: 'no',
      reason: REASON,
      author: 'A. Nalyst',
      written_at: AT,
      taken: true,
    },
  ]);
  const at = own!.path.findIndex((step) => step.given);
  expect(own!.path[at]).toMatchObject({
    question: first.question,
    answer: 'no',
    reason: REASON,
    missing: null,
  });
  expect(answersOf(own!.path.slice(0, at))).toEqual(answersOf(engines.path.slice(0, at)));
  expect(own!.score).not.toBe(engines.score);
  expect(holding(answered)).toBe(own);
  expect((await only()).own).toEqual(own);
  // Incidents rank by the verdict that counts.
  const { incidents } = await client.incidents.list({});
  expect(incidents.map(({ verdict }) => verdict)).toContain(own!.verdict);
  expect(incidents.map(({ verdict }) => verdict)).not.toContain(engines.verdict);

  const { events } = await client.verdicts.get({ verdict_id: asked.verdict_id });
  const rows = new Set(events.map((row) => `${String(row.evidence_id)} ${String(row.record)}`));
  for (const step of [...engines.path, ...own!.path])
    for (const ref of step.events) expect(rows.has(`${ref.evidence_id} ${ref.record}`)).toBe(true);
  const { rows: log } = await client.case.audit({});
  expect(log.filter((act) => act.action === 'verdict.answered')).toMatchObject([
    { actor: 'A. Nalyst', subject: asked.verdict_id, detail: expect.stringContaining(REASON) as string },
  ]);
});

test('H-X1 an answer outlives a run of all trees, and questions that only its way asks have their records', async () => {
  const before = await only();
  expect(before.own).not.toBeNull();
  expect(await client.verdicts.run({ tree: TREE })).toEqual({ total: 0, changes: [] });
  expect(await only()).toEqual(before);
  const asked = new Set(before.path.map((step) => step.question));
  const further = before.own!.path.filter((step) => !asked.has(step.question));
  expect(further.length).toBeGreaterThan(0);
  expect(further.some((step) => step.events.length > 0)).toBe(true);
});

test('H-X5 the report has both verdicts, and says who answered and when only where custody is asked for', async () => {
  const verdict = await only();
  const plain = validReport((await client.report.json({})).text ?? '');
  const [reported] = plain.verdicts;
  expect(reported).toMatchObject({
    verdict: 'malicious',
    score: verdict.score,
    own: { verdict: verdict.own!.verdict, score: verdict.own!.score },
    answers: [{ answer: 'no', reason: REASON, author: null, written_at: null, taken: true }],
  });
  expect(answersOf(reported!.own!.path)).toEqual(answersOf(verdict.own!.path));
  expect(reported!.own!.path.filter((step) => step.given)).toHaveLength(1);
  const told = validReport((await client.report.json({ custody: true })).text ?? '');
  expect(told.verdicts[0]?.answers).toMatchObject([{ author: 'A. Nalyst', written_at: AT }]);
  expect((await client.report.json({})).text).toBe((await client.report.json({})).text);
  const page = await client.overview.get({});
  expect({ verdicts: page.verdicts, answered: page.answered }).toEqual({
    verdicts: { [verdict.own!.verdict]: 1 },
    answered: 1,
  });
});

test('an answer that is taken back leaves everything as it was; the log tells both', async () => {
  const answered = await only();
  const [{ question } = { question: '' }] = answered.answers;
  const undone = await client.verdicts.unanswer({ verdict_id: answered.verdict_id, question });
  expect(undone).toEqual({ ...answered, own: null, answers: [] });
  await client.verdicts.run({});
  expect(await only()).toEqual(undone);
  await expect(client.verdicts.unanswer({ verdict_id: answered.verdict_id, question })).rejects.toThrow(
    `nobody answered "${question}"`,
  );
  const { rows } = await client.case.audit({});
  const acts = rows.map((act) => act.action).filter((action) => String(action).startsWith('verdict.'));
  expect(acts.sort()).toEqual(['verdict.answer withdrawn', 'verdict.answered']);
});

test('an answer in place of another counts alone, and "unknown" lowers confidence and names the log', async () => {
  const { verdict_id, path: steps, confidence } = await only();
  const { question } = steps.at(-1)!;
  await client.verdicts.answer({ verdict_id, question, answer: 'no', reason: 'first' });
  const { own, answers } = await client.verdicts.answer({
    verdict_id,
    question,
    answer: 'unknown',
    reason: 'again',
  });
  expect(answers.map((one) => one.reason)).toEqual(['again']);
  expect(confidence).toBe('high');
  expect(own?.confidence).not.toBe('high');
  expect(own?.missing.length).toBeGreaterThan(0);
  await client.verdicts.unanswer({ verdict_id, question });
});

test('H-X1 a verdict that changes with new logs says which questions are answered otherwise', async () => {
  const before = await only();
  const more = elasticAddressMoved();
  const { evidence, ranges } = writeStory({ ...more, name: 'more' }, join(folder, 'more'));
  await client.evidence.import({ inputs: [{ path: evidence }] });
  await settled();
  const { changes } = await client.verdicts.changes({});
  expect(changes.map((one) => [one.before?.verdict ?? null, one.now?.verdict ?? null])).toContainEqual([
    null,
    'benign',
  ]);
  expect(changes.some((one) => one.verdict_id === before.verdict_id)).toBe(false);
  await client.data.import({ path: ranges });
  const told = (await client.verdicts.changes({})).changes.filter((one) => one.now?.verdict === 'benign');
  expect(told).toHaveLength(1);
  expect(told[0]?.before).not.toEqual(told[0]?.now);
  expect(told[0]?.answers.map(({ text: _words, question: _id, ...sides }) => sides)).toContainEqual({
    before: 'unknown',
    now: 'no',
  });
  const hunt = await client.hunts.configure({ hunt: 'key-many-services', values: {} });
  expect(hunt.verdicts).toEqual({ total: 0, changes: [] });
});

test('H-X4 an alert without a tree is listed with its records and the findings that cite them', async () => {
  const logs = join(folder, 'alerts');
  mkdirSync(logs);
  writeFileSync(
    join(logs, 'dlp.cef'),
    [dlp(1, 'Upload'), dlp(2, 'Upload'), dlp(3, 'Copy')].map((l) => `${l}\n`).join(''),
  );
  await client.evidence.import({ inputs: [{ path: logs }] });
  await settled();
  const page = await client.alerts.list({});
  expect(page).toMatchObject({ alerts: 3, without_tree: 3, groups_total: 2 });
  const [most] = page.groups;
  expect(most).toMatchObject({
    alerts: 2,
    first_timestamp: '2024-05-16T01:00:00.000000Z',
    findings_total: 0,
  });
  expect(most?.events.map((row) => row.record)).toEqual([1, 2]);
  expect(page.groups.map((group) => group.rule_name)).toEqual(['Upload', 'Copy']);
  expect(await client.alerts.list({ offset: 1, limit: 1 })).toEqual({
    ...page,
    groups: page.groups.slice(1),
  });
  const report = validReport((await client.report.json({})).text ?? '');
  expect(report.alerts_without_tree.map((one) => [one.rule_name, one.alerts, one.events.length])).toEqual([
    ['Upload', 2, 2],
    ['Copy', 1, 1],
  ]);
});

test('H-X1 triage runs the trees on a case, prints ways in words and writes the verdicts as the report has them', async () => {
  const before = (await client.verdicts.list({})).verdicts;
  const worst = before[0]!;
  const { question } = worst.path.at(-1)!;
  await client.verdicts.answer({ verdict_id: worst.verdict_id, question, answer: 'no', reason: REASON });
  const { text } = await client.report.json({});
  await client.case.close({});
  const terminal = new FakeTerminal();
  const json = join(folder, 'verdicts.json');
  expect(
    await run(['triage', path, '--tree', TREE, '--json', json], terminal, OPTIONS),
    terminal.stderr,
  ).toBe(0);
  expect(terminal.stdout).toMatch(/engine's verdict is malicious \d+/);
  expect(terminal.stdout).toContain(`no (answered by the analyst)\n      ${REASON}`);
  expect(terminal.stdout).toContain('Since the run before: nothing changed');
  const written = JSON.parse(readFileSync(json, 'utf8')) as { verdicts: unknown[] };
  expect(written.verdicts).toEqual((JSON.parse(text ?? '') as { verdicts: unknown[] }).verdicts);
  expect(await run(['triage', path, '--tree', 'none'], terminal, OPTIONS)).toBe(2);
  expect(terminal.stderr).toContain('no such tree: "none"');
});
