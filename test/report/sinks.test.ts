import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { openPromise } from 'yauzl';
import type { Sink } from '../../electron/engine/report/formats/definition.ts';
import {
  fileSink,
  folderSink,
  noting,
  partsOf,
  type WrittenFile,
} from '../../electron/engine/report/sinks.ts';
import { zipSink } from '../../electron/engine/report/zip-sink.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interloper-'));
});

const FILES = {
  'a.csv': 'a,b\r\n',
  'day=2024-05-01/source=a%2Fb/events.parquet': 'x'.repeat(300_000),
  empty: '',
};

async function fill(sink: Sink): Promise<void> {
  for (const [name, content] of Object.entries(FILES))
    await sink.file(name, async (write) => {
      const half = content.length >> 1;
      await write(content.slice(0, half));
      await write(Buffer.from(content.slice(half)));
    });
}

test('files are written into a new or empty folder, and noted with their hashes', async () => {
  const files: WrittenFile[] = [];
  const target = join(folder, 'new', 'folder');
  await fill(noting(folderSink(target), files));
  for (const { name, bytes, sha256 } of files) {
    const content = readFileSync(join(target, name));
    expect(content.toString()).toBe(FILES[name as keyof typeof FILES]);
    expect([bytes, sha256]).toEqual([content.length, createHash('sha256').update(content).digest('hex')]);
  }
  expect(files.map(({ name }) => name)).toEqual(Object.keys(FILES));
  expect(() => folderSink(target)).toThrow(`the folder ${target} is not empty`);
  const given = folderSink(join(folder, 'given'));
  await fill(given);
  writeFileSync(join(folder, 'given', 'day=2024-05-01', 'of another.txt'), '');
  given.abandon();
  expect(readdirSync(join(folder, 'given'), { recursive: true }).sort()).toEqual([
    'day=2024-05-01',
    join('day=2024-05-01', 'of another.txt'),
  ]);
});

test('a file that could not be written whole leaves what was there before', async () => {
  const path = join(folder, 'r.json');
  writeFileSync(path, 'before');
  const breaking = fileSink(path).file('', async (write) => {
    await write('half');
    throw new Error('no more');
  });
  await expect(breaking).rejects.toThrow('no more');
  expect(readFileSync(path, 'utf8')).toBe('before');
  expect(readdirSync(folder)).toEqual(['r.json']);
  await fileSink(path).file('', (write) => write('after'));
  expect(readFileSync(path, 'utf8')).toBe('after');
  mkdirSync(join(folder, 'taken'));
  await expect(fileSink(join(folder, 'taken')).file('', (write) => write('x'))).rejects.toThrow(/EISDIR/);
  await expect(fileSink(join(folder, 'no', 'such')).file('', (write) => write('x'))).rejects.toThrow(
    /ENOENT/,
  );
});

test.each(['../a', '/a', 'a/../b', '', 'a//b', 'a\\b', 'C:', '.', 'a\u0000'])(
  '%j is no name of an exported file',
  (name) => {
    expect(() => partsOf(name)).toThrow('not a name for an exported file');
  },
);

test('the archive is read back by another reader, and is the same each time', async () => {
  const [one, two] = [join(folder, '1.zip'), join(folder, '2.zip')];
  for (const path of [one, two]) {
    const sink = await zipSink(path);
    await fill(sink);
    await sink.end();
  }
  expect(readFileSync(one).equals(readFileSync(two))).toBe(true);
  const archive = await openPromise(one);
  const read: Record<string, string> = {};
  for await (const entry of archive.eachEntry()) {
    const pieces: Buffer[] = [];
    // Checks length and checksum.
    for await (const piece of await archive.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
    read[entry.fileName] = Buffer.concat(pieces).toString();
  }
  expect(read).toEqual(FILES);
  expect(existsSync(one)).toBe(true);
});
