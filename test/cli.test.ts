import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run } from '../electron/cli/run.ts';
import { elasticAddressMoved, usedFromHosting, writeStory } from './support/fixtures/stories.ts';
import { FakeTerminal } from './support/fixtures/terminal.ts';

const ROOT = resolve(import.meta.dirname, '..');
const OPTIONS = {
  resourcesPath: join(ROOT, 'resources'),
  toolVersion: '0.0.0',
  clock: () => new Date('2024-06-01T00:00:00Z'),
};

let folder: string;
let terminal: FakeTerminal;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  terminal = new FakeTerminal();
});
afterEach(() => vi.unstubAllEnvs());

const call = (...words: string[]) => run(words, terminal, OPTIONS);

/** Puts temporary cases where the test can see what is left of them. */
function ownTemporaryFolder(): string {
  const temporary = join(folder, 'temporary');
  mkdirSync(temporary);
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, temporary);
  return temporary;
}

test('help and version are written to standard output', async () => {
  expect(await call('--help'), terminal.stderr).toBe(0);
  expect(terminal.stdout).toContain('interloper analyze PATH');
  terminal.stdout = '';
  expect(await call('--version'), terminal.stderr).toBe(0);
  expect(terminal.stdout).toBe('interloper 0.0.0\n');
});

test.each([
  [
    [],
    'interloper: no command: analyze, query, compare, hunts, trees, map, export, report, networks, pseudonyms, triage or verify (interloper --help says how)\n',
  ],
  [['analyze', '/no/such/place'], 'interloper: no such file or folder: /no/such/place\n'],
  [['export', '/no/such.interloper', '--events', 'x'], 'interloper: no such case: /no/such.interloper\n'],
])('%j could not run: 2, and one line says why', async (words, message) => {
  expect(await call(...words), terminal.stderr).toBe(2);
  expect(terminal.stderr).toBe(message);
  expect(terminal.stdout).toBe('');
});

test('analyze ends with 0, shows sums, findings and verdicts, and leaves no temporary case', async () => {
  const temporary = ownTemporaryFolder();
  const story = usedFromHosting();
  const { evidence } = writeStory(story, folder);
  expect(await call('analyze', evidence), terminal.stderr).toBe(0);
  const sum = `${story.records.length} records = ${story.records.length} events + 0 rejects + 0 skips`;
  expect(terminal.stdout).toContain(`Evidence: 7 files, ${sum}\n`);
  expect(terminal.stdout).toMatch(/aws\.cloudtrail +\d+ events +2024-05-16 /);
  expect(terminal.stdout).toMatch(/malicious +\d+ +confidence \w+ +\S+ +\S*i-0/);
  expect(readdirSync(temporary)).toEqual([]);
});

test('analyze ends with 1 where evidence was rejected, and says where and why', async () => {
  const { evidence } = writeStory(usedFromHosting(), folder);
  writeFileSync(join(evidence, 'broken.json'), '{"Records":[{"eventVersion":"1.09","eventTime":"2024-');
  writeFileSync(join(evidence, 'unknown\u001b[2J.log'), 'May 16 06:51:02 host sshd[1]: hello\n');
  expect(await call('analyze', evidence), terminal.stderr).toBe(1);
  expect(terminal.stdout).toMatch(/broken\.json/);
  expect(terminal.stdout).toMatch(/not recognised +\S+unknown�\[2J\.log/);
  expect(terminal.stdout).not.toContain('\u001b');
});

test('analyze keeps the case and writes the report; the same run gives the same bytes', async () => {
  const { evidence, ranges } = writeStory(elasticAddressMoved(), folder);
  const at = (name: string, file: string) => join(folder, name, file);
  for (const name of ['one', 'two']) {
    mkdirSync(join(folder, name));
    const words = ['analyze', evidence, '--ip-ranges', ranges, '--json', at(name, 'report.json')];
    expect(await call(...words, '--case', at(name, 'a.interloper'), '--quiet'), terminal.stderr).toBe(0);
  }
  expect(terminal.stdout + terminal.stderr).toBe('');
  expect(existsSync(at('one', 'a.interloper'))).toBe(true);
  const [one, two] = ['one', 'two'].map((name) => readFileSync(at(name, 'report.json'), 'utf8'));
  expect(one).toBe(two);
  expect(JSON.parse(one ?? '')).toMatchObject({ verdicts: [{ verdict: 'benign' }] });
});

test('map guesses a mapping, and analyze reads unknown files with it', async () => {
  const temporary = ownTemporaryFolder();
  const table = join(folder, 'vpn.csv');
  writeFileSync(table, 'time,user,src_ip\n2024-05-01T10:00:00Z,ada,203.0.113.7\nlater,bob,203.0.113.8\n');
  expect(await call('analyze', table), terminal.stderr).toBe(1);
  expect(terminal.stdout).toMatch(/its columns can be mapped/);
  terminal.stdout = '';
  expect(await call('map', table), terminal.stderr).toBe(0);
  const mapping = join(folder, 'mapping.json');
  writeFileSync(mapping, terminal.stdout);
  terminal.stdout = '';
  expect(await call('analyze', table, '--mapping', mapping), terminal.stderr).toBe(1);
  expect(terminal.stdout).toContain('Evidence: 1 file, 2 records = 1 event + 1 reject + 0 skips\n');
  expect(terminal.stdout).toMatch(/reject +\S+vpn\.csv, line 3\s+not a time as the mapping says/);
  expect(terminal.stdout).toMatch(/mapped\.vpn +1 event +2024-05-01/);
  writeFileSync(mapping, '{"format":"other"}');
  expect(await call('analyze', table, '--mapping', mapping), terminal.stderr).toBe(2);
  expect(terminal.stderr).toContain('mapping.json: not a mapping: format:');
  writeFileSync(table, 'not a table\n');
  expect(await call('map', table)).toBe(2);
  expect(terminal.stderr).toContain('no table with a header');
  expect(readdirSync(temporary)).toEqual([]);
});

test('verify hashes the evidence again: 0 where it is the same, 1 and each difference where it is not', async () => {
  const { evidence } = writeStory(usedFromHosting(), folder);
  const path = join(folder, 'drill.interloper');
  expect(await call('analyze', evidence, '--case', path), terminal.stderr).toBe(0);
  terminal.stdout = '';
  expect(await call('verify', path), terminal.stderr).toBe(0);
  expect(terminal.stdout).toBe('');
  expect(terminal.stderr).toContain('all 7 files are as they were imported');
  const files = readdirSync(evidence, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  appendFileSync(files[0] as string, ' ');
  rmSync(files[1] as string);
  expect(await call('verify', path), terminal.stderr).toBe(1);
  expect(terminal.stdout).toMatch(
    /SHA-256 is now [0-9a-f]{64} \(\d+ bytes\), was [0-9a-f]{64} \(\d+ bytes\)\n/,
  );
  expect(terminal.stdout).toContain('cannot be read: ENOENT');
  expect(terminal.stdout.trim().split('\n')).toHaveLength(2);
  expect(terminal.stderr).toContain('2 of 7 files differ from what was imported');
});

test('export writes what was rejected, as a table or to be mended; the text says when evidence has changed', async () => {
  const evidence = join(folder, 'logs');
  mkdirSync(evidence);
  const whole =
    '{"eventVersion":"1.08","eventTime":"2024-05-01T10:00:00Z","eventSource":"s3.amazonaws.com","eventName":"ListBuckets","eventType":"AwsApiCall","userIdentity":{"type":"Root"}}';
  const cut = '{"eventVersion":"1.09","eventTime":"2024-';
  writeFileSync(join(evidence, 'broken.json'), `${whole}\n${cut}\n`);
  const [path, table, lines] = ['a.interloper', 'r.csv', 'r.ndjson'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  expect(await call('analyze', evidence, '--case', path, '-q'), terminal.stderr).toBe(1);
  expect(await call('export', path, '--rejects', table), terminal.stderr).toBe(0);
  expect(readFileSync(table, 'utf8').split('\r\n')[0]).toContain('path,member,evidence_sha256,record');
  expect(await call('export', path, '--rejects', lines), terminal.stderr).toBe(0);
  expect(JSON.parse(readFileSync(lines, 'utf8'))).toMatchObject({ '@reject': { record: 2 }, text: cut });
  expect(terminal.stderr).toContain(`1 reject written to ${lines}`);
  appendFileSync(join(evidence, 'broken.json'), ' ');
  expect(await call('export', path, '--rejects', lines), terminal.stderr).toBe(1);
  expect(terminal.stderr).toContain('has changed since it was imported');
});

test('the report tells who did what to the case where it is asked to, else nothing of that', async () => {
  const { evidence } = writeStory(elasticAddressMoved(), folder);
  expect(await call('analyze', evidence, '--json', '-', '-q'), terminal.stderr).toBe(0);
  expect(JSON.parse(terminal.stdout)).toMatchObject({ custody: null });
  terminal.stdout = '';
  expect(await call('analyze', evidence, '--json', '-', '--custody', '-q'), terminal.stderr).toBe(0);
  const { custody } = JSON.parse(terminal.stdout) as { custody: Record<string, unknown>[] };
  expect(custody.map((one) => one['action'])).toEqual(['case.created', 'evidence.imported']);
  expect(custody[1]).toMatchObject({
    written_at: '2024-06-01T00:00:00.000000Z',
    subject: evidence,
    tool_version: '0.0.0',
  });
  expect(custody[1]?.['actor']).toBeTruthy();
});

test('a report on standard output stands there alone', async () => {
  const { evidence } = writeStory(elasticAddressMoved(), folder);
  expect(await call('analyze', evidence, '--json', '-'), terminal.stderr).toBe(0);
  expect(JSON.parse(terminal.stdout)).toHaveProperty('tool');
  expect(terminal.stderr).toContain('Evidence: ');
});

test('export writes every event of a case as a line with ECS names', async () => {
  const story = elasticAddressMoved();
  const { evidence } = writeStory(story, folder);
  const [path, lines] = [join(folder, 'a.interloper'), join(folder, 'events.jsonl')];
  expect(await call('analyze', evidence, '--case', path, '-q'), terminal.stderr).toBe(0);
  expect(await call('export', path, '--events', lines), terminal.stderr).toBe(0);
  const rows = readFileSync(lines, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(rows.length).toBe(story.records.length);
  expect(rows[0]).toMatchObject({ 'event.dataset': 'aws.cloudtrail' });
  expect(rows[0]).toHaveProperty('@timestamp');
  expect(terminal.stderr).toContain(`${story.records.length} events written to ${lines}`);
});

test('an export never overwrites its case, and nothing the evidence, by whatever name it is called', async () => {
  const { evidence } = writeStory(elasticAddressMoved(), folder);
  const path = join(folder, 'a.interloper');
  const logs = join(folder, 'logs');
  cpSync(evidence, logs, { recursive: true });
  const [first = ''] = readdirSync(logs, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(logs, name)).isFile(),
  );
  const log = join(logs, first);
  const linked = join(folder, 'linked.json');
  symlinkSync(log, linked);
  linkSync(log, join(folder, 'hard.json'));
  symlinkSync(logs, join(folder, 'elsewhere'));
  const names = [log, linked, join(folder, 'hard.json'), join(folder, 'elsewhere', first)];
  for (const given of [logs, log, join(folder, 'elsewhere')])
    expect(await call('analyze', given, '--json', log), terminal.stderr).toBe(2);
  expect(await call('analyze', logs, '--case', path, '-q'), terminal.stderr).toBe(0);
  const before = readFileSync(log);
  const commands = [
    ['export', path, '--events'],
    ['export', path, '--rejects'],
    ['query', path, 'least-common-profiles', '--csv'],
    ['compare', path, 'user:ana', '--json'],
    ['triage', path, '--json'],
    ['networks', path, '--export'],
    ['report', path, '--json'],
    ['report', path, '--pdf'],
    ['analyze', evidence, '--case', path, '--json'],
  ];
  for (const command of commands)
    for (const taken of [path, ...names]) {
      terminal.stderr = '';
      expect(await call(...command, taken), `${command.join(' ')} ${taken}: ${terminal.stderr}`).toBe(2);
      expect(terminal.stderr).toContain(`would overwrite the ${taken === path ? 'case' : 'evidence'}`);
    }
  expect(readFileSync(log).equals(before)).toBe(true);
  expect(await call('verify', path), terminal.stderr).toBe(0);
});

test('an interrupt stops in good order, with 130, and removes the temporary case', async () => {
  const temporary = ownTemporaryFolder();
  const { evidence } = writeStory(usedFromHosting(), folder);
  const write = terminal.err;
  terminal.err = (text) => {
    write(text);
    if (text.startsWith('importing') || text.startsWith('looking'))
      queueMicrotask(() => terminal.interrupt());
  };
  expect(await call('analyze', evidence), terminal.stderr).toBe(130);
  expect(terminal.stderr).toContain('stopping');
  expect(terminal.stdout).toBe('');
  expect(readdirSync(temporary)).toEqual([]);
});

const built = existsSync(join(ROOT, 'out/main/cli.js'));
test.skipIf(!built)('the built program runs, by its own launcher (skipped where it is not built)', () => {
  const { evidence } = writeStory(usedFromHosting(), folder);
  const words = [join(ROOT, 'electron/cli/interloper.mjs'), 'analyze', evidence];
  const ran = spawnSync(process.execPath, words, { encoding: 'utf8' });
  expect(ran.stderr).toMatch(/importing/);
  expect(ran.stdout).toMatch(/malicious/);
  expect(ran.status).toBe(0);
});
