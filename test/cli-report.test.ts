import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { readReport } from '../electron/cli/report-arguments.ts';
import { run } from '../electron/cli/run.ts';
import { formats } from '../electron/engine/report/formats/index.ts';
import { hasPoppler, placesOf } from './report/poppler.ts';
import { usedFromHosting, writeStory } from './support/fixtures/stories.ts';
import { FakeTerminal } from './support/fixtures/terminal.ts';

const OPTIONS = {
  resourcesPath: join(resolve(import.meta.dirname, '..'), 'resources'),
  toolVersion: '0.0.0',
  clock: () => new Date('2024-06-01T00:00:00Z'),
};

let folder: string;
let path: string;
let terminal: FakeTerminal;
const call = (...words: string[]) => run(words, terminal, OPTIONS);

beforeAll(async () => {
  const logs = mkdtempSync(join(tmpdir(), 'interloper-'));
  path = join(logs, 'a.interloper');
  terminal = new FakeTerminal();
  const { evidence } = writeStory(usedFromHosting(), logs);
  expect(await call('analyze', evidence, '--case', path, '-q'), terminal.stderr).toBe(0);
}, 240_000);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  terminal = new FakeTerminal();
});

test('H-X5 report writes every format at once, tells the hash of each, and a second run gives the same bytes', async () => {
  for (const name of ['one', 'two']) {
    mkdirSync(join(folder, name));
    const to = formats.flatMap(({ id }) => [`--${id}`, join(folder, name, id)]);
    expect(await call('report', path, ...to), terminal.stderr).toBe(0);
  }
  expect(terminal.stdout).toBe('');
  const written = filesBelow(join(folder, 'one'));
  expect(filesBelow(join(folder, 'two'))).toEqual(written);
  expect(written.length).toBeGreaterThan(formats.length);
  for (const name of written) {
    const [one, two] = ['one', 'two'].map((run) => readFileSync(join(folder, run, name)));
    expect(one?.equals(two ?? Buffer.alloc(0)), name).toBe(true);
  }
  for (const { id, files } of formats) {
    const told = join(folder, 'one', files === 'one' ? id : join(id, '_SHA256SUMS'));
    expect(terminal.stderr).toContain(sha256(told));
  }
}, 240_000);

const filesBelow = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();

const sizeOf = (file: string): number => readFileSync(file).length;
const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

test('with custody the report tells of the exports before it', async () => {
  expect(await call('report', path, '--markdown', join(folder, 'a.md'), '-q'), terminal.stderr).toBe(0);
  expect(terminal.stderr).toBe('');
  const json = join(folder, 'r.json');
  expect(await call('report', path, '--json', json, '--custody'), terminal.stderr).toBe(0);
  const { custody } = JSON.parse(readFileSync(json, 'utf8')) as {
    custody: { action: string; subject: string; detail: string }[];
  };
  const act = custody.findLast(({ action }) => action === 'report.exported');
  expect(act?.subject).toBe(join(folder, 'a.md'));
  expect(JSON.parse(act?.detail ?? '')).toMatchObject({
    format: 'markdown',
    files: [{ sha256: sha256(join(folder, 'a.md')) }],
  });
});

test('what would be lost or mixed is refused', async () => {
  expect(await call('report', path, '--csv', join(path, '..'))).toBe(2);
  expect(terminal.stderr).toContain('is not empty: name a new one');
  for (const [words, message] of [
    [['--json', path], 'the export would overwrite the case'],
    [['--json', join(folder, 'no', 'such')], 'ENOENT'],
  ] as const) {
    terminal = new FakeTerminal();
    expect(await call('report', path, ...words)).toBe(2);
    expect(terminal.stderr).toContain(message);
  }
  expect(existsSync(path)).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  [['a', '--csv', '-'], '--csv writes several files: name a folder'],
  [['a', '--json', '-', '--stix', '-'], 'only one of them can go to standard output'],
  [['a'], 'report needs a format: --bundle, --csv, '],
  [[], 'report needs exactly one case'],
  [['a', 'b', '--json', 'c'], 'report needs exactly one case'],
  [['a', '--json', ''], '--json is empty'],
  [
    ['a', '--json', 'c', '--redact', 'names,cats'],
    '--redact knows names, addresses, domains, and not "cats"',
  ],
  [['a', '--bundle', 'c', '--redact', 'names'], '--bundle cannot be redacted'],
  [['a', '--json', 'c', '--sections', 'summary'], '--sections is of --pdf: name its file'],
  [['a', '--pdf', 'c', '--sections', 'summary,cats'], '--sections takes summary, incidents, '],
  [['a', '--pdf', 'c', '--sections', ''], 'not ""'],
  [['a', '--json', 'c', '--html', './x/../c'], '--html and --json go to the same place: c'],
  [['a', '--docx', 'c'], "unknown option '--docx'"],
])('%j is refused with a reason', (words, message) => {
  expect(() => readReport(words)).toThrow(message);
});

test('H-X5 the parts of the PDF can be chosen, in any order the same', async () => {
  const [one, other, all] = ['one.pdf', 'other.pdf', 'all.pdf'].map((name) => join(folder, name));
  for (const words of [
    ['--pdf', one ?? '', '--sections', 'summary,coverage'],
    ['--pdf', other ?? '', '--sections', 'coverage, summary'],
    ['--pdf', all ?? ''],
  ])
    expect(await call('report', path, ...words), terminal.stderr).toBe(0);
  expect(sha256(other ?? '')).toBe(sha256(one ?? ''));
  expect(readReport(['a', '--pdf', 'c', '--sections', 'coverage, summary']).sections).toEqual([
    'summary',
    'coverage',
  ]);
  expect(sizeOf(one ?? '')).toBeLessThan(sizeOf(all ?? ''));
  if (!hasPoppler) return;
  const places = placesOf(readFileSync(one ?? ''));
  expect(places).toEqual(expect.arrayContaining(['summary', 'coverage']));
  for (const absent of ['method', 'notes', 'evidence']) expect(places).not.toContain(absent);
});

test('H-X5 a redacted report has pseudonyms, which the case alone can tell', async () => {
  const [json, again] = [join(folder, 'r.json'), join(folder, 'again.json')];
  expect(await call('pseudonyms', path), terminal.stderr).toBe(0);
  expect(terminal.stderr).toContain('No export of this case was redacted');
  expect(await call('report', path, '--json', json, '--redact', 'domains, names,addresses')).toBe(0);
  expect(await call('report', path, '--json', again, '--redact', 'names,addresses,domains')).toBe(0);
  const text = readFileSync(json, 'utf8');
  expect(readFileSync(again, 'utf8')).toBe(text);
  expect((JSON.parse(text) as { redacted: string[] }).redacted).toEqual(['names', 'addresses', 'domains']);
  const [address = ''] = /240\.0\.\d+\.[1-9]\d*/.exec(text) ?? [];
  terminal = new FakeTerminal();
  expect(await call('pseudonyms', path, address), terminal.stderr).toBe(0);
  const [, value = ''] = /^\S+ +address +(\S+)$/m.exec(terminal.stdout) ?? [];
  expect(value).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
  expect(text).not.toContain(value);
  terminal = new FakeTerminal();
  expect(await call('pseudonyms', path, 'nobody-0000'), terminal.stderr).toBe(1);
  expect(await call('pseudonyms', path, 'a', 'b')).toBe(2);
});

const WORDS = ['--redact', 'names,addresses,domains'];
/** Addresses that stand for none, and those that everybody has, are no secret. */
const addressesIn = (text: string): string[] =>
  [...new Set(text.match(/(?<![\d.])\d{1,3}(\.\d{1,3}){3}(?![\d.])/g) ?? [])].filter(
    (one) => !/^(24\d|127|0)\./.test(one),
  );

test('H-X5 every command writes and prints pseudonyms where it is asked to', async () => {
  const said: Record<string, [plain: string, redacted: string]> = {};
  const both = async (name: string, words: readonly string[], read: () => string) => {
    const texts: string[] = [];
    for (const more of [[], WORDS]) {
      terminal = new FakeTerminal();
      expect(await call(...words, ...more), `${name}: ${terminal.stderr}`).toBe(0);
      texts.push(read());
    }
    said[name] = texts as [string, string];
  };
  const out = join(folder, 'out');
  const file = () => readFileSync(out, 'utf8');
  const { evidence } = writeStory(usedFromHosting(), folder);
  const screen = () => terminal.stdout;
  await both('analyze', ['analyze', evidence, '--json', out], () => file() + screen());
  await both('analyze to the screen', ['analyze', evidence, '--json', '-', '-q'], screen);
  await both('triage', ['triage', path, '--json', out], () => file() + screen());
  await both('export', ['export', path, '--events', out], file);
  const profiles = ['query', path, 'least-common-profiles', '--known-network-only', 'false'];
  const all = [...profiles, '--fewer-events-than', '1000000'];
  await both('query', all, screen);
  await both('query as CSV', [...all, '--csv', out], file);
  await both('query as JSON', [...all, '--json', out], file);
  const address = addressesIn(said['export']![0])[0] ?? '';
  await both('compare', ['compare', path, `address:${address}`], screen);
  await both('compare as JSON', ['compare', path, `address:${address}`, '--json', out], file);
  for (const [name, [plain, redacted]] of Object.entries(said)) {
    if (!name.startsWith('query')) expect(addressesIn(plain).length, name).toBeGreaterThan(0);
    expect(addressesIn(redacted), name).toEqual([]);
    const [more, lines] = [redacted, plain].map((text) => text.split('\n').length) as [number, number];
    // At most five more say what is redacted.
    expect(more - lines, name).toBeGreaterThanOrEqual(0);
    expect(more - lines, name).toBeLessThanOrEqual(5);
  }
  expect(said['compare as JSON']![1]).toContain('"redacted"');
  expect(await call('query', path, 'least-common-profiles', '--redact', 'cats')).toBe(2);
}, 240_000);

test('help has a line for every format', async () => {
  await call('--help');
  for (const { id, purpose } of formats) {
    expect(terminal.stdout).toContain(`[--${id} `);
    expect(terminal.stdout).toMatch(new RegExp(`^  --${id} +(FILE|DIR) +\\S`, 'm'));
    expect(terminal.stdout).toContain(purpose);
  }
});
