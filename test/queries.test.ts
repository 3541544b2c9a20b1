import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../electron/engine/db/database.ts';
import { fixed } from '../electron/engine/db/sql.ts';
import { eventPage } from '../electron/engine/desk/event-page.ts';
import { invalidate } from '../electron/engine/desk/memo.ts';
import { ask } from '../electron/engine/queries/ask.ts';
import { exportAnswer } from '../electron/engine/queries/export.ts';
import { collectQueries, queries } from '../electron/engine/queries/index.ts';
import { bound, completeInputs } from '../electron/engine/queries/inputs.ts';
import { removeQuery, savedQueries, saveQuery } from '../electron/engine/queries/saved.ts';
import { listQueries } from '../electron/engine/queries/states.ts';
import { suggest } from '../electron/engine/queries/suggest.ts';
import { inTurn } from '../electron/engine/db/turns.ts';
import { EVENT_COLUMNS } from '../shared/model.ts';
import {
  Answer,
  QueryState,
  type InputValues,
  type QueryDefinition,
  type QueryRow,
  type Sort,
} from '../shared/query.ts';
import { clearEvents, emptyCase, expand, seed, type Columns } from './support/seed.ts';

interface QueryCase {
  name: string;
  /** The numeric input whose boundary this case stands on. */
  boundary?: string;
  inputs?: InputValues;
  events: string[];
  /** In order; each has at least these values. */
  rows: QueryRow[];
}
interface QueryCases {
  bundles: Record<string, Columns>;
  cases: QueryCase[];
}

const files = import.meta.glob<QueryCases>('../electron/engine/queries/*/cases.json', {
  eager: true,
  import: 'default',
});
const casesOf = (query: QueryDefinition): QueryCases => {
  const cases = files[`../electron/engine/queries/${query.id}/cases.json`];
  if (!cases) throw new Error(`query "${query.id}" has no cases.json`);
  return cases;
};

let database: Database;
beforeAll(async () => {
  database = await emptyCase();
});
beforeEach(async () => {
  await clearEvents(database.job);
  invalidate(database.desk);
});
afterAll(() => database.close());

/** The answer as a face gets it. */
async function answerOf(query: string, inputs: InputValues = {}, sort?: Sort, offset = 0, limit = 1000) {
  const answer = await ask(database.asking, { query, inputs, ...(sort ? { sort } : {}) }, { offset, limit });
  expect(Answer.parse(answer)).toEqual(answer);
  return answer;
}

/** Required inputs filled with something that no log has. */
const filled = (query: QueryDefinition, text: string): InputValues =>
  Object.fromEntries(query.inputs.filter((input) => input.required).map(({ name }) => [name, text]));

const SQL_TYPES: Record<string, RegExp> = {
  text: /^VARCHAR$/,
  network: /^VARCHAR$/,
  country: /^VARCHAR$/,
  number: /^(BIGINT|HUGEINT|INTEGER)$/,
  share: /^DOUBLE$/,
  time: /^TIMESTAMP$/,
  boolean: /^BOOLEAN$/,
};

describe.each(queries.map((query) => [query.id, query] as const))('%s', (_, query) => {
  const { bundles, cases } = casesOf(query);

  test.each(cases.map((one) => [one.name, one] as const))('%s', async (_name, one) => {
    await seed(database.job, expand(one.events, bundles));
    const { missing, rows, total, records } = await answerOf(query.id, one.inputs);
    expect(missing).toBeNull();
    expect(rows, JSON.stringify(rows, null, 1)).toHaveLength(one.rows.length);
    expect(rows).toMatchObject(one.rows);
    expect(total).toBe(rows.length);
    for (const [index, filters] of records.entries()) {
      if (filters === null) continue;
      const page = await eventPage(database.desk, { filters, order: 'asc', offset: 0, limit: 1 });
      expect(page.total, `records of row ${index + 1}: ${JSON.stringify(filters)}`).toBe(rows[index]?.events);
    }
  });

  test('has a hit and a miss, and both on the boundary of each number', () => {
    const both = (some: QueryCase[]) => [
      some.some((one) => one.rows.length > 0),
      some.some((one) => one.rows.length === 0),
    ];
    expect(both(cases)).toEqual([true, true]);
    for (const { name, kind } of query.inputs)
      if (kind === 'integer' || kind === 'hours')
        expect(both(cases.filter((one) => one.boundary === name)), name).toEqual([true, true]);
  });

  test('has a case for each row that it delivers and fills in each of its inputs', () => {
    const names = cases.map((one) => one.name).join(' ');
    for (const row of query.delivers) expect(names).toMatch(new RegExp(`${row}\\b`));
    const changed = new Set(cases.flatMap((one) => [...Object.keys(one.inputs ?? {}), one.boundary]));
    expect(query.inputs.map((input) => input.name).filter((name) => !changed.has(name))).toEqual([]);
  });

  test('binds on the real schema and gives its columns', async () => {
    const values = bound(completeInputs(query, filled(query, 'x')));
    await database.job.run(fixed(`CREATE OR REPLACE TEMP TABLE shape AS ${query.sql}`, values));
    const found = await database.job.rows<{ column_name: string; column_type: string }>('DESCRIBE shape');
    const types = new Map(found.map((one) => [one.column_name, one.column_type]));
    for (const { name, kind, many, column } of query.columns) {
      const type = types.get(name) ?? `no column ${name}`;
      expect(many ? type.replace(/\[\]$/, '') : type, name).toMatch(SQL_TYPES[kind] as RegExp);
      expect(type.endsWith('[]'), name).toBe(many ?? false);
      if (typeof column === 'string') expect(EVENT_COLUMNS.map((one) => one.name)).toContain(column);
    }
    expect(query.columns.map((one) => one.name)).toContain(query.sort.column);
  });

  test('every input is bound in its SQL, and nothing else', () => {
    const used = new Set([...query.sql.matchAll(/\$(\w+)/g)].map((match) => match[1]));
    const inputs = Object.keys(bound(completeInputs(query, filled(query, 'x'))));
    expect([...used].sort()).toEqual(inputs.sort());
  });

  test("S-Q6 ' OR 1=1 stays a value", async () => {
    const [hit] = cases.filter((one) => one.rows.length > 0);
    await seed(database.job, expand(hit?.events ?? [], bundles));
    const words = query.inputs.filter(({ kind }) =>
      ['user', 'access_key', 'application', 'address', 'text'].includes(kind),
    );
    for (const { name } of words)
      for (const value of ["' OR 1=1", "' OR 1=1 --", "x'); DROP TABLE event_facts; --", '%', '$user']) {
        const answer = await answerOf(query.id, { ...hit?.inputs, [name]: value });
        expect(answer.inputs[name]).toBe(value);
        expect(answer.rows, `${name} = ${value}`).toEqual([]);
      }
    expect((await answerOf(query.id, hit?.inputs)).rows).toHaveLength(hit?.rows.length ?? 0);
  });

  test('without its log it has no answer and says which log would have one', async () => {
    await seed(database.job, [
      { timestamp: '2024-05-01T00:00:00Z', event_dataset: 'other', url_domain: 'x' },
    ]);
    const answer = await answerOf(query.id, filled(query, 'x'));
    expect(answer).toMatchObject({ missing: query.needs.missing, total: 0, rows: [] });
    const state = (await listQueries(database.desk)).find((one) => one.id === query.id);
    expect(QueryState.parse(state)).toEqual(state);
    expect(state?.missing).toBe(query.needs.missing);
    const write = () => Promise.resolve();
    await expect(
      exportAnswer(database.asking, { query: query.id, inputs: filled(query, 'x') }, 'csv', write),
    ).rejects.toThrow(query.needs.missing);
  });
});

const QUERY = 'networks-of-a-key';
const keyUse = (minute: number, more: Columns = {}): Columns => ({
  timestamp: `2024-05-01T09:${String(minute).padStart(2, '0')}:00Z`,
  event_dataset: 'aws.cloudtrail',
  access_key_id: 'ASIA1',
  event_outcome: 'success',
  source_kind: 'public',
  source_address: `192.0.2.${minute}`,
  source_as_number: 100 + minute,
  source_country_iso_code: minute % 2 === 0 ? 'DE' : 'US',
  ...more,
});

test('S-Q6 an input that does not fit is refused by name', async () => {
  const bad: [InputValues, RegExp][] = [
    [{}, /input "access_key": "" is empty: access key is needed$/],
    [{ key: 'x' }, /has no input "key", only access_key, /],
    [{ access_key: 7 }, /input "access_key": 7 is not a text$/],
    [{ access_key: 'x', more_networks_than: 1.5 }, /1.5 is not a whole number$/],
    [{ access_key: 'x', more_networks_than: -1 }, /-1 is less than 0$/],
    [{ access_key: 'x', hours: 0 }, /0 is less than 0.01$/],
    [{ access_key: 'x', hours: '1' }, /"1" is not a number$/],
    [{ access_key: 'x', windows: 'hopping' }, /"hopping" is none of tumbling, sliding$/],
    [{ access_key: 'x', successes_only: 'yes' }, /"yes" is not true or false$/],
    [{ access_key: 'x', period: 'May' }, /"May" is not a period$/],
    [{ access_key: 'x', period: { from: 'May', to: null } }, /not a period: not a time: "May"$/],
  ];
  for (const [inputs, message] of bad)
    await expect(ask(database.asking, { query: QUERY, inputs }, { offset: 0, limit: 1 })).rejects.toThrow(
      message,
    );
  await expect(answerOf('no-such')).rejects.toThrow('no such query: "no-such"');
  await expect(
    answerOf(QUERY, { access_key: 'x' }, { column: 'events; DROP', direction: 'asc' }),
  ).rejects.toThrow('has no column "events; DROP" to sort by');
});

test('S-Q7 an answer is paged and sorted, and equal rows keep their places', async () => {
  const hours = [3, 1, 2, 5, 4].flatMap((hour) =>
    [10, 11].map((minute) => keyUse(minute, { timestamp: `2024-05-01T0${hour}:${minute}:00Z` })),
  );
  await seed(database.job, hours);
  const all = await answerOf(QUERY, { access_key: 'ASIA1' });
  const startsOf = (rows: QueryRow[]) => rows.map((row) => String(row.window_start).slice(12, 13));
  expect(startsOf(all.rows)).toEqual(['5', '4', '3', '2', '1']);
  const sort: Sort = { column: 'events', direction: 'asc' };
  const sorted = await answerOf(QUERY, { access_key: 'ASIA1' }, sort);
  expect(startsOf(sorted.rows)).toEqual(['5', '4', '3', '2', '1']);
  const pages = [];
  for (const offset of [0, 2, 4, 6]) {
    const page = await answerOf(QUERY, { access_key: 'ASIA1' }, sort, offset, 2);
    expect(page.total).toBe(5);
    pages.push(...page.rows);
  }
  expect(pages).toEqual(sorted.rows);
});

test('the same events in another order and under other keys give the same bytes', async () => {
  const events = Array.from({ length: 30 }, (_, minute) => keyUse(minute, { record: minute + 1 }));
  const textOf = async (order: Columns[], format: 'csv' | 'json') => {
    await clearEvents(database.job);
    await seed(database.job, order);
    const parts: string[] = [];
    const asked = { query: QUERY, inputs: { access_key: 'ASIA1', windows: 'sliding', hours: 0.1 } };
    await exportAnswer(database.asking, asked, format, (text) => Promise.resolve(void parts.push(text)));
    return parts.join('');
  };
  for (const format of ['csv', 'json'] as const) {
    const forwards = await textOf(events, format);
    expect(forwards.length).toBeGreaterThan(500);
    expect(await textOf([...events].reverse(), format)).toBe(forwards);
  }
});

test('S-Q7 an answer is exported whole, as CSV without formulas and as JSON with its inputs', async () => {
  await seed(database.job, [
    keyUse(1, { user_agent_original: '=HYPERLINK("http://x")' }),
    keyUse(2, { user_agent_original: 'a, "b"' }),
  ]);
  const written = async (format: 'csv' | 'json') => {
    const parts: string[] = [];
    const asked = { query: QUERY, inputs: { access_key: 'ASIA1' } };
    const rows = await exportAnswer(database.asking, asked, format, (text) =>
      Promise.resolve(void parts.push(text)),
    );
    expect(rows).toBe(1);
    return parts.join('');
  };
  const [head, line, ...rest] = (await written('csv')).split('\r\n');
  expect(head).toMatch(/^window_start,window_end,access_key_id,events,/);
  expect(line).toContain(`,AS101; AS102,2,DE; US,2,"'=HYPERLINK(""http://x""); a, ""b""",`);
  expect(rest).toEqual(['']);
  const json = JSON.parse(await written('json')) as { inputs: InputValues; rows: QueryRow[] };
  expect(json).toMatchObject({
    format: 'interloper-answer',
    query: QUERY,
    inputs: { access_key: 'ASIA1', hours: 1, windows: 'tumbling', period: { from: null, to: null } },
    rows: [{ events: 2, user_agents: ['=HYPERLINK("http://x")', 'a, "b"'] }],
  });
});

test('values of the case are offered: those seen last, or those seen most', async () => {
  await seed(database.job, [
    ...[1, 2, 3].map((minute) => keyUse(minute, { access_key_id: 'AKIA-often' })),
    keyUse(9, { access_key_id: 'AKIA-late' }),
    keyUse(4, { access_key_id: "O'Key" }),
  ]);
  const offered = async (text: string, by: 'recent' | 'frequent', limit = 8) =>
    (await suggest(database.desk, { query: QUERY, input: 'access_key', text, by, limit })).map(
      ({ value, events }) => [value, events],
    );
  expect(await offered('', 'recent')).toEqual([
    ['AKIA-late', 1],
    ["O'Key", 1],
    ['AKIA-often', 3],
  ]);
  expect(await offered('akia', 'frequent')).toEqual([
    ['AKIA-often', 3],
    ['AKIA-late', 1],
  ]);
  expect(await offered("'", 'recent')).toEqual([["O'Key", 1]]);
  expect(await offered('', 'recent', 1)).toEqual([['AKIA-late', 1]]);
  const none = { query: QUERY, input: 'hours', text: '', by: 'recent', limit: 8 } as const;
  expect(await suggest(database.desk, none)).toEqual([]);
  await expect(suggest(database.desk, { ...none, input: 'x' })).rejects.toThrow('has no input "x"');
});

test('a question is kept under its name, and one of that name takes its place', async () => {
  const saved = { name: 'Orders key', query: QUERY, inputs: { access_key: "' OR 1=1" }, sort: null };
  await saveQuery(database.job, saved);
  const sort = { column: 'events', direction: 'desc' } as const;
  await saveQuery(database.job, { ...saved, name: 'Another', sort });
  await saveQuery(database.job, { ...saved, inputs: { access_key: 'ASIA1', hours: 2 } });
  expect(await savedQueries(database.desk)).toEqual([
    { ...saved, name: 'Another', sort },
    { ...saved, inputs: { access_key: 'ASIA1', hours: 2 } },
  ]);
  await expect(saveQuery(database.job, { ...saved, inputs: {} })).rejects.toThrow('access key is needed');
  await removeQuery(database.job, 'Another');
  await removeQuery(database.job, "x' OR name <> '");
  expect((await savedQueries(database.desk)).map((one) => one.name)).toEqual(['Orders key']);
});

test('a question can be stopped, which stops no other', async () => {
  const slow = 'SELECT sum(a.range * b.range % 7) AS sum FROM range(1000000) a, range(100000) b';
  const stop = new AbortController();
  const first = inTurn(database.asking, stop.signal, (connection) => connection.rows(slow));
  const never = inTurn(database.asking, stop.signal, () => Promise.reject(new Error('was begun')));
  const second = inTurn(database.asking, undefined, (connection) => connection.rows('SELECT 1 AS one'));
  const meanwhile = database.desk.rows('SELECT 2 AS two');
  setTimeout(() => stop.abort(), 50);
  await expect(first).rejects.toThrow(/aborted/i);
  await expect(never).rejects.toThrow(/aborted/i);
  expect(await second).toEqual([{ one: 1 }]);
  expect(await meanwhile).toEqual([{ two: 2 }]);
});

test('a query in a folder of another name is refused', () => {
  const [query] = queries;
  if (!query) throw new Error('no queries');
  expect(() => collectQueries({ './elsewhere/query.ts': { query } })).toThrow(
    `query "${query.id}" lies in folder "elsewhere"`,
  );
});
