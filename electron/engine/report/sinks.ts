import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  type WriteStream,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Sink, Write } from './formats/definition.ts';

/** A file as it was written. */
export interface WrittenFile {
  /** Within the export; empty for an export of one file. */
  name: string;
  bytes: number;
  sha256: string;
}

/** An export of one file, read again. */
export async function writtenFile(path: string): Promise<WrittenFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { name: '', bytes, sha256: hash.digest('hex') };
}

/** Notes the length and SHA-256 of every file that passes to `sink`. */
export function noting(sink: Sink, files: WrittenFile[]): Sink {
  return {
    async file(name, work) {
      const hash = createHash('sha256');
      let bytes = 0;
      await sink.file(name, (write) =>
        work(async (piece) => {
          hash.update(piece);
          bytes += Buffer.byteLength(piece);
          await write(piece);
        }),
      );
      files.push({ name, bytes, sha256: hash.digest('hex') });
    },
  };
}

/** One file at this path. What was there stays until the new one is whole. */
export const fileSink = (path: string): Sink => ({ file: (_name, work) => writeFile(path, work) });

/** Lets `work` write one file at this path, as `fileSink` does, and gives what it gives. */
export async function writingTo<T>(path: string, work: (write: Write) => Promise<T>): Promise<T> {
  const results: T[] = [];
  await writeFile(path, async (write) => {
    results.push(await work(write));
  });
  return results[0] as T;
}

export interface FolderSink extends Sink {
  /** Removes what was written, so that the folder can be given again. */
  abandon(): void;
}

/** Files in a folder, which is made. Throws where it holds something: of an earlier export, parts would stay and be read with this one. */
export function folderSink(path: string): FolderSink {
  mkdirSync(path, { recursive: true });
  if (readdirSync(path).length > 0)
    throw new Error(`the folder ${path} is not empty: name a new one, or empty it first`);
  const written: string[] = [];
  return {
    file: (name, work) => {
      const target = join(path, ...partsOf(name));
      mkdirSync(dirname(target), { recursive: true });
      written.push(target);
      return writeFile(target, work);
    },
    abandon: () => written.forEach((target) => removeUpTo(path, target)),
  };
}

/** The file, and the folders above it that then hold nothing. */
function removeUpTo(root: string, target: string): void {
  rmSync(target, { force: true });
  for (let folder = dirname(target); folder !== root; folder = dirname(folder)) {
    if (!existsSync(folder)) continue;
    if (readdirSync(folder).length > 0) return;
    rmdirSync(folder);
  }
}

/** The folders and the file of a name inside an export. Throws on one that could lead elsewhere. */
export function partsOf(name: string): string[] {
  const parts = name.split('/');
  for (const part of parts)
    if (!/^[\w=%.-]+$/.test(part) || /^\.+$/.test(part))
      throw new Error(`not a name for an exported file: ${JSON.stringify(name)}`);
  return parts;
}

async function writeFile(path: string, work: (write: Write) => Promise<void>): Promise<void> {
  // A device or a pipe cannot be replaced.
  const isOther = statSync(path, { throwIfNoEntry: false })?.isFile() === false;
  const partial = isOther ? path : `${path}.part`;
  const stream = createWriteStream(partial);
  const failed = new Promise<never>((_resolve, reject) => stream.once('error', reject));
  failed.catch(() => undefined);
  try {
    await work((piece) => Promise.race([failed, written(stream, piece)]));
    await finished(stream.end());
  } catch (cause) {
    stream.destroy();
    // It may only now be opening the file, which would then be made after it was removed.
    await finished(stream).catch(() => undefined);
    if (!isOther) rmSync(partial, { force: true });
    throw cause;
  }
  if (!isOther) renameSync(partial, path);
}

function written(stream: WriteStream, piece: string | Uint8Array): Promise<void> {
  if (stream.write(piece)) return Promise.resolve();
  return new Promise((resolve) => stream.once('drain', resolve));
}
