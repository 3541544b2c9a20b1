import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine } from '../electron/engine/engine.ts';
import { sources } from '../electron/engine/sources/index.ts';
import type { Evidence } from '../shared/model.ts';

/** Every sample of every source goes the whole way of an import, all in one: files → ledger → events, hunts and trees. */
const FOLDER = resolve('electron/engine/sources');
const samples = sources.flatMap(({ id }) =>
  readdirSync(join(FOLDER, id))
    .filter((name) => name.startsWith('sample.') && !name.endsWith('.expected.json'))
    .map((name) => [id, name] as const),
);

const engine = createEngine({ resourcesPath: resolve('resources'), toolVersion: 'test' });
const client = createRouterClient(engine.router);
const work = mkdtempSync(join(tmpdir(), 'interloper-samples-'));
let lines = new Map<string, Evidence>();

beforeAll(async () => {
  await client.case.create({ path: join(work, 'samples.interloper') });
  const inputs = samples.map(([id, name]) => ({ path: join(FOLDER, id, name), name: `${id}/${name}` }));
  await client.evidence.import({ inputs });
  for await (const progress of await client.job.watch({}))
    if (progress.state === 'failed') throw new Error(progress.message ?? 'the import failed');
  const { evidence } = await client.evidence.list({});
  lines = new Map(evidence.map((line) => [line.name, line]));
});
afterAll(async () => {
  await engine.close();
  rmSync(work, { recursive: true, force: true });
});

test.each(samples)('%s/%s is imported as its expectation says', (id, name) => {
  const expected = JSON.parse(
    readFileSync(join(FOLDER, id, name.replace(/\.[a-z]+$/, '.expected.json')), 'utf8'),
  ) as Record<'rows' | 'rejects' | 'skips', unknown[]>;
  const line = lines.get(`${id}/${name}`);
  const copies = Object.entries(line?.skip_reasons ?? {}).find(([reason]) =>
    reason.startsWith('delivered again'),
  );
  expect(line).toMatchObject({
    source: id,
    rejects: expected.rejects.length,
    events: expected.rows.length - (copies?.[1] ?? 0),
    skips: expected.skips.length + (copies?.[1] ?? 0),
  });
  expect(['loaded', 'declared']).toContain(line?.status);
});
