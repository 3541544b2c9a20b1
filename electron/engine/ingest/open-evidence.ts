import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const CHUNK_BYTES = 256 * 1024;
const LEAST_BYTES = 4 * 1024;

export interface EvidenceFile {
  chunks: AsyncGenerator<Buffer>;
  /** Of the file as given; complete once `chunks` has ended. */
  digest(): { sha256: string; bytes: number };
  /** Time of its last change; `null` where it was written to since it was opened. Known once `chunks` has ended. */
  modified(): string | null;
}

/** Opens a file read-only and hashes it as it is read. `onBytes` is told how many bytes were read. */
export async function openEvidence(
  path: string,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<EvidenceFile> {
  const handle = await open(path, 'r');
  const { size, mtimeNs } = await handle.stat({ bigint: true });
  let still = true;
  const highWaterMark = Math.max(LEAST_BYTES, Math.min(CHUNK_BYTES, Number(size) + 1));
  const hash = createHash('sha256');
  let bytes = 0;
  const chunks = async function* (): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of handle.createReadStream({
        highWaterMark,
        autoClose: false,
      }) as AsyncIterable<Buffer>) {
        hash.update(chunk);
        bytes += chunk.length;
        onBytes(chunk.length);
        yield chunk;
      }
      still = (await handle.stat({ bigint: true })).mtimeNs === mtimeNs;
    } finally {
      await handle.close();
    }
  };
  return {
    chunks: chunks(),
    digest: () => ({ sha256: hash.copy().digest('hex'), bytes }),
    modified: () => (still ? microTime(mtimeNs) : null),
  };
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
