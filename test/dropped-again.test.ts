import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEngine } from '../electron/engine/engine.ts';
import { zip } from './support/zip.ts';

let folder: string;
let seconds: number;
let engine: ReturnType<typeof createEngine>;
let client: ReturnType<typeof clientOf>;
const clientOf = (one: typeof engine) => createRouterClient(one.router);
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'interloper-again-'));
  mkdirSync(join(folder, 'logs'));
  seconds = 0;
  const clock = () => new Date(Date.UTC(2024, 5, 1, 0, 0, seconds++));
  engine = createEngine({ resourcesPath: resolve('resources'), toolVersion: 'test', clock });
  client = clientOf(engine);
  await client.case.create({ path: join(folder, 'case.interloper') });
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const event = (id: string) =>
  `${JSON.stringify({
    eventVersion: '1.08',
    eventTime: '2024-05-01T10:00:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    eventID: id,
    userIdentity: { type: 'IAMUser', userName: 'ana' },
  })}\n`;
const trail = (from: string, count: number) =>
  Array.from({ length: count }, (_none, n) => event(`${from}-${n}`)).join('');
const put = (name: string, data: string | Buffer) => writeFileSync(join(folder, 'logs', name), data);

async function drop(path = join(folder, 'logs')) {
  await client.evidence.import({ inputs: [{ path, name: 'logs' }] });
  let progress;
  for await (const one of await client.job.watch({})) progress = one;
  expect(progress?.message).toBeNull();
  const { evidence, totals } = await client.evidence.list({});
  expect(totals.balanced).toBe(true);
  return { progress: progress, evidence, totals, events: totals.events };
}

test('a folder that is dropped again is not read again where path, size and time of last change say that it is the same', async () => {
  put('a.json', trail('a', 100));
  put('b.json.gz', gzipSync(trail('b', 50)));
  put('c.zip', zip([{ name: 'c.json', data: Buffer.from(trail('c', 20)) }]));
  put('notes.txt', 'nothing that is known');
  const first = await drop();
  expect(first.events).toBe(170);
  const again = await drop();
  expect(again.progress).toMatchObject({ bytes_total: 0, records: 0, files_total: 4, files_done: 4 });
  expect(again.events).toBe(170);
  const lines = again.evidence.slice(first.evidence.length);
  expect(lines.map((one) => one.status)).toEqual(['duplicate', 'duplicate', 'duplicate', 'duplicate']);
  expect(lines[0]?.message).toMatch(
    /^in the case since 2024-06-01T00:00:\d\dZ, and not read again: its path, its \d+ bytes and the time of its last change are the same$/,
  );
  expect(lines[0]?.sha256).toBeNull();
  const { rows } = await client.case.audit({ limit: 50 });
  expect(
    rows.some((row) => row.action === 'evidence.imported' && /4 not read again/.test(String(row.detail))),
  ).toBe(true);
});

test('what was written to since is read, and so is what is elsewhere', async () => {
  put('a.json', trail('a', 10));
  const path = join(folder, 'logs', 'a.json');
  await drop();
  writeFileSync(path, trail('z', 10));
  utimesSync(path, new Date(), new Date(Date.now() + 5000));
  expect((await drop()).events).toBe(20);
  mkdirSync(join(folder, 'other'));
  writeFileSync(join(folder, 'other', 'a.json'), trail('y', 10));
  expect((await drop(join(folder, 'other'))).events).toBe(30);
});

test('a copy elsewhere is known by its hash before anything of it is unpacked', async () => {
  put('a.json.gz', gzipSync(trail('a', 1000)));
  const first = await drop();
  mkdirSync(join(folder, 'other'));
  copyFileSync(join(folder, 'logs', 'a.json.gz'), join(folder, 'other', 'copy.gz'));
  const again = await drop(join(folder, 'other'));
  expect(again.progress).toMatchObject({ records: 0, events: 0 });
  expect(again.events).toBe(1000);
  expect(again.evidence[1]).toMatchObject({
    status: 'duplicate',
    message: `the same content as ${first.evidence[0]!.name}`,
    sha256: first.evidence[0]!.sha256,
  });
});

test('of files of one content in a folder only the first is read', async () => {
  for (const name of ['a', 'b', 'c']) put(`${name}.json`, trail('a', 500));
  put('d.json', trail('d', 500));
  const { progress, evidence, events } = await drop();
  expect(progress).toMatchObject({ records: 1000, events: 1000, files_done: 4 });
  expect(events).toBe(1000);
  expect(evidence.map((one) => [one.name, one.status, one.sha256 === evidence[0]?.sha256])).toEqual([
    ['logs/a.json', 'loaded', true],
    ['logs/b.json', 'duplicate', true],
    ['logs/c.json', 'duplicate', true],
    ['logs/d.json', 'loaded', false],
  ]);
  expect(evidence[1]).toMatchObject({
    message: 'the same content as logs/a.json',
    records: 0,
    source: 'aws-cloudtrail',
  });
});

test('a mapping or a limit that was changed since lets it be read again', async () => {
  put('a.json.gz', gzipSync(trail('a', 10)));
  await client.limits.save({ bytes: 500 });
  const first = await drop();
  expect(first.evidence[0]?.message).toMatch(/the limit max-bytes/);
  await client.limits.save({});
  expect((await drop()).evidence[1]).not.toMatchObject({ status: 'duplicate' });
});

test('stopped, it leaves no line that waited for another of the same content', async () => {
  for (const name of ['a', 'b']) put(`${name}.json`, trail('a', 20_000));
  await client.evidence.import({ inputs: [{ path: join(folder, 'logs'), name: 'logs' }] });
  for await (const progress of await client.job.watch({}))
    if (progress.files_total === 2 && progress.state === 'running') await client.job.cancel({});
  expect((await client.evidence.list({})).evidence).toEqual([]);
  expect((await client.evidence.unfinished({})).length).toBe(2);
  expect((await drop()).events).toBe(20_000);
  expect(statSync(join(folder, 'logs', 'a.json')).size).toBeGreaterThan(0);
});
