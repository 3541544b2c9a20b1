import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Source } from './sources.ts';

const PATIENCE_MS = 10 * 60_000;
const LARGEST_FILE = 1024 ** 3;
const LARGEST_PAGE = 16 * 1024 ** 2;

/** A file as it was fetched, not yet in its place. */
export interface Fetched {
  readonly url: string;
  readonly sha256: string;
  readonly bytes: number;
  /** The day that the server, or the address of the file, gives it; null where neither does. */
  readonly date: string | null;
  /** Whether a published checksum was compared. */
  readonly checked: boolean;
}

/**
 * Fetches a source into a new file at `path`. Throws one line where it cannot be had, is not all there, or has not the checksum that
 * is published for it.
 */
export async function fetchFile(source: Source, path: string): Promise<Fetched> {
  const url = source.linkPattern ? await linkIn(source.url, source.linkPattern) : source.url;
  const response = await get(url);
  const { sha256, bytes } = await write(response, path);
  const announced = response.headers.get('content-length');
  const packed = response.headers.get('content-encoding');
  if (announced !== null && packed === null && Number(announced) !== bytes)
    throw new Error(`not all there: ${bytes} of ${announced} bytes: ${url}`);
  const expected = source.checksum && (await publishedChecksum(source.checksum));
  if (expected && expected !== sha256)
    throw new Error(`wrong checksum: ${sha256}, published is ${expected}: ${url}`);
  return { url, sha256, bytes, date: dateOf(response, url), checked: expected !== null };
}

async function get(url: string): Promise<Response> {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch((cause: unknown) => {
    throw new Error(`cannot be reached: ${url}: ${reasonOf(cause)}`, { cause });
  });
  if (response.ok) return response;
  await response.body?.cancel();
  throw new NotHad(response.status, url);
}

/** The server has answered, but not with the file. */
class NotHad extends Error {
  constructor(
    readonly status: number,
    url: string,
  ) {
    super(`answered ${status}: ${url}`);
  }
}

/** `fetch` hides the reason one level down. */
function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return inner instanceof Error ? inner.message : String(inner);
}

async function write({ body, url }: Response, path: string): Promise<{ sha256: string; bytes: number }> {
  if (!body) throw new Error(`empty: ${url}`);
  const hash = createHash('sha256');
  let bytes = 0;
  const count = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > LARGEST_FILE) throw new Error(`more than ${LARGEST_FILE} bytes: ${url}`);
      hash.update(chunk);
      yield chunk;
    }
  };
  // Node's and the browser's types of a stream differ; both can be iterated.
  const chunks = body as unknown as AsyncIterable<Uint8Array>;
  await pipeline(chunks, count, createWriteStream(path)).catch((cause: unknown) => {
    throw new Error(`broken off: ${url}: ${reasonOf(cause)}`, { cause });
  });
  return { sha256: hash.digest('hex'), bytes };
}

async function linkIn(page: string, pattern: RegExp): Promise<string> {
  const text = (await (await get(page)).text()).slice(0, LARGEST_PAGE);
  const [link] = pattern.exec(text) ?? [];
  if (link === undefined) throw new Error(`the page names no file any more: ${page}`);
  return link;
}

/** The hash in a `.sha256` file; null where there is none and none is required. */
async function publishedChecksum({ url, required }: NonNullable<Source['checksum']>): Promise<string | null> {
  let text;
  try {
    text = await (await get(url)).text();
  } catch (cause) {
    if (cause instanceof NotHad && cause.status === 404 && !required) return null;
    throw cause;
  }
  const [hash] = /\b[0-9a-f]{64}\b/i.exec(text) ?? [];
  if (hash === undefined) throw new Error(`no checksum in ${url}`);
  return hash.toLowerCase();
}

function dateOf(response: Response, url: string): string | null {
  const [, year, month, day] = /_(20\d\d)(\d\d)(\d\d)\.json$/.exec(url) ?? [];
  if (year) return `${year}-${month}-${day}`;
  const modified = Date.parse(response.headers.get('last-modified') ?? '');
  return Number.isNaN(modified) ? null : new Date(modified).toISOString().slice(0, 10);
}
