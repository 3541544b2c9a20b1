import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import type { Database } from '../electron/engine/db/database.ts';
import { evidenceList } from '../electron/engine/desk/ledger.ts';
import { EvidenceImport } from '../electron/engine/ingest/import-evidence.ts';
import { originalRecord } from '../electron/engine/ingest/original-record.ts';
import { MEMBERS } from '../electron/engine/ingest/prepare.ts';
import { prepareHere } from '../electron/engine/ingest/preparing.ts';
import type { Evidence } from '../shared/model.ts';
import { emptyCase } from './support/desk-seed.ts';
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

/** What a record holds itself: the day of a line without a year comes from another line, which may be lost. */
const keyOf = (record: unknown): string =>
  JSON.stringify(record, (name, value: unknown) => (name === '@day' ? undefined : value));
/** A line that can only be an event where another names the year. */
const needsAnother = (record: { cut: unknown }): boolean =>
  typeof record.cut === 'object' && record.cut !== null && '@day' in record.cut;

/** Why a stream did not come out as it must; `null` where it did. */
function lossOf(stream: Stream, prepared: Prepared | undefined): string | null {
  const sound = stream.records.filter((record) => record.sound);
  if (!prepared) return sound.length > 0 ? 'the member is not there' : null;
  const { status, message } = prepared.file;
  if (status === 'declared') return stream.seed.declared ? null : 'not to be skipped';
  const left = new Map<string, number>();
  for (const { text } of prepared.spooled) {
    const key = isObject(text) ? keyOf(JSON.parse(text)) : text;
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  for (const { cut, text } of sound) {
    const key = keyOf(cut);
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

/** What is wrong with a line of the ledger; `null` where nothing is. */
function wrongLine(line: Evidence | undefined, stream: Stream): string | null {
  const sound = stream.records.filter(
    (record) => record.sound && record.fate !== 'reject' && !needsAnother(record),
  );
  if (!line) return sound.length > 0 ? 'no line in the ledger' : null;
  if (line.status === 'duplicate' || (line.status === 'declared' && stream.seed.declared)) return null;
  const short = sound.length - line.events - line.skips;
  return short > 0 ? `${short} records too few (${line.status}, ${line.message})` : null;
}

/** The last record of a stream, where it is known to be an event, and the number under which it was loaded. */
async function wrongOriginal(
  line: Evidence,
  stream: Stream,
  record: number | undefined,
): Promise<string | null> {
  const last = stream.records.at(-1);
  if (!last?.sound || last.fate !== 'event' || needsAnother(last) || line.status !== 'loaded') return null;
  if (record === undefined) return 'the last record is no event';
  const { path, sha256: hash, evidence_id } = line;
  const place = { path, sha256: hash as string, member: evidence_id % MEMBERS, record };
  const { text, message } = await originalRecord(place, {
    temporaryPath: () => join(folder, 'inner.zip'),
    passwords: [],
  });
  if (stream.seed.kind !== 'json')
    return text === last.text ? null : `record ${record} is ${text} (${message})`;
  const same = isObject(text) && isDeepStrictEqual(withoutList(JSON.parse(text)), withoutList(last.cut));
  return same ? null : `record ${record} is ${text.slice(0, 200)} (${message})`;
}

const withoutList = (value: unknown): unknown => ({ ...(value as object), '@list': null });

async function importAll(database: Database, path: string): Promise<void> {
  const running = new EvidenceImport({
    connection: database.job,
    loaders: database.loading,
    start: (listen) => [
      prepareHere({ spoolDirectory: database.spoolDirectory, name: 'test', spoolBytes: 2 ** 20 }, (message) =>
        listen(0, message),
      ),
    ],
    toolVersion: '0.0.0-test',
    now: () => '2024-06-01T00:00:00.000000Z',
    onProgress: () => undefined,
  });
  await running.run([{ path, name: 'broken' }]);
}

async function importBatch(from: number, count: number): Promise<string[]> {
  const database = await emptyCase();
  const path = mkdtempSync(join(folder, 'batch-'));
  const files = new Map<string, MadeFile>();
  for (let seed = from; seed < from + count; seed++) {
    const file = await makeFile(seeds, seed);
    files.set(join(path, String(seed)), file);
    writeFileSync(join(path, String(seed)), file.bytes);
  }
  await importAll(database, path);
  const { evidence, totals } = await evidenceList(database.desk);
  expect(totals.balanced, `cases ${from} to ${from + count - 1}: the ledger does not balance`).toBe(true);
  const last = await database.desk.rows<{ evidence_id: number; record: number }>(
    `SELECT evidence_id, max(record) AS record FROM (
      SELECT evidence_id, record FROM event_facts UNION ALL SELECT evidence_id, record FROM copies) GROUP BY evidence_id`,
  );
  const lastOf = new Map(last.map(({ evidence_id, record }) => [evidence_id, record]));
  const lines = new Map(evidence.map((line) => [`${line.path} ${line.evidence_id % MEMBERS}`, line]));
  const failures: string[] = [];
  for (const [name, file] of files) {
    const itself = lines.get(`${name} 0`);
    if (itself?.sha256 !== sha256(file.bytes)) failures.push(`not the hash of the file\n  ${again(file)}`);
    for (const [index, stream] of file.streams.entries()) {
      if (file.wild || stream.wild) continue;
      const line = lines.get(`${name} ${file.archive ? index + 1 : 0}`);
      const wrong =
        wrongLine(line, stream) ??
        (line ? await wrongOriginal(line, stream, lastOf.get(line.evidence_id)) : null);
      if (wrong !== null) failures.push(`${wrong}\n  ${again(file)}`);
    }
  }
  return failures;
}

const IMPORTED = Math.ceil(CASES / 8);
const BATCH = 125;

test(
  `${IMPORTED} of them are imported without loss, and the ledger balances`,
  { timeout: 3_600_000 },
  async () => {
    const failures: string[] = [];
    for (let done = 0; done < IMPORTED; done += BATCH)
      failures.push(...(await importBatch(SEED + done, Math.min(BATCH, IMPORTED - done))));
    expect(failures.length, failures.slice(0, 12).join('\n')).toBe(0);
  },
);
