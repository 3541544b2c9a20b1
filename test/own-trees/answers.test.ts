import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../electron/engine/db/database.ts';
import { fixed, type Bindable } from '../../electron/engine/db/sql.ts';
import { ASK_KINDS } from '../../electron/engine/own-trees/document.ts';
import { treeIn } from '../../electron/engine/own-trees/registry.ts';
import { runCases } from '../../electron/engine/own-trees/run-cases.ts';
import template from '../../electron/engine/own-trees/template.yaml?raw';
import { queryOf } from '../../electron/engine/triage.ts';
import type { Verdict } from '../../shared/model.ts';
import { clearEvents, emptyCase } from '../support/seed.ts';
import { check, keep, oneQuestion, walked, wayOf, YES_NO } from './support.ts';

let database: Database;
beforeAll(async () => {
  database = await emptyCase();
});
beforeEach(async () => {
  await clearEvents(database.job);
  await database.job.run('DELETE FROM own_trees');
});
afterAll(() => database.close());

describe('the template', () => {
  test('has every kind of question, no mistake, and cases that hold', async () => {
    const { trees, problems } = await check(database, template);
    expect(problems).toEqual([]);
    expect(trees.map(({ tree }) => tree.id)).toEqual(['my-risky-sign-in', 'my-hosting-sign-in']);
    for (const kind of ASK_KINDS) expect(template).toMatch(new RegExp(`kind: ${kind}\\b`));
    for (const tree of trees) {
      const results = await runCases(database, tree);
      expect(results.length).toBeGreaterThan(2);
      expect(results.flatMap((one) => one.differences.map((each) => `${one.name}: ${each}`))).toEqual([]);
    }
  });
});

const LOG = 'needs: { datasets: [okta.system], missing: Okta around the alert }';
const ask = (kind: string, more = '') => `      kind: ${kind}
      where: { column: event_action, is: a }
      within: { before_hours: 1, after_hours: 1 }
${more}      ${LOG}`;
const BEFORE = '2024-05-01T08:00:00Z';
const ALERT = '2024-05-01T12:00:00Z alert';
const AFTER = '2024-05-01T16:00:00Z';
const A = 'event_action=a';

/** Answer, reason and what would answer, of the one question. */
async function answerOf(text: string, events: readonly string[]) {
  await database.job.run('DELETE FROM own_trees');
  await keep(database, text);
  const verdicts = await walked(database, events);
  expect(verdicts).toHaveLength(1);
  const [step] = verdicts[0]?.path ?? [];
  return { answer: step?.answer, reason: step?.reason, missing: step?.missing ?? null };
}

describe('H-X1 unknown follows by itself where the log does not cover the time', () => {
  const counts = `      many: { at_least: 3, reason: '{q}', points: 10, next: verdict:bad }
      few: { reason: '{q}', points: -10, next: verdict:good }`;
  const capped = counts.replace('at_least: 3', 'at_most: 2');
  test.each([
    [
      'exists: there is one',
      ask('exists'),
      YES_NO,
      [BEFORE, ALERT, `2024-05-01T12:30:00Z ${A}`, AFTER],
      'yes',
    ],
    [
      'exists: at the very end of the window',
      ask('exists'),
      YES_NO,
      [BEFORE, ALERT, `2024-05-01T13:00:00Z ${A}`, AFTER],
      'yes',
    ],
    [
      'exists: a moment after the window',
      ask('exists'),
      YES_NO,
      [BEFORE, ALERT, `2024-05-01T13:00:00.000001Z ${A}`, AFTER],
      'no',
    ],
    [
      'exists: at the very beginning of the window',
      ask('exists'),
      YES_NO,
      [BEFORE, `2024-05-01T11:00:00Z ${A}`, ALERT, AFTER],
      'yes',
    ],
    [
      'exists: a moment before the window',
      ask('exists'),
      YES_NO,
      [BEFORE, `2024-05-01T10:59:59.999999Z ${A}`, ALERT, AFTER],
      'no',
    ],
    [
      'exists: of somebody else',
      ask('exists'),
      YES_NO,
      [BEFORE, ALERT, `2024-05-01T12:30:00Z ${A} user_name=bob`, AFTER],
      'no',
    ],
    [
      'exists: the name in capitals',
      ask('exists'),
      YES_NO,
      [BEFORE, ALERT, `2024-05-01T12:30:00Z ${A} user_name=ADA`, AFTER],
      'yes',
    ],
    [
      'exists: none, and the log ends early',
      ask('exists'),
      YES_NO,
      [BEFORE, ALERT, '2024-05-01T12:59:59Z'],
      'unknown',
    ],
    [
      'exists: none, and the log begins late',
      ask('exists'),
      YES_NO,
      ['2024-05-01T11:00:01Z', ALERT, AFTER],
      'unknown',
    ],
    [
      'exists: the log covers exactly the window',
      ask('exists'),
      YES_NO,
      ['2024-05-01T11:00:00Z', ALERT, '2024-05-01T13:00:00Z'],
      'no',
    ],
    [
      'exists: one, though the log ends early',
      ask('exists'),
      YES_NO,
      [BEFORE, ALERT, `2024-05-01T12:30:00Z ${A}`],
      'yes',
    ],
    ['absent: none', ask('absent'), YES_NO, [BEFORE, ALERT, AFTER], 'yes'],
    ['absent: one', ask('absent'), YES_NO, [BEFORE, ALERT, `2024-05-01T12:30:00Z ${A}`], 'no'],
    ['absent: none, and the log ends early', ask('absent'), YES_NO, [BEFORE, ALERT], 'unknown'],
    ['count: three', ask('count'), counts, [BEFORE, ALERT, `2024-05-01T12:30:00Z ${A} x3`], 'many'],
    ['count: two', ask('count'), counts, [BEFORE, ALERT, `2024-05-01T12:30:00Z ${A} x2`, AFTER], 'few'],
    [
      'count: two, and there may be more',
      ask('count'),
      counts,
      [BEFORE, ALERT, `2024-05-01T12:30:00Z ${A} x2`],
      'unknown',
    ],
    [
      'count: at most two',
      ask('count'),
      capped,
      [BEFORE, ALERT, `2024-05-01T12:30:00Z ${A} x2`, AFTER],
      'many',
    ],
    [
      'count: more than at most two, whatever else',
      ask('count'),
      capped,
      [BEFORE, ALERT, `2024-05-01T12:30:00Z ${A} x3`],
      'few',
    ],
    [
      'distinct: of three events two values',
      ask('distinct', '      field: application_name\n'),
      counts.replace('3', '2'),
      [
        BEFORE,
        ALERT,
        `2024-05-01T12:30:00Z ${A} application_name=x x2`,
        `2024-05-01T12:31:00Z ${A} application_name=y`,
      ],
      'many',
    ],
    [
      'distinct: one value',
      ask('distinct', '      field: application_name\n'),
      counts.replace('3', '2'),
      [BEFORE, ALERT, `2024-05-01T12:30:00Z ${A} application_name=x x2`, AFTER],
      'few',
    ],
  ])('%s', async (_what, asked, answers, events, expected) => {
    const { answer, missing } = await answerOf(oneQuestion(asked, answers), events);
    expect(answer).toBe(expected);
    expect(missing).toBe(expected === 'unknown' ? 'Okta around the alert' : null);
  });

  test('the reason says what there is: no such log, how far it reaches, or that the event does not say', async () => {
    const other = ask('exists').replace('okta.system', 'squid.log');
    expect(await answerOf(oneQuestion(other, YES_NO), [BEFORE, ALERT, AFTER])).toEqual({
      answer: 'unknown',
      reason: 'Not known: no such log is in the case.',
      missing: 'Okta around the alert',
    });
    await clearEvents(database.job);
    expect(await answerOf(oneQuestion(ask('exists'), YES_NO), [BEFORE, ALERT])).toMatchObject({
      reason: 'Not known: the log reaches from 2024-05-01 08:00:00 to 2024-05-01 12:00:00.',
    });
    await clearEvents(database.job);
    const session = ask('exists').replace('      needs', '      same: [session_id]\n      needs');
    expect(await answerOf(oneQuestion(session, YES_NO), [BEFORE, ALERT, AFTER])).toMatchObject({
      reason: 'Not known: the event has no session_id.',
    });
  });

  test('of_the_same: a log that has nothing of the subject says nothing of it', async () => {
    const text = oneQuestion(
      ask('absent')
        .replace('datasets: [okta', 'of_the_same: true, datasets: [squid')
        .replace('.system', '.log'),
      YES_NO,
    );
    const log = [
      '2024-05-01T08:00:00Z event_dataset=squid.log user_name=bob',
      '2024-05-01T16:00:00Z event_dataset=squid.log user_name=bob',
    ];
    expect(await answerOf(text, [...log, ALERT])).toMatchObject({
      answer: 'unknown',
      reason: 'Not known: the log has nothing of the same user_name.',
    });
    await clearEvents(database.job);
    const own = '2024-05-01T09:00:00Z event_dataset=squid.log';
    expect(await answerOf(text, [...log, own, ALERT])).toMatchObject({ answer: 'yes' });
  });
});

describe('questions about the event itself and its past', () => {
  const seen = (more: string) => `      kind: seen_before
      values: [country]
${more}      ${LOG}`;
  const DE = 'source_country_iso_code=DE';
  test.each([
    ['before', '', [`2024-04-01T08:00:00Z ${DE}`, `${ALERT} ${DE}`], 'yes'],
    ['only from elsewhere', '', ['2024-04-01T08:00:00Z source_country_iso_code=BR', `${ALERT} ${DE}`], 'no'],
    [
      'nothing old enough',
      '',
      ['2024-04-30T08:00:00Z source_country_iso_code=BR', `${ALERT} ${DE}`],
      'unknown',
    ],
    [
      'old enough by a parameter',
      '      learning_days: days\n',
      ['2024-04-30T08:00:00Z source_country_iso_code=BR', `${ALERT} ${DE}`],
      'no',
    ],
    [
      'only others from there',
      '',
      [
        `2024-04-01T08:00:00Z ${DE} user_name=bob`,
        '2024-04-01T08:00:00Z source_country_iso_code=BR',
        `${ALERT} ${DE}`,
      ],
      'no',
    ],
    ['anybody', '      same: []\n', [`2024-04-01T08:00:00Z ${DE} user_name=bob`, `${ALERT} ${DE}`], 'yes'],
    [
      'nobody at all',
      '      same: []\n',
      [`2024-04-01T08:00:00Z source_country_iso_code=BR user_name=bob`, `${ALERT} ${DE}`],
      'no',
    ],
    ['no country', '', [`2024-04-01T08:00:00Z ${DE}`, ALERT], 'unknown'],
  ])('seen_before: %s', async (_what, more, events, expected) => {
    const parameters = 'parameters:\n  - { name: days, title: x, kind: number, value: 1 }\n';
    const { answer } = await answerOf(oneQuestion(seen(more), YES_NO, parameters), events);
    expect(answer).toBe(expected);
  });

  const clients = `      same: { reason: '{q_values}', points: 0, next: verdict:good }
      similar: { reason: '{q_values}', points: 5, next: verdict:good }
      different: { reason: '{q_values}', points: 10, next: verdict:bad }`;
  const old = 'user_agent_original=Firefox/125 client_name=Firefox os_name=Windows device_kind=computer';
  test.each([
    ['same', old],
    ['similar', old.replace('/125', '/126')],
    ['different', 'user_agent_original=curl/8 client_name=curl'],
    ['unknown', ''],
  ])('same_client: %s', async (expected, now) => {
    const asked = `      kind: same_client\n      within: { before_hours: all }\n      ${LOG}`;
    const { answer } = await answerOf(oneQuestion(asked, clients), [`${BEFORE} ${old}`, `${ALERT} ${now}`]);
    expect(answer).toBe(expected);
  });

  test.each([
    ['yes', 'source_address=203.0.113.7 source_known_network_status=learned', []],
    [
      'no',
      'source_address=203.0.113.7',
      ['2024-05-01T13:00:00Z source_address=203.0.113.8 source_known_network_status=learned'],
    ],
    ['unknown', 'source_address=203.0.113.7', []],
    [
      'unknown',
      'source_address=10.0.0.7 source_kind=private',
      ['2024-05-01T13:00:00Z source_address=203.0.113.8 source_known_network_status=learned'],
    ],
  ])('known_network: %s', async (expected, where, others) => {
    const { answer, missing } = await answerOf(oneQuestion('      kind: known_network', YES_NO), [
      `${ALERT} ${where}`,
      ...others,
    ]);
    expect(answer).toBe(expected);
    if (expected === 'unknown') expect(missing).toMatch(/^a list of known networks/);
  });

  test.each(['confirmed', 'learned', 'no'])('known_network, told apart: %s', async (expected) => {
    const three = `      confirmed: { reason: x, points: -10, next: verdict:good }
      learned: { reason: x, points: -5, next: verdict:good }
      no: { reason: x, points: 5, next: verdict:bad }`;
    const { answer } = await answerOf(oneQuestion('      kind: known_network', three), [
      `${ALERT} source_address=203.0.113.7 source_known_network_status=${expected === 'no' ? '-' : expected}`,
      '2024-05-01T13:00:00Z source_address=203.0.113.8 source_known_network_status=confirmed',
    ]);
    expect(answer).toBe(expected);
  });

  test.each([
    ['yes', 'source_network_labels=Tor', '      labels: [tor]'],
    ['no', 'source_network_labels=mobile', '      labels: [tor]'],
    ['no', 'source_is_hosting=true', '      labels: [tor]'],
    ['yes', 'source_is_hosting=true', '      labels: [tor]\n      hosting: true'],
    ['no', 'source_as_number=64500', '      hosting: true'],
    ['unknown', 'source_address=203.0.113.7', '      hosting: true'],
  ])('label: %s (%s)', async (expected, where, more) => {
    const { answer } = await answerOf(oneQuestion(`      kind: label\n${more}`, YES_NO), [
      `${ALERT} ${where}`,
    ]);
    expect(answer).toBe(expected);
  });

  const condition = (text: string) => `      kind: alert\n      where: ${text}\n      missing: the column`;
  test.each([
    ['yes', '{ column: mfa_method, contains: push }', 'mfa_method=push'],
    ['no', '{ column: mfa_method, contains: push }', 'mfa_method=code'],
    ['unknown', '{ column: mfa_method, contains: push }', ''],
    ['unknown', '{ not: { column: mfa_method, contains: push } }', ''],
    ['yes', '{ column: mfa_method, exists: false }', ''],
    [
      'yes',
      '{ any: [{ column: mfa_method, contains: push }, { column: risk_level, is: high }] }',
      'risk_level=high',
    ],
    [
      'unknown',
      '{ any: [{ column: mfa_method, contains: push }, { column: risk_level, is: high }] }',
      'risk_level=low',
    ],
    [
      'no',
      '{ all: [{ column: mfa_method, contains: push }, { column: risk_level, is: high }] }',
      'risk_level=low',
    ],
  ])('alert: %s (%s)', async (expected, text, columns) => {
    const { answer } = await answerOf(oneQuestion(condition(text), YES_NO), [`${ALERT} ${columns}`]);
    expect(answer).toBe(expected);
  });

  test.each([
    ['office', 'application_name=Mail'],
    ['console', 'application_name=Console'],
    ['another', 'application_name=Third'],
    ['unknown', ''],
  ])('value: %s', async (expected, columns) => {
    const named = `      office: { is: [mail, files], reason: '{q}', points: 0, next: verdict:good }
      console: { is: { parameter: consoles }, reason: '{q}', points: 5, next: verdict:good }
      another: { reason: '{q}', points: 10, next: verdict:bad }`;
    const parameters = 'parameters:\n  - { name: consoles, title: x, kind: list, value: [CONSOLE] }\n';
    const asked = '      kind: value\n      field: application_name\n      missing: the application';
    const { answer } = await answerOf(oneQuestion(asked, named, parameters), [`${ALERT} ${columns}`]);
    expect(answer).toBe(expected);
  });
});

describe('what starts a tree', () => {
  const text = oneQuestion(ask('exists'), YES_NO);
  const subjects = (verdicts: readonly Verdict[]) =>
    verdicts.map(({ subject, alert }) => [subject.value, alert?.label, alert?.record]);

  test('each event by itself, or those of one subject without a long pause together', async () => {
    const events = [
      ALERT,
      '2024-05-01T13:00:00Z alert',
      '2024-05-01T20:00:00Z alert',
      `${ALERT} user_name=bob`,
    ];
    await keep(database, text);
    expect(subjects(await walked(database, events))).toHaveLength(4);
    await clearEvents(database.job);
    await keep(
      database,
      text.replace('starts:', 'starts:\n  gap_hours: 1').replace('version: 1', 'version: 2'),
    );
    const verdicts = await walked(database, events);
    expect(subjects(verdicts).map(String).sort()).toEqual(['ada,alert,1', 'ada,alert,3', 'bob,alert,4']);
    expect(verdicts).toHaveLength(3);
    expect(verdicts.map(({ facts }) => facts.alert_count).sort()).toEqual([1, 1, 2]);
  });

  test('a column of its own names the subject, and events join by two names', async () => {
    const mail = oneQuestion(
      ask('exists', '      same: [{ start: email_to_address, event: user_name }]\n'),
      YES_NO,
    ).replace('subject: user', 'subject: user\nnamed_by: email_to_address');
    await keep(database, mail);
    const verdicts = await walked(database, [
      BEFORE,
      '2024-05-01T12:00:00Z alert user_name=- email_to_address=Ada@example.com',
      `2024-05-01T12:10:00Z ${A} user_name=ada@example.com`,
    ]);
    expect(verdicts.map(({ subject, path }) => [subject.value, wayOf({ path })])).toEqual([
      ['Ada@example.com', 'q yes'],
    ]);
  });

  test('not run where no log has what it needs, and it says which', async () => {
    await keep(
      database,
      text.replace('{ missing: a log }', '{ columns: [mfa_method], missing: the factor }'),
    );
    expect(await walked(database, [ALERT])).toEqual([]);
  });
});

test('H-C9 the query that is shown gives exactly the records that the answer cites', async () => {
  const { trees } = await check(database, template);
  const [risky] = trees;
  if (!risky) throw new Error('no tree in the template');
  let asked = 0;
  for (const one of risky.cases) {
    await clearEvents(database.job);
    await database.job.run('DELETE FROM own_trees');
    await keep(database, template);
    const verdicts = await walked(database, one.events, risky.bundles);
    for (const verdict of verdicts) asked += await expectQueries(verdict);
  }
  expect(asked).toBeGreaterThan(20);
});

async function expectQueries(verdict: Verdict): Promise<number> {
  let asked = 0;
  for (const step of verdict.path) {
    const query = await queryOf(database.desk, verdict.tree, verdict.tree_version, step.question);
    if (!query) continue;
    asked++;
    const known = { ...query.constants, ...verdict.facts, ...verdict.parameters } as Record<string, Bindable>;
    const bound = Object.fromEntries(query.names.map((name) => [name, known[name] ?? null]));
    const rows = await database.desk.rows<{ evidence_id: number; record: number }>(fixed(query.sql, bound));
    expect(
      rows.map(({ evidence_id, record }) => ({ evidence_id, record })),
      step.question,
    ).toEqual(step.events);
  }
  return asked;
}

test('its SQL asks for nothing that is not bound', async () => {
  await keep(database, template);
  const tree = await treeIn(database.desk, 'my-risky-sign-in');
  const names = new Set([...tree.sql.matchAll(/\$(\w+)/g)].map(([, name = '']) => name));
  const known = new Set([...Object.keys(tree.bound ?? {}), ...tree.parameters.map(({ name }) => name)]);
  expect([...names].filter((name) => !known.has(name))).toEqual([]);
});
