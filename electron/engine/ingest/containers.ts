import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { extract } from 'tar-stream';
import { XzReadableStream } from 'xz-decompress';
import { open, validateFileName, getFileNameLowLevel, type Entry, type ZipFile } from 'yauzl';
import type { Limits } from '../../../shared/limits.ts';
import { bunzip2 } from './bunzip2.ts';
import { gunzip, inflateRaw, UnpackError } from './gunzip.ts';
import { unzstd } from './unzstd.ts';
import {
  beginsWell,
  decrypted,
  headOf,
  lockOf,
  passwordBytes,
  type Opened,
  type ZipLock,
} from './zip-lock.ts';

/** A stream of text found in a file. `name` is its place inside, `null` for the file itself; `compression` what it was packed with. */
export interface Member {
  ordinal: number;
  name: string | null;
  compression: string | null;
  /** Why an entry of an archive is not read; `chunks` is then empty. */
  problem: string | null;
  /** A password would open it. */
  locked: boolean;
  chunks: AsyncGenerator<Buffer>;
  /** SHA-256 of the member as it stands in its archive, once it was read; `null` for the file itself. */
  digest: () => string | null;
}

/** Unpacked bytes from which on their ratio to the packed ones is looked at. */
const RATIO_FROM = 64 * 2 ** 20;

/** What reading evidence again needs beside its place. */
export interface Unpacking {
  /** A new file of ours, for a zip inside another container. */
  temporaryPath: () => string;
  /** For encrypted archives; in memory only. */
  passwords: readonly string[];
}

export interface Walk {
  path: string;
  chunks: AsyncGenerator<Buffer>;
  /** Where a zip inside another container is kept while it is read, under a name of ours. */
  temporaryPath: () => string;
  limits: Limits;
  /** What the analyst gave to open encrypted entries with; tried in this order. */
  passwords?: readonly string[];
  /** For tests: where the ratio begins to count. */
  ratioFrom?: number;
  packedBytes: () => number;
  /** Reads a member to its end or not; what it leaves is passed over. */
  visit(member: Member): Promise<void>;
}

type Kind = 'gzip' | 'zstd' | 'bzip2' | 'xz' | 'tar' | 'zip' | '7z' | 'rar' | null;

const MAGIC: readonly [string, Exclude<Kind, 'tar' | null>][] = [
  ['1f8b', 'gzip'],
  ['28b52ffd', 'zstd'],
  ['425a68', 'bzip2'],
  ['fd377a585a00', 'xz'],
  ['504b0304', 'zip'],
  ['504b0506', 'zip'],
  ['377abcaf271c', '7z'],
  ['526172211a07', 'rar'],
];
const HEAD_BYTES = 512;
const ZIP_LINK = 0o120000;
const ZIP_TYPE = 0o170000;

/** Visits every member of a file, archives in archives to the limit. Entries are streamed; their names are never paths. */
export async function walkContainers(walk: Walk): Promise<{ archive: Kind; remarks: string[] }> {
  const walker = new Walker(walk);
  const top: Spot = { name: null, packed: [], depth: 0, path: walk.path, digest: () => null };
  const archive = await walker.stream(walk.chunks, top);
  return { archive, remarks: walker.remarks };
}

/** Where in the nest of containers a stream stands. `path` where it is a file of its own. */
interface Spot {
  name: string | null;
  packed: readonly string[];
  depth: number;
  path: string | null;
  digest: () => string | null;
}

class Walker {
  readonly remarks: string[] = [];
  private ordinal = 0;
  private unpacked = 0;
  private readonly passwords: Buffer[];

  constructor(private readonly walk: Walk) {
    this.passwords = passwordBytes(walk.passwords ?? []);
  }

  /** Looks what a stream holds and goes into it. Returns the archive's kind, `null` for a plain or only compressed stream. */
  async stream(source: AsyncGenerator<Buffer>, at: Spot): Promise<Kind> {
    const { head, all } = await peek(source);
    const kind = kindOf(head);
    if (kind === null) return this.leaf(all, at);
    if (at.depth >= this.walk.limits.depth)
      return this.refuse(
        at,
        `${kind} deeper inside other containers than the limit max-depth of ${this.walk.limits.depth}: not opened`,
      );
    const inside = { ...at, depth: at.depth + 1, path: null };
    switch (kind) {
      case 'gzip':
      case 'zstd':
      case 'bzip2':
      case 'xz':
        return this.stream(this.counted(DECOMPRESS[kind](all)), { ...inside, packed: [...at.packed, kind] });
      case 'tar':
        return this.archive(kind, at, () => this.tar(all, inside));
      case 'zip':
        return this.archive(kind, at, () => this.zipStream(all, at.path, inside));
      case '7z':
      case 'rar':
        return this.refuse(
          at,
          `a ${kind} archive, which is not opened here: unpack it with 7-Zip and drop its contents`,
        );
    }
  }

  private async leaf(chunks: AsyncGenerator<Buffer>, at: Spot): Promise<null> {
    await this.walk.visit({ ...this.member(at), problem: null, locked: false, chunks });
    try {
      for await (const _left of chunks) continue;
    } catch (cause) {
      if (!(cause instanceof UnpackError)) throw cause;
    }
    return null;
  }

  private async refuse(at: Spot, problem: string, locked = false): Promise<null> {
    await this.walk.visit({ ...this.member(at), problem, locked, chunks: nothing() });
    return null;
  }

  private member({ name, packed, digest }: Spot) {
    return { ordinal: name === null ? 0 : this.next(), name, compression: packed.join('+') || null, digest };
  }

  private next(): number {
    this.ordinal++;
    if (this.ordinal > this.walk.limits.entries)
      throw new UnpackError(
        `more than ${this.walk.limits.entries} entries, the limit max-entries: the rest is not read`,
      );
    return this.ordinal;
  }

  /** Keeps what an archive gave before it turned out to be broken. */
  private async archive(kind: Kind, at: Spot, read: () => Promise<void>): Promise<Kind> {
    try {
      await read();
    } catch (cause) {
      if (!(cause instanceof UnpackError)) throw cause;
      this.remarks.push(at.name === null ? cause.message : `${at.name}: ${cause.message}`);
    }
    return kind;
  }

  /** An entry's stream, hashed as it is read, and where it stands. */
  private async entry(
    source: AsyncGenerator<Buffer>,
    name: string,
    outer: Spot,
    packed: readonly string[] = [],
  ): Promise<void> {
    const hash = createHash('sha256');
    const hashed = async function* (): AsyncGenerator<Buffer> {
      for await (const chunk of source) {
        hash.update(chunk);
        yield chunk;
      }
    };
    const digest = () => hash.copy().digest('hex');
    await this.stream(hashed(), { ...outer, name: inner(outer.name, name), packed, digest });
  }

  private async tar(source: AsyncGenerator<Buffer>, at: Spot): Promise<void> {
    const unpack = extract();
    const feeding = pipeline(Readable.from(source), unpack).catch((cause: unknown) => cause as Error);
    try {
      for await (const entry of unpack) {
        const { header } = entry;
        if (header.type === 'file' || header.type === 'contiguous-file')
          await this.entry(library('tar', entry), header.name, at);
        else if (header.type !== 'directory')
          await this.refuse(
            { ...at, name: inner(at.name, header.name) },
            `a ${header.type ?? 'special entry'} in the archive, not followed`,
          );
        entry.resume();
      }
    } catch (cause) {
      throw cause instanceof UnpackError
        ? cause
        : new UnpackError(`tar: ${(cause as Error).message}`, { cause });
    }
    const failure = await feeding;
    if (failure instanceof UnpackError) throw failure;
    if (failure) throw new UnpackError(`tar: ${failure.message}`, { cause: failure });
  }

  /** A zip is read from its end, so one that is not a file of its own is kept in one for the while. */
  private async zipStream(source: AsyncGenerator<Buffer>, path: string | null, at: Spot): Promise<void> {
    if (path !== null) {
      for await (const _chunk of source) continue;
      return this.zip(path, at);
    }
    const temporary = this.walk.temporaryPath();
    try {
      await pipeline(Readable.from(source), createWriteStream(temporary, { flags: 'wx', mode: 0o600 }));
      await this.zip(temporary, at);
    } finally {
      await rm(temporary, { force: true });
    }
  }

  private async zip(path: string, at: Spot): Promise<void> {
    const zip = await openZip(path);
    try {
      for await (const entry of entriesOf(zip)) {
        const name = getFileNameLowLevel(
          entry.generalPurposeBitFlag,
          entry.fileNameRaw,
          entry.extraFields,
          false,
        );
        if (!name.endsWith('/')) await this.zipEntry(zip, entry, name, at);
      }
    } finally {
      zip.close();
    }
  }

  private async zipEntry(zip: ZipFile, entry: Entry, name: string, at: Spot): Promise<void> {
    const refuse = (problem: string) => this.refuse({ ...at, name: inner(at.name, name) }, problem);
    if (((entry.externalFileAttributes >>> 16) & ZIP_TYPE) === ZIP_LINK) {
      await refuse('a symbolic link in the archive, not followed');
      return;
    }
    const bad = validateFileName(name.replaceAll('\\', '/'));
    if (bad !== null) this.remarks.push(`${bad}; read all the same, the name is never used as a path`);
    if (entry.isEncrypted()) return this.lockedEntry(zip, entry, name, at);
    let opened: Readable;
    try {
      opened = await promisify<Entry, Readable>((one, done) => zip.openReadStream(one, done))(entry);
    } catch (cause) {
      await refuse(`zip: ${(cause as Error).message}`);
      return;
    }
    await this.entry(this.counted(checked(entry, library('zip', opened))), name, at);
  }

  private async lockedEntry(zip: ZipFile, entry: Entry, name: string, at: Spot): Promise<void> {
    const refuse = (problem: string, locked: boolean) =>
      this.refuse({ ...at, name: inner(at.name, name) }, problem, locked);
    const lock = lockOf(entry);
    if (typeof lock === 'string') return void (await refuse(lock, false));
    if (!(lock.method in UNPACK_METHOD))
      return void (await refuse(`zip: encrypted, and packed with method ${lock.method}`, false));
    try {
      const content = await this.unlocked(zip, entry, lock);
      if (content) return await this.entry(this.counted(content), name, at, [lock.name]);
    } catch (cause) {
      if (!(cause instanceof UnpackError)) throw cause;
      return void (await refuse(cause.message, false));
    }
    const which =
      this.passwords.length > 0 ? 'the password given does not open it' : 'its password is needed';
    await refuse(`encrypted (${lock.name}), and ${which}`, true);
  }

  /** What one of the passwords makes of an entry; `null` where none opens it. */
  private async unlocked(zip: ZipFile, entry: Entry, lock: ZipLock): Promise<AsyncGenerator<Buffer> | null> {
    for (const password of this.passwords) {
      const trial = await opening(zip, entry, lock, password);
      if (!trial) continue;
      if (!trial.certain && !(await beginsWell(trial.content, lock.method !== STORED))) continue;
      if (trial.certain) return trial.content;
      return (await opening(zip, entry, lock, password))?.content ?? null;
    }
    return null;
  }

  /** Counts what is unpacked against the limits. */
  private async *counted(source: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
    const { bytes, ratio } = this.walk.limits;
    const from = this.walk.ratioFrom ?? RATIO_FROM;
    for await (const chunk of source) {
      this.unpacked += chunk.length;
      if (this.unpacked > bytes)
        throw new UnpackError(
          `unpacks to more than ${bytes} bytes, the limit max-bytes: the rest is not read`,
        );
      if (this.unpacked > from && this.unpacked > ratio * this.walk.packedBytes())
        throw new UnpackError(
          `unpacks to more than ${ratio} times its size, the limit max-ratio: the rest is not read`,
        );
      yield chunk;
    }
  }
}

const DECOMPRESS = {
  gzip: (source: AsyncGenerator<Buffer>) => gunzip(source),
  zstd: (source: AsyncGenerator<Buffer>) => unzstd(source),
  bzip2: (source: AsyncGenerator<Buffer>) => bunzip2(source),
  xz: (source: AsyncGenerator<Buffer>) => library('xz', unxz(source)),
} as const;

const STORED = 0;
const UNPACK_METHOD: Readonly<Record<number, (source: AsyncGenerator<Buffer>) => AsyncGenerator<Buffer>>> = {
  [STORED]: (source) => source,
  8: inflateRaw,
};

/** An encrypted entry's content with this password; `null` where its head shows that it is another. */
async function opening(
  zip: ZipFile,
  entry: Entry,
  lock: ZipLock,
  password: Buffer,
): Promise<{ certain: boolean; content: AsyncGenerator<Buffer> } | null> {
  const raw = await openRaw(zip, entry);
  const begun = await headOf(raw, lock.headBytes);
  if (!begun) throw new UnpackError('zip: the encrypted data is cut off');
  const opened = await lock.open(password, begun.head);
  if (!opened) {
    await raw.return(undefined);
    return null;
  }
  return { certain: opened.certain, content: contentOf(entry, lock, opened, begun.more, raw) };
}

async function* contentOf(
  entry: Entry,
  lock: ZipLock,
  opened: Opened,
  more: Buffer,
  raw: AsyncGenerator<Buffer>,
): AsyncGenerator<Buffer> {
  const problems: string[] = [];
  const plain = decrypted(opened, more, raw, (problem) => problems.push(problem));
  const unpack = UNPACK_METHOD[lock.method] as (source: AsyncGenerator<Buffer>) => AsyncGenerator<Buffer>;
  try {
    yield* checked(entry, unpack(plain), lock.checksum);
  } finally {
    await raw.return(undefined);
  }
  if (problems[0] !== undefined) throw new UnpackError(problems[0]);
}

async function openRaw(zip: ZipFile, entry: Entry): Promise<AsyncGenerator<Buffer>> {
  try {
    const opened = await promisify<Entry, object, Readable>((one, options, done) =>
      zip.openReadStream(one, options, done),
    )(entry, { decodeFileData: false });
    return library('zip', opened);
  } catch (cause) {
    throw new UnpackError(`zip: ${(cause as Error).message}`, { cause });
  }
}

const inner = (outer: string | null, name: string): string =>
  outer === null ? name : join('/', outer).slice(1) + '!' + name;

function kindOf(head: Buffer): Kind {
  const start = head.toString('hex', 0, 8);
  const known = MAGIC.find(([magic]) => start.startsWith(magic));
  if (known) return known[1];
  return head.toString('latin1', 257, 262) === 'ustar' ? 'tar' : null;
}

async function* nothing(): AsyncGenerator<Buffer> {
  // No entry to read.
}

/** The first bytes of a stream, and the whole stream again. An error while looking is thrown where it belongs: in `all`. */
async function peek(source: AsyncGenerator<Buffer>): Promise<{ head: Buffer; all: AsyncGenerator<Buffer> }> {
  const chunks: Buffer[] = [];
  let length = 0;
  let failure: Error | null = null;
  try {
    while (length < HEAD_BYTES) {
      const next = await source.next();
      if (next.done) break;
      chunks.push(next.value);
      length += next.value.length;
    }
  } catch (cause) {
    failure = cause as Error;
  }
  const all = async function* (): AsyncGenerator<Buffer> {
    yield* chunks;
    if (failure) throw failure;
    yield* source;
  };
  return { head: Buffer.concat(chunks).subarray(0, HEAD_BYTES), all: all() };
}

async function* chunksOf(readable: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  for await (const chunk of readable) yield Buffer.from(chunk as Uint8Array);
}

/** A zip entry's bytes against the length and checksum that the archive gives for it. */
async function* checked(
  entry: Entry,
  source: AsyncGenerator<Buffer>,
  withChecksum = true,
): AsyncGenerator<Buffer> {
  let checksum = 0;
  let length = 0;
  for await (const chunk of source) {
    checksum = crc32(chunk, checksum);
    length += chunk.length;
    yield chunk;
  }
  if (length !== entry.uncompressedSize)
    throw new UnpackError(`zip: ${length} bytes where the archive says ${entry.uncompressedSize}`);
  if (withChecksum && checksum !== entry.crc32)
    throw new UnpackError('zip: incorrect data check: the content is not what was packed');
}

/** A library's stream, its errors as errors of the evidence. */
async function* library(kind: string, readable: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  try {
    yield* chunksOf(readable);
  } catch (cause) {
    throw cause instanceof UnpackError
      ? cause
      : new UnpackError(`${kind}: ${(cause as Error).message}`, { cause });
  }
}

async function* unxz(source: AsyncGenerator<Buffer>): AsyncGenerator<Uint8Array> {
  const reader = new XzReadableStream(
    Readable.toWeb(Readable.from(source)) as ReadableStream<Uint8Array>,
  ).getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}

async function openZip(path: string): Promise<ZipFile> {
  try {
    return await promisify<string, object, ZipFile>(open)(path, {
      lazyEntries: true,
      autoClose: false,
      decodeStrings: false,
      validateEntrySizes: false,
    });
  } catch (cause) {
    throw new UnpackError(`zip: ${(cause as Error).message}`, { cause });
  }
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | null>((resolve, reject) => {
      const onEntry = (next: Entry) => settle(() => resolve(next));
      const onEnd = () => settle(() => resolve(null));
      const onError = (cause: Error) =>
        settle(() => reject(new UnpackError(`zip: ${cause.message}`, { cause })));
      const settle = (done: () => void) => {
        zip.off('entry', onEntry).off('end', onEnd).off('error', onError);
        done();
      };
      zip.on('entry', onEntry).on('end', onEnd).on('error', onError);
      zip.readEntry();
    });
    if (!entry) return;
    yield entry;
  }
}
