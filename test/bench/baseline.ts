import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { open, type Entry, type ZipFile } from 'yauzl';
import type { Baseline } from './scenarios.ts';

export interface Measured {
  events: number;
  /** Seconds by part, in order. */
  parts: Record<string, number>;
  /** Of all threads, without hunts and triage: says more than time where the machine has other work. */
  cpu_seconds: number;
  /** Until the events are enriched, and until hunts and triage have ended. */
  peak_megabytes: number;
  whole_peak_megabytes: number;
}

export const seconds = (since: bigint): number => Number(process.hrtime.bigint() - since) / 1e9;

export const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** The most memory that this process has held so far, in MB of 10⁶ bytes. */
export const peakMegabytes = (): number => (process.resourceUsage().maxRSS * 1024) / 1e6;

/** DuckDB alone: the files of `folder` straight into one table of a new database file, and on the disk. */
export async function runDuckDB(
  folder: string,
  work: string,
  { rows, select }: Extract<Baseline, { kind: 'duckdb' }>,
): Promise<Measured> {
  const instance = await DuckDBInstance.create(join(work, 'baseline.duckdb'), {
    threads: '2',
    // Of ten thousand files it holds a buffer each.
    memory_limit: '8GB',
    temp_directory: join(work, 'temporary'),
    wal_autocheckpoint: '1GB',
  });
  const connection = await instance.connect();
  const started = process.hrtime.bigint();
  const [file] = filesUnder(folder);
  const glob = join(folder, `**/*${file?.slice(file.indexOf('.')) ?? ''}`);
  await connection.run(`CREATE TABLE events AS WITH rows AS (${rows}) ${select}`, { glob });
  const insert = seconds(started);
  const stored = process.hrtime.bigint();
  await connection.run('CHECKPOINT');
  const checkpoint = seconds(stored);
  const counted = await connection.runAndReadAll('SELECT count(*) FROM events');
  connection.closeSync();
  instance.closeSync();
  return measured(Number(counted.getRows()[0]?.[0]), { insert, checkpoint });
}

/** Node alone: what is read is unpacked and parsed, and let go. */
export async function runNode(folder: string, parse: 'records' | 'lines'): Promise<Measured> {
  const started = process.hrtime.bigint();
  let events = 0;
  for (const file of filesUnder(folder))
    events += await (parse === 'records' ? recordsInZip : splitLines)(join(folder, file));
  return measured(events, { parse: seconds(started) });
}

const measured = (events: number, parts: Record<string, number>): Measured => ({
  events,
  parts,
  cpu_seconds: cpuSeconds(),
  peak_megabytes: peakMegabytes(),
  whole_peak_megabytes: peakMegabytes(),
});

export const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'complete.json')
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

async function splitLines(path: string): Promise<number> {
  let fields = 0;
  let lines = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    fields += line.split(/\s+/).length;
    lines++;
  }
  if (fields < lines) throw new Error(`${path} has lines without fields`);
  return lines;
}

async function recordsInZip(path: string): Promise<number> {
  const zip = await promisify<string, object, ZipFile>(open)(path, { lazyEntries: true });
  const next = () =>
    new Promise<Entry | null>((resolve, reject) => {
      zip
        .once('entry', resolve)
        .once('end', () => resolve(null))
        .once('error', reject);
      zip.readEntry();
    });
  let records = 0;
  for (let entry = await next(); entry; entry = await next()) {
    zip.removeAllListeners('entry').removeAllListeners('end').removeAllListeners('error');
    const stream = await promisify(zip.openReadStream.bind(zip) as OpenStream)(entry);
    const text = gunzipSync(Buffer.concat((await stream.toArray()) as Buffer[])).toString();
    records += (JSON.parse(text) as { Records: unknown[] }).Records.length;
  }
  return records;
}
type OpenStream = (
  entry: Entry,
  done: (error: Error | null, stream: import('node:stream').Readable) => void,
) => void;
