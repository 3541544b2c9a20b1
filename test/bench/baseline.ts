import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import baseline from './baseline.sql?raw';

export interface Measured {
  events: number;
  /** Seconds by part, in order. */
  parts: Record<string, number>;
  /** Of all threads, without hunts and triage: says more than time where the machine has other work. */
  cpu_seconds: number;
  peak_megabytes: number;
}

export const seconds = (since: bigint): number => Number(process.hrtime.bigint() - since) / 1e9;

export const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** The most memory that this process has held so far, in MB of 10⁶ bytes. */
export const peakMegabytes = (): number => (process.resourceUsage().maxRSS * 1024) / 1e6;

/** DuckDB alone: the files straight into one table of a new database file, and on the disk. */
export async function runBaseline(folder: string, work: string): Promise<Measured> {
  const instance = await DuckDBInstance.create(join(work, 'baseline.duckdb'), {
    threads: '2',
    memory_limit: '2GB',
    temp_directory: join(work, 'temporary'),
    wal_autocheckpoint: '1GB',
  });
  const connection = await instance.connect();
  const started = process.hrtime.bigint();
  await connection.run(baseline, { glob: join(folder, '**/*.json.gz') });
  const insert = seconds(started);
  const stored = process.hrtime.bigint();
  await connection.run('CHECKPOINT');
  const checkpoint = seconds(stored);
  const counted = await connection.runAndReadAll('SELECT count(*) FROM events');
  connection.closeSync();
  instance.closeSync();
  return {
    events: Number(counted.getRows()[0]?.[0]),
    parts: { insert, checkpoint },
    cpu_seconds: cpuSeconds(),
    peak_megabytes: peakMegabytes(),
  };
}
