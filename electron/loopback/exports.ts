import { randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, rmSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { plainFileName } from '../../shared/case-file.ts';

const EXPORT_NAME = /^[0-9a-f-]{36}$/;

/** Where the engine writes what a browser then downloads: a folder of this run, which goes with it. */
export interface Exports {
  newPath(): string;
  /** Sends the file under this name, then removes it; throws on a path that was not given out here. */
  send(path: string, name: string, response: ServerResponse): Promise<void>;
  discard(path: string): Promise<null>;
  close(): void;
}

export function openExports(cases: string): Exports {
  const folder = join(cases, 'exports', randomUUID());
  const check = (path: string) => {
    const name = basename(path);
    if (!EXPORT_NAME.test(name) || path !== join(folder, name))
      throw new Error(`not an exported file: ${JSON.stringify(path)}`);
  };
  const discard = async (path: string) => {
    check(path);
    await rm(path, { force: true });
    return null;
  };
  return {
    newPath() {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      return join(folder, randomUUID());
    },
    async send(path, name, response) {
      check(path);
      const { size } = await stat(path);
      response.writeHead(200, {
        'content-type': 'application/octet-stream',
        'content-length': size,
        'content-disposition': `attachment; filename*=UTF-8''${encoded(plainFileName(name))}`,
      });
      // Also where the browser broke off: it asks for no part of a file, and the next export has a path of its own.
      await pipeline(createReadStream(path), response).finally(() => discard(path));
    },
    discard,
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** As RFC 8187 wants it: `encodeURIComponent` leaves some marks that mean something there. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
