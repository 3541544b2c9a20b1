import { expect, test } from 'vitest';
import { readArguments } from './arguments.ts';

const words = (text: string) => text.split(' ').filter((word) => word !== '');

test('reads the commands', () => {
  expect(readArguments(words('analyze logs more.json.gz --case a.interloper --json r.json -q'))).toEqual({
    command: 'analyze',
    paths: ['logs', 'more.json.gz'],
    case: 'a.interloper',
    json: 'r.json',
    ip_ranges: null,
    custody: false,
    quiet: true,
  });
  expect(readArguments(words('export a.interloper --events out.jsonl'))).toEqual({
    command: 'export',
    case: 'a.interloper',
    events: 'out.jsonl',
    rejects: null,
    quiet: false,
  });
  expect(readArguments(words('export a.interloper --rejects r.csv'))).toMatchObject({
    events: null,
    rejects: 'r.csv',
  });
  expect(readArguments(words('analyze -- --odd-name'))).toMatchObject({ paths: ['--odd-name'] });
  expect(readArguments(words('analyze --help'))).toEqual({ command: 'help' });
  expect(readArguments(words('-v'))).toEqual({ command: 'version' });
});

test.each([
  ['', 'no command'],
  ['analyse logs', 'no such command: analyse'],
  ['analyze', 'at least one file or folder'],
  ['analyze logs --events x', 'analyze has no option --events'],
  ['analyze logs --ip-ranges', "option '--ip-ranges <value>' argument missing"],
  ['analyze logs --case=', '--case is empty'],
  ['analyze logs --colour', "unknown option '--colour'"],
  ['export a.interloper', 'export needs --events'],
  ['export a --events - --rejects -', 'only one of them'],
  ['export --events x', 'exactly one case'],
  ['export a b --events x', 'exactly one case'],
  ['export a --events x --json y', 'export has no option --json'],
])('refuses %j in one line', (text, message) => {
  expect(() => readArguments(words(text))).toThrow(message);
  try {
    readArguments(words(text));
  } catch (cause) {
    expect((cause as Error).message).not.toContain('\n');
  }
});
