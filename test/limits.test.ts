import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createRouterClient } from '@orpc/server';
import { afterAll, expect, test } from 'vitest';
import { createEngine } from '../electron/engine/engine.ts';
import { LIMIT_DEFAULTS } from '../shared/limits.ts';

const folder = mkdtempSync(join(tmpdir(), 'interloper-limits-'));
const engine = createEngine({ resourcesPath: resolve('resources'), toolVersion: 'test' });
const client = createRouterClient(engine.router);
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const record = (n: number) =>
  JSON.stringify({
    eventVersion: '1.08',
    eventTime: '2024-05-01T10:00:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    eventID: `e${n}`,
    userIdentity: { type: 'IAMUser', userName: 'ana' },
  });

test('limits are kept in the case, hold for its imports, and are named where one is hit', async () => {
  const path = join(folder, 'case.interloper');
  await client.case.create({ path });
  expect(await client.limits.read({})).toEqual(LIMIT_DEFAULTS);
  await client.limits.save({ bytes: 2_000, depth: 1 });
  await client.case.close({});
  await client.case.open({ path });
  expect(await client.limits.read({})).toEqual({ ...LIMIT_DEFAULTS, bytes: 2_000, depth: 1 });

  const lines = Array.from({ length: 100 }, (_none, n) => `${record(n)}\n`).join('');
  const [long, deep] = [join(folder, 'long.gz'), join(folder, 'deep.gz')];
  writeFileSync(long, Buffer.concat([gzipSync(lines.slice(0, 1_500)), gzipSync(lines.slice(1_500))]));
  writeFileSync(deep, gzipSync(gzipSync(record(1_000))));
  await client.evidence.import({ inputs: [{ path: long }, { path: deep }] });
  for await (const progress of await client.job.watch({})) expect(progress.state).not.toBe('failed');
  const { evidence, totals } = await client.evidence.list({});
  expect(totals.balanced).toBe(true);
  expect(evidence[0]?.message).toMatch(/unpacks to more than 2000 bytes, the limit max-bytes/);
  expect(evidence[0]?.events).toBe(Math.floor(1_500 / (record(10).length + 1)));
  expect(evidence[1]?.message).toMatch(/deeper inside other containers than the limit max-depth of 1/);

  const { rows } = await client.case.audit({ limit: 10 });
  expect(rows.find((row) => row.action === 'limits.saved')?.detail).toMatch(/"bytes":2000/);
  expect(await client.limits.save({})).toEqual(LIMIT_DEFAULTS);
});

test('a limit that is no limit is refused', async () => {
  await expect(client.limits.save({ ratio: 0 })).rejects.toThrow();
});
