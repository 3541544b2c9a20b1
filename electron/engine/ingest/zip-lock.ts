import { createCipheriv, createHmac, pbkdf2, timingSafeEqual, type Cipher, type Hmac } from 'node:crypto';
import { promisify } from 'node:util';
import type { Entry } from 'yauzl';
import { UnpackError } from './gunzip.ts';

/** How an entry of a zip is encrypted, and what stands under that. */
export interface ZipLock {
  /** For the ledger: `zipcrypto`, `aes-256`. */
  name: string;
  /** The compression method of what was encrypted. */
  method: number;
  /** False where the archive leaves the checksum out, since the encryption has one of its own. */
  checksum: boolean;
  /** Bytes before the encrypted data, from which a password can be told wrong. */
  headBytes: number;
  /** What decrypts with this password; `null` where the head shows that it is the wrong one. */
  open(password: Buffer, head: Buffer): Promise<Opened | null>;
}

/** Decrypts what follows the head, in order. */
export interface Opened {
  /** False where one wrong password in 256 gets so far: then what comes out has to be looked at. */
  certain: boolean;
  /** Bytes at the end that are no data. */
  tailBytes: number;
  /** In place. */
  decrypt(bytes: Buffer): void;
  /** What is wrong with the data, told by the tail; `null` where nothing is. */
  check(tail: Buffer): string | null;
}

const FLAG_DESCRIPTOR = 0x8;
const METHOD_AES = 99;
const EXTRA_AES = 0x9901;

/** How this entry is locked; a sentence where that is a way that is not opened here. */
export function lockOf(entry: Entry): ZipLock | string {
  if (entry.compressionMethod !== METHOD_AES) return zipCrypto(entry);
  const extra = entry.extraFields.find(({ id }) => id === EXTRA_AES)?.data;
  const strength = extra && extra.length >= 7 ? AES[extra[4] as number] : undefined;
  if (!extra || !strength) return 'zip: encrypted, but how is not said';
  return aes(strength, extra.readUInt16LE(5), extra.readUInt16LE(0) === 1);
}

const AES: Readonly<Record<number, { bits: 128 | 192 | 256; salt: number } | undefined>> = {
  1: { bits: 128, salt: 8 },
  2: { bits: 192, salt: 12 },
  3: { bits: 256, salt: 16 },
};
const AES_ROUNDS = 1000;
const VERIFIER_BYTES = 2;
const CODE_BYTES = 10;
const BLOCK = 16;

/** WinZip's AES, versions AE-1 and AE-2. */
function aes(
  { bits, salt }: { bits: 128 | 192 | 256; salt: number },
  method: number,
  checksum: boolean,
): ZipLock {
  const key = bits / 8;
  return {
    name: `aes-${bits}`,
    method,
    checksum,
    headBytes: salt + VERIFIER_BYTES,
    async open(password, head) {
      const made = await promisify(pbkdf2)(
        password,
        head.subarray(0, salt),
        AES_ROUNDS,
        2 * key + VERIFIER_BYTES,
        'sha1',
      );
      if (!made.subarray(2 * key).equals(head.subarray(salt))) return null;
      return new AesStream(
        createCipheriv(`aes-${bits}-ecb`, made.subarray(0, key), null).setAutoPadding(false),
        createHmac('sha1', made.subarray(key, 2 * key)),
      );
    },
  };
}

/** AES in counter mode. Node's counts from the other end, so the counters are enciphered as blocks. */
class AesStream implements Opened {
  readonly certain = true;
  readonly tailBytes = CODE_BYTES;
  private counter = 0;
  private left: Buffer = Buffer.alloc(0);

  constructor(
    private readonly cipher: Cipher,
    private readonly code: Hmac,
  ) {}

  decrypt(bytes: Buffer): void {
    this.code.update(bytes);
    const stream = this.stream(bytes.length);
    for (let at = 0; at < bytes.length; at++) bytes[at] = (bytes[at] as number) ^ (stream[at] as number);
    this.left = stream.subarray(bytes.length);
  }

  check(tail: Buffer): string | null {
    const code = this.code.digest().subarray(0, CODE_BYTES);
    return tail.length === CODE_BYTES && timingSafeEqual(tail, code)
      ? null
      : 'zip: incorrect authentication code: the content is not what was encrypted';
  }

  /** At least so many bytes to decrypt with. */
  private stream(bytes: number): Buffer {
    const blocks = Math.max(0, Math.ceil((bytes - this.left.length) / BLOCK));
    if (blocks === 0) return this.left;
    const counters = Buffer.alloc(blocks * BLOCK);
    for (let at = 0; at < counters.length; at += BLOCK) counters.writeUIntLE(++this.counter, at, 6);
    return Buffer.concat([this.left, this.cipher.update(counters)]);
  }
}

const CRYPTO_HEAD = 12;

/** PKWARE's first encryption. Its head tells one byte of what the password must give. */
function zipCrypto(entry: Entry): ZipLock {
  const described = (entry.generalPurposeBitFlag & FLAG_DESCRIPTOR) !== 0;
  const expected = described ? entry.lastModFileTime >>> 8 : entry.crc32 >>> 24;
  return {
    name: 'zipcrypto',
    method: entry.compressionMethod,
    checksum: true,
    headBytes: CRYPTO_HEAD,
    open(password, head) {
      const stream = new CryptoStream(password);
      const own = Buffer.from(head);
      stream.decrypt(own);
      return Promise.resolve(own[CRYPTO_HEAD - 1] === expected ? stream : null);
    },
  };
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_none, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

class CryptoStream implements Opened {
  readonly certain = false;
  readonly tailBytes = 0;
  private keys: [number, number, number] = [0x12345678, 0x23456789, 0x34567890];

  constructor(password: Buffer) {
    for (const byte of password) this.keys = next(this.keys, byte);
  }

  decrypt(bytes: Buffer): void {
    let [low, middle, high] = this.keys;
    for (let at = 0; at < bytes.length; at++) {
      const mask = (high | 2) & 0xffff;
      const byte = (bytes[at] as number) ^ ((Math.imul(mask, mask ^ 1) >>> 8) & 0xff);
      bytes[at] = byte;
      low = (low >>> 8) ^ (CRC_TABLE[(low ^ byte) & 0xff] as number);
      middle = (Math.imul(middle + (low & 0xff), 134775813) + 1) | 0;
      high = (high >>> 8) ^ (CRC_TABLE[(high ^ (middle >>> 24)) & 0xff] as number);
    }
    this.keys = [low, middle, high];
  }

  check(): null {
    return null;
  }
}

function next([low, middle, high]: [number, number, number], byte: number): [number, number, number] {
  const first = (low >>> 8) ^ (CRC_TABLE[(low ^ byte) & 0xff] as number);
  const second = (Math.imul(middle + (first & 0xff), 134775813) + 1) | 0;
  return [first, second, (high >>> 8) ^ (CRC_TABLE[(high ^ (second >>> 24)) & 0xff] as number)];
}

/** A text as the bytes that archivers make passwords of: UTF-8, and Latin-1 where that differs. */
export function passwordBytes(passwords: readonly string[]): Buffer[] {
  return passwords.flatMap((text) => {
    const [modern, older] = [Buffer.from(text, 'utf8'), Buffer.from(text, 'latin1')];
    return modern.equals(older) || older.toString('latin1') !== text ? [modern] : [modern, older];
  });
}

/** Takes the head from the source; `null` where it ends before. */
export async function headOf(
  source: AsyncGenerator<Buffer>,
  bytes: number,
): Promise<{ head: Buffer; more: Buffer } | null> {
  let taken: Buffer = Buffer.alloc(0);
  while (taken.length < bytes) {
    const next = await source.next();
    if (next.done) return null;
    taken = Buffer.concat([taken, next.value]);
  }
  return { head: taken.subarray(0, bytes), more: taken.subarray(bytes) };
}

/** The data after the head, decrypted. `wrong` is told what its tail says of it, when all is read. */
export async function* decrypted(
  opened: Opened,
  more: Buffer,
  source: AsyncGenerator<Buffer>,
  wrong: (problem: string) => void,
): AsyncGenerator<Buffer> {
  let held = more;
  for (let next = await source.next(); !next.done; next = await source.next()) {
    held = Buffer.concat([held, next.value]);
    const ready = Buffer.from(held.subarray(0, Math.max(0, held.length - opened.tailBytes)));
    held = held.subarray(ready.length);
    opened.decrypt(ready);
    if (ready.length > 0) yield ready;
  }
  const ready = Buffer.from(held.subarray(0, Math.max(0, held.length - opened.tailBytes)));
  opened.decrypt(ready);
  if (ready.length > 0) yield ready;
  const problem = opened.check(held.subarray(ready.length));
  if (problem) wrong(problem);
}

/** Inflating what a wrong password gives fails after a few bytes, and hardly ever after so many. */
const ACCIDENT_BYTES = 4096;
const TRIED_BYTES = 64 * 1024;

/** True where unpacking begins well: to the end with the right checksum, or long enough to be no accident. */
export async function beginsWell(unpacked: AsyncGenerator<Buffer>, inflated: boolean): Promise<boolean> {
  let bytes = 0;
  try {
    for await (const chunk of unpacked) {
      bytes += chunk.length;
      if (inflated && bytes >= TRIED_BYTES) return true;
    }
    return true;
  } catch (cause) {
    if (!(cause instanceof UnpackError)) throw cause;
    return inflated && bytes >= ACCIDENT_BYTES;
  }
}
