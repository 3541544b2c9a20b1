import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../electron/engine/db/database.ts';
import { checkHunts } from '../../electron/engine/own-hunts/check.ts';
import { runCases } from '../../electron/engine/own-hunts/run-cases.ts';
import template from '../../electron/engine/own-hunts/template.yaml?raw';
import { emptyCase } from '../support/seed.ts';

let database: Database;
beforeAll(async () => {
  database = await emptyCase();
});
afterAll(() => database.close());

const check = (...texts: string[]) =>
  checkHunts(
    database.desk,
    texts.map((text, at) => ({ name: `${at + 1}.yaml`, text })),
  );
/** Problems as line:column message. */
const problemsOf = async (...texts: string[]) =>
  (await check(...texts)).problems.map((one) => `${one.file}:${one.line}:${one.column} ${one.message}`);

describe('the template', () => {
  test('has every kind of rule, no mistake, and cases that hold', async () => {
    const { hunts, problems } = await check(template);
    expect(problems).toEqual([]);
    expect(hunts.map(({ declaration }) => declaration.rule.kind)).toEqual([
      'match',
      'aggregation',
      'sequence',
      'first_seen',
      'outlier',
      'rare',
      'travel',
    ]);
    for (const hunt of hunts) {
      const results = await runCases(database, hunt);
      expect(results.length).toBeGreaterThan(1);
      expect(results.flatMap((one) => one.differences.map((each) => `${one.name}: ${each}`))).toEqual([]);
    }
  });
});

const GOOD = `id: my-hunt
title: A hunt
question: What?
severity: low
entity: user
needs: { missing: a log }
rule:
  kind: match
  where: { column: event_action, is: a }
summary: '{events} events'
`;

describe('S-G3 mistakes are told with line and column', () => {
  test('a hunt without any is taken', async () => {
    const { hunts, problems } = await check(GOOD);
    expect(problems).toEqual([]);
    expect(hunts.map((one) => [one.declaration.id, one.file, one.text])).toEqual([
      ['my-hunt', '1.yaml', GOOD],
    ]);
  });

  test('all of a file at once, each at its place', async () => {
    const text = `id: My Hunt
title: A hunt
colour: red
severity: awful
entity: nobody
attack: [T1078, T99, "1078"]
hypotheses: [S-H9]
needs:
  columns: [user_nam]
  missing: a log
rule:
  kind: aggregation
  where:
    all:
      - { column: event_acton, is: a }
      - { column: event_action, is: 5 }
      - { column: event_action, matches: "(" }
      - { column: event_action, at_least: 5 }
      - { column: event_action, is: a, like: b }
      - { column: event_action, is: a, colour: red }
      - { column: user_name, contains: [] }
      - { not: { column: is_interactive, is: "true" } }
      - { every: [] }
  measures:
    - { distinct: networks, more_than: 2 }
    - { sum: user_name, more_than: 1.5 }
    - { events: true, more_than: 0.5 }
  by: [contry]
  window_hours: -1
summary: '{events} events'
`;
    expect(await problemsOf(text)).toEqual([
      '1.yaml:1:1 "question" is missing',
      '1.yaml:1:5 "My Hunt": an id is of small letters, digits and hyphens',
      '1.yaml:3:1 unknown key "colour"',
      '1.yaml:4:11 "awful" is none of informational, low, medium, high, critical',
      expect.stringMatching(/^1.yaml:5:9 "nobody" is none of user, access_key, /),
      '1.yaml:6:17 "T99" is no ATT&CK technique, such as T1078.004',
      '1.yaml:6:22 "1078" is no ATT&CK technique, such as T1078.004',
      '1.yaml:7:14 "S-H9" is no hypothesis, S-H1 to S-H7',
      '1.yaml:9:13 no such column of events: "user_nam"; there is user_name',
      '1.yaml:15:19 no such column of events: "event_acton"; there is event_action',
      '1.yaml:16:37 is: 5 is not a text: write it in quotation marks',
      expect.stringMatching(/^1.yaml:17:42 no regular expression that the database takes: /),
      '1.yaml:18:43 at_least: event_action is no number',
      expect.stringMatching(/^1.yaml:19:9 a condition has exactly one of is, like, /),
      expect.stringMatching(/^1.yaml:20:40 unknown key "colour": known here are column, is, /),
      '1.yaml:21:40 contains: the list is empty',
      '1.yaml:22:46 is: "true" is not true or false',
      expect.stringMatching(/^1.yaml:23:9 no such column of events: nothing/),
      expect.stringMatching(/^1.yaml:23:9 a condition has exactly one of /),
      expect.stringMatching(/^1.yaml:23:11 unknown key "every"/),
      '1.yaml:25:19 no such field: "networks"; there is network',
      '1.yaml:26:14 user_name is no number',
      '1.yaml:27:34 more_than is missing, or no number from 0 on',
      '1.yaml:28:8 no such field: "contry"; there is country',
      expect.stringMatching(/^1.yaml:29:17 too small: /),
    ]);
  });

  test.each([
    [
      'a regular expression that the database refuses',
      GOOD.replace('is: a', 'matches: "a(?=b)"'),
      /^1.yaml:9:43 no regular expression that the database takes: .*\(\?=/,
    ],
    [
      'a placeholder that no finding has',
      GOOD.replace('{events}', '{asnz} {events}'),
      /^1.yaml:10:10 no such value: \{asnz\}; a finding of this hunt has events, /,
    ],
    [
      'a kind of rule that there is not',
      GOOD.replace('kind: match', 'kind: guess'),
      /^1.yaml:8:9 "guess" is none of match, aggregation, sequence, /,
    ],
    ['a rule without a kind', GOOD.replace('  kind: match\n', ''), /^1.yaml:8:3 "kind" is missing$/],
    [
      'the id of a built-in hunt',
      GOOD.replace('my-hunt', 'push-bombing'),
      /^1.yaml:1:5 "push-bombing": a built-in hunt has this id$/,
    ],
    [
      'the id of a decision tree',
      GOOD.replace('my-hunt', 'okta-impossible-travel'),
      /^1.yaml:1:5 "okta-impossible-travel": a decision tree has this id$/,
    ],
    [
      'a step without a condition',
      GOOD.replace(/ {2}kind.*\n.*\n/, '  kind: sequence\n  within_minutes: 5\n  steps: [{ name: a }]\n'),
      /^1.yaml:10:11 "where" is missing$/,
    ],
    ['a key that stands twice', `${GOOD}title: another\n`, /^1.yaml:11:1 map keys must be unique/i],
    ['a broken bracket', GOOD.replace('is: a }', 'is: a'), /^1.yaml:10:/],
    ['a tag', GOOD.replace('question: What?', 'question: !!js/function "x"'), /^1.yaml:3:11 unresolved tag/i],
    ['a list', '- a\n- b\n', /^1.yaml:1:1 a hunt is a list of keys$/],
    ['nothing', '# only words\n', /^1.yaml:1:1 no hunt in this file$/],
    ['many brackets', `a: b\nc: ${'['.repeat(1_000_000)}`, /^1.yaml:2:104 nested too deeply$/],
    ['many brackets of maps', '{a: '.repeat(400_000), /^1.yaml:1:401 nested too deeply$/],
    ['many lists in a line', '- '.repeat(900_000), /^1.yaml:1:\d+ nested too deeply$/],
    ['many questions in a line', '? '.repeat(900_000), /^1.yaml:1:\d+ nested too deeply$/],
    [
      'many steps inwards',
      Array.from({ length: 1400 }, (_, at) => `${' '.repeat(at)}a:\n`).join(''),
      /^1.yaml:502:1 nested too deeply$/,
    ],
    ['an alias that multiplies', bomb(), /^1.yaml:3:\d+ excessive alias count/],
    ['a text that is too large', '#'.repeat(2_000_001), /^1.yaml:1:1 more than 2000000 characters$/],
  ])('%s', async (_name, text, message) => {
    const problems = await problemsOf(text);
    expect(problems[0]).toMatch(message);
    expect((await check(text)).hunts).toEqual([]);
  });

  test('a file is taken whole or not at all, and the others with it', async () => {
    const second = GOOD.replace('my-hunt', 'my-other-hunt');
    const third = GOOD.replace('my-hunt', 'my-third-hunt');
    const { hunts, problems } = await check(`${GOOD}---\n${second.replace('low', 'lower')}`, third);
    expect(problems.map((one) => [one.file, one.line, one.column])).toEqual([['1.yaml', 15, 11]]);
    expect(hunts.map((one) => one.declaration.id)).toEqual(['my-third-hunt']);
    expect(await problemsOf(`${GOOD}---\n${GOOD}`)).toEqual([
      '1.yaml:12:5 "my-hunt": another hunt, in 1.yaml, has this id',
    ]);
  });

  test('keys of a prototype are keys like any other', async () => {
    expect(await problemsOf(`${GOOD}__proto__: { a: 1 }\n`)).toEqual(['1.yaml:11:1 unknown key "__proto__"']);
  });
});

function bomb(): string {
  const rows = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let at = 1; at < 12; at++)
    rows.push(
      `a${at}: &a${at} [${Array(10)
        .fill(`*a${at - 1}`)
        .join(', ')}]`,
    );
  return `id: my-hunt\n${rows.join('\n')}\n`;
}
