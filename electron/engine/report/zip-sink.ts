import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { Sink } from './formats/definition.ts';
import { partsOf } from './sinks.ts';

/** Names are UTF-8, contents are stored as they are, and every file is of the first day that ZIP knows: the same files, the same bytes. */
const FLAGS = 0x0800;
const STORED = 0;
const FIRST_DAY = 0x0021;
/** Of the format: with lengths of 64 bits. */
const VERSION = 45;
const MOST_32 = 0xffffffff;
const MOST_16 = 0xffff;

export interface ZipEntry {
  name: Buffer;
  crc: number;
  bytes: number;
  offset: number;
}

/** One ZIP file of all files of an export. Nothing may be written to it after `end` or `abandon`. */
export interface ZipSink extends Sink {
  end(): Promise<void>;
  /** Leaves the file as it is, which is none that can be read. */
  abandon(): Promise<void>;
}

/** Makes the file, in the place of one that is there. Each file streams into it; its head is filled in when its length is known. */
export async function zipSink(path: string): Promise<ZipSink> {
  const file = await open(path, 'w');
  const entries: ZipEntry[] = [];
  let end = 0;
  const append = async (bytes: Uint8Array) => {
    await writeAll(file, bytes, end);
    end += bytes.length;
  };
  return {
    async file(name, work) {
      const entry: ZipEntry = { name: Buffer.from(partsOf(name).join('/')), crc: 0, bytes: 0, offset: end };
      await append(localHead(entry));
      await work(async (piece) => {
        const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
        entry.crc = crc32(bytes, entry.crc);
        entry.bytes += bytes.length;
        await append(bytes);
      });
      await writeAll(file, localHead(entry), entry.offset);
      entries.push(entry);
    },
    async end() {
      const start = end;
      for (const entry of entries) await append(centralHead(entry));
      await append(tail(entries.length, start, end - start));
      await file.close();
    },
    abandon: () => file.close(),
  };
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;)
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
}

const u16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const u64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};

/** The extra field for lengths of 64 bits. */
const wide = (...values: readonly number[]): Buffer =>
  Buffer.concat([u16(1), u16(values.length * 8), ...values.map(u64)]);

const shared = (crc: number, packed: number, unpacked: number): Buffer =>
  Buffer.concat([u16(FLAGS), u16(STORED), u16(0), u16(FIRST_DAY), u32(crc), u32(packed), u32(unpacked)]);

/** Always with room for long lengths, for they are not known when it is written first. */
export function localHead({ name, crc, bytes }: ZipEntry): Buffer {
  const extra = wide(bytes, bytes);
  const head = [
    u32(0x04034b50),
    u16(VERSION),
    shared(crc, MOST_32, MOST_32),
    u16(name.length),
    u16(extra.length),
  ];
  return Buffer.concat([...head, name, extra]);
}

/** What the list at the end says of a file. */
export function centralHead({ name, crc, bytes, offset }: ZipEntry): Buffer {
  const isLong = bytes >= MOST_32 || offset >= MOST_32;
  const extra = isLong ? wide(bytes, bytes, offset) : Buffer.alloc(0);
  const [length, place] = isLong ? [MOST_32, MOST_32] : [bytes, offset];
  return Buffer.concat([
    ...[u32(0x02014b50), u16(VERSION), u16(VERSION), shared(crc, length, length)],
    ...[u16(name.length), u16(extra.length), u16(0), u16(0), u16(0), u32(0), u32(place), name, extra],
  ]);
}

/** What ends the file. */
export function tail(entries: number, start: number, bytes: number): Buffer {
  const isLong = entries >= MOST_16 || start + bytes >= MOST_32;
  const count = u16(isLong ? MOST_16 : entries);
  const place = isLong ? [u32(MOST_32), u32(MOST_32)] : [u32(bytes), u32(start)];
  const end = Buffer.concat([u32(0x06054b50), u16(0), u16(0), count, count, ...place, u16(0)]);
  if (!isLong) return end;
  const longEnd = [
    ...[u32(0x06064b50), u64(44), u16(VERSION), u16(VERSION), u32(0), u32(0)],
    ...[u64(entries), u64(entries), u64(bytes), u64(start)],
  ];
  const locator = [u32(0x07064b50), u32(0), u64(start + bytes), u32(1)];
  return Buffer.concat([...longEnd, ...locator, end]);
}
