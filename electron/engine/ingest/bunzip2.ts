import { UnpackError } from './gunzip.ts';

const STREAM = 0x425a68; // BZh
const BLOCK = 0x314159265359;
const END = 0x177245385090;
const LEVEL_BYTES = 100_000;
/** No block is longer, packed: so many symbols of at most 20 bits, and its tables. */
const BLOCK_BYTES = 3 * 1024 * 1024;
const PIECE_BYTES = 64 * 1024;
const LONGEST_CODE = 20;
const GROUP_SYMBOLS = 50;

const CRC = new Int32Array(256).map((_none, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  return crc;
});

/**
 * Unpacks bzip2, all streams of a file. A block at a time and that in small pieces, since one of a few bytes may hold 45 MB; gives
 * every whole block before it throws `UnpackError` for damage.
 */
export async function* bunzip2(source: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const input = new Input(source);
  for (let streams = 0; await input.fill(); streams++) {
    const bits = new Bits(input.buffer);
    if (streams > 0 && bits.peekAll(0)) return;
    if (bits.read(24) !== STREAM)
      throw new UnpackError(
        streams > 0 ? 'bzip2: what follows the packed data is not bzip2' : 'bzip2: bad header',
      );
    const level = bits.read(8) - 0x30;
    if (level < 1 || level > 9) throw new UnpackError('bzip2: bad header');
    yield* unpackStream(input, bits, level * LEVEL_BYTES);
  }
}

/** The blocks of a stream, to its end; leaves the input behind it. */
async function* unpackStream(input: Input, first: Bits, size: number): AsyncGenerator<Buffer> {
  let bits = first;
  let total = 0;
  const symbols = new Uint32Array(size);
  for (;;) {
    const magic = bits.long(48);
    const checksum = bits.long(32) | 0;
    if (magic === END) {
      input.take(bits.bytes);
      if (checksum !== total)
        throw new UnpackError('bzip2: incorrect data check: the content is not what was packed');
      return;
    }
    if (magic !== BLOCK) throw new UnpackError('bzip2: a block does not begin as one');
    const block = readBlock(bits, symbols);
    const crc = yield* expand(block, symbols);
    if (crc !== checksum)
      throw new UnpackError('bzip2: incorrect data check: the content is not what was packed');
    total = ((total << 1) | (total >>> 31)) ^ crc;
    const left = bits.rest;
    input.take(bits.wholeBytes);
    await input.fill();
    bits = new Bits(input.buffer, left);
  }
}

interface Block {
  start: number;
  count: number;
}

/** Reads a block into `symbols`: each byte, and above it where the one after it stands. */
function readBlock(bits: Bits, symbols: Uint32Array): Block {
  if (bits.read(1) === 1) throw new UnpackError('bzip2: a form of very old versions');
  const start = bits.read(24);
  const alphabet = readAlphabet(bits);
  const groups = bits.read(3);
  const selectors = readSelectors(bits, groups);
  const codes = Array.from({ length: groups }, () => readCode(bits, alphabet.length + 2));
  const count = readSymbols(bits, symbols, alphabet, codes, selectors);
  if (start >= count) throw new UnpackError('bzip2: a block begins outside itself');
  link(symbols, count);
  return { start, count };
}

function readAlphabet(bits: Bits): number[] {
  const used = bits.read(16);
  const alphabet: number[] = [];
  for (let high = 0; high < 16; high++) {
    if (!(used & (0x8000 >>> high))) continue;
    const low = bits.read(16);
    for (let bit = 0; bit < 16; bit++) if (low & (0x8000 >>> bit)) alphabet.push(high * 16 + bit);
  }
  if (alphabet.length === 0) throw new UnpackError('bzip2: a block without bytes');
  return alphabet;
}

function readSelectors(bits: Bits, groups: number): Uint8Array {
  if (groups < 2 || groups > 6) throw new UnpackError('bzip2: bad number of codes');
  const recent = Array.from({ length: groups }, (_none, group) => group);
  const selectors = new Uint8Array(bits.read(15));
  for (let index = 0; index < selectors.length; index++) {
    let position = 0;
    while (bits.read(1) === 1)
      if (++position >= groups) throw new UnpackError('bzip2: a code that is not there');
    const [group] = recent.splice(position, 1) as [number];
    recent.unshift(group);
    selectors[index] = group;
  }
  return selectors;
}

/** A canonical Huffman code: by length, the largest code and where its symbols begin in `order`. */
interface Code {
  shortest: number;
  limits: Int32Array;
  bases: Int32Array;
  order: Uint16Array;
}

function readCode(bits: Bits, symbols: number): Code {
  const lengths = new Uint8Array(symbols);
  let length = bits.read(5);
  for (let symbol = 0; symbol < symbols; symbol++) {
    for (;;) {
      if (length < 1 || length > LONGEST_CODE) throw new UnpackError('bzip2: bad length of a code');
      if (bits.read(1) === 0) break;
      length += bits.read(1) === 0 ? 1 : -1;
    }
    lengths[symbol] = length;
  }
  return codeOf(lengths);
}

function codeOf(lengths: Uint8Array): Code {
  const counts = new Int32Array(LONGEST_CODE + 1);
  for (const length of lengths) counts[length]!++;
  const limits = new Int32Array(LONGEST_CODE + 1).fill(-1);
  const bases = new Int32Array(LONGEST_CODE + 1);
  let code = 0;
  let before = 0;
  for (let length = 1; length <= LONGEST_CODE; length++) {
    const count = counts[length] as number;
    limits[length] = code + count - 1;
    bases[length] = code - before;
    before += count;
    code = (code + count) << 1;
  }
  const order = new Uint16Array(lengths.length);
  let at = 0;
  for (let length = 1; length <= LONGEST_CODE; length++)
    for (let symbol = 0; symbol < lengths.length; symbol++)
      if (lengths[symbol] === length) order[at++] = symbol;
  return { shortest: lengths.reduce((least, length) => Math.min(least, length)), limits, bases, order };
}

function readSymbol(bits: Bits, { shortest, limits, bases, order }: Code): number {
  let length = shortest;
  let code = bits.read(length);
  while (code > (limits[length] as number)) {
    if (++length > LONGEST_CODE) throw new UnpackError('bzip2: a code that is not there');
    code = (code << 1) | bits.read(1);
  }
  const symbol = order[code - (bases[length] as number)];
  if (symbol === undefined) throw new UnpackError('bzip2: a code that is not there');
  return symbol;
}

/** Undoes the codes, the runs and the moves to the front. */
function readSymbols(
  bits: Bits,
  symbols: Uint32Array,
  alphabet: number[],
  codes: readonly Code[],
  selectors: Uint8Array,
): number {
  const end = alphabet.length + 1;
  let count = 0;
  let run = 0;
  let weight = 1;
  for (let read = 0; ; read++) {
    const selector = selectors[Math.floor(read / GROUP_SYMBOLS)];
    if (selector === undefined) throw new UnpackError('bzip2: a block longer than it says');
    const symbol = readSymbol(bits, codes[selector] as Code);
    if (symbol <= 1) {
      run += weight << symbol;
      weight <<= 1;
      if (run > symbols.length) throw new UnpackError('bzip2: a block longer than it may be');
      continue;
    }
    if (count + run > symbols.length || (symbol !== end && count + run === symbols.length))
      throw new UnpackError('bzip2: a block longer than it may be');
    symbols.fill(alphabet[0] as number, count, count + run);
    count += run;
    run = 0;
    weight = 1;
    if (symbol === end) return count;
    const [byte] = alphabet.splice(symbol - 1, 1) as [number];
    alphabet.unshift(byte);
    symbols[count++] = byte;
  }
}

/** Undoes the sorting of a block: notes above each byte where the one after it stands. */
function link(symbols: Uint32Array, count: number): void {
  const places = new Int32Array(257);
  for (let at = 0; at < count; at++) places[((symbols[at] as number) & 0xff) + 1]!++;
  for (let byte = 0; byte < 256; byte++) places[byte + 1]! += places[byte] as number;
  for (let at = 0; at < count; at++) {
    const byte = (symbols[at] as number) & 0xff;
    const place = places[byte] as number;
    places[byte] = place + 1;
    symbols[place] = (symbols[place] as number) | (at << 8);
  }
}

/** The bytes of a block in pieces, with the runs of equal ones written out; returns their checksum. */
function* expand({ start, count }: Block, symbols: Uint32Array): Generator<Buffer, number> {
  let piece = Buffer.allocUnsafe(PIECE_BYTES);
  let used = 0;
  let crc = -1;
  let link = (symbols[start] as number) >>> 8;
  let last = -1;
  let equal = 0;
  for (let left = count; left > 0; left--) {
    const entry = symbols[link] as number;
    link = entry >>> 8;
    const byte = entry & 0xff;
    const repeats = equal === 4;
    const value = repeats ? last : byte;
    for (let copies = repeats ? byte : 1; copies > 0; copies--) {
      if (used === PIECE_BYTES) {
        yield piece;
        piece = Buffer.allocUnsafe(PIECE_BYTES);
        used = 0;
      }
      piece[used++] = value;
      crc = (crc << 8) ^ (CRC[(crc >>> 24) ^ value] as number);
    }
    equal = repeats ? 0 : byte === last ? equal + 1 : 1;
    last = repeats ? -1 : byte;
  }
  if (used > 0) yield piece.subarray(0, used);
  return ~crc;
}

/** Packed bytes, enough of them for a block. */
class Input {
  buffer: Buffer = Buffer.alloc(0);
  private over = false;

  constructor(private readonly source: AsyncGenerator<Buffer>) {}

  /** False at the end. */
  async fill(): Promise<boolean> {
    const chunks = [this.buffer];
    let length = this.buffer.length;
    while (length < BLOCK_BYTES && !this.over) {
      const next = await this.source.next();
      if (next.done) this.over = true;
      else {
        chunks.push(next.value);
        length += next.value.length;
      }
    }
    if (chunks.length > 1) this.buffer = Buffer.concat(chunks);
    return this.buffer.length > 0;
  }

  take(bytes: number): void {
    this.buffer = this.buffer.subarray(bytes);
  }
}

/** Bits of a buffer, the highest of a byte first. */
class Bits {
  private at = 0;
  private held = 0;
  private count = 0;

  /** `skip`: bits at the beginning that are read already. */
  constructor(
    private readonly buffer: Buffer,
    skip = 0,
  ) {
    if (skip > 0) this.read(skip);
  }

  /** At most 24. */
  read(count: number): number {
    while (this.count < count) {
      if (this.at >= this.buffer.length) throw new UnpackError('bzip2: unexpected end of file');
      this.held = (this.held << 8) | (this.buffer[this.at++] as number);
      this.count += 8;
    }
    this.count -= count;
    return (this.held >>> this.count) & (2 ** count - 1);
  }

  long(count: 32 | 48): number {
    let value = 0;
    for (let read = 0; read < count; read += 16) value = value * 0x10000 + this.read(16);
    return value;
  }

  peekAll(byte: number): boolean {
    return this.buffer.every((one) => one === byte);
  }

  /** Bytes that were begun. */
  get bytes(): number {
    return this.at - Math.floor(this.count / 8);
  }

  /** Bytes that were read to their end. */
  get wholeBytes(): number {
    return this.at - Math.ceil(this.count / 8);
  }

  /** Bits that were read of the byte after those. */
  get rest(): number {
    return (8 - (this.count % 8)) % 8;
  }
}
