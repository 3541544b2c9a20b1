import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../electron/cli/run.ts';
import cases from '../electron/engine/trees/okta-impossible-travel/cases.json' with { type: 'json' };
import type { Database } from '../electron/engine/db/database.ts';
import { createEngine } from '../electron/engine/engine.ts';
import { compareSessions, readVerdicts, runTrees, uncompareSessions } from '../electron/engine/triage.ts';
import type { EventRef, Verdict } from '../shared/model.ts';
import type { Report } from '../shared/report.ts';
import { FakeTerminal } from './support/fixtures/terminal.ts';
import { anotherClient, USER, writeJourney } from './support/fixtures/travel.ts';
import { clearEvents, type Columns, emptyCase, expand, seed } from './support/seed.ts';

const RESOURCES = resolve(import.meta.dirname, '../resources');
const TREE = 'okta-impossible-travel';
const OPTIONS = { resourcesPath: RESOURCES, toolVersion: '0.0.0' };
const bundles: Readonly<Record<string, Columns>> = cases.bundles;
const GIVEN = { reason: 'asked by the user', author: 'tess', written_at: '2024-06-01T00:00:00.000000Z' };

let database: Database;
beforeAll(async () => {
  database = await emptyCase();
});
beforeEach(async () => {
  await clearEvents(database.job);
  await database.job.run('DELETE FROM compared_sessions');
});
afterAll(() => database.close());

const tell = (lines: readonly string[]) =>
  seed(
    database.job,
    expand(lines, bundles).map((event, index) => ({
      ...event,
      record: index + 1,
      event_id: `event-${index + 1}`,
    })),
  );
const at = (record: number): EventRef => ({ evidence_id: 1, record });
const comparing = (one: number, other: number) => compareSessions(database.job, [at(one), at(other)], GIVEN);
const all = async (): Promise<Verdict[]> => {
  await runTrees(database.job, [TREE]);
  return (await readVerdicts(database.desk, { offset: 0, limit: 100 })).verdicts;
};
const way = (verdict: Verdict): string => verdict.path.map((step) => step.answer).join(' > ');

const DAY = '2024-05-16T';
const CALM = [
  `${DAY}06:00:00Z agents`,
  `${DAY}09:00:00Z signin hamburg chrome laptop s1`,
  `${DAY}13:00:00Z signin altona firefox other_device s2`,
  `${DAY}15:00:00Z sso hamburg chrome laptop s1`,
];

test('H-O1 H-O2 two sessions that no signal joins are walked because an analyst picked them, in either order the same', async () => {
  await tell(CALM);
  expect(await all()).toEqual([]);
  const verdict = await comparing(2, 3);
  expect(verdict).toMatchObject({
    subject: { kind: 'user', value: 'ana@example.com' },
    alert: null,
    picked: { sessions: [at(2), at(3)], reason: GIVEN.reason, author: 'tess' },
    facts: { a_address: '198.51.100.1', b_address: '198.51.100.2' },
  });
  expect(verdict.path[0]).toMatchObject({ answer: 'found', events: [at(2), at(3)] });
  expect(verdict.path[0]?.reason).toContain('an analyst picked the two sessions');
  expect(await comparing(3, 2)).toEqual(verdict);
  expect(await all()).toEqual([verdict]);
});

test('H-O2 any record of a session names it: the ends are its whole stay', async () => {
  await tell(CALM);
  const [one, other] = [await comparing(2, 3), await comparing(4, 3)];
  expect(other.picked?.sessions).toEqual([at(3), at(4)]);
  const ends = ({ facts }: Verdict) => [facts.a_event_count, facts.b_event_count];
  expect([ends(one), ends(other)]).toEqual([
    [2, 1],
    [1, 2],
  ]);
});

test('H-O2 two sessions at one address are told apart by the session', async () => {
  await tell([
    `${DAY}09:00:00Z signin hamburg chrome laptop s1`,
    `${DAY}09:30:00Z signin hamburg firefox other_device s2`,
    `${DAY}09:40:00Z sso hamburg chrome laptop s1`,
  ]);
  const verdict = await comparing(2, 1);
  expect(verdict.facts).toMatchObject({
    a_address: '198.51.100.1',
    b_address: '198.51.100.1',
    a_event_count: 2,
    b_event_count: 1,
    client_match: 'different',
    device_match: 'different',
  });
  await expect(comparing(1, 3)).rejects.toThrow('nothing tells the two apart');
  expect((await all()).map((one) => one.verdict_id)).toEqual([verdict.verdict_id]);
});

test('H-O2 sign-ins of any source of authentication, of one person under two names', async () => {
  await tell([
    `${DAY}09:00:00Z signin hamburg chrome person=Ana`,
    `${DAY}09:20:00Z signin tokyo firefox user_name=ana event_dataset=aws.cloudtrail event_action=ConsoleLogin person=Ana`,
    `${DAY}09:21:00Z signin tokyo firefox user_name=ben event_dataset=aws.cloudtrail event_action=ConsoleLogin`,
  ]);
  await database.job.run("UPDATE users SET person = 'Ana' WHERE user_name IN ('ana', 'ana@example.com')");
  const verdict = await comparing(1, 2);
  expect(way(verdict)).toMatch(/^found > yes > /);
  expect(verdict.facts).toMatchObject({ a_address: '198.51.100.1', b_address: '198.51.100.4' });
  await expect(comparing(1, 3)).rejects.toThrow('ana@example.com and ben are not known as one person');
});

test('H-O1 what is picked changes no verdict of an alert, its other end and its stays', async () => {
  await tell([
    `${DAY}08:00:00Z signin london firefox event_dataset=aws.cloudtrail event_action=ConsoleLogin`,
    `${DAY}09:00:00Z signin hamburg chrome laptop s1`,
    `${DAY}09:05:00Z fail tokyo firefox event_dataset=aws.cloudtrail event_action=ConsoleLogin x3`,
    `${DAY}09:10:00Z signin tokyo firefox s2 velocity`,
  ]);
  const before = await all();
  expect(before).toHaveLength(1);
  const picked = await comparing(1, 2);
  expect(await all()).toEqual(expect.arrayContaining([...before, picked]));
  const same = await comparing(2, 6);
  expect([same.verdict, same.score, way(same)]).toEqual([
    before[0]?.verdict,
    before[0]?.score,
    before[0] && way(before[0]),
  ]);
  await uncompareSessions(database.job, picked.picked?.pick_id ?? '');
  await uncompareSessions(database.job, same.picked?.pick_id ?? '');
  expect(await all()).toEqual(before);
});

describe('what cannot be compared is refused, and nothing is kept', () => {
  const REFUSED: [string, [number, number], string][] = [
    ['an event that is not there', [2, 99], 'no event 1:99'],
    ['one event twice', [2, 2], '1:2 cannot be compared with itself'],
    ['no sign-in', [2, 5], '1:5 is no sign-in: user.account.privilege.grant'],
    ['no public address', [2, 6], '1:6 comes from 10.1.2.3, which is no public address'],
    ['no user', [2, 7], '1:7 names no user'],
  ];
  test.each(REFUSED)('%s', async (_what, [one, other], message) => {
    await tell([
      ...CALM,
      `${DAY}16:00:00Z console hamburg chrome event_category=iam`,
      `${DAY}17:00:00Z signin source_address=10.1.2.3 source_kind=private`,
      `${DAY}18:00:00Z signin hamburg chrome user_name=`,
    ]);
    await database.job.run("UPDATE users SET user_name = NULL WHERE user_name = ''");
    await expect(comparing(one, other)).rejects.toThrow(message);
    expect(await all()).toEqual([]);
  });
});

test('evidence that was read anew under other numbers is found again by the ids of its events', async () => {
  await tell(CALM);
  const { verdict_id } = await comparing(2, 3);
  await database.job.run('UPDATE event_facts SET evidence_id = 9, record = record + 40');
  const [again] = await all();
  expect(again).toMatchObject({
    verdict_id,
    picked: {
      sessions: [
        { evidence_id: 9, record: 42 },
        { evidence_id: 9, record: 43 },
      ],
    },
  });
});

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'interloper-'));

test(
  'H-O1 H-O10 H-X3 H-X4 a comparison is kept, answered, logged, in an incident and in the report, survives runs and is taken back',
  { timeout: 300_000 },
  async () => {
    const folder = newFolder();
    const engine = createEngine(OPTIONS);
    const client = createRouterClient(engine.router);
    await client.case.create({ path: join(folder, 'a.interloper') });
    await client.evidence.import({ inputs: [{ path: writeJourney(anotherClient, join(folder, 'logs')) }] });
    for await (const progress of await client.job.watch({})) expect(progress.state).not.toBe('failed');
    const before = await client.verdicts.list({});
    const { rows } = await client.events.page({
      filters: [
        { column: 'user_name', op: 'is', values: [USER.login] },
        { column: 'event_action', op: 'is', values: ['user.session.start'] },
        { column: 'event_outcome', op: 'is', values: ['success'] },
      ],
      limit: 50,
    });
    const ids = [rows[0], rows.at(-1)].map((row) => ({ event_id: String(row?.event_id) }));
    const [first, last] = ids as [{ event_id: string }, { event_id: string }];
    const verdict = await client.trees.compare({ sessions: [first, last], reason: 'seems odd' });
    expect(verdict.picked).toMatchObject({ reason: 'seems odd' });
    expect((await client.verdicts.list({})).total).toBe(before.total + 1);
    expect((await client.incidents.list({})).incidents.map((one) => one.verdicts)).toContain(
      before.total + 1,
    );

    const question = verdict.path[1]?.question ?? '';
    await client.verdicts.answer({
      verdict_id: verdict.verdict_id,
      question,
      answer: 'unknown',
      reason: 'log in doubt',
    });
    await client.verdicts.run({});
    const { verdict: kept } = await client.verdicts.get({ verdict_id: verdict.verdict_id });
    expect(kept).toMatchObject({ ...verdict, own: {}, answers: [{ question, taken: true }] });

    const report = JSON.parse((await client.report.json({})).text ?? '') as Report;
    const reported = report.verdicts.find((one) => one.id === verdict.verdict_id);
    expect(reported?.picked).toMatchObject({
      id: verdict.picked?.pick_id,
      reason: 'seems odd',
      author: null,
    });
    expect(reported?.picked?.sessions.map((one) => one.event_id).sort()).toEqual(
      [first.event_id, last.event_id].sort(),
    );

    await client.trees.uncompare({ pick_id: verdict.picked?.pick_id ?? '' });
    const after = await client.verdicts.list({});
    expect(after.verdicts.map((one) => one.verdict_id)).toEqual(before.verdicts.map((one) => one.verdict_id));
    await expect(client.trees.uncompare({ pick_id: verdict.picked?.pick_id ?? '' })).rejects.toThrow(
      'nobody picked sessions as',
    );
    const { rows: audit } = await client.case.audit({});
    expect(audit.find((one) => one.action === 'sessions.compared')?.detail).toContain('seems odd');
    expect(audit.find((one) => one.action === 'sessions.comparison withdrawn')?.subject).toBe(
      verdict.picked?.pick_id,
    );
    await engine.close();
  },
);

test(
  'H-O1 H-X5 the command line compares two sessions and takes the comparison back',
  { timeout: 300_000 },
  async () => {
    const folder = newFolder();
    const file = join(folder, 'a.interloper');
    const cli = async (...words: string[]) => {
      const terminal = new FakeTerminal();
      const code = await run(words, terminal, { ...OPTIONS, clock: () => new Date('2024-06-01T00:00:00Z') });
      return { code, out: terminal.stdout, said: terminal.stderr };
    };
    await cli('analyze', writeJourney(anotherClient, join(folder, 'logs')), '--case', file);
    const json = join(folder, 'verdicts.json');
    await cli('triage', file, '--json', json);
    const [alert] = (JSON.parse(readFileSync(json, 'utf8')) as Report).verdicts;
    const ends = alert?.path[0]?.events.map((one) => one.event_id) ?? [];
    const sessions = `${ends.at(0)},${ends.at(-1)}`;
    const told = await cli('triage', file, '--sessions', sessions, '--reason', 'seems odd');
    expect({ code: told.code, said: told.said }).toMatchObject({ code: 0 });
    const [, pick = ''] = /picked +(\w{16}) +seems odd/.exec(told.out) ?? [];
    expect(pick).not.toBe('');
    expect((await cli('triage', file)).out).toContain(pick);
    expect((await cli('triage', file, '--uncompare', pick)).out).not.toContain(pick);
    expect(await cli('triage', file, '--sessions', '1:1')).toMatchObject({ code: 2 });
    const refused = await cli('triage', file, '--sessions', 'none,1:1');
    expect([refused.code, refused.said]).toEqual([2, expect.stringContaining('no event none')]);
  },
);
