import { expect, test } from 'vitest';
import { Random } from '../../../test/support/fixtures/random.ts';
import { CsvJson } from './csv-json.ts';
import { csvFields } from './cut-lines.ts';

const PIECES = [
  '"',
  '""',
  ',',
  ';',
  '\t',
  'a',
  ' ',
  '\\',
  '\n',
  '\r',
  '\u0000',
  '\u001f',
  '\u007f',
  'é',
  '語',
  '😀',
  '{}',
];

/** The same by fields and objects. */
function plain(row: string, columns: readonly string[], delimiter: string): string | null {
  const fields = csvFields(row, delimiter);
  if (fields.length !== columns.length) return null;
  return JSON.stringify(Object.fromEntries(columns.map((name, at) => [name, fields[at] || undefined])));
}

test('a row becomes the JSON of its fields, whatever stands in it', () => {
  const random = new Random('csv');
  let fitting = 0;
  for (let round = 0; round < 20_000; round++) {
    const delimiter = random.pick([',', ';', '\t']);
    const columns = Array.from({ length: random.whole(1, 4) }, (_, at) => `${random.pick(PIECES)}${at}`);
    const row = Array.from({ length: random.whole(1, 12) }, () => random.pick(PIECES)).join('');
    const expected = plain(row, columns, delimiter);
    if (expected !== null) fitting++;
    const written = new CsvJson(columns, delimiter).write(Buffer.from(row))?.toString() ?? null;
    expect(written, JSON.stringify({ row, columns, delimiter })).toBe(expected);
  }
  expect(fitting).toBeGreaterThan(4000);
});

test('what stands at the end of each row stands there, also where all fields are empty', () => {
  const json = new CsvJson(['a', 'b'], ',', Buffer.from('"@columns":"a b"'));
  expect(json.write(Buffer.from('1,2'))?.toString()).toBe('{"a":"1","b":"2","@columns":"a b"}');
  expect(json.write(Buffer.from(','))?.toString()).toBe('{"@columns":"a b"}');
  expect(json.write(Buffer.from(`${'\u0001'.repeat(5000)},`))?.length).toBe(5000 * 6 + 25);
});
