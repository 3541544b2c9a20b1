import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { deliveryPath } from '../support/fixtures/cloudtrail.ts';
import { Random } from '../support/fixtures/random.ts';
import { zip, type ZipEntry } from '../support/zip.ts';
import type { LineMaker } from './lines.ts';
import type { Scenario } from './scenarios.ts';
import { timeOf } from './traffic.ts';

const pack = promisify(gzip);

/** Raised when a generator changes, so that an old folder is not taken for a new one. */
const GENERATION = 5;

export interface Evidence {
  folder: string;
  events: number;
  /** Lines that were cut off. */
  broken: number;
  files: number;
  /** Unpacked, and as the files are. */
  text_bytes: number;
  packed_bytes: number;
}

/** The evidence of a scenario: made once per machine and kept in its temporary folder. */
export async function evidence(scenario: Scenario, events: number, seed: string): Promise<Evidence> {
  const folder = join(tmpdir(), `interloper-bench-${GENERATION}-${seed}-${scenario.id}-${events}`);
  const marker = join(folder, 'complete.json');
  if (!existsSync(marker)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const made = {
      folder: join(folder, 'logs'),
      events,
      broken: 0,
      files: 0,
      text_bytes: 0,
      packed_bytes: 0,
    };
    mkdirSync(made.folder);
    const random = new Random(seed);
    const lines = scenario.lines(random);
    if (scenario.pack.startsWith('records')) await writeRecords(scenario, made, lines, random);
    else await writeLines(scenario, made, lines);
    writeFileSync(marker, JSON.stringify(made));
  }
  return JSON.parse(readFileSync(marker, 'utf8')) as Evidence;
}

async function writeLines(scenario: Scenario, made: Evidence, lines: LineMaker): Promise<void> {
  const name = scenario.pack.replace(/^[a-z]+/, scenario.id);
  const out = createWriteStream(join(made.folder, name));
  const { header, broken } = scenario;
  if (header) out.write(`${header}\n`);
  for (let index = 0; index < made.events; index++) {
    const line = lines(index, made.events);
    const cut = broken !== undefined && index % broken === broken - 1;
    if (cut) made.broken++;
    const text = `${cut ? line.slice(0, line.length >> 1) : line}\n`;
    made.text_bytes += Buffer.byteLength(text);
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
  made.events -= made.broken;
  made.files = 1;
  made.packed_bytes = made.text_bytes;
}

async function writeRecords(
  scenario: Scenario,
  made: Evidence,
  lines: LineMaker,
  random: Random,
): Promise<void> {
  const files = Math.min(scenario.files, Math.ceil(made.events / 25));
  const zipped: ZipEntry[] = [];
  for (let file = 0; file < files; file++) {
    const [from, to] = [
      Math.floor((file * made.events) / files),
      Math.floor(((file + 1) * made.events) / files),
    ];
    const records: string[] = [];
    for (let index = from; index < to; index++) records.push(lines(index, made.events));
    const text = `{"Records":[${records.join(',')}]}`;
    const packed = await pack(text);
    made.text_bytes += Buffer.byteLength(text);
    const path = deliveryPath(timeOf(to, made.events), random);
    if (scenario.pack === 'records.zip') zipped.push({ name: path, data: packed });
    else {
      mkdirSync(dirname(join(made.folder, path)), { recursive: true });
      await writeFile(join(made.folder, path), packed);
    }
    made.packed_bytes += packed.length;
  }
  made.files = zipped.length > 0 ? 1 : files;
  if (zipped.length > 0) writeFileSync(join(made.folder, `${scenario.id}.zip`), zip(zipped));
}
