import { expect, test } from 'vitest';
import type { Connection } from '../../electron/engine/db/database.ts';
import type { Statement } from '../../electron/engine/db/sql.ts';
import { eventPage } from '../../electron/engine/desk/event-page.ts';
import { facet } from '../../electron/engine/desk/facet.ts';
import { histogram } from '../../electron/engine/desk/histogram.ts';
import { keptOrderPage, type SortedInput } from '../../electron/engine/desk/sorted-page.ts';
import { invalidate } from '../../electron/engine/desk/memo.ts';
import { SERIES_MOST } from '../../electron/engine/desk/histogram-series.ts';
import { Filter, type Histogram } from '../../shared/contract.ts';
import { EVENT_COLUMNS } from '../../shared/model.ts';
import { caseOf } from '../support/desk-seed.ts';
import { below, oneOf, randomEvents, randomFilter, randomOf } from './random-events.ts';
import { facetOf, ordered, sortedBy } from './reference.ts';

const random = randomOf(20240501);
const events = randomEvents(random, 2000);
const database = await caseOf(events);
const desk = database.desk;

const filterSets: Filter[][] = [
  [],
  ...Array.from({ length: 60 }, () =>
    Array.from({ length: 1 + below(random, 2) }, () => randomFilter(random)),
  ),
];

test('any page of any filter is the one of the sorted array', async () => {
  for (const filters of filterSets) {
    const expected = ordered(events, filters);
    for (const order of ['asc', 'desc'] as const) {
      const all = order === 'asc' ? expected : expected.toReversed();
      const offset = below(random, expected.length + 3);
      const limit = 1 + below(random, 50);
      const page = await eventPage(desk, { filters, order, offset, limit });
      const told = JSON.stringify({ filters, order, offset, limit });
      expect(page, told).toEqual({ offset, total: all.length, rows: all.slice(offset, offset + limit) });
    }
  }
});

test('pages one after the other are the whole, each event once', async () => {
  for (const order of ['asc', 'desc'] as const) {
    const rows = [];
    for (let offset = 0; offset < events.length; offset += 313) {
      rows.push(...(await eventPage(desk, { filters: [], order, offset, limit: 313 })).rows);
    }
    const expected = ordered(events, []);
    expect(rows).toEqual(order === 'asc' ? expected : expected.toReversed());
  }
});

test('S-P1 sorted by any column, absent values stand last and equal ones in order of time; an order that is kept is the same', async () => {
  for (const { name: sort } of EVENT_COLUMNS) {
    if (sort === 'timestamp') continue;
    const filters = oneOf(random, filterSets);
    for (const order of ['asc', 'desc'] as const) {
      const expected = sortedBy(ordered(events, filters), sort, order);
      const offset = below(random, expected.length + 3);
      const page = await eventPage(desk, { filters, order, sort, offset, limit: 40 });
      const told = JSON.stringify({ filters, order, sort, offset });
      expect(page, told).toEqual({
        offset,
        total: expected.length,
        rows: expected.slice(offset, offset + 40),
      });
      expect(await keptOrderPage(desk, { filters, order, sort, offset, limit: 40 }), told).toEqual(page);
    }
  }
  await expect(
    eventPage(desk, { filters: [], order: 'asc', sort: 'no_such_column', offset: 0, limit: 1 }),
  ).rejects.toThrow('no_such_column');
});

test('S-P1 an order is made once for all of its pages, and anew for other filters, columns and directions and after a change', async () => {
  const made: string[] = [];
  const counting: Connection = Object.assign(Object.create(desk) as Connection, {
    run: (statement: Statement | string) => {
      const text = typeof statement === 'string' ? statement : statement.text;
      if (text.startsWith('CREATE')) made.push(text);
      return desk.run(statement);
    },
  });
  const page = async (more: Partial<SortedInput> = {}) => {
    const input = { filters: [], order: 'asc' as const, sort: 'user_name', offset: 0, limit: 20, ...more };
    const { rows } = await keptOrderPage(counting, input);
    const { filters, sort, order, offset } = input;
    expect(rows).toEqual(sortedBy(ordered(events, filters), sort, order).slice(offset, offset + 20));
    return made.length;
  };
  expect([await page(), await page({ offset: 20 }), await page({ offset: events.length })]).toEqual([
    1, 1, 1,
  ]);
  expect(await page({ order: 'desc' })).toBe(2);
  expect(await page({ sort: 'event_action' })).toBe(3);
  const filters: Filter[] = [{ column: 'user_name', op: 'exists' }];
  expect([await page({ filters }), await page({ filters, offset: 20 })]).toEqual([4, 4]);
  invalidate(counting);
  expect([await page({ filters }), await page({ filters })]).toEqual([5, 5]);
});

test('S-P1 an address is of a network or outside of it, and nothing else is a network', async () => {
  const column = 'source_ip';
  const count = async (...filters: Filter[]) =>
    (await eventPage(desk, { filters, order: 'asc', offset: 0, limit: 1 })).total;
  const there = await count({ column, op: 'exists' });
  const network = '10.0.0.0/8';
  const inside = await count({ column, op: 'within', network });
  expect(inside).toBe(ordered(events, [{ column, op: 'within', network }]).length);
  expect(await count({ column, op: 'outside', network })).toBe(there - inside);
  await expect(count({ column, op: 'within', network: '10.0.0.0/99' })).rejects.toThrow('10.0.0.0/99');
  await expect(count({ column: 'record', op: 'within', network })).rejects.toThrow('no address: record');
});

test('S-P1 records of an IPv6 network are found in whatever form the log wrote their addresses', async () => {
  const addresses: [string, string][] = [
    ['2001:DB8:0:0::7', '2001:db8::7'],
    ['[2001:db8:ffff::1]:443', '2001:db8:ffff::1'],
    ['2001:db9::1', '2001:db9::1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
  ];
  const other = await caseOf(
    addresses.map(([source_address, source_ip], at) => ({
      evidence_id: 1,
      record: at + 1,
      timestamp: '2024-05-01T10:00:00.000000Z',
      source_address,
      source_ip,
    })),
  );
  const records = async (filter: Filter) =>
    (await eventPage(other.desk, { filters: [filter], order: 'asc', offset: 0, limit: 9 })).rows.map(
      (row) => row['record'],
    );
  for (const column of ['source_address', 'source_ip']) {
    expect(await records({ column, op: 'within', network: '2001:db8::/32' })).toEqual([1, 2]);
    expect(await records({ column, op: 'within', network: '2001:0DB8::7/128' })).toEqual([1]);
    expect(await records({ column, op: 'outside', network: '2001:db8::/32' })).toEqual([3, 4]);
    expect(await records({ column, op: 'within', network: '::ffff:192.0.2.0/120' })).toEqual([4]);
  }
});

test('S-P1 facets of any column follow any filter', async () => {
  for (const filters of filterSets.slice(0, 40)) {
    const column = oneOf(random, EVENT_COLUMNS).name;
    const expected = facetOf(ordered(events, filters), column);
    const answer = await facet(desk, { filters, column, limit: 5 });
    const told = JSON.stringify({ filters, column });
    expect(answer, told).toEqual({ values: expected.slice(0, 5), distinct: expected.length });
  }
});

test('a histogram holds every event once, in aligned buckets without a hole', async () => {
  for (const filters of filterSets) {
    const expected = ordered(events, filters);
    const buckets = 1 + below(random, 300);
    const answer = await histogram(desk, { filters, buckets });
    expect(answer.start).toBe(expected[0]?.['timestamp'] ?? null);
    expect(answer.end).toBe(expected.at(-1)?.['timestamp'] ?? null);
    expect(answer.buckets.length).toBeLessThanOrEqual(Math.max(2, buckets));
    const starts = answer.buckets.map((start) => Date.parse(start));
    const width = answer.bucket_seconds * 1000;
    const origin = starts[0] ?? 0;
    expect(starts).toEqual(starts.map((_start, index) => origin + index * width));
    expect(Number.isInteger(origin / width), `${origin} ${width}`).toBe(true);
    const counted = new Map<string, number[]>();
    for (const event of expected) {
      const name = String(event['event_dataset'] ?? 'unknown');
      const counts = counted.get(name) ?? starts.map(() => 0);
      const at = Math.floor((Date.parse(String(event['timestamp'])) - origin) / width);
      counts[at] = (counts[at] ?? NaN) + 1;
      counted.set(name, counts);
    }
    expect(new Map(answer.series.map(({ name, counts }) => [name, counts]))).toEqual(counted);
  }
});

test('S-P1 a histogram by another column tells its most frequent values apart, and holds every event once', async () => {
  for (const filters of filterSets.slice(0, 30)) {
    const { name: by } = oneOf(
      random,
      EVENT_COLUMNS.filter(({ kind, name }) => kind !== 'time' && name !== 'event_dataset'),
    );
    const expected = ordered(events, filters);
    const answer = await histogram(desk, { filters, buckets: 20, by });
    const told = JSON.stringify({ filters, by });
    const all = facetOf(expected, by);
    const named = all.filter(({ value }) => value !== null).slice(0, SERIES_MOST);
    const sums = answer.series.map(({ name, of, counts }) => [of, name, counts.reduce((a, b) => a + b, 0)]);
    const missing = all.find(({ value }) => value === null)?.events ?? 0;
    const rest = expected.length - missing - named.reduce((sum, { events: n }) => sum + n, 0);
    expect(sums, told).toEqual([
      ...named.map(({ value, events: n }) => ['value', String(value), n]),
      ...(rest > 0 ? [['rest', '', rest]] : []),
      ...(missing > 0 ? [['missing', '', missing]] : []),
    ]);
    const plain = await histogram(desk, { filters, buckets: 20 });
    expect(totals(answer), told).toEqual(totals(plain));
  }
  await expect(histogram(desk, { filters: [], buckets: 9, by: 'no_such' })).rejects.toThrow('no_such');
  await expect(histogram(desk, { filters: [], buckets: 9, by: 'timestamp' })).rejects.toThrow('no series');
});

/** Events of each bucket, whatever they are told apart by. */
const totals = ({ buckets, series }: Histogram): number[] =>
  buckets.map((_, at) => series.reduce((sum, { counts }) => sum + (counts[at] ?? 0), 0));

test('both ends of a range are in it, a coarse end with all that it names', async () => {
  const count = async (from: string, to: string) => {
    const filters = [{ column: 'timestamp', op: 'between' as const, from, to }];
    return (await eventPage(desk, { filters, order: 'asc', offset: 0, limit: 1 })).total;
  };
  const within = (start: string) => events.filter((event) => event.timestamp.startsWith(start)).length;
  expect(within('2024-05-01T10:00:00')).toBeGreaterThan(0);
  expect(await count('2024-05-01', '2024-05-01')).toBe(within('2024-05-01'));
  expect(await count('2024-05-01T09:30', '2024-05-01T09:30')).toBe(within('2024-05-01T09:30'));
  expect(await count('2024-05-01T10:00:00Z', '2024-05-01T10:00:00.000Z')).toBe(
    within('2024-05-01T10:00:00.000'),
  );
  expect(await count('2024-05-01T12:00:00+02:00', '2024-05-01T12:00:02+02:00')).toBe(
    within('2024-05-01T10:00:0'),
  );
});

test('a text that looks like SQL is only a text', async () => {
  const injections = ["' OR 1=1", "'; DROP TABLE event_facts; --", '$p0', '" OR ""="', '%', '_', '\\'];
  for (const text of injections) {
    for (const filter of [
      { column: 'user_name', op: 'is', values: [text] },
      { column: 'event_detail', op: 'is', values: [text] },
      { column: 'user_name', op: 'contains', text },
      { column: 'event_detail', op: 'contains', text },
      { column: 'user_name', op: 'between', from: text, to: text },
    ] as const) {
      const filters = [Filter.parse(filter)];
      const page = await eventPage(desk, { filters, order: 'asc', offset: 0, limit: 1000 });
      expect(page.rows, JSON.stringify(filter)).toEqual(ordered(events, filters).slice(0, 1000));
    }
  }
  expect((await eventPage(desk, { filters: [], order: 'asc', offset: 0, limit: 1 })).total).toBe(
    events.length,
  );
});

test('what is not a column, or not a value of it, is refused by name', async () => {
  const page = (filter: unknown) =>
    eventPage(desk, { filters: [filter as Filter], order: 'asc', offset: 0, limit: 1 });
  await expect(page({ column: 'user_name" OR 1=1 --', op: 'exists' })).rejects.toThrow(
    /no such column.*OR 1=1/,
  );
  await expect(page({ column: 'constructor', op: 'exists' })).rejects.toThrow('no such column');
  await expect(page({ column: 'action_key', op: 'is', values: [1] })).rejects.toThrow('no such column');
  await expect(page({ column: 'timestamp', op: 'is', values: ['soon'] })).rejects.toThrow(
    'not a time: "soon"',
  );
  await expect(page({ column: 'timestamp', op: 'between', from: '2024-02-30', to: null })).rejects.toThrow(
    'not a time: "2024-02-30"',
  );
  await expect(page({ column: 'source_as_number', op: 'is', values: ['AS16509'] })).rejects.toThrow(
    'not a number for source_as_number: "AS16509"',
  );
  await expect(page({ column: 'is_interactive', op: 'is', values: ['yes'] })).rejects.toThrow(
    'neither true nor false for is_interactive: "yes"',
  );
  await expect(page({ column: 'is_interactive', op: 'between', from: 'a', to: 'b' })).rejects.toThrow(
    'no order to be between in: is_interactive',
  );
  await expect(facet(desk, { filters: [], column: 'no_such', limit: 1 })).rejects.toThrow('no such column');
});
