import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { looksLikeRanges, openCsv } from './csv-file.ts';
import { metadataAt, openMmdb } from './mmdb-file.ts';
import { refuse, type Opened } from './opened.ts';

const LARGEST_MMDB = 2 * 1024 ** 3;
const HEAD_BYTES = 4_096;
const TAIL_BYTES = 128 * 1024;

/** What a file holds, by its content. */
export type Form = 'mmdb' | 'ranges' | 'json' | 'other';

/** A file that was recognised, read, and hashed as it was read. */
export interface ReadFile extends Opened {
  readonly sha256: string;
}

/** Recognises a file by its content; throws one line where it cannot be read. */
export async function formOf(path: string, name = basename(path)): Promise<Form> {
  const { head, tail } = await ends(path, name);
  if (metadataAt(tail) >= 0) return 'mmdb';
  const text = head.toString('utf8');
  if (/^\ufeff?\s*[[{]/.test(text)) return 'json';
  return looksLikeRanges(text) ? 'ranges' : 'other';
}

/** Files in memory by path, each as of a size and a time of change. */
const kept = new Map<string, { stamp: string; file: Promise<ReadFile> }>();

/**
 * Reads a file of answers about addresses: MMDB, or a table of ranges. It stays in memory until it changes or `keepOnly` lets it
 * go. Throws one line that names the file and the place where it is of neither form, or broken.
 */
export async function readAnswers(path: string, name = basename(path)): Promise<ReadFile> {
  const { size, mtimeMs } = await statOf(path, name);
  const stamp = `${size} ${mtimeMs}`;
  const known = kept.get(path);
  if (known?.stamp === stamp) return known.file;
  const file = read(path, name);
  kept.set(path, { stamp, file });
  file.catch(() => kept.delete(path));
  return file;
}

/** Lets go of all files but these. */
export function keepOnly(paths: ReadonlySet<string>): void {
  for (const path of kept.keys()) if (!paths.has(path)) kept.delete(path);
}

async function read(path: string, name: string): Promise<ReadFile> {
  const form = await formOf(path, name);
  if (form !== 'mmdb' && form !== 'ranges')
    throw refuse(name, 'beginning and end are neither of an MMDB file nor of a table of address ranges');
  return form === 'mmdb' ? readMmdb(path, name) : readRanges(path, name);
}

async function readMmdb(path: string, name: string): Promise<ReadFile> {
  const { size } = await statOf(path, name);
  if (size > LARGEST_MMDB) throw refuse(name, `${size} bytes`);
  const bytes = await readFile(path);
  return { ...openMmdb(bytes, name), sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function readRanges(path: string, name: string): Promise<ReadFile> {
  const hash = createHash('sha256');
  let lines = 1;
  for await (const part of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(part);
    for (let at = part.indexOf(0x0a); at >= 0; at = part.indexOf(0x0a, at + 1)) lines++;
  }
  return { ...(await openCsv(path, name, lines)), sha256: hash.digest('hex') };
}

async function statOf(path: string, name: string) {
  try {
    const found = await stat(path);
    if (found.isFile()) return found;
  } catch (cause) {
    throw new Error(`cannot read ${name}: ${(cause as Error).message}`, { cause });
  }
  throw new Error(`cannot read ${name}: not a file`);
}

async function ends(path: string, name: string): Promise<{ head: Buffer; tail: Buffer }> {
  const { size } = await statOf(path, name);
  const file = await open(path, 'r');
  try {
    const part = async (length: number, position: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
      return buffer.subarray(0, bytesRead);
    };
    const tail = Math.min(size, TAIL_BYTES);
    return { head: await part(Math.min(size, HEAD_BYTES), 0), tail: await part(tail, size - tail) };
  } finally {
    await file.close();
  }
}
