import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { run } from '../electron/cli/run.ts';
import type { Comparison } from '../shared/compare.ts';
import { usedFromHosting, writeStory } from './support/fixtures/stories.ts';
import { FakeTerminal } from './support/fixtures/terminal.ts';

const OPTIONS = {
  resourcesPath: join(resolve(import.meta.dirname, '..'), 'resources'),
  toolVersion: '0.0.0',
  clock: () => new Date('2024-06-01T00:00:00Z'),
};
const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
const kept = join(folder, 'a.interloper');
let terminal: FakeTerminal;
const call = (...words: string[]) => run(words, terminal, OPTIONS);

let key = '';
beforeAll(async () => {
  terminal = new FakeTerminal();
  const { evidence } = writeStory(usedFromHosting(), folder);
  expect(await call('analyze', evidence, '--case', kept, '--json', '-'), terminal.stderr).toBe(0);
  key = /ASIA\w+/.exec(terminal.stdout)?.[0] ?? '';
  expect(key).not.toBe('');
});
beforeEach(() => {
  terminal = new FakeTerminal();
});

test('S-R5 S-C1 compare shows a slice beside the same slice before, with average and range', async () => {
  expect(
    await call('compare', kept, `access_key:${key}`, '--with', '1h,1d', '--baseline', '3x1h'),
    terminal.stderr,
  ).toBe(0);
  const lines = terminal.stdout.trimEnd().split('\n');
  expect(lines[0]).toBe(`access_key ${key}: events now and before`);
  expect(lines[1]?.trim().split(/  +/)).toEqual([
    'slice (UTC)',
    'now',
    '_1h',
    '_1d',
    'average',
    'least',
    'most',
    'slices known',
  ]);
  expect(lines.at(-1)).toMatch(/^ {2}aws\.cloudtrail: \d{4}-.* to /);
  const cells = lines.slice(2, -1).map((one) => one.trim().split(/  +/));
  expect(cells.length).toBeGreaterThan(20);
  const now = cells.map(([, value]) => value ?? '');
  expect(now.some((value) => /^(≥ )?[1-9]/.test(value))).toBe(true);
  // Before the first record of the log nothing is known, which is no zero.
  expect(cells.some((row) => row.includes('unknown'))).toBe(true);
  // What an hour had an hour before is what the row before has now.
  for (const [at, row] of cells.entries()) if (at > 0) expect(row[2]).toBe(cells[at - 1]?.[1]);
});

test('S-R5 S-C1 compare writes every figure of several entities as JSON, in the window that is asked', async () => {
  const path = join(folder, 'c.json');
  const window = ['--from', '2024-05-01T00:00:00Z', '--to', '2024-05-30T23:00:00Z', '--slice', 'day'];
  const words = [
    'compare',
    kept,
    key,
    `access_key:${key}`,
    '--measure',
    'networks',
    ...window,
    '--with',
    'none',
  ];
  expect(await call(...words, '--json', path), terminal.stderr).toBe(0);
  const written = JSON.parse(readFileSync(path, 'utf8')) as { format: string; comparisons: Comparison[] };
  expect(written.format).toBe('interloper-comparison');
  const [first, second] = written.comparisons;
  expect(first).toEqual(second);
  expect(first).toMatchObject({
    entity: { kind: 'access_key', value: key },
    measure: 'networks',
    shifts: [],
  });
  expect(first?.rows).toHaveLength(30);
  expect(first?.rows.some(({ now }) => (now.value ?? 0) > 1)).toBe(true);
  expect(first?.rows.some(({ average }) => average !== null)).toBe(true);
  expect(await call(...words, '--json', join(folder, 'd.json')), terminal.stderr).toBe(0);
  expect(readFileSync(join(folder, 'd.json'))).toEqual(readFileSync(path));
});

test('what no log names is unknown: 1; what cannot be asked: 2', async () => {
  const window = ['--from', '2024-05-16', '--to', '2024-05-16T03:00:00Z'];
  expect(await call('compare', kept, 'user:nobody', ...window)).toBe(1);
  expect(terminal.stdout).toContain('no log of this case names it: nothing is known of it');
  for (const words of [
    [],
    [kept],
    [kept, 'nobody'],
    [kept, 'user:nobody'],
    [join(folder, 'none'), key],
    [kept, key, '--measure', 'bytes'],
    [kept, key, '--slice', 'week'],
    [kept, key, '--with', '1 day'],
    [kept, key, '--baseline', '7'],
    [kept, key, '--from', 'yesterday'],
    [kept, key, '--json', kept],
    [kept, key, '--json', ''],
  ])
    expect(await call('compare', ...words), words.join(' ')).toBe(2);
});
