import { expect, test } from 'vitest';
import { cellText, tsv, withoutApostrophes } from './safe-cells.ts';

test('a text that a spreadsheet would run is none any more, a number stays one', () => {
  expect(['=1+1', '+1', '-1', '@x', '\uff1dA1', '\t=1', 'a=1', -5, null, true].map(cellText)).toEqual([
    "'=1+1",
    "'+1",
    "'-1",
    "'@x",
    "'\uff1dA1",
    "'\t'=1",
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
  ).toBe("a b\tc '=1\n' '=2\t3\n");
});

test('no text is a formula behind what separates cells elsewhere, and each is read back as it was', () => {
  const told = {
    'a;=1+1|b': "a;'=1+1|b",
    'a;"@x"': 'a;"\'@x"',
    'a\n-1\r\uff0bb': "a\n'-1\r'\uff0bb",
    'a; b=c': 'a; b=c',
  };
  for (const [text, cell] of Object.entries(told)) expect(cellText(text)).toBe(cell);
  for (const text of [...Object.keys(told), '=1', '\t=1', '\n\n=1', 'plain', ';;=1;=2'])
    expect(withoutApostrophes(cellText(text)), text).toBe(text);
});

test('what cannot be seen is named, wherever it would hide a formula or turn what follows', () => {
  expect(['\ufeff=1', 'a\u202eb', 'x\u00ady', '\u3164', 'a\u{e0101}', 'one\ntwo\t'].map(cellText)).toEqual([
    '[U+FEFF]=1',
    'a[U+202E]b',
    'x[U+00AD]y',
    '[U+3164]',
    'a[U+E0101]',
    'one\ntwo\t',
  ]);
});
