import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Database } from './database.ts';

let database: Database;
beforeAll(async () => {
  database = await Database.open({
    path: ':memory:',
    workDirectory: mkdtempSync(join(tmpdir(), 'interloper-')),
  });
  await database.job.run('CREATE TEMP TABLE target (a INTEGER, b BIGINT, c DOUBLE, d VARCHAR, e BOOLEAN)');
});
afterAll(() => database.close());

test('rows given by column arrive in order, nulls and more than one chunk included', async () => {
  const count = 5_000;
  const numbers = Array.from({ length: count }, (_, index) => index);
  await database.job.append('target', [
    numbers,
    numbers.map((number) => (number % 7 === 0 ? null : number * 1_000_000_000)),
    numbers.map((number) => number / 4),
    numbers.map((number) => (number % 3 === 0 ? null : `text ${number} ☃`)),
    numbers.map((number) => number % 2 === 0),
  ]);
  const rows = await database.job.rows('SELECT * FROM target ORDER BY a');
  expect(rows).toHaveLength(count);
  expect(rows[4_999]).toEqual({ a: 4_999, b: 4_999_000_000_000, c: 1_249.75, d: 'text 4999 ☃', e: false });
  expect(rows[0]).toEqual({ a: 0, b: null, c: 0, d: null, e: true });
});

test('integers in their own array arrive as they are, beside other columns and over more than one chunk', async () => {
  await database.job.run('CREATE TEMP TABLE typed (a INTEGER, d VARCHAR)');
  const numbers = Int32Array.from({ length: 5_000 }, (_, index) => index - 2_500);
  await database.job.append('typed', [numbers, Array.from(numbers, (n) => (n % 2 === 0 ? null : `n${n}`))]);
  const rows = await database.job.rows('SELECT * FROM typed ORDER BY a');
  expect(rows.map((row) => row['a'])).toEqual([...numbers]);
  expect(rows[4_999]).toEqual({ a: 2_499, d: 'n2499' });
  await expect(database.job.append('typed', [numbers, numbers])).rejects.toThrow(
    'not an INTEGER column: number 2',
  );
});

test('columns that do not fit are refused', async () => {
  await expect(database.job.append('target', [[1]])).rejects.toThrow('columns do not fit the table: 1 for 5');
  const uneven = [new Array<number>(2_048).fill(1), [1], [1], ['x'], [true]];
  await expect(database.job.append('target', uneven)).rejects.toThrow('columns do not fit the table');
  await expect(database.job.append('no_such_table', [[1]])).rejects.toThrow(/no_such_table/);
});
