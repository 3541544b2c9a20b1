import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BUNDLE_EVIDENCE, type BundledFile } from '../../../shared/bundle.ts';
import { findFiles } from '../ingest/find-files.ts';
import { writtenFile } from '../report/sinks.ts';
import { contentOf, type Bundle } from './check-bundle.ts';

/** A file of the bundle with the place where its content can be read now. */
export interface PlacedFile extends BundledFile {
  now: string;
}

/** The files in the order of import, and those whose content is not there. */
export interface Found {
  files: PlacedFile[];
  /** Those of which nothing was read, since one of `files` has their content or nobody could: there is nothing to run. */
  unread: BundledFile[];
  missing: BundledFile[];
}

/**
 * Lays the evidence of the bundle into `folder`, each file under its number and hash: no name of the bundle becomes a path. Where the
 * bundle has none, files of `elsewhere` are found by their hash and read where they are.
 */
export async function findEvidence(
  bundle: Bundle,
  folder: string,
  elsewhere: string | undefined,
): Promise<Found> {
  const { manifest } = bundle;
  const order = manifest.import_order ?? manifest.evidence.map((_file, index) => index);
  const wanted = order.flatMap((index) => manifest.evidence[index] ?? []);
  const given = manifest.evidence_included ? null : await byHash(wanted, elsewhere);
  const found: Found = { files: [], unread: [], missing: [] };
  const read = new Set<string>();
  for (const file of wanted) {
    if (isUnread(file, read)) {
      found.unread.push(file);
      continue;
    }
    if (file.sha256 === null) continue;
    read.add(file.sha256);
    const now = given
      ? given.get(file.sha256)
      : await unpacked(bundle, file.sha256, join(folder, `${found.files.length + 1}`));
    if (now === undefined) found.missing.push(file);
    else found.files.push({ ...file, now });
  }
  return found;
}

/** Whatever its line says: only of a content that is read for another file, or that nobody has. */
const isUnread = ({ sha256, status, records, lines }: BundledFile, read: ReadonlySet<string>): boolean =>
  records === 0 && lines === 1 && (sha256 === null || (status === 'duplicate' && read.has(sha256)));

async function unpacked(bundle: Bundle, sha256: string, folder: string): Promise<string | undefined> {
  const stored = bundle.files.get(`${BUNDLE_EVIDENCE}${sha256}`);
  if (!stored) return undefined;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, sha256);
  await pipeline(
    Readable.from(contentOf(bundle.path, stored)),
    createWriteStream(path, { flags: 'wx', mode: 0o600 }),
  );
  return path;
}

/** Where files with these hashes are; only those with a length that is looked for are hashed. */
async function byHash(
  wanted: readonly BundledFile[],
  folder: string | undefined,
): Promise<Map<string, string>> {
  const places = new Map<string, string>();
  if (folder === undefined) return places;
  const lengths = new Set(wanted.map(({ bytes }) => bytes));
  for (const { path, bytes, problem } of await findFiles([{ path: folder }])) {
    if (problem !== null || !lengths.has(bytes)) continue;
    const { sha256 } = await writtenFile(path);
    places.set(sha256, path);
  }
  return places;
}
