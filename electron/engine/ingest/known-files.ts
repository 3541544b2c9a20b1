import { closeSync, openSync, readSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import type { FoundFile } from './find-files.ts';
import { openEvidence } from './open-evidence.ts';
import { MEMBERS } from './prepare.ts';

/** A file that the case holds whole, as it would be read today. */
export interface KnownFile {
  evidence_id: number;
  path: string;
  name: string;
  bytes: number;
  sha256: string;
  modified_at: string | null;
  imported_at: string;
  /** A part of it is encrypted and was not opened. */
  locked: boolean;
}

/**
 * What is to be done with a file that was found: read it; say that it is there already; wait for one of the same content that is being
 * read (`index` among the found); or read it anew in the place of its lines, since passwords may open what was locked.
 */
export type Fate =
  | { kind: 'read' }
  | { kind: 'known'; message: string; sha256: string | null }
  | { kind: 'same'; index: number; sha256: string }
  | { kind: 'renew'; evidence_id: number };

/**
 * Files whose every line was written by this version with the mappings and limits that hold now: reading them again would say the
 * same.
 */
export const knownFiles = (connection: Connection, toolVersion: string): Promise<KnownFile[]> =>
  connection.rows<KnownFile>(
    sql`SELECT f.evidence_id, f.path, f.name, f.bytes, f.sha256, f.modified_at, f.imported_at, bool_or(l.status = 'locked') AS locked
      FROM evidence f JOIN evidence l ON l.evidence_id // ${MEMBERS} = f.evidence_id // ${MEMBERS}
      WHERE f.member IS NULL AND f.sha256 IS NOT NULL AND f.bytes IS NOT NULL AND f.tool_version = ${toolVersion}
        AND f.imported_at > coalesce((SELECT max(written_at) FROM audit_log
          WHERE action IN ('mapping.saved', 'mapping.removed', 'limits.saved')), TIMESTAMP '-infinity')
      GROUP BY ALL HAVING NOT bool_or(l.status = 'importing')
      ORDER BY f.evidence_id`,
  );

export interface SortingOptions {
  /** Passwords were given. */
  unlocking: boolean;
  stopped: () => boolean;
}

/**
 * Tells found files that need not be read again. One with the path, size and time of last change of a known file is taken for it
 * unread, which its line says. Any other is hashed first where its content can be the same: a known file has its size, or a found one has
 * its size and its end, where packed files have their checksum.
 */
export async function sortOut(
  files: readonly FoundFile[],
  known: readonly KnownFile[],
  options: SortingOptions,
): Promise<Fate[]> {
  const byPath = new Map(known.map((file) => [file.path, file]));
  const knownSizes = new Set(known.map((file) => file.bytes));
  const alike = alikeOf(files);
  const byHash = new Map<string, KnownFile | number>([...known].reverse().map((file) => [file.sha256, file]));
  const fates: Fate[] = [];
  for (const [index, file] of files.entries()) {
    if (options.stopped()) break;
    const before = byPath.get(file.path);
    if (before && isSame(before, file)) fates.push(unread(before, options.unlocking));
    else if (isReadable(file) && (knownSizes.has(file.bytes) || alike.has(file)))
      fates.push(await byContent(file, index, byHash, options));
    else fates.push({ kind: 'read' });
  }
  return fates;
}

const isReadable = (file: FoundFile): boolean => file.problem === null && file.bytes > 0;

/** Files of which another has the size and the end. */
function alikeOf(files: readonly FoundFile[]): Set<FoundFile> {
  const readable = files.filter(isReadable);
  return shared(
    shared(readable, (file) => file.bytes),
    (file) => `${file.bytes} ${endOf(file)}`,
  );
}

/** Those that share their key with another. */
function shared<T>(all: Iterable<T>, keyOf: (one: T) => unknown): Set<T> {
  const groups = new Map<unknown, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return new Set([...groups.values()].filter((group) => group.length > 1).flat());
}

const END_BYTES = 4096;

/** The last bytes of a file; nothing where they cannot be read. */
function endOf({ path, bytes }: FoundFile): string {
  const end = Buffer.alloc(Math.min(END_BYTES, bytes));
  try {
    const file = openSync(path, 'r');
    try {
      return end.toString('latin1', 0, readSync(file, end, 0, end.length, bytes - end.length));
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}

const isSame = (known: KnownFile, file: FoundFile): boolean =>
  file.problem === null &&
  isAbsolute(file.path) &&
  known.bytes === file.bytes &&
  known.modified_at !== null &&
  known.modified_at === file.modified;

const unread = (known: KnownFile, unlocking: boolean): Fate =>
  known.locked && unlocking
    ? { kind: 'renew', evidence_id: known.evidence_id }
    : {
        kind: 'known',
        sha256: null,
        message: `in the case since ${known.imported_at.slice(0, 19)}Z, and not read again: its path, its ${known.bytes} bytes and the time of its last change are the same`,
      };

async function byContent(
  file: FoundFile,
  index: number,
  byHash: Map<string, KnownFile | number>,
  options: SortingOptions,
): Promise<Fate> {
  const sha256 = await hashOf(file.path, options);
  if (sha256 === null) return { kind: 'read' };
  const first = byHash.get(sha256);
  if (typeof first === 'number') return { kind: 'same', index: first, sha256 };
  if (first && !(first.locked && options.unlocking))
    return { kind: 'known', message: `the same content as ${first.name}`, sha256 };
  byHash.set(sha256, index);
  return { kind: 'read' };
}

/** `null` where it cannot be read, which whoever reads it will say, or reading was stopped. */
async function hashOf(path: string, { stopped }: SortingOptions): Promise<string | null> {
  try {
    const file = openEvidence(path);
    for await (const _chunk of file.chunks) if (stopped()) return null;
    return file.digest().sha256;
  } catch {
    return null;
  }
}
