import { open, type FileHandle } from 'node:fs/promises';
import { centralHead, localHead, tail, type ZipEntry } from '../report/zip-sink.ts';

/** A file inside the archive: its bytes stand at `start`, as they are. */
export interface StoredFile {
  name: string;
  crc: number;
  bytes: number;
  start: number;
}

const END_BYTES = 22;
/** The end of an archive with lengths of 64 bits, before the other. */
const LONG_END_BYTES = 56 + 20;
const HEAD_BYTES = 46;
/** A list of files that is longer is none of ours. */
const MOST_LIST_BYTES = 512 * 1024 * 1024;
const MOST_32 = 0xffffffff;
const MOST_16 = 0xffff;

/**
 * The files of an archive that this program wrote. Every byte that is not of their contents must be the one that writing them gives:
 * nothing can hide between them. Throws, in words for a person, on anything else.
 */
export async function readZip(path: string): Promise<StoredFile[]> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const { start, bytes } = await listPlace(file, size);
    const entries = entriesIn(await read(file, start, bytes));
    const list = entries.map(centralHead);
    const end = Buffer.concat([...list, tail(entries.length, start, bytes)]);
    if (!end.equals(await read(file, start, size - start)))
      throw new Error('its list of files is not as it was written');
    return await storedFiles(file, entries, start);
  } finally {
    await file.close();
  }
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  if (length < 0 || length > MOST_LIST_BYTES) throw new Error('its list of files has no length that can be');
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  if (bytesRead !== length) throw new Error('it ends too early');
  return bytes;
}

async function listPlace(file: FileHandle, size: number): Promise<{ start: number; bytes: number }> {
  if (size < END_BYTES) throw new Error('it is too short to be an archive');
  const end = await read(file, size - END_BYTES, END_BYTES);
  if (end.readUInt32LE(0) !== 0x06054b50) throw new Error('it does not end as an archive does');
  const [count, bytes, start] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)];
  if (count !== MOST_16 && bytes !== MOST_32 && start !== MOST_32)
    return within({ start, bytes }, size - END_BYTES);
  const before = size - END_BYTES - LONG_END_BYTES;
  if (before < 0) throw new Error('it is too short to be an archive');
  const long = await read(file, before, LONG_END_BYTES);
  return within({ start: Number(long.readBigUInt64LE(48)), bytes: Number(long.readBigUInt64LE(40)) }, before);
}

function within(place: { start: number; bytes: number }, end: number) {
  if (place.start + place.bytes !== end) throw new Error('its list of files is not where it should be');
  return place;
}

function entriesIn(list: Buffer): ZipEntry[] {
  const entries: ZipEntry[] = [];
  for (let at = 0; at < list.length;) {
    if (at + HEAD_BYTES > list.length) throw new Error('its list of files ends too early');
    const [nameBytes, extraBytes] = [list.readUInt16LE(at + 28), list.readUInt16LE(at + 30)];
    const next = at + HEAD_BYTES + nameBytes + extraBytes;
    if (next > list.length) throw new Error('its list of files ends too early');
    const name = list.subarray(at + HEAD_BYTES, at + HEAD_BYTES + nameBytes);
    const extra = list.subarray(at + HEAD_BYTES + nameBytes, next);
    entries.push({ name, crc: list.readUInt32LE(at + 16), ...lengths(list, at, extra) });
    at = next;
  }
  return entries;
}

function lengths(list: Buffer, at: number, extra: Buffer): { bytes: number; offset: number } {
  if (extra.length === 0) return { bytes: list.readUInt32LE(at + 24), offset: list.readUInt32LE(at + 42) };
  if (extra.length !== 28) throw new Error('its list of files is not as it was written');
  return { bytes: Number(extra.readBigUInt64LE(4)), offset: Number(extra.readBigUInt64LE(20)) };
}

/** One behind the other, without a gap, up to the list. */
async function storedFiles(
  file: FileHandle,
  entries: readonly ZipEntry[],
  listStart: number,
): Promise<StoredFile[]> {
  const files: StoredFile[] = [];
  let at = 0;
  for (const entry of entries) {
    const head = localHead(entry);
    const start = at + head.length;
    const name = entry.name.toString();
    if (entry.offset !== at || start + entry.bytes > listStart)
      throw new Error(`${JSON.stringify(name)} is not where it should be`);
    if (!head.equals(await read(file, at, head.length)))
      throw new Error(`the head of ${JSON.stringify(name)} is not as it was written`);
    files.push({ name, crc: entry.crc, bytes: entry.bytes, start });
    at = start + entry.bytes;
  }
  if (at !== listStart) throw new Error('there is something between its files and their list');
  return files;
}
