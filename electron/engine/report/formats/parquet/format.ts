import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connection } from '../../../db/database.ts';
import type { ExportContext, ExportFormat, Write } from '../definition.ts';
import type { Partition } from './partition.ts';
import { partitionFolder } from './partition-folder.ts';
import partitions from './partitions.sql?raw';
import { eventsTo } from './statement.ts';

export const format: ExportFormat = {
  id: 'parquet',
  title: 'Parquet',
  purpose:
    'Every event by day and log source, for Trino, Spark, ClickHouse or DuckDB where one computer is too small.',
  files: 'several',
  extension: '.parquet',
  options: [],
  redactable: true,
  async write({ desk, ask, database }, out) {
    const folders = new Set<string>();
    for (const partition of await partitionsOf(desk))
      await out.file(`${partitionFolder(partition, folders)}/events.parquet`, (write) =>
        writePartition({ ask, database }, partition, write),
      );
  },
};

const partitionsOf = (desk: Connection): Promise<Partition[]> => desk.rows<Partition>(partitions);

let files = 0;

/** DuckDB writes into the only folder that it may touch; from there the file is passed on and removed. */
async function writePartition(
  { ask, database }: Pick<ExportContext, 'ask' | 'database'>,
  partition: Partition,
  write: Write,
): Promise<void> {
  const path = join(database.spoolDirectory, `export-${++files}.parquet`);
  try {
    // With several threads the groups of rows would end where each had come to.
    await database.leave(Number.POSITIVE_INFINITY);
    await ask((connection) => connection.run(eventsTo(path, partition)));
    for await (const piece of createReadStream(path)) await write(piece as Uint8Array);
  } finally {
    await database.leave(0);
    await rm(path, { force: true });
  }
}
