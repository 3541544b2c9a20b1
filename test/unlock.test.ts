import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEngine } from '../electron/engine/engine.ts';
import { zip, type ZipPassword } from './support/zip.ts';

const PASSWORD = 'correct-horse-battery-9471';
const AES: ZipPassword = { method: 'aes-256', password: PASSWORD };

let folder: string;
let said: string[];
let engine: ReturnType<typeof createEngine>;
const start = () =>
  createEngine({ resourcesPath: resolve('resources'), toolVersion: 'test', log: (line) => said.push(line) });
let client: ReturnType<typeof clientOf>;
const clientOf = (one: typeof engine) => createRouterClient(one.router);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interloper-unlock-'));
  said = [];
  engine = start();
  client = clientOf(engine);
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const event = (id: string, user: string) =>
  `${JSON.stringify({
    eventVersion: '1.08',
    eventTime: '2024-05-01T10:00:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    eventID: id,
    sourceIPAddress: '203.0.113.9',
    userIdentity: { type: 'IAMUser', userName: user },
  })}\n`;
const trail = (from: string, count: number) =>
  Buffer.from(Array.from({ length: count }, (_none, n) => event(`${from}-${n}`, from)).join(''));

const inner = zip([
  { name: 'b1.json', data: trail('bea', 3) },
  { name: 'b2.json', data: Buffer.concat([trail('cy', 2), Buffer.from('{"eventVersion":broken\n')]) },
]);
const archive = zip([
  { name: 'logs/a.json', data: trail('ana', 5), deflate: true, lock: AES },
  { name: 'inner.zip', data: inner, lock: { method: 'zipcrypto', password: PASSWORD } },
  { name: 'plain.json', data: trail('dan', 4) },
  { name: 'other.json', data: trail('eve', 1), lock: { method: 'aes-128', password: 'another' } },
]);

async function importing(input: Parameters<typeof client.evidence.import>[0]) {
  await client.evidence.import(input);
  let last;
  for await (const progress of await client.job.watch({})) last = progress;
  expect(last?.message).toBeNull();
  expect(last?.state).toBe('done');
  const list = await client.evidence.list({});
  expect(list.totals.balanced).toBe(true);
  return list.evidence;
}

const told = (lines: Awaited<ReturnType<typeof importing>>) =>
  lines.map((one) => [one.member, one.status, one.events]);

test('a locked entry opens in its place once its password is given, as if it had been known', async () => {
  const path = join(folder, 'evidence.zip');
  writeFileSync(path, archive);
  await client.case.create({ path: join(folder, 'later.interloper') });
  const before = await importing({ inputs: [{ path }] });
  expect(told(before)).toEqual([
    [null, 'archive', 0],
    ['logs/a.json', 'locked', 0],
    ['inner.zip', 'locked', 0],
    ['plain.json', 'loaded', 4],
    ['other.json', 'locked', 0],
  ]);
  expect(before[1]?.message).toBe('encrypted (aes-256), and its password is needed');
  const locked = before[1]?.evidence_id as number;
  expect(await client.evidence.unlock({ passwords: ['wrong'], evidence_id: locked })).toEqual({
    opens: false,
  });
  expect(await client.evidence.unlock({ passwords: [PASSWORD], evidence_id: locked })).toEqual({
    opens: true,
  });
  const after = await importing({ again: [locked] });
  expect(told(after)).toEqual([
    [null, 'archive', 0],
    ['logs/a.json', 'loaded', 5],
    ['inner.zip!b1.json', 'loaded', 3],
    ['inner.zip!b2.json', 'loaded', 2],
    ['plain.json', 'loaded', 4],
    ['other.json', 'locked', 0],
  ]);
  expect(after[5]?.message).toBe('encrypted (aes-128), and the password given does not open it');
  expect(after[3]?.rejects).toBe(1);
  const record = await client.evidence.record({ evidence_id: after[4]!.evidence_id, record: 2 });
  expect(record).toMatchObject({ verified: true, text: event('dan-1', 'dan').trim() });
  expect(record.event?.['user_name']).toBe('dan');

  await client.case.close({});
  await client.case.create({ path: join(folder, 'at-once.interloper') });
  await client.evidence.unlock({ passwords: [PASSWORD] });
  const atOnce = await importing({ inputs: [{ path }] });
  const same = ({ imported_at: _none, ...line }: (typeof atOnce)[number]) => line;
  expect(atOnce.map(same)).toEqual(after.map(same));
});

test('what was loaded from an encrypted entry is shown again only with its password', async () => {
  const path = join(folder, 'evidence.zip');
  writeFileSync(path, archive);
  const file = join(folder, 'case.interloper');
  await client.case.create({ path: file });
  await client.evidence.unlock({ passwords: [PASSWORD] });
  const lines = await importing({ inputs: [{ path }] });
  const [a, plain] = [lines[1]!, lines[4]!].map((one) => one.evidence_id) as [number, number];
  expect((await client.evidence.record({ evidence_id: a, record: 1 })).verified).toBe(true);
  await client.case.close({});
  await client.case.open({ path: file });
  for (const evidence_id of [a, plain]) {
    const shut = await client.evidence.record({ evidence_id, record: 1 });
    expect(shut).toMatchObject({ verified: false, text: '' });
    expect(shut.message).toMatch(/its password is needed/);
  }
  const shut = await client.evidence.exportRejects({ format: 'ndjson' });
  expect(shut.problems.join()).toMatch(/evidence\.zip cannot be read: .*its password is needed/);
  expect(await client.evidence.unlock({ passwords: [PASSWORD], evidence_id: a })).toEqual({ opens: true });
  expect((await client.evidence.record({ evidence_id: a, record: 1 })).text).toBe(
    event('ana-0', 'ana').trim(),
  );
  expect((await client.evidence.record({ evidence_id: plain, record: 1 })).verified).toBe(true);
  expect((await client.evidence.exportRejects({ format: 'ndjson' })).text).toContain('broken');
});

test('the same file dropped again with the password opens what was locked; it adds no line', async () => {
  const path = join(folder, 'evidence.zip');
  writeFileSync(path, archive);
  await client.case.create({ path: join(folder, 'case.interloper') });
  await importing({ inputs: [{ path }] });
  await client.evidence.unlock({ passwords: [PASSWORD] });
  const lines = await importing({ inputs: [{ path }] });
  expect(lines.filter((one) => one.status === 'loaded').length).toBe(4);
  expect(lines.length).toBe(6);
});

test('a file that has changed is not put in the place of the one that was imported', async () => {
  const path = join(folder, 'evidence.zip');
  writeFileSync(path, archive);
  await client.case.create({ path: join(folder, 'case.interloper') });
  const before = await importing({ inputs: [{ path }] });
  writeFileSync(path, zip([{ name: 'logs/a.json', data: trail('zoe', 9), lock: AES }]));
  await client.evidence.unlock({ passwords: [PASSWORD] });
  const after = await importing({ again: [before[1]!.evidence_id] });
  expect(told(after)).toEqual(told(before));
  expect(after[1]?.message).toMatch(/has changed since it was imported, and its SHA-256 is now [0-9a-f]{64}/);
});

test('stopped while it is read anew, the case is as it was', async () => {
  const path = join(folder, 'evidence.zip');
  const many = Array.from({ length: 30 }, (_none, n) => ({
    name: `${n}.json`,
    data: trail(`u${n}`, 2000),
    deflate: true,
    lock: { method: 'aes-256' as const, password: PASSWORD },
  }));
  writeFileSync(path, zip([{ name: 'plain.json', data: trail('dan', 4) }, ...many]));
  await client.case.create({ path: join(folder, 'case.interloper') });
  const before = await importing({ inputs: [{ path }] });
  await client.evidence.unlock({ passwords: [PASSWORD] });
  await client.evidence.import({ again: [before[2]!.evidence_id] });
  for await (const progress of await client.job.watch({}))
    if (progress.files_total > 3 && progress.state === 'running') await client.job.cancel({});
  expect((await client.job.current({}))?.state).toBe('cancelled');
  const { evidence, totals } = await client.evidence.list({});
  expect(totals.balanced).toBe(true);
  expect(told(evidence)).toEqual(told(before));
  expect(await client.evidence.unfinished({})).toEqual([]);
});

test('the password stands in no file, log line, audit line or report', async () => {
  const path = join(folder, 'evidence.zip');
  writeFileSync(path, archive);
  const file = join(folder, 'case.interloper');
  await client.case.create({ path: file });
  const lines = await importing({ inputs: [{ path }] });
  await client.evidence.unlock({ passwords: [PASSWORD], evidence_id: lines[1]!.evidence_id });
  await importing({ again: [lines[1]!.evidence_id] });
  const { text } = await client.report.json({ custody: true });
  const audit = await client.case.audit({ limit: 100 });
  expect([text, JSON.stringify(audit), said.join()].join()).not.toContain(PASSWORD);
  await client.case.close({});
  for (const one of filesUnder(folder)) expect(readFileSync(one).includes(PASSWORD), one).toBe(false);
});

function filesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((one) => filesUnder(join(path, one)));
}
