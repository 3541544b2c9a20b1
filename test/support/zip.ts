import { createCipheriv, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  name: string;
  data: Buffer;
  deflate?: boolean;
  mode?: number;
  flags?: number;
  /** Where it is not to be the right one. */
  checksum?: number;
  lock?: ZipPassword;
}

export interface ZipPassword {
  method: 'zipcrypto' | 'aes-128' | 'aes-192' | 'aes-256';
  password: string;
}

/** A zip as its specification says, of entries that no ordinary tool would write. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { name, data, deflate, mode = 0o100644, lock, checksum = crc32(data) } = entry;
    const flags = (entry.flags ?? 0x800) | (lock ? 1 : 0);
    const method = deflate ? 8 : 0;
    const packed = deflate ? deflateRawSync(data) : data;
    const { body, extra, code } = locked(packed, method, checksum, lock);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(flags, 2);
    fields.writeUInt16LE(code, 4);
    fields.writeUInt32LE(extra.length > 0 ? 0 : checksum, 10);
    fields.writeUInt32LE(body.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    fields.writeUInt16LE(extra.length, 24);
    const named = Buffer.concat([Buffer.from(name), extra]);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), fields, named, body]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((mode << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('504b01021403', 'hex'), fields, tail, named]));
    parts.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}

function locked(packed: Buffer, method: number, checksum: number, lock: ZipPassword | undefined) {
  if (!lock) return { body: packed, extra: Buffer.alloc(0), code: method };
  if (lock.method === 'zipcrypto')
    return { body: zipCrypto(packed, checksum, lock.password), extra: Buffer.alloc(0), code: method };
  const strength = ['aes-128', 'aes-192', 'aes-256'].indexOf(lock.method) + 1;
  const extra = Buffer.from([0x01, 0x99, 7, 0, 2, 0, 0x41, 0x45, strength, method, 0]);
  return { body: aes(packed, strength, lock.password), extra, code: 99 };
}

/** AE-2: salt, two bytes to know the password by, the data, ten bytes of authentication. */
function aes(data: Buffer, strength: number, password: string): Buffer {
  const key = 8 * (strength + 1);
  const salt = randomBytes(4 * (strength + 1));
  const made = pbkdf2Sync(password, salt, 1000, 2 * key + 2, 'sha1');
  const cipher = createCipheriv(`aes-${key * 8}-ecb`, made.subarray(0, key), null).setAutoPadding(false);
  const body = Buffer.from(data);
  for (let block = 0; block * 16 < body.length; block++) {
    const counter = Buffer.alloc(16);
    counter.writeUInt32LE(block + 1);
    const mask = cipher.update(counter);
    for (let at = 0; at < 16 && block * 16 + at < body.length; at++)
      body.writeUInt8(body.readUInt8(block * 16 + at) ^ mask.readUInt8(at), block * 16 + at);
  }
  const code = createHmac('sha1', made.subarray(key, 2 * key))
    .update(body)
    .digest()
    .subarray(0, 10);
  return Buffer.concat([salt, made.subarray(2 * key), body, code]);
}

function zipCrypto(data: Buffer, checksum: number, password: string): Buffer {
  const keys = [0x12345678n, 0x23456789n, 0x34567890n] as [bigint, bigint, bigint];
  const step = (crc: bigint, byte: bigint) => {
    let c = (crc ^ byte) & 0xffn;
    for (let bit = 0; bit < 8; bit++) c = c & 1n ? (c >> 1n) ^ 0xedb88320n : c >> 1n;
    return c ^ (crc >> 8n);
  };
  const update = (byte: number) => {
    keys[0] = step(keys[0], BigInt(byte));
    keys[1] = ((keys[1] + (keys[0] & 0xffn)) * 134775813n + 1n) & 0xffffffffn;
    keys[2] = step(keys[2], keys[1] >> 24n);
  };
  for (const byte of Buffer.from(password)) update(byte);
  const head = randomBytes(12);
  head[11] = checksum >>> 24;
  return Buffer.from(
    Buffer.concat([head, data]).map((byte) => {
      const mask = (keys[2] & 0xffffn) | 2n;
      const crypted = byte ^ Number(((mask * (mask ^ 1n)) >> 8n) & 0xffn);
      update(byte);
      return crypted;
    }),
  );
}
