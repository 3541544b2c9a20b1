import { expect, test } from 'vitest';
import { cellText, tsv } from './safe-cells.ts';

test('a text that a spreadsheet would run is none any more, a number stays one', () => {
  expect(['=1+1', '+1', '-1', '@x', '\uff1dA1', '\t=1', 'a=1', -5, null, true].map(cellText)).toEqual([
    "'=1+1",
    "'+1",
    "'-1",
    "'@x",
    "'\uff1dA1",
    "'\t=1",
    'a=1',
    '-5',
    '',
    'true',
  ]);
  expect(cellText('a\u0000b\u001b[31m')).toBe('a\ufffdb\ufffd[31m');
});

test('no cell of a copied table reaches into the next cell or row, nor hides a formula behind a line break', () => {
  expect(
    tsv([
      ['a\tb', 'c\r\n=1'],
      ['\n=2', 3],
    ]),
  ).toBe("a b\tc =1\n' =2\t3\n");
});
