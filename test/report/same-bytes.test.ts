import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { run } from '../../electron/cli/run.ts';
import { formats } from '../../electron/engine/report/formats/index.ts';
import { usedFromHosting, writeStory } from '../support/fixtures/stories.ts';
import { FakeTerminal } from '../support/fixtures/terminal.ts';

/** The files of every format by name, from an engine of its own and a case of its own in `folder`. */
async function everyFormat(evidence: string, folder: string): Promise<Map<string, Buffer>> {
  mkdirSync(join(folder, 'out'), { recursive: true });
  const path = join(folder, 'a.interloper');
  await call('analyze', evidence, '--case', path, '-q');
  const all = formats.flatMap(({ id }) => [`--${id}`, join(folder, 'out', id)]);
  await call('report', path, ...all, '--evidence', '--bom', '-q');
  const redacted = formats
    .filter(({ redactable }) => redactable)
    .flatMap(({ id }) => [`--${id}`, join(folder, 'out', `redacted-${id}`)]);
  await call('report', path, ...redacted, '--redact', 'names,addresses,domains', '-q');
  return filesBelow(join(folder, 'out'));
}

async function call(...words: string[]): Promise<void> {
  const terminal = new FakeTerminal();
  const options = { resourcesPath: resolve(import.meta.dirname, '../../resources'), toolVersion: '0.0.0' };
  expect(await run(words, terminal, options), terminal.stderr).toBe(0);
}

const filesBelow = (root: string): Map<string, Buffer> =>
  new Map(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(root.length + 1), readFileSync(path)]),
  );

let short: Map<string, Buffer>;
let long: Map<string, Buffer>;

beforeAll(async () => {
  vi.stubEnv('SOURCE_DATE_EPOCH', '1700000000');
  const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  const { evidence } = writeStory(usedFromHosting(), folder);
  short = await everyFormat(evidence, join(folder, 'a'));
  long = await everyFormat(evidence, join(folder, 'another folder', 'whose name is longer', 'x'.repeat(120)));
}, 240_000);
afterAll(() => vi.unstubAllEnvs());

test.each(formats.map(({ id, redactable }) => [id, redactable] as const))(
  'H-X5 %s has the same bytes from another engine, case and folder, as it is and redacted',
  (id, redactable) => {
    const names = [...short.keys()].filter((name) => name.split('/')[0] === id);
    const hidden = [...short.keys()].filter((name) => name.split('/')[0] === `redacted-${id}`);
    expect(names.length).toBeGreaterThan(0);
    expect(hidden.length).toBe(redactable ? names.length : 0);
    for (const name of [...names, ...hidden])
      expect(short.get(name)?.equals(long.get(name) ?? Buffer.alloc(0)), name).toBe(true);
  },
);

test('no file is in one folder alone', () => {
  expect([...long.keys()]).toEqual([...short.keys()]);
});
