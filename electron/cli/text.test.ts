import { expect, test } from 'vitest';
import { counted, list, safe, shortTime, span, thousands } from './text.ts';

test('text of the evidence cannot steer a terminal', () => {
  expect(safe('\u001b[2J\u001b]0;owned\u0007')).toBe('�[2J�]0;owned�');
  expect(safe('a\r\nb\tc\u009bd\u007f')).toBe('a��b�c�d�');
  expect(safe('invoice\u202egpj.exe \u2066x\u2069')).toBe('invoice�gpj.exe �x�');
  expect(safe('half \ud800 a pair')).toBe('half � a pair');
  expect(safe('Kraków – 東京 🙂')).toBe('Kraków – 東京 🙂');
});

test('a list has aligned cells, safe text, and sentences broken between words', () => {
  const items = [
    { cells: ['high', 'mira 🙂', 'x'], text: 'three countries in a day' },
    { cells: ['low', 'a much longer name', 'y\u001b[31m'] },
  ];
  expect(list(items, null).split('\n')).toEqual([
    '  high  mira 🙂              x',
    '      three countries in a day',
    '  low   a much longer name  y�[31m',
    '',
  ]);
  expect(list(items.slice(0, 1), 26).split('\n')).toEqual([
    '  high  mira 🙂  x',
    '      three countries in a',
    '      day',
    '',
  ]);
  expect(list([], 30)).toBe('');
});

test('numbers and times read the same in every locale', () => {
  expect([0, 999, 1000, 1234567].map(thousands)).toEqual(['0', '999', '1,000', '1,234,567']);
  expect([counted(1, 'file'), counted(2, 'file'), counted(0, 'entry', 'entries')]).toEqual([
    '1 file',
    '2 files',
    '0 entries',
  ]);
  expect([0, 59.6, 3600, 3661, 90_061].map(span)).toEqual(['0 s', '1 min', '1 h', '1 h 1 min', '1 d 1 h']);
  expect(shortTime('2024-05-16T09:14:22.310000Z')).toBe('2024-05-16 09:14:22');
});
