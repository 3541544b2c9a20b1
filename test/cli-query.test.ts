import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { readArguments } from '../electron/cli/arguments.ts';
import { optionsOf } from '../electron/cli/query-arguments.ts';
import { run } from '../electron/cli/run.ts';
import { queries } from '../electron/engine/queries/index.ts';
import { usedFromHosting, writeStory } from './support/fixtures/stories.ts';
import { FakeTerminal } from './support/fixtures/terminal.ts';

const OPTIONS = {
  resourcesPath: join(resolve(import.meta.dirname, '..'), 'resources'),
  toolVersion: '0.0.0',
  clock: () => new Date('2024-06-01T00:00:00Z'),
};

const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
const file = (name: string) => join(folder, name);
let terminal: FakeTerminal;
const call = (...words: string[]) => run(words, terminal, OPTIONS);

beforeAll(async () => {
  terminal = new FakeTerminal();
  const { evidence } = writeStory(usedFromHosting(), folder);
  expect(await call('analyze', evidence, '--case', file('a.interloper'), '-q'), terminal.stderr).toBe(0);
});
beforeEach(() => {
  terminal = new FakeTerminal();
});

test('the questions are listed, with what a case lacks', async () => {
  expect(await call('query'), terminal.stderr).toBe(0);
  for (const { id } of queries) expect(terminal.stdout).toContain(`  ${id} `);
  expect(terminal.stdout).toContain('--access-key --hours --windows');
  expect(terminal.stdout).not.toContain('not in this case');
  expect(await call('query', file('a.interloper')), terminal.stderr).toBe(0);
  expect(terminal.stdout).toMatch(
    /addresses-of-eks-identities[\s\S]*?\(not in this case: the Kubernetes audit log/,
  );
});

test('S-Q7 S-Q8 a question is asked, and its answer shown or written', async () => {
  const profiles = ['query', file('a.interloper'), 'least-common-profiles', '--fewer-events-than', '1000000'];
  expect(await call(...profiles, '--known-network-only', 'false'), terminal.stderr).toBe(0);
  expect(terminal.stdout).toMatch(/^ {2}user_name +network +country /);
  expect(await call(...profiles, '--sort', 'events:desc', '--json', file('p.json')), terminal.stderr).toBe(0);
  const { rows, inputs } = JSON.parse(readFileSync(file('p.json'), 'utf8')) as {
    rows: { events: number }[];
    inputs: Record<string, unknown>;
  };
  expect(inputs).toMatchObject({ fewer_events_than: 1_000_000, known_network_only: true });
  const events = rows.map((row) => row.events);
  expect(events.length).toBeGreaterThan(1);
  expect(events).toEqual([...events].sort((a, b) => b - a));
  expect(await call(...profiles, '--csv', file('p.csv')), terminal.stderr).toBe(0);
  const lines = readFileSync(file('p.csv'), 'utf8').trimEnd().split('\r\n');
  expect(lines[0]).toMatch(/^user_name,network,country,/);
  expect(lines).toHaveLength(rows.length + 1);
  expect(terminal.stderr).toContain(`${rows.length} rows written to ${file('p.csv')}`);
});

test("S-Q6 a value is a value: ' OR 1=1 finds nothing", async () => {
  const asked = ['query', file('a.interloper'), 'calls-of-a-key', '--access-key', "' OR 1=1"];
  expect(await call(...asked), terminal.stderr).toBe(0);
  expect(terminal.stdout.trimEnd().split('\n')).toHaveLength(1);
});

test('a missing log is no empty answer', async () => {
  expect(await call('query', file('a.interloper'), 'addresses-of-eks-identities')).toBe(1);
  expect(terminal.stderr).toContain('no answer without the Kubernetes audit log');
  expect(
    await call('query', file('a.interloper'), 'addresses-of-eks-identities', '--csv', file('e.csv')),
  ).toBe(1);
  expect(existsSync(file('e.csv'))).toBe(false);
});

test.each([
  [['a', 'no-such'], 'no such question: no-such: interloper query lists them'],
  [['a', 'calls-of-a-key', 'more'], 'query takes a case and a question: what is more?'],
  [['a', 'calls-of-a-key', '--hours', '2'], "unknown option '--hours'"],
  [['a', 'mfa-of-a-user', '--hours', 'two'], '--hours is no number: two'],
  [['a', 'mfa-of-a-user', '--successes-only', 'yes'], '--successes-only is true or false: yes'],
  [['a', 'mfa-of-a-user', '--sort', 'events:up'], '--sort is COLUMN, COLUMN:asc or COLUMN:desc: events:up'],
  [['a', 'mfa-of-a-user', '--csv', 'x', '--json', 'y'], 'query writes one of --csv and --json'],
  [['a', '--csv', 'x'], 'query needs a case and a question'],
])('%j is refused', (words, message) => {
  expect(() => readArguments(['query', ...words])).toThrow(message);
});

test('inputs are read in their kind, and a period as two', () => {
  const words = 'a mfa-of-a-user --user ada --hours 0.5 --successes-only true --period-from 2024-05-01 -q';
  expect(readArguments(['query', ...words.split(' ')])).toEqual({
    command: 'query',
    case: 'a',
    query: 'mfa-of-a-user',
    inputs: { user: 'ada', hours: 0.5, successes_only: true, period: { from: '2024-05-01', to: null } },
    sort: null,
    csv: null,
    json: null,
    redact: [],
    quiet: true,
  });
  expect(readArguments(['query', '--help'])).toEqual({ command: 'help' });
  expect(readArguments(['query'])).toMatchObject({ case: null, query: null });
});

test('no input is called like an option of the command', () => {
  const own = ['sort', 'csv', 'json', 'redact', 'quiet', 'help', 'version'];
  expect(
    queries.flatMap((query) => query.inputs.flatMap(optionsOf)).filter((name) => own.includes(name)),
  ).toEqual([]);
});
