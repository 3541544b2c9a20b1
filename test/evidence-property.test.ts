import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFile, type MadeFile } from './support/broken/files.ts';
import { Collector, isObject, type Prepared } from './support/broken/prepared.ts';
import { readSeeds } from './support/broken/seeds.ts';
import type { Stream } from './support/broken/streams.ts';

/**
 * Files made of the hand-written samples of all sources, in every layout and container, and broken at random. The first half takes
 * every case to the preparer alone: unpacking, recognising, cutting, spooling; each record is looked for in the spools. The second
 * takes a part of them through a whole import, many files at a time: DuckDB, the sources' SQL, the ledger, the original records.
 *
 * INTERLOPER_CASES and INTERLOPER_SEED choose how many and which; a case is made of its own seed, which a failure prints.
 */
const CASES = Number(process.env.INTERLOPER_CASES ?? 2_000);
const SEED = Number(process.env.INTERLOPER_SEED ?? 1);

const LANES = 4;

const folder = mkdtempSync(join(tmpdir(), 'interloper-property-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const seeds = readSeeds();

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const again = (file: MadeFile): string =>
  `case ${file.seed} (${file.story.join('; ')}); again: INTERLOPER_SEED=${file.seed} INTERLOPER_CASES=1 npx vitest run test/evidence-property.test.ts`;

/** Why a stream did not come out as it must; `null` where it did. */
function lossOf(stream: Stream, prepared: Prepared | undefined): string | null {
  const sound = stream.records.filter((record) => record.sound);
  if (!prepared) return sound.length > 0 ? 'the member is not there' : null;
  const { status, message } = prepared.file;
  if (status === 'declared') return stream.seed.declared ? null : 'not to be skipped';
  const left = new Map<string, number>();
  for (const { text } of prepared.spooled) {
    const key = isObject(text) ? JSON.stringify(JSON.parse(text)) : text;
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  for (const { cut, text } of sound) {
    const key = JSON.stringify(cut);
    const count = left.get(key) ?? 0;
    if (count === 0) return `lost (${status}, ${message}): ${text.slice(0, 200)}`;
    left.set(key, count - 1);
  }
  return null;
}

/** Each record has a number of its own and one fate. */
function imbalanceOf({ file, spooled, rejects }: Prepared): string | null {
  const skips = Object.values(file.skipped).reduce((sum, count) => sum + count, 0);
  const counted = [file.spooled, file.rejected, file.records];
  const held = [spooled.length, rejects.length, spooled.length + rejects.length + skips];
  if (counted.join() !== held.join()) return `counts ${counted.join()}, gave ${held.join()}`;
  const numbers = new Set([...spooled, ...rejects].map(({ record }) => record));
  if (numbers.size !== spooled.length + rejects.length) return 'a record has two fates';
  if (Math.max(0, ...(numbers as Set<number>)) > file.records) return 'a number is left out';
  return null;
}

/** What is wrong with a case once it is prepared; `null` where nothing is. */
async function wrongWith(file: MadeFile, path: string, collector: Collector): Promise<string | null> {
  writeFileSync(path, file.bytes);
  try {
    const members = await collector.prepare(path);
    const itself = members.get(0)?.file;
    if (itself?.sha256 !== sha256(file.bytes) || itself.bytes !== file.bytes.length)
      return 'not the hash and length of the file';
    const losses = [...members.values()].map(imbalanceOf);
    for (const [index, stream] of file.streams.entries())
      if (!file.wild && !stream.wild) losses.push(lossOf(stream, members.get(file.archive ? index + 1 : 0)));
    return losses.find((loss) => loss !== null) ?? null;
  } catch (cause) {
    return (cause as Error).stack ?? 'threw nothing';
  }
}

test(`${CASES} broken files are cut without loss`, { timeout: 3_600_000 }, async () => {
  const failures: string[] = [];
  let next = SEED;
  // Several at a time, since most of the time is spent waiting for the disk.
  const lane = async (_none: unknown, index: number) => {
    const path = join(folder, `lane-${index}`);
    const spools = `${path}.spools`;
    mkdirSync(spools);
    const collector = new Collector(spools);
    while (next < SEED + CASES) {
      const file = await makeFile(seeds, next++);
      const wrong = await wrongWith(file, path, collector);
      if (wrong !== null) failures.push(`${wrong}\n  ${again(file)}`);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  expect(failures.length, failures.slice(0, 12).join('\n')).toBe(0);
});
