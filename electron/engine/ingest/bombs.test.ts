import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { zip } from '../../../test/support/zip.ts';
import { MEMBERS, Preparer, type PreparedFile } from './prepare.ts';

/** This file has a process of its own, so its largest size is that of what is tested here, after what is measured before each test. */
const MOST_BYTES = 300 * 2 ** 20;
const RECORDS = 50;
const BLANKS = 160 * 2 ** 20;

const folder = mkdtempSync(join(tmpdir(), 'interloper-bombs-'));
const packed = join(folder, 'packed.gz');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const record = JSON.stringify({
  eventVersion: '1.08',
  eventTime: '2024-05-01T10:00:00Z',
  eventSource: 's3.amazonaws.com',
  eventName: 'GetObject',
  userIdentity: { type: 'IAMUser', userName: 'ana' },
});

/** Some records, and then blank lines without an end. */
function* bomb(): Generator<Buffer> {
  yield Buffer.from(`${record}\n`.repeat(RECORDS));
  const blanks = Buffer.alloc(2 ** 20, '\n');
  for (let bytes = 0; bytes < BLANKS; bytes += blanks.length) yield blanks;
}

beforeAll(async () => {
  mkdirSync(join(folder, 'spools'));
  await pipeline(Readable.from(bomb()), createGzip({ level: 9 }), createWriteStream(packed));
});

async function prepare(path: string): Promise<{ files: PreparedFile[]; grown: number }> {
  const before = process.resourceUsage().maxRSS * 1024;
  const given: PreparedFile[] = [];
  const preparer = new Preparer(
    { spoolDirectory: join(folder, 'spools'), name: 'test', spoolBytes: 2 ** 20 },
    {
      member: () => undefined,
      spool: (spool) => rmSync(spool.path),
      rejects: () => undefined,
      repairs: () => undefined,
      read: () => undefined,
      files: (files) => void given.push(...files),
    },
    () => Promise.resolve(),
  );
  await preparer.prepare({ evidence_id: MEMBERS, path, only: null });
  preparer.finish();
  return { files: given, grown: process.resourceUsage().maxRSS * 1024 - before };
}

async function stops(path: string, index = 0): Promise<void> {
  const { files, grown } = await prepare(path);
  expect(grown).toBeLessThan(MOST_BYTES);
  expect(files[index]).toMatchObject({ status: 'loaded', records: RECORDS });
  expect(files[index]?.message).toMatch(/unpacks to more than 500 times its size/);
}

test('a gzip bomb', () => stops(packed));

test('a gzip bomb in gzips and zips, to the depth that is opened', async () => {
  let data: Buffer = readFileSync(packed);
  for (const name of ['a', 'b']) data = zip([{ name, data: gzipSync(data), deflate: true }]);
  const path = join(folder, 'nested');
  writeFileSync(path, data);
  await stops(path);
});

test.each(['bzip2', 'xz', 'zstd'])('a %s bomb', async (tool) => {
  const path = join(folder, tool);
  const made = spawnSync('sh', ['-c', `gzip -dc '${packed}' | ${tool} -c > '${path}'`]).status === 0;
  if (!made) return;
  await stops(path);
});
