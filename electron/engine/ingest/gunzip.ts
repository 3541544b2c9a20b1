import { constants, crc32, createInflateRaw, inflateRawSync, type InflateRaw, type Zlib } from 'node:zlib';

export class UnpackError extends Error {}

const INPUT_BYTES = 128 * 1024;
const FIRST_INPUT_BYTES = 32 * 1024;
const LEAST_INPUT_BYTES = 4 * 1024;
const MOST_AT_ONCE = 200 * 1024;
/** About so much is unpacked at once, since all of it is held: what is packed well is fed in small portions. */
const PORTION_BYTES = 4 * 1024 * 1024;
const OUTPUT_BYTES = 1024 * 1024;
const LEAST_OUTPUT_BYTES = 32 * 1024;
const USUAL_RATIO = 10;
const HEADER_BYTES = 10;
const FLAG_HEADER_CRC = 2;
const FLAG_EXTRA = 4;
const FLAG_NAME = 8;
const FLAG_COMMENT = 16;

/**
 * Unpacks gzip (RFC 1952), all members. Unlike `zlib.Gunzip`, which drops what it had unpacked when the end is damaged, it gives every
 * byte that can be unpacked and then throws `UnpackError` for a wrong checksum, a wrong length, an early end or bytes that follow.
 */
export async function* gunzip(source: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const input = new Input(source);
  let members = 0;
  try {
    while (await input.some()) {
      if (!(await input.startsMember())) {
        if (members > 0 && (await input.onlyZeros())) return;
        throw new UnpackError(
          members > 0 ? 'gzip: what follows the packed data is not gzip' : 'gzip: bad header',
        );
      }
      await skipHeader(input);
      yield* inflateMember(input);
      members++;
    }
  } finally {
    await input.drain();
  }
}

async function skipHeader(input: Input): Promise<void> {
  const header = await input.take(HEADER_BYTES);
  const flags = header[3] as number;
  if (flags & FLAG_EXTRA) await input.take((await input.take(2)).readUInt16LE());
  if (flags & FLAG_NAME) await input.skipText();
  if (flags & FLAG_COMMENT) await input.skipText();
  if (flags & FLAG_HEADER_CRC) await input.take(2);
}

/** Unpacks a deflate stream that stands by itself: every byte that can be unpacked, then `UnpackError` where it is damaged. */
export async function* inflateRaw(source: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const input = new Input(source);
  try {
    yield* deflated(input, 'zip', constants.Z_FINISH);
    await input.drain();
  } finally {
    await source.return(undefined);
  }
}

/** `finishFlush`: whether the end of the input may be the end of the data. */
async function* deflated(
  input: Input,
  kind: string,
  finishFlush: number = constants.Z_SYNC_FLUSH,
): AsyncGenerator<Buffer> {
  await input.some();
  const whole = inflatedAtOnce(input);
  if (whole) return void (yield whole);
  const inflate = new Inflating(input.waiting, finishFlush);
  let portion = FIRST_INPUT_BYTES;
  while (!inflate.ended) {
    const packed = await input.chunk(portion);
    let length = 0;
    const { unpacked, error } = packed ? await inflate.write(packed) : await inflate.end();
    for (const piece of unpacked) {
      length += piece.length;
      yield piece;
    }
    if (error)
      throw new UnpackError(`${kind}: ${error.message} at packed byte ${input.offset}`, { cause: error });
    if (!packed && finishFlush === constants.Z_FINISH) return;
    if (!packed) throw new UnpackError(`${kind}: unexpected end of file`);
    if (inflate.ended) input.giveBack(inflate.left);
    portion = portionAfter(packed.length, length);
  }
}

/**
 * What little stands whole in the input, unpacked without another thread, for there may be ten thousand such files; `null`, with nothing
 * taken, where it is much, damaged, or not all there.
 */
function inflatedAtOnce(input: Input): Buffer | null {
  if (input.waiting > MOST_AT_ONCE) return null;
  try {
    const options = { info: true, maxOutputLength: PORTION_BYTES };
    const { buffer, engine } = inflateRawSync(input.ahead(), options) as unknown as {
      buffer: Buffer;
      engine: Zlib;
    };
    input.pass(engine.bytesWritten);
    return buffer;
  } catch {
    return null;
  }
}

async function* inflateMember(input: Input): AsyncGenerator<Buffer> {
  let checksum = 0;
  let length = 0;
  for await (const piece of deflated(input, 'gzip')) {
    checksum = crc32(piece, checksum);
    length += piece.length;
    yield piece;
  }
  const trailer = await input.take(8);
  if (trailer.readUInt32LE(0) !== checksum)
    throw new UnpackError('gzip: incorrect data check: the content is not what was packed');
  if (trailer.readUInt32LE(4) !== length % 2 ** 32) throw new UnpackError('gzip: incorrect length check');
}

function portionAfter(packed: number, unpacked: number): number {
  const portion = Math.min(4 * packed, Math.floor((PORTION_BYTES * packed) / Math.max(unpacked, 1)));
  return Math.max(LEAST_INPUT_BYTES, Math.min(INPUT_BYTES, portion));
}

/** A deflate stream that gives back what it did not need. */
class Inflating {
  ended = false;
  /** Bytes of the last input that lie after the end of the deflate data. */
  left = 0;
  private fed = 0;
  private pieces: Buffer[] = [];
  private error: Error | null = null;
  private readonly inflate: InflateRaw;

  /** `packed`: about how many bytes will come, for small files are many and need no large buffers. */
  constructor(packed: number, finishFlush: number) {
    const chunkSize = Math.max(LEAST_OUTPUT_BYTES, Math.min(OUTPUT_BYTES, packed * USUAL_RATIO));
    this.inflate = createInflateRaw({ chunkSize, finishFlush });
    this.inflate.on('data', (piece: Buffer) => this.pieces.push(piece));
    this.inflate.on('error', (error: Error) => (this.error = error));
    this.inflate.on('end', () => undefined);
  }

  async write(packed: Buffer): Promise<{ unpacked: Buffer[]; error: Error | null }> {
    this.fed += packed.length;
    await new Promise<void>((resolve) => {
      const settle = () => resolve();
      this.inflate.once('error', settle);
      this.inflate.write(packed, () => {
        this.inflate.off('error', settle);
        resolve();
      });
    });
    if (this.inflate.bytesWritten < this.fed && !this.error) {
      this.ended = true;
      this.left = this.fed - this.inflate.bytesWritten;
    }
    return this.taken();
  }

  /** The input ended: gives what is still inside. */
  async end(): Promise<{ unpacked: Buffer[]; error: Error | null }> {
    await new Promise<void>((resolve) => {
      this.inflate.once('error', () => resolve());
      this.inflate.once('close', () => resolve());
      this.inflate.end();
    });
    return this.taken();
  }

  private taken() {
    const unpacked = this.pieces;
    this.pieces = [];
    return { unpacked, error: this.error };
  }
}

/** Bytes of a source, taken in amounts of our own. */
class Input {
  offset = 0;
  private buffer: Buffer = Buffer.alloc(0);
  /** Bytes of the buffer that are taken. */
  private taken = 0;
  private over = false;
  constructor(private readonly source: AsyncGenerator<Buffer>) {}

  /** Bytes that are read and not yet taken. */
  get waiting(): number {
    return this.buffer.length - this.taken;
  }

  async some(): Promise<boolean> {
    await this.fill(1);
    return this.waiting > 0;
  }

  async startsMember(): Promise<boolean> {
    await this.fill(3);
    const { buffer, taken } = this;
    return buffer[taken] === 0x1f && buffer[taken + 1] === 0x8b && buffer[taken + 2] === 8;
  }

  /** Exactly so many bytes; throws where the source ends before. */
  async take(bytes: number): Promise<Buffer> {
    await this.fill(bytes);
    if (this.waiting < bytes) throw new UnpackError('gzip: unexpected end of file');
    return this.cut(bytes);
  }

  /** Some bytes, or `null` at the end. */
  async chunk(most: number): Promise<Buffer | null> {
    return (await this.some()) ? this.cut(Math.min(this.waiting, most)) : null;
  }

  /** What is read and not yet taken. */
  ahead(): Buffer {
    return this.buffer.subarray(this.taken);
  }

  pass(bytes: number): void {
    this.cut(bytes);
  }

  /** The last bytes of the chunk that was taken last. */
  giveBack(bytes: number): void {
    this.offset -= bytes;
    this.taken -= bytes;
  }

  /** Past the next NUL. */
  async skipText(): Promise<void> {
    while ((await this.take(1))[0] !== 0) continue;
  }

  async onlyZeros(): Promise<boolean> {
    for (let chunk = await this.chunk(INPUT_BYTES); chunk; chunk = await this.chunk(INPUT_BYTES))
      if (chunk.some((byte) => byte !== 0)) return false;
    return true;
  }

  /** Reads to the end, so that the hash of the file is whole. */
  async drain(): Promise<void> {
    for await (const _chunk of this.source) continue;
  }

  private cut(bytes: number): Buffer {
    const cut = this.buffer.subarray(this.taken, this.taken + bytes);
    this.taken += bytes;
    this.offset += bytes;
    return cut;
  }

  private async fill(bytes: number): Promise<void> {
    while (this.waiting < bytes && !this.over) {
      const next = await this.source.next();
      if (next.done) this.over = true;
      else {
        const left = this.buffer.subarray(this.taken);
        this.buffer = left.length > 0 ? Buffer.concat([left, next.value]) : next.value;
        this.taken = 0;
      }
    }
  }
}
