import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HuntDefinition } from '../shared/definitions.ts';
import { EVENT_COLUMNS, EventRef } from '../shared/model.ts';
import type { Database } from '../electron/engine/db/database.ts';
import { sql } from '../electron/engine/db/sql.ts';
import { compileRule } from '../electron/engine/hunts/kinds/compile.ts';
import { sharedParameters } from '../electron/engine/hunts/kinds/uses.ts';
import { configureHunt, listHunts, readFindings, runHunts } from '../electron/engine/hunting.ts';
import { collectHunts, hunts } from '../electron/engine/hunts/index.ts';
import { completeValues, type ParameterValues } from '../electron/engine/parameters.ts';
import { clearEvents, emptyCase, expand, seed, type Columns } from './support/seed.ts';

interface HuntCase {
  name: string;
  /** The numeric parameter whose boundary this case stands on. */
  boundary?: string;
  parameters?: Record<string, number | boolean | string | string[]>;
  events: string[];
  /** In rank order; each has at least these values. */
  findings: Record<string, unknown>[];
}
interface HuntCases {
  bundles: Record<string, Columns>;
  cases: HuntCase[];
}

const files = import.meta.glob<HuntCases>('../electron/engine/hunts/*/cases.json', {
  eager: true,
  import: 'default',
});
const casesOf = (hunt: HuntDefinition): HuntCases => {
  const cases = files[`../electron/engine/hunts/${hunt.id}/cases.json`];
  if (!cases) throw new Error(`hunt "${hunt.id}" has no cases.json`);
  return cases;
};

/** Those of the hunt's rule: what the others do is the same in every hunt. */
function ownParameters({ parameters, entity, rule }: HuntDefinition) {
  const shared = new Set(sharedParameters(entity, rule).map(({ name }) => name));
  return parameters.filter(({ name }) => !shared.has(name));
}

let database: Database;
beforeAll(async () => {
  database = await emptyCase();
});
beforeEach(() => clearEvents(database.job));
afterAll(() => database.close());

/** All findings of the hunt in rank order, each with the records that it cites. */
async function findingsOf(hunt: string) {
  const { findings, total } = await readFindings(database.desk, { hunt, offset: 0, limit: 1000 });
  expect(findings).toHaveLength(total);
  const events = await database.desk.rows<EventRef & { finding_id: string }>(
    'SELECT * FROM finding_events ORDER BY finding_id, ordinal',
  );
  return findings.map((finding) => ({
    ...finding,
    cited: events.filter((event) => event.finding_id === finding.finding_id).map((event) => event.record),
  }));
}

describe.each(hunts.map((hunt) => [hunt.id, hunt] as const))('%s', (_, hunt) => {
  const { bundles, cases } = casesOf(hunt);

  test.each(cases.map((one) => [one.name, one] as const))('%s', async (_name, one) => {
    await seed(database.job, expand(one.events, bundles));
    const { state } = await configureHunt(database.job, hunt.id, one.parameters ?? {});
    const findings = await findingsOf(hunt.id);
    expect(findings, JSON.stringify(findings, null, 1)).toHaveLength(one.findings.length);
    expect(findings).toMatchObject(one.findings);
    expect(state).toMatchObject({
      findings: findings.length,
      state: findings.length > 0 ? 'findings' : 'none',
    });
    expect(new Set(findings.map((finding) => finding.finding_id)).size).toBe(findings.length);
  });

  test('has a hit and a miss, and both on the boundary of each threshold', () => {
    const both = (some: HuntCase[]) => [
      some.some((one) => one.findings.length > 0),
      some.some((one) => one.findings.length === 0),
    ];
    expect(both(cases)).toEqual([true, true]);
    for (const { name, kind } of ownParameters(hunt))
      if (['integer', 'number', 'hours'].includes(kind))
        expect(both(cases.filter((one) => one.boundary === name)), name).toEqual([true, true]);
  });

  test('has a case for each row that it delivers and changes each of its parameters', () => {
    const names = cases.map((one) => one.name).join(' ');
    for (const row of hunt.delivers) expect(names).toMatch(new RegExp(`${row}\\b`));
    const changed = new Set(cases.flatMap((one) => [...Object.keys(one.parameters ?? {}), one.boundary]));
    expect(
      ownParameters(hunt)
        .map(({ name }) => name)
        .filter((name) => !changed.has(name)),
    ).toEqual([]);
  });

  test('binds on the real schema and gives the columns of a finding', async () => {
    const compiled = compileRule(hunt.rule, hunt.entity, completeValues(hunt, {}));
    await database.job.run(sql`CREATE OR REPLACE TEMP TABLE shape AS ${compiled}`);
    const columns = await database.job.rows<{ column_name: string; column_type: string }>('DESCRIBE shape');
    const types = Object.fromEntries(columns.map((one) => [one.column_name, one.column_type]));
    expect(types).toMatchObject({
      entity_value: 'VARCHAR',
      window_start: 'TIMESTAMP',
      window_end: 'TIMESTAMP',
      event_count: 'BIGINT',
      severity_step: 'INTEGER',
      score_parts: expect.stringMatching(/^STRUCT\("?label"? VARCHAR, "?points"? \w+\)\[\]$/) as string,
      cited: expect.stringMatching(/^STRUCT\(evidence_id \w+, record \w+\)\[\]$/) as string,
    });
    for (const [, value] of hunt.summary.matchAll(/\{(\w+)\}/g))
      expect(types.finding_values).toContain(value);
  });

  test('its defaults fit their parameters', () => {
    const defaults = Object.fromEntries(hunt.parameters.map(({ name, value }) => [name, value]));
    expect(completeValues(hunt, defaults)).toEqual(defaults);
    expect(new Set(Object.keys(defaults)).size).toBe(hunt.parameters.length);
  });

  test('tells in two or three sentences what to look at next, by field and time, and the ordinary causes', () => {
    const { next_steps, false_positives } = hunt;
    const sentences = next_steps.match(/[.?!](?= [A-Z(]|$)/g) ?? [];
    expect([2, 3], next_steps).toContain(sentences.length);
    expect(
      EVENT_COLUMNS.some(({ name }) => new RegExp(`\\b${name}\\b`).test(next_steps)),
      next_steps,
    ).toBe(true);
    expect(next_steps).toMatch(/window_(start|end)|exceeded_at|\b(hours?|days?|weeks?|minutes)\b/);
    expect(false_positives.trim()).not.toBe('');
  });

  test('names hypotheses and techniques by their ids', () => {
    for (const id of hunt.hypotheses) expect(id).toMatch(/^S-H[1-7]$/);
    for (const id of hunt.attack) expect(id).toMatch(/^T\d{4}(\.\d{3})?$/);
  });
});

const HUNT = 'user-many-networks-countries';
const travel = (user: string, outcome = 'success'): Columns[] =>
  [
    [3320, 'DE'],
    [7922, 'US'],
    [9009, 'RO'],
  ].map(([as_number, country], index) => ({
    timestamp: `2024-05-01T0${index + 1}:00:00Z`,
    user_name: user,
    event_outcome: outcome,
    source_address: `192.0.2.${index + 1}`,
    source_as_number: as_number as number,
    source_country_iso_code: country as string,
  }));

test('S-H7 a finding states which of its hypotheses it supports', async () => {
  await seed(database.job, travel('ada'));
  await runHunts(database.job, [HUNT]);
  const [finding] = await findingsOf(HUNT);
  expect(finding?.hypotheses).toEqual(['S-H1', 'S-H4']);
  expect(finding?.values).not.toHaveProperty('hypotheses');
});

test('S-G3 a parameter is kept in the case, and the run says what appeared and what is gone', async () => {
  await seed(database.job, [...travel('ada'), ...travel('bob')]);
  await runHunts(database.job);
  const ignored = await configureHunt(database.job, HUNT, { ignore_users: ['ada'] });
  expect(ignored.gone.map((finding) => finding.entity.value)).toEqual(['ada']);
  expect(ignored.appeared).toEqual([]);
  await runHunts(database.job);
  expect((await findingsOf(HUNT)).map((finding) => finding.entity.value)).toEqual(['bob']);
  const kept = (await listHunts(database.desk)).find((one) => one.id === HUNT);
  expect(kept?.parameters.find((one) => one.name === 'ignore_users')).toMatchObject({
    value: ['ada'],
    default: [],
  });
  const restored = await configureHunt(database.job, HUNT, {});
  expect(restored.appeared.map((finding) => finding.entity.value)).toEqual(['ada']);
  expect(restored.state.parameters.every((one) => String(one.value) === String(one.default))).toBe(true);
});

test('S-G3 a value that does not fit is refused by name and changes nothing', async () => {
  const bad: [ParameterValues, RegExp][] = [
    [{ more_network_than: 1 }, /has no parameter "more_network_than", only more_networks_than, /],
    [{ more_networks_than: 1.5 }, /parameter "more_networks_than": 1.5 is not a whole number$/],
    [{ more_networks_than: -1 }, /-1 is less than 0$/],
    [{ more_networks_than: 100_001 }, /100001 is more than 100000$/],
    [{ window_hours: 'a day' }, /"a day" is not a number$/],
    [{ window_hours: 0 }, /0 is less than 0.01$/],
    [{ windows: 'hopping' }, /"hopping" is none of sliding, tumbling$/],
    [{ successes_only: 'yes' }, /"yes" is not true or false$/],
    [{ only_users: 'ada' }, /"ada" is not a list of texts$/],
  ];
  for (const [values, message] of bad)
    await expect(configureHunt(database.job, HUNT, values)).rejects.toThrow(message);
  await expect(configureHunt(database.job, 'no-such-hunt', {})).rejects.toThrow(
    'no such hunt: "no-such-hunt"',
  );
  expect(await database.desk.rows('SELECT * FROM parameters')).toEqual([]);
});

test('a value that another version kept and this one refuses is as if it were not there', async () => {
  await database.job.run(
    `INSERT INTO parameters VALUES ('${HUNT}', 'windows', '"hopping"'), ('${HUNT}', 'gone', '1'), ('${HUNT}', 'window_hours', '2')`,
  );
  await seed(database.job, travel('ada'));
  await runHunts(database.job, [HUNT]);
  const state = (await listHunts(database.desk)).find((one) => one.id === HUNT);
  expect(state?.parameters.map((one) => [one.name, one.value])).toEqual(
    expect.arrayContaining([
      ['windows', 'sliding'],
      ['window_hours', 2],
    ]),
  );
});

test('a hunt whose log is missing says not run and which log', async () => {
  await seed(database.job, [{ timestamp: '2024-05-01T00:00:00Z', user_name: 'ada' }]);
  await runHunts(database.job);
  const states = await listHunts(database.desk);
  expect(states).toHaveLength(hunts.length);
  expect(states.map((one) => one.state)).toEqual(hunts.map(() => 'not run'));
  expect(states.map((one) => one.reason)).toEqual(hunts.map((hunt) => hunt.needs.missing));
});

test('a run again changes nothing, and findings of other hunts stay', async () => {
  await seed(database.job, [...travel('bob'), ...travel('ada')]);
  await runHunts(database.job);
  const dump = () =>
    database.desk.rows('SELECT * FROM findings JOIN finding_events USING (finding_id) ORDER BY ALL');
  const before = await dump();
  expect(before.length).toBeGreaterThan(0);
  await runHunts(database.job, [HUNT]);
  await runHunts(database.job);
  expect(await dump()).toEqual(before);
});

test('the same events under other keys and in another order give the same findings', async () => {
  const events = [...travel('ada'), ...travel('bob')].map((event, index) => ({
    ...event,
    record: index + 1,
  }));
  const found = async (order: Columns[]) => {
    await clearEvents(database.job);
    await seed(database.job, order);
    await runHunts(database.job);
    return findingsOf(HUNT);
  };
  const forwards = await found(events);
  expect(forwards).toHaveLength(2);
  expect(await found([...events].reverse())).toEqual(forwards);
});

test('findings are read in pages, by entity and by id', async () => {
  await seed(database.job, [...travel('ada'), ...travel('bob')]);
  await runHunts(database.job, [HUNT]);
  const all = await findingsOf(HUNT);
  const page = await readFindings(database.desk, { offset: 1, limit: 1 });
  expect(page).toMatchObject({ total: 2, findings: [{ finding_id: all[1]?.finding_id }] });
  const bob = await readFindings(database.desk, {
    entities: [{ kind: 'user', value: 'bob' }],
    offset: 0,
    limit: 9,
  });
  expect(bob.findings.map((finding) => finding.entity.value)).toEqual(['bob']);
  const ids = await readFindings(database.desk, { ids: [all[0]?.finding_id ?? ''], offset: 0, limit: 9 });
  expect(ids.total).toBe(1);
  expect((await readFindings(database.desk, { ids: [], offset: 0, limit: 9 })).total).toBe(0);
});

test('a hunt in a folder of another name is refused', () => {
  const [hunt] = hunts;
  if (!hunt) throw new Error('no hunts');
  expect(() => collectHunts({ './elsewhere/hunt.ts': { hunt } })).toThrow(
    `hunt "${hunt.id}" lies in folder "elsewhere"`,
  );
});
