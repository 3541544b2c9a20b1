import { expect, test } from 'vitest';
import { readCsv } from './read-csv.ts';

const texts = (text: string) => readCsv(text).map((row) => row.map((cell) => cell.text));

test('cells are split at commas, trimmed, and unquoted; empty lines and comments are passed over', () => {
  expect(texts('a, b ,c\r\n# a comment, with a comma\n\n"x, ""y""" ,, z\n')).toEqual([
    ['a', 'b', 'c'],
    ['x, "y"', '', 'z'],
  ]);
  expect(texts('a,b')).toEqual([['a', 'b']]);
  expect(texts('a,\n')).toEqual([['a', '']]);
  expect(texts('')).toEqual([]);
});

test('every cell tells its line and column, behind a quoted line break too', () => {
  const rows = readCsv('a, b\n\n"two\nlines",  c\nd\n');
  expect(rows[0]?.[1]).toEqual({ text: 'b', line: 1, column: 4 });
  expect(rows[1]?.[0]).toEqual({ text: 'two\nlines', line: 3, column: 1 });
  expect(rows[1]?.[1]).toEqual({ text: 'c', line: 4, column: 10 });
  expect(rows[2]?.[0]).toEqual({ text: 'd', line: 5, column: 1 });
});

test('a quote that is not closed, or goes on behind, is refused with its place', () => {
  expect(() => readCsv('a\nb,"c\nd')).toThrow('line 2, column 3: the quote is not closed');
  expect(() => readCsv('"a"b,c')).toThrow('line 1, column 1: text behind the closing quote');
});
