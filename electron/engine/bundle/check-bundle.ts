import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { crc32 } from 'node:zlib';
import {
  BUNDLE_EVIDENCE,
  BUNDLE_FORMAT,
  BUNDLE_MANIFEST,
  BUNDLE_REPORT,
  BUNDLE_SUMS,
  BUNDLE_VERSION,
  BundleManifest,
} from '../../../shared/bundle.ts';
import { writtenFile } from '../report/sinks.ts';
import { readZip, type StoredFile } from './read-zip.ts';

/** A text of it that is longer is none of ours. */
const MOST_TEXT = 256 * 1024 * 1024;

/** A bundle whose every byte is as it was written. */
export interface Bundle {
  path: string;
  manifest: BundleManifest;
  files: ReadonlyMap<string, StoredFile>;
}

export interface Checked {
  sha256: string;
  /** Nothing where there are problems. */
  bundle: Bundle | null;
  problems: string[];
}

/** Looks at every byte of the file. Throws where it cannot be read; what is wrong with it are problems. */
export async function checkBundle(path: string): Promise<Checked> {
  const { sha256 } = await writtenFile(path);
  try {
    const { bundle, problems } = await checked(path, await readZip(path));
    return { sha256, bundle: problems.length === 0 ? bundle : null, problems };
  } catch (cause) {
    return { sha256, bundle: null, problems: [(cause as Error).message] };
  }
}

async function checked(path: string, stored: readonly StoredFile[]) {
  const files = new Map(stored.map((file) => [file.name, file]));
  if (files.size < stored.length) throw new Error('it holds two files of one name');
  const hashes = new Map<string, string>();
  const problems: string[] = [];
  for (const file of stored) {
    const { sha256, crc } = await sumsOf(path, file);
    hashes.set(file.name, sha256);
    if (crc !== file.crc) problems.push(`${shown(file.name)}: its checksum is not that of the archive`);
  }
  const sums = readSums(await textOf(path, files, BUNDLE_SUMS));
  problems.push(...againstSums(stored, hashes, sums));
  const manifest = readManifest(await textOf(path, files, BUNDLE_MANIFEST));
  problems.push(...againstManifest(manifest, files));
  return { bundle: { path, manifest, files }, problems };
}

export const contentOf = (path: string, { start, bytes }: StoredFile): AsyncIterable<Buffer> =>
  bytes === 0
    ? nothing()
    : (createReadStream(path, { start, end: start + bytes - 1 }) as AsyncIterable<Buffer>);

// eslint-disable-next-line @typescript-eslint/require-await -- as the other is
async function* nothing(): AsyncGenerator<Buffer> {
  yield Buffer.alloc(0);
}

async function sumsOf(path: string, file: StoredFile): Promise<{ sha256: string; crc: number }> {
  const hash = createHash('sha256');
  let crc = 0;
  for await (const piece of contentOf(path, file)) {
    hash.update(piece);
    crc = crc32(piece, crc);
  }
  return { sha256: hash.digest('hex'), crc };
}

async function textOf(path: string, files: ReadonlyMap<string, StoredFile>, name: string): Promise<string> {
  const file = files.get(name);
  if (!file) throw new Error(`it has no ${name}`);
  if (file.bytes > MOST_TEXT) throw new Error(`its ${name} is too long to be one`);
  const pieces: Buffer[] = [];
  for await (const piece of contentOf(path, file)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

function readSums(text: string): Map<string, string> {
  const sums = new Map<string, string>();
  for (const line of text.split('\n').slice(0, -1)) {
    const [, sha256, name] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (sha256 === undefined || name === undefined)
      throw new Error(`its ${BUNDLE_SUMS} is not as it was written`);
    sums.set(name, sha256);
  }
  return sums;
}

function againstSums(
  stored: readonly StoredFile[],
  hashes: ReadonlyMap<string, string>,
  sums: ReadonlyMap<string, string>,
): string[] {
  const named = [...sums.keys(), BUNDLE_SUMS];
  const problems = named.flatMap((name) => (hashes.has(name) ? [] : [`${shown(name)} is missing`]));
  for (const { name } of stored) {
    if (name === BUNDLE_SUMS) continue;
    const wanted = sums.get(name);
    if (wanted === undefined) problems.push(`${shown(name)} was added`);
    else if (wanted !== hashes.get(name)) problems.push(`${shown(name)} was changed: it has another SHA-256`);
    if (name.startsWith(BUNDLE_EVIDENCE) && name !== BUNDLE_EVIDENCE + (hashes.get(name) ?? ''))
      problems.push(`${shown(name)} is not what its name says`);
  }
  return problems;
}

function readManifest(text: string): BundleManifest {
  const json = parsed(text);
  const { format, version } = (json ?? {}) as { format?: unknown; version?: unknown };
  if (format !== BUNDLE_FORMAT) throw new Error(`its ${BUNDLE_MANIFEST} is none of a case bundle`);
  if (version !== BUNDLE_VERSION)
    throw new Error(
      `it is of version ${String(version)}, and this Interloper reads version ${BUNDLE_VERSION}`,
    );
  const manifest = BundleManifest.safeParse(json);
  if (manifest.success) return manifest.data;
  const [issue] = manifest.error.issues;
  throw new Error(
    `its ${BUNDLE_MANIFEST} is not as it was written: ${issue?.path.join('.')} ${issue?.message}`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Exactly the evidence that the manifest names, and the report. */
function againstManifest(manifest: BundleManifest, files: ReadonlyMap<string, StoredFile>): string[] {
  const contents = manifest.evidence_included ? manifest.evidence : [];
  const wanted = new Set([
    ...[BUNDLE_MANIFEST, BUNDLE_REPORT, BUNDLE_SUMS],
    ...contents.flatMap(({ sha256 }) => (sha256 === null ? [] : [BUNDLE_EVIDENCE + sha256])),
  ]);
  return [
    ...[...wanted].filter((name) => !files.has(name)).map((name) => `${shown(name)} is missing`),
    ...[...files.keys()]
      .filter((name) => !wanted.has(name))
      .map((name) => `${shown(name)} is nothing that ${BUNDLE_MANIFEST} names`),
  ];
}

const shown = (name: string): string => JSON.stringify(name.slice(0, 200));
