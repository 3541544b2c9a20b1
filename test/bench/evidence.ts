import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { deliveryPath, type JsonObject } from '../support/fixtures/cloudtrail.ts';
import { Random } from '../support/fixtures/random.ts';
import { eventAt, timeOf, traffic } from './traffic.ts';

const pack = promisify(gzip);

/** Raised when the generator changes, so that an old folder is not taken for a new one. */
const GENERATION = 2;

export interface Evidence {
  folder: string;
  events: number;
  files: number;
  /** Unpacked, and as the files are. */
  json_bytes: number;
  packed_bytes: number;
}

/** The evidence of the bench: made once per machine and kept in its temporary folder. */
export async function evidence(events: number, files: number, seed: string): Promise<Evidence> {
  const folder = join(tmpdir(), `interloper-bench-${GENERATION}-${seed}-${events}-${files}`);
  const marker = join(folder, 'complete.json');
  if (!existsSync(marker)) {
    rmSync(folder, { recursive: true, force: true });
    const made = await generate(join(folder, 'logs'), events, files, seed);
    writeFileSync(marker, JSON.stringify(made));
  }
  return JSON.parse(readFileSync(marker, 'utf8')) as Evidence;
}

async function generate(folder: string, events: number, files: number, seed: string): Promise<Evidence> {
  const random = new Random(seed);
  const world = traffic(random);
  const made = { folder, events, files, json_bytes: 0, packed_bytes: 0 };
  const writing = new Set<Promise<void>>();
  for (let file = 0; file < files; file++) {
    const [from, to] = [Math.floor((file * events) / files), Math.floor(((file + 1) * events) / files)];
    const records: JsonObject[] = [];
    for (let index = from; index < to; index++) records.push(eventAt(timeOf(index, events), world, random));
    const text = JSON.stringify({ Records: records });
    const path = join(folder, deliveryPath(timeOf(to, events), random));
    const task = write(path, text, made).finally(() => writing.delete(task));
    writing.add(task);
    if (writing.size >= 4) await Promise.race(writing);
  }
  await Promise.all(writing);
  return made;
}

async function write(path: string, text: string, made: Evidence): Promise<void> {
  const packed = await pack(text);
  mkdirSync(dirname(path), { recursive: true });
  await writeFile(path, packed);
  made.json_bytes += Buffer.byteLength(text);
  made.packed_bytes += packed.length;
}
