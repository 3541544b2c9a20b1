import { expect, test } from 'vitest';
import { readArguments } from './arguments.ts';

const words = (text: string) => text.split(' ').filter((word) => word !== '');

test('reads the commands', () => {
  expect(readArguments(words('analyze logs more.json.gz --case a.interloper --json r.json -q'))).toEqual({
    command: 'analyze',
    paths: ['logs', 'more.json.gz'],
    case: 'a.interloper',
    json: 'r.json',
    data: [],
    data_folder: null,
    mappings: [],
    known_networks: null,
    hunts: [],
    trees: [],
    limits: {},
    zip_passwords: [],
    custody: false,
    redact: [],
    quiet: true,
  });
  expect(readArguments(words('analyze logs --mapping a.json --mapping b.json'))).toMatchObject({
    mappings: ['a.json', 'b.json'],
  });
  expect(readArguments(words('analyze logs --known-networks a.csv'))).toMatchObject({
    known_networks: 'a.csv',
  });
  expect(readArguments(words('networks a.interloper --export n.json'))).toEqual({
    command: 'networks',
    case: 'a.interloper',
    export: 'n.json',
    quiet: false,
  });
  expect(readArguments(words('map a.csv'))).toEqual({ command: 'map', path: 'a.csv', quiet: false });
  expect(readArguments(words('export a.interloper --events out.jsonl'))).toEqual({
    command: 'export',
    case: 'a.interloper',
    events: 'out.jsonl',
    rejects: null,
    zip_passwords: [],
    redact: [],
    quiet: false,
  });
  expect(readArguments(words('export a.interloper --rejects r.csv'))).toMatchObject({
    events: null,
    rejects: 'r.csv',
  });
  expect(readArguments(words('analyze -- --odd-name'))).toMatchObject({ paths: ['--odd-name'] });
  expect(readArguments(words('analyze a --max-bytes 1000 --max-depth 2'))).toMatchObject({
    limits: { bytes: 1000, depth: 2 },
  });
  expect(readArguments(words('analyze a --zip-password infected --zip-password x'))).toMatchObject({
    zip_passwords: ['infected', 'x'],
  });
  expect(readArguments(words('analyze --help'))).toEqual({ command: 'help' });
  expect(readArguments(words('-v'))).toEqual({ command: 'version' });
});

test('H-O1 reads two sign-ins to compare, by their place or by their event id', () => {
  expect(readArguments(words('triage a --sessions 3:12,8f-43c1 --reason odd'))).toEqual({
    command: 'triage',
    case: 'a',
    tree: null,
    json: null,
    sessions: [{ evidence_id: 3, record: 12 }, { event_id: '8f-43c1' }],
    reason: 'odd',
    uncompare: null,
    redact: [],
    quiet: false,
  });
  expect(readArguments(words('triage a --redact names,domains'))).toMatchObject({
    redact: ['names', 'domains'],
  });
});

test.each([
  ['', 'no command'],
  ['triage a --sessions 1:2', '--sessions needs two sign-ins'],
  ['triage a --sessions 1:2,', '--sessions needs two sign-ins'],
  ['triage a --sessions 1:2,1:3,1:4', '--sessions needs two sign-ins'],
  ['triage a --reason x', '--reason says why --sessions were picked'],
  ['analyse logs', 'no such command: analyse'],
  ['analyze', 'at least one file or folder'],
  ['analyze logs --events x', 'analyze has no option --events'],
  ['analyze logs --ip-ranges', "option '--ip-ranges <value>' argument missing"],
  ['analyze logs --case=', '--case is empty'],
  ['analyze logs --max-ratio many', '--max-ratio is not a number that can be taken: many'],
  ['analyze logs --max-depth 0', '--max-depth is not a number that can be taken: 0'],
  ['analyze logs --colour', "unknown option '--colour'"],
  ['analyze logs --mapping=', '--mapping is empty'],
  ['map', 'map needs exactly one file'],
  ['map a --mapping b', 'map has no option --mapping'],
  ['networks', 'networks needs exactly one case'],
  ['networks a --events b', 'networks has no option --events'],
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
