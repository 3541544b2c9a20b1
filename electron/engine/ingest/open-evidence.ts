import { createHash } from 'node:crypto';
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';

const CHUNK_BYTES = 256 * 1024;

export interface EvidenceFile {
  chunks: AsyncGenerator<Buffer>;
  /** Of the file as given; complete once `chunks` has ended. */
  digest(): { sha256: string; bytes: number };
  /** Time of its last change; `null` where it was written to since it was opened. Known once `chunks` has ended. */
  modified(): string | null;
}

/** Opens a file read-only and hashes it as it is read. `onBytes` is told how many bytes were read. */
export function openEvidence(path: string, onBytes: (bytes: number) => void = () => undefined): EvidenceFile {
  const file = openSync(path, 'r');
  const { size, mtimeNs } = fstatSync(file, { bigint: true });
  let still = true;
  const hash = createHash('sha256');
  let bytes = 0;
  const chunks = async function* (): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of size <= CHUNK_BYTES ? atOnce(file, Number(size)) : streamed(file)) {
        hash.update(chunk);
        bytes += chunk.length;
        onBytes(chunk.length);
        yield chunk;
      }
      still = fstatSync(file, { bigint: true }).mtimeNs === mtimeNs;
    } finally {
      closeSync(file);
    }
  };
  return {
    chunks: chunks(),
    digest: () => ({ sha256: hash.copy().digest('hex'), bytes }),
    modified: () => (still ? microTime(mtimeNs) : null),
  };
}

const streamed = (file: number): AsyncIterable<Buffer> =>
  createReadStream('', { fd: file, autoClose: false, highWaterMark: CHUNK_BYTES });

/** A small file is read without asking another thread for each step: of ten thousand, waiting for that was half of the time. */
function* atOnce(file: number, size: number): Generator<Buffer> {
  for (;;) {
    const chunk = Buffer.allocUnsafe(size + 1);
    const length = readSync(file, chunk);
    if (length === 0) return;
    yield chunk.subarray(0, length);
  }
}

/** Nanoseconds since 1970 as a time with microseconds. */
export function microTime(nanoseconds: bigint): string {
  const millis = nanoseconds / 1_000_000n;
  const rest = (nanoseconds / 1000n) % 1000n;
  return `${new Date(Number(millis)).toISOString().slice(0, -1)}${String(rest).padStart(3, '0')}Z`;
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** What the byte order mark says; UTF-8 without one. */
export function encodingOf(head: Buffer): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** Turns chunks of a text into UTF-8; the first chunk tells from what. */
export class Utf8 {
  encoding: Encoding | null = null;
  private decoder: InstanceType<typeof TextDecoder> | null = null;

  take(chunk: Buffer): Buffer {
    if (this.encoding === null) {
      this.encoding = encodingOf(chunk);
      if (this.encoding !== 'utf-8') this.decoder = new TextDecoder(this.encoding);
    }
    return this.decoder ? Buffer.from(this.decoder.decode(chunk, { stream: true })) : chunk;
  }

  end(): Buffer {
    return this.decoder ? Buffer.from(this.decoder.decode()) : Buffer.alloc(0);
  }
}
