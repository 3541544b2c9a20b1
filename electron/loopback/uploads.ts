import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Upload } from '../../shared/loopback.ts';

const UPLOAD_NAME = /^[0-9a-f-]{36}$/;

/** Streams a request's body into a new file. The name given is only passed on: no path is ever made of it. */
export async function receive(request: IncomingMessage, folder: string, name: string): Promise<Upload> {
  const path = join(folder, randomUUID());
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  try {
    await pipeline(request, file);
    return { path, name, bytes: file.bytesWritten };
  } catch (cause) {
    await rm(path, { force: true });
    throw new Error(`cannot be copied: ${name} (${(cause as Error).message})`, { cause });
  }
}

/** Removes a file that was streamed in before; throws on any other path. */
export async function discard(folder: string, path: string): Promise<null> {
  const name = basename(path);
  if (!UPLOAD_NAME.test(name) || path !== join(folder, name)) {
    throw new Error(`not a copied file: ${JSON.stringify(path)}`);
  }
  await rm(path, { force: true });
  return null;
}
