import { describe, expect, test } from 'vitest';
import { checkTree, factsOf, fill, holds, walk } from './check-tree.ts';
import type { Condition, Facts, TreeDefinition, TreeQuestion } from './definitions.ts';

const question = (id: string, yes: string, no: string, unknown = no): TreeQuestion => ({
  id,
  text: `${id}?`,
  explain: '',
  delivers: [],
  answers: [
    { answer: 'yes', when: { fact: id, is: true }, reason: '{count} calls', points: 10, next: yes },
    { answer: 'no', when: { fact: id, is: false }, reason: 'none', points: 0, next: no },
  ],
  unknown: { reason: 'no log', missing: `the log of ${id}`, points: 5, next: unknown },
  records: 'records',
});

const FIT: TreeDefinition = {
  id: 'example',
  version: 1,
  title: '',
  purpose: '',
  subject: 'user',
  needs: { columns: [], datasets: [], missing: '' },
  parameters: [],
  base_points: 90,
  root: 'first',
  questions: [question('first', 'second', 'verdict:good'), question('second', 'verdict:bad', 'verdict:good')],
  verdicts: [
    { id: 'bad', verdict: 'malicious', reason: '{count} calls' },
    { id: 'good', verdict: 'benign', reason: '' },
  ],
  sql: '',
};

/** The example with its questions changed. */
const with_ = (...questions: TreeQuestion[]): TreeDefinition => ({ ...FIT, questions });
const first = question('first', 'second', 'verdict:good');
const second = question('second', 'verdict:bad', 'verdict:good');

describe('checkTree refuses', () => {
  test('nothing in a fit tree', () => expect(checkTree(FIT)).toEqual([]));

  const unfit: [string, TreeDefinition, string][] = [
    [
      'an answer without a branch',
      with_({ ...first, answers: first.answers.map((answer) => ({ ...answer, next: '' })) }, second),
      'question "first", answer "yes" has no branch',
    ],
    [
      'a question without unknown',
      with_(first, JSON.parse(JSON.stringify({ ...second, unknown: undefined })) as TreeQuestion),
      'question "second" has no branch for unknown',
    ],
    [
      'a question without answers',
      with_(first, { ...second, answers: [] }),
      'question "second" has no answers',
    ],
    [
      'an answer of its own that is called unknown',
      with_(first, {
        ...second,
        answers: [{ ...second.answers[0]!, answer: 'unknown' }, second.answers[1]!],
      }),
      'question "second" has its own answer "unknown"',
    ],
    [
      'the same answer twice',
      with_(first, { ...second, answers: [second.answers[0]!, { ...second.answers[1]!, answer: 'yes' }] }),
      'question "second" has the answer "yes" twice',
    ],
    [
      'an unknown target',
      with_(first, question('second', 'third', 'verdict:bad')),
      'question "second", answer "yes" leads to unknown "third"',
    ],
    [
      'a verdict that does not exist',
      with_(first, question('second', 'verdict:worse', 'verdict:bad')),
      'question "second", answer "yes" leads to unknown "verdict:worse"',
    ],
    ['an unknown root', { ...FIT, root: 'third' }, 'root leads to unknown "third"'],
    [
      'a cycle, as a question that repeats',
      with_(first, question('second', 'first', 'verdict:bad')),
      'question "first" repeats "first" on a path',
    ],
    [
      'the same words twice on a path',
      with_(first, { ...second, text: first.text }),
      'question "second" repeats "first" on a path',
    ],
    [
      'a question that changes nothing',
      with_(first, {
        ...second,
        answers: second.answers.map((answer) => ({ ...answer, points: 0, next: 'verdict:bad' })),
        unknown: { ...second.unknown, points: 0, next: 'verdict:bad' },
      }),
      'question "second" changes nothing: every answer leads to "verdict:bad" with the same points',
    ],
    [
      'a question that is never reached',
      with_(first, second, question('third', 'verdict:bad', 'verdict:good')),
      'question "third" is never reached',
    ],
    [
      'a verdict that is never reached',
      { ...FIT, verdicts: [...FIT.verdicts, { id: 'odd', verdict: 'suspicious', reason: '' }] },
      'verdict "odd" is never reached',
    ],
    [
      'a verdict with a name of its own',
      { ...FIT, verdicts: FIT.verdicts.map((one) => ({ ...one, verdict: 'guilty' as 'malicious' })) },
      'verdict "bad" has no such name: "guilty"',
    ],
    ['a question that is defined twice', with_(first, second, second), 'question "second" is defined twice'],
    [
      'points that are no whole number',
      with_(first, { ...second, unknown: { ...second.unknown, points: 0.5 } }),
      'question "second", answer "unknown" has no whole points',
    ],
  ];
  test.each(unfit)('%s', (_, tree, problem) => expect(checkTree(tree)).toContain(problem));

  test('a tree of many diamonds without walking all its paths', () => {
    const diamonds = Array.from({ length: 60 }, (_, index) =>
      question(
        `q${index}`,
        index === 59 ? 'verdict:bad' : `q${index + 1}`,
        index === 59 ? 'verdict:good' : `q${index + 1}`,
      ),
    );
    expect(checkTree({ ...FIT, root: 'q0', questions: diamonds })).toEqual([]);
  });
});

describe('a condition', () => {
  const facts: Facts = { one: 1, text: 'a', yes: true, lost: null };
  const told: [Condition, boolean | null][] = [
    [{ fact: 'text', is: 'a' }, true],
    [{ fact: 'text', is: 'b' }, false],
    [{ fact: 'lost', is: 'b' }, null],
    [{ fact: 'one', at_least: 1 }, true],
    [{ fact: 'one', at_least: 2 }, false],
    [{ fact: 'one', at_most: 0 }, false],
    [{ fact: 'lost', at_most: 0 }, null],
    [{ fact: 'lost', known: true }, false],
    [{ fact: 'lost', known: false }, true],
    [{ fact: 'one', known: true }, true],
    [{ not: { fact: 'lost', is: 1 } }, null],
    [{ not: { fact: 'yes', is: true } }, false],
    [
      {
        all: [
          { fact: 'yes', is: true },
          { fact: 'lost', is: 1 },
        ],
      },
      null,
    ],
    [
      {
        all: [
          { fact: 'lost', is: 1 },
          { fact: 'yes', is: false },
        ],
      },
      false,
    ],
    [
      {
        any: [
          { fact: 'lost', is: 1 },
          { fact: 'yes', is: true },
        ],
      },
      true,
    ],
    [
      {
        any: [
          { fact: 'lost', is: 1 },
          { fact: 'yes', is: false },
        ],
      },
      null,
    ],
    [
      {
        any: [
          { fact: 'one', is: 2 },
          { fact: 'yes', is: false },
        ],
      },
      false,
    ],
  ];
  test.each(told.map(([condition, held]) => [JSON.stringify(condition), condition, held] as const))(
    '%s',
    (_, condition, held) => expect(holds(condition, facts)).toBe(held),
  );

  test('refuses a fact that is not given, and a number that is none', () => {
    expect(() => holds({ fact: 'other', is: 1 }, facts)).toThrow('fact "other" is not given');
    expect(() => holds({ fact: 'text', at_least: 1 }, facts)).toThrow('fact "text" is not a number: "a"');
  });
});

describe('walk', () => {
  const records = [{ evidence_id: 1, record: 2 }];

  test('sums the points, keeps to 100 and shows each reason with its records', () => {
    const walked = walk(FIT, { first: true, second: true, count: 3, records });
    expect(walked).toMatchObject({ score: 100, confidence: 'high', missing: [], reason: '3 calls' });
    expect(walked.verdict.id).toBe('bad');
    expect(walked.path.map((step) => [step.question, step.answer, step.points, step.reason])).toEqual([
      ['first', 'yes', 10, '3 calls'],
      ['second', 'yes', 10, '3 calls'],
    ]);
    expect(walked.path[0]?.events).toEqual(records);
  });

  test('takes unknown as a branch of its own, names the log and loses confidence', () => {
    const one = walk(FIT, { first: true, second: null, count: 3, records: null });
    expect(one).toMatchObject({ score: 100, confidence: 'medium', missing: ['the log of second'] });
    expect(one.path[1]).toMatchObject({ answer: 'unknown', missing: 'the log of second', events: [] });
    const apart = with_(question('first', 'second', 'verdict:good', 'second'), second);
    const two = walk(apart, { first: null, second: null, count: 3, records });
    expect(two).toMatchObject({ confidence: 'low', missing: ['the log of first', 'the log of second'] });
  });

  test('does not pass over an answer that cannot be told', () => {
    const answers = [
      { ...first.answers[0]!, when: { fact: 'lost', is: true } },
      { ...first.answers[1]!, when: { fact: 'first', is: false } },
    ];
    const walked = walk(with_({ ...first, answers }, second), {
      first: false,
      lost: null,
      count: 0,
      records,
    });
    expect(walked.path[0]?.answer).toBe('unknown');
  });

  test('refuses facts that no answer covers', () => {
    expect(() => walk(FIT, { first: 'maybe', second: true, count: 1, records })).toThrow(
      'question "first" has no answer for its facts',
    );
  });

  test('ends on a tree that goes round', () => {
    const round = with_(first, question('second', 'first', 'verdict:bad'));
    expect(() => walk(round, { first: true, second: true, count: 1, records })).toThrow('has no way at');
  });
});

test('a text shows facts as a person reads them', () => {
  const facts: Facts = { list: ['a', 1], nothing: null, flag: true, thing: { a: 1 } };
  expect(fill('{list}; {nothing}; {flag}; {thing}', facts)).toBe('a, 1; unknown; true; {"a":1}');
});

test('all facts of a tree are named once', () => {
  expect(factsOf(FIT)).toEqual(['count', 'first', 'records', 'second']);
});
