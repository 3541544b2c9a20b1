import { Decompress } from 'fzstd';
import { UnpackError } from './gunzip.ts';

const FRAME = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;
const SKIPPABLE_KINDS = 16;
const BLOCK_BYTES = 128 * 1024;
/** As far back as `zstd` itself looks where it is not told otherwise; a frame may ask for any memory. */
const WINDOW_BYTES = 128 * 1024 * 1024;
const DICTIONARY_BYTES = [0, 1, 2, 4];

/** Unpacks Zstandard (RFC 8878), all frames, a block at a time: what is whole is given before `UnpackError` is thrown. */
export async function* unzstd(source: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const input = new Input(source);
  for (let frames = 0; await input.some(); frames++) {
    const magic = (await input.take(4)).readUInt32LE();
    if (magic >= SKIPPABLE && magic < SKIPPABLE + SKIPPABLE_KINDS)
      await input.skip((await input.take(4)).readUInt32LE());
    else if (magic === FRAME) yield* unpackFrame(input);
    else
      throw new UnpackError(
        frames > 0 ? 'zstd: what follows the packed data is not zstd' : 'zstd: bad header',
      );
  }
}

async function* unpackFrame(input: Input): AsyncGenerator<Buffer> {
  const pieces: Buffer[] = [];
  const decompress = new Decompress((piece) => void (piece.length > 0 && pieces.push(Buffer.from(piece))));
  const push = (bytes: Buffer, last: boolean): Buffer[] => {
    try {
      decompress.push(bytes, last);
    } catch (cause) {
      throw new UnpackError(`zstd: ${(cause as Error).message}`, { cause });
    }
    return pieces.splice(0);
  };
  const { header, checksum } = await readHeader(input);
  yield* push(header, false);
  for (let last = false; !last;) {
    const block = await readBlock(input);
    last = ((block[0] as number) & 1) === 1;
    yield* push(block, false);
  }
  yield* push(checksum ? await input.take(4) : Buffer.alloc(0), true);
}

async function readHeader(input: Input): Promise<{ header: Buffer; checksum: boolean }> {
  const flags = await input.take(1);
  const flag = flags[0] as number;
  const single = (flag & 0x20) !== 0;
  const kind = flag >>> 6;
  const sizeBytes = kind === 0 ? (single ? 1 : 0) : 2 ** kind;
  const window = await input.take(single ? 0 : 1);
  const dictionary = await input.take(DICTIONARY_BYTES[flag & 3] as number);
  const size = await input.take(sizeBytes);
  const bytes = single ? contentSize(size) : windowSize(window[0] as number);
  if (bytes > WINDOW_BYTES)
    throw new UnpackError(
      `zstd: asks for ${bytes} bytes of memory, more than the ${WINDOW_BYTES} that it gets here`,
    );
  const magic = Buffer.alloc(4);
  magic.writeUInt32LE(FRAME);
  return {
    header: Buffer.concat([magic, flags, window, dictionary, size]),
    checksum: (flag & 4) !== 0,
  };
}

const windowSize = (descriptor: number): number =>
  2 ** (10 + (descriptor >>> 3)) * (1 + (descriptor & 7) / 8);

function contentSize(field: Buffer): number {
  if (field.length === 8) return Number(field.readBigUInt64LE());
  return field.readUIntLE(0, field.length) + (field.length === 2 ? 256 : 0);
}

/** A block with its header. */
async function readBlock(input: Input): Promise<Buffer> {
  const header = await input.take(3);
  const fields = header.readUIntLE(0, 3);
  const size = fields >>> 3;
  if (size > BLOCK_BYTES) throw new UnpackError('zstd: a block longer than it may be');
  const repeated = ((fields >>> 1) & 3) === 1;
  return Buffer.concat([header, await input.take(repeated ? 1 : size)]);
}

/** Bytes of a source, taken in amounts of our own. */
class Input {
  private buffer: Buffer = Buffer.alloc(0);

  constructor(private readonly source: AsyncGenerator<Buffer>) {}

  async some(): Promise<boolean> {
    return this.has(1);
  }

  async take(bytes: number): Promise<Buffer> {
    if (!(await this.has(bytes))) throw new UnpackError('zstd: unexpected end of file');
    const taken = this.buffer.subarray(0, bytes);
    this.buffer = this.buffer.subarray(bytes);
    return taken;
  }

  async skip(bytes: number): Promise<void> {
    for (let left = bytes; left > 0; left -= Math.min(left, BLOCK_BYTES))
      await this.take(Math.min(left, BLOCK_BYTES));
  }

  private async has(bytes: number): Promise<boolean> {
    while (this.buffer.length < bytes) {
      const next = await this.source.next();
      if (next.done) return false;
      this.buffer = this.buffer.length > 0 ? Buffer.concat([this.buffer, next.value]) : next.value;
    }
    return true;
  }
}
