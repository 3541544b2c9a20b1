import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../electron/engine/db/database.ts';
import { checkHunts } from '../../electron/engine/own-hunts/check.ts';
import { keepHunts } from '../../electron/engine/own-hunts/store.ts';
import { clearEvents, emptyCase } from '../support/seed.ts';
import { check, keep, oneQuestion, problemsOf, YES_NO } from './support.ts';

let database: Database;
beforeAll(async () => {
  database = await emptyCase();
});
beforeEach(async () => {
  await clearEvents(database.job);
  for (const table of ['own_trees', 'own_hunts']) await database.job.run(`DELETE FROM ${table}`);
});
afterAll(() => database.close());

const EXISTS = `      kind: exists
      where: { column: event_action, is: a }
      within: { before_hours: 1 }
      needs: { datasets: [okta.system], missing: Okta }`;
const GOOD = oneQuestion(EXISTS, YES_NO);
/** The document begins with ten lines before its questions; `q` is line 10. */
const problems = (...texts: string[]) => problemsOf(database, ...texts);

test('a tree without any is taken', async () => {
  const { trees, problems: none } = await check(database, GOOD);
  expect(none).toEqual([]);
  expect(trees.map(({ tree, file, text }) => [tree.id, file, text])).toEqual([['my-tree', '1.yaml', GOOD]]);
});

test('all mistakes of form of a file at once, each at its place', async () => {
  const text = `id: My Tree
title: A tree
version: 1.5
colour: red
subject: nobody
needs: { columns: [user_nam], missing: a log }
starts:
  events:
    - where: { column: event_acton, is: a }
    - { label: x }
questions:
  - id: a question
    text: Is it so?
    ask:
      kind: guess
    answers:
      yes: { reason: x, points: 1.5, next: verdict:x }
  - id: other
    text: And this?
    ask:
      kind: count
      where: { column: user_name, matches: "(" }
      same: [usr, { start: user_name, even: user_name }]
      within: {}
      tell: nothing
      needs: { columns: [usr], missing: x }
    answers: {}
    unknown: { points: 0, next: verdict:x }
verdicts:
  - { id: x, verdict: awful, reason: x }
`;
  expect(await problems(text)).toEqual([
    '1.yaml:1:5 "My Tree": an id is of small letters, digits and hyphens',
    expect.stringMatching(/^1.yaml:3:10 expected int/),
    '1.yaml:4:1 unknown key "colour"',
    expect.stringMatching(/^1.yaml:5:10 "nobody" is none of user, access_key, /),
    '1.yaml:6:20 no such column of events: "user_nam"; there is user_name',
    '1.yaml:9:24 no such column of events: "event_acton"; there is event_action',
    '1.yaml:10:7 "where" is missing',
    '1.yaml:12:9 "a question": an id is of small letters, digits and hyphens',
    expect.stringMatching(/^1.yaml:15:13 "guess" is none of exists, absent, count, distinct, seen_before, /),
    expect.stringMatching(/^1.yaml:17:33 expected int/),
    expect.stringMatching(/^1.yaml:22:44 no regular expression that the database takes: /),
    '1.yaml:23:14 no such field: "usr"',
    expect.stringMatching(/^1.yaml:23:19 /),
    '1.yaml:24:15 the window has no length: give before_hours or after_hours',
    '1.yaml:25:13 no such field: "nothing"',
    expect.stringMatching(/^1.yaml:26:26 no such column of events: "usr"/),
    expect.stringMatching(/^1.yaml:30:23 "awful" is none of malicious, suspicious, /),
  ]);
});

describe('what checkTree refuses of a built-in tree is told with line and column', () => {
  test.each([
    [
      'no branch for unknown',
      GOOD.replace(/ {4}unknown:.*\n/, '').replace(/ {2}- \{ id: open.*\n/, ''),
      ['1.yaml:10:9 question "q" has no branch for unknown'],
    ],
    [
      'an answer that leads nowhere',
      GOOD.replace(', next: verdict:bad', ''),
      [
        '1.yaml:18:12 question "q", answer "yes" has no branch',
        '1.yaml:22:11 verdict "bad" is never reached',
      ],
    ],
    [
      'an answer that leads to nothing that is there',
      GOOD.replace('verdict:bad', 'verdict:worse'),
      [
        '1.yaml:18:47 question "q", answer "yes" leads to unknown "verdict:worse"',
        '1.yaml:22:11 verdict "bad" is never reached',
      ],
    ],
    [
      'unknown that leads to nothing that is there',
      GOOD.replace('verdict:open }', 'nowhere }'),
      [
        '1.yaml:20:33 question "q", answer "unknown" leads to unknown "nowhere"',
        '1.yaml:24:11 verdict "open" is never reached',
      ],
    ],
    [
      'a question that changes nothing',
      GOOD.replaceAll(/points: -?10, next: verdict:\w+/g, 'points: 0, next: verdict:open').replaceAll(
        / {2}- \{ id: (bad|good).*\n/g,
        '',
      ),
      ['1.yaml:10:9 question "q" changes nothing: every answer leads to "verdict:open" with the same points'],
    ],
    [
      'a question that repeats on a path',
      GOOD.replace('verdict:bad', 'q'),
      ['1.yaml:10:9 question "q" repeats "q" on a path', '1.yaml:22:11 verdict "bad" is never reached'],
    ],
    [
      'a root that is not there',
      GOOD.replace('questions:', 'root: first\nquestions:'),
      [
        '1.yaml:9:7 root leads to unknown "first"',
        '1.yaml:11:9 question "q" is never reached',
        '1.yaml:23:11 verdict "bad" is never reached',
        '1.yaml:24:11 verdict "good" is never reached',
        '1.yaml:25:11 verdict "open" is never reached',
      ],
    ],
    [
      'a verdict that is there twice',
      GOOD.replace('id: good', 'id: bad').replace('verdict:good', 'verdict:bad'),
      ['1.yaml:23:11 verdict "bad" is defined twice'],
    ],
  ])('%s', async (_what, text, expected) => {
    expect(await problems(text)).toEqual(expected);
  });
});

const COUNT = EXISTS.replace('kind: exists', 'kind: count');
const answers = (...lines: string[]) => lines.map((one) => `      ${one}`).join('\n');
const MANY = `many: { at_least: 5, reason: x, points: 1, next: verdict:bad }`;
const FEW = `few: { reason: x, points: 2, next: verdict:good }`;

describe('what does not fit together is told with line and column', () => {
  test.each([
    [
      'answers of another kind of question',
      oneQuestion(EXISTS, answers(MANY, FEW)),
      ['1.yaml:17:5 the answers to exists are yes, no', '1.yaml:18:15 at_least does not belong here'],
    ],
    [
      'an answer without its number',
      oneQuestion(COUNT, answers(FEW.replace('few', 'none'), FEW)),
      ['1.yaml:18:7 this answer needs at_least or at_most', '1.yaml:22:11 verdict "bad" is never'],
    ],
    [
      'a last answer with a number',
      oneQuestion(COUNT, answers(MANY, FEW.replace('{ ', '{ at_most: 4, '))),
      ['1.yaml:19:14 the last answer is what holds otherwise: it has no at_most'],
    ],
    [
      'one answer',
      oneQuestion(COUNT, answers(FEW)),
      ['1.yaml:17:5 give at least two answers', '1.yaml:21:11 verdict "bad" is never'],
    ],
    [
      'an answer with the name of a number',
      oneQuestion(COUNT, answers(MANY.replace('many', '5'), FEW)),
      ['1.yaml:18:7 "5": the name of an answer is no number'],
    ],
    [
      'a parameter that is not there, and one of another kind',
      oneQuestion(
        COUNT.replace('before_hours: 1', 'before_hours: hours'),
        answers(MANY.replace('5', 'names'), FEW),
        'parameters:\n  - { name: names, title: x, kind: list, value: [a] }\n',
      ),
      [
        '1.yaml:17:31 no parameter "hours" that is a number; there is none',
        '1.yaml:20:25 no parameter "names" that is a number; there is none',
      ],
    ],
    [
      'parameters that cannot be',
      GOOD.replace(
        'questions:',
        `parameters:
  - { name: Big, title: x, kind: integer, value: 1 }
  - { name: q, title: x, kind: integer, value: 1 }
  - { name: low, title: x, kind: integer, value: 1, minimum: 2 }
  - { name: low, title: x, kind: integer, value: 2 }
questions:`,
      ),
      [
        '1.yaml:10:13 "Big": a name is of small letters, digits and _, and not p1, p2 …',
        '1.yaml:11:13 "q" is the name of what a question or the alert tells',
        '1.yaml:12:50 parameter "low": 1 is less than 2',
        '1.yaml:13:13 the parameter "low" stands here twice',
      ],
    ],
    [
      'a value that no question tells',
      GOOD.replace("reason: '{q}', points: 10", "reason: '{other}', points: 10"),
      [
        expect.stringMatching(
          /^1.yaml:18:22 no such value: \{other\}; there is subject_name, alert_label, .*, q, q_events/,
        ),
      ],
    ],
    [
      'nothing that starts it',
      GOOD.replace(/starts:\n.*\n.*\n/, 'starts: {}\n'),
      ['1.yaml:6:9 nothing starts it: give events or findings'],
    ],
    [
      'a hunt that there is not',
      GOOD.replace('starts:', 'starts:\n  findings: [push-bombing, push-bombs]'),
      ['1.yaml:7:28 no such hunt, built in or in this case: "push-bombs"'],
    ],
    [
      'a label question without labels',
      oneQuestion('      kind: label', YES_NO),
      ['1.yaml:13:7 "label" needs labels, or hosting: true'],
    ],
    [
      'the id of a built-in tree',
      GOOD.replace('my-tree', 'malicious-mail'),
      ['1.yaml:1:5 "malicious-mail": a built-in decision tree has this id'],
    ],
    [
      'the id of a built-in hunt',
      GOOD.replace('my-tree', 'push-bombing'),
      ['1.yaml:1:5 "push-bombing": a built-in hunt has this id'],
    ],
  ])('%s', async (_what, text, expected) => {
    const found = await problems(text);
    expect(found).toHaveLength(expected.length);
    for (const [at, one] of expected.entries())
      if (typeof one === 'string') expect(found[at]).toContain(one);
      else expect(found[at]).toEqual(one);
  });
});

describe('no file is too strange to be read', () => {
  const bomb = (levels: number): string =>
    `${Array.from(
      { length: levels },
      (_, at) =>
        `a${at}: &a${at} [${
          at === 0
            ? 'x'
            : Array(9)
                .fill(`*a${at - 1}`)
                .join(', ')
        }]`,
    ).join('\n')}\n`;
  test.each([
    ['aliases that multiply', bomb(9), /^1.yaml:2:10 excessive alias count/],
    [
      'a file of more than a million characters',
      `${GOOD}# ${'x'.repeat(1_000_000)}`,
      /^1.yaml:1:1 more than 1000000 characters$/,
    ],
    ['a key that stands twice', `${GOOD}title: another\n`, /^1.yaml:25:1 map keys must be unique/i],
    [
      'an answer that stands twice',
      GOOD.replace('      no:', '      yes:'),
      /^1.yaml:19:7 map keys must be unique/i,
    ],
    ['deep nesting', `a: ${'['.repeat(200)}`, /^1.yaml:1:\d+ nested too deeply$/],
    ['nothing', '', /^1.yaml:1:1 no tree in this file$/],
    ['a list', '- a\n', /^1.yaml:1:1 a tree is a list of keys$/],
    ['a tag', GOOD.replace('title: A tree', 'title: !!js/function x'), /^1.yaml:2:8 unresolved tag/i],
  ])('%s', async (_what, text, first) => {
    const found = await problems(text);
    expect(found[0]).toMatch(first);
    expect((await check(database, text)).trees).toEqual([]);
  });
});

test('two files with one id, and ids of own hunts and own trees beside each other', async () => {
  expect(await problems(GOOD, GOOD)).toEqual(['2.yaml:1:5 "my-tree": another tree, in 1.yaml, has this id']);
  const hunt = `id: my-tree
title: x
question: x
severity: low
entity: user
needs: { missing: x }
rule: { kind: match, where: { column: event_action, is: a } }
summary: x
`;
  const { hunts } = await checkHunts(database.job, [{ name: 'h.yaml', text: hunt }]);
  await keepHunts(database.job, hunts);
  expect(await problems(GOOD)).toEqual(['1.yaml:1:5 "my-tree": an own hunt of this case has this id']);
  await database.job.run('DELETE FROM own_hunts');
  await keep(database, GOOD);
  const { problems: refused } = await checkHunts(database.job, [{ name: 'h.yaml', text: hunt }]);
  expect(refused).toEqual([
    { file: 'h.yaml', line: 1, column: 5, message: '"my-tree": an own tree of this case has this id' },
  ]);
  const second = hunt.replace('my-tree', 'my-hunt');
  await keepHunts(database.job, (await checkHunts(database.job, [{ name: 'h.yaml', text: second }])).hunts);
  expect(
    await problems(
      GOOD.replace('starts:', 'starts:\n  findings: [my-hunt]').replace('version: 1', 'version: 2'),
    ),
  ).toEqual([]);
});

test('H-X1 a changed tree needs a higher version; cases and remarks may change', async () => {
  await keep(database, GOOD.replace('version: 1', 'version: 2'));
  expect(await problems(GOOD.replace('version: 1', 'version: 2 # the same'))).toEqual([]);
  expect(
    await problems(GOOD.replace('version: 1', 'version: 2').replace('points: 10', 'points: 11')),
  ).toEqual([
    '1.yaml:3:10 the case keeps another version 2 of this tree: give the changed one a higher number than 2',
  ]);
  expect(await problems(GOOD)).toEqual(['1.yaml:3:10 the case keeps version 2 of this tree already']);
  expect(
    await problems(GOOD.replace('version: 1', 'version: 3').replace('points: 10', 'points: 11')),
  ).toEqual([]);
});

test('no text of a file becomes SQL', async () => {
  const nasty = "x'); DROP TABLE own_trees; --";
  const text = oneQuestion(
    EXISTS.replace('is: a', `is: "${nasty}"`).replace('okta.system', `"${nasty}"`),
    YES_NO.replace("'{q}'", `"${nasty}"`),
  ).replace('is: alert', `is: "${nasty}"`);
  const { trees, problems: none } = await check(database, text);
  expect(none).toEqual([]);
  const { sql = '', bound = {}, questions = [] } = trees[0]?.tree ?? {};
  expect(sql).not.toContain('DROP');
  expect(questions[0]?.query).not.toContain('DROP');
  expect(Object.values(bound)).toContain(nasty);
  expect(
    await problems(GOOD.replace('event_action, is: alert', '"event_action\\" OR 1=1", is: alert')),
  ).toEqual([expect.stringMatching(/^1.yaml:8:24 no such column of events: /)]);
});
