import { isUtf8 } from 'node:buffer';
import type { Limits } from '../../../shared/limits.ts';
import type { RowContext } from './cut-lines.ts';
import type { Unpacking } from './containers.ts';
import { openEvidence } from './open-evidence.ts';
import { NotOpened, readRecords, type RecordVisitor } from './original-record.ts';

/** A rejected record as it stands in its evidence. */
export interface OriginalReject {
  record: number;
  /** Bytes that are not UTF-8 are replaced; `base64` then has them as they are. */
  text: string;
  base64: string | null;
  /** False where the record is so long that only its beginning was kept. */
  complete: boolean;
  context: RowContext | null;
}

interface RejectPlaces {
  path: string;
  sha256: string;
  member: number;
  /** Its name, `null` for the file itself. */
  name: string | null;
  limits: Limits;
  /** In ascending order. */
  records: readonly number[];
  unpacking: Unpacking;
}

type Take = (rejects: OriginalReject[]) => Promise<void>;

/**
 * Reads rejected records again from their evidence, in order, and hands them over a chunk of the file at a time. The file must have
 * its hash before the first is handed over, and still have it after the last. Gives what was wrong, `null` where nothing was.
 */
export async function originalRejects(places: RejectPlaces, take: Take): Promise<string | null> {
  const { path, sha256 } = places;
  const changed = (digest: string) =>
    `${path} has changed since it was imported: its SHA-256 is now ${digest}`;
  let ours: unknown;
  const guarded: Take = (rejects) =>
    take(rejects).catch((cause: unknown) => Promise.reject((ours = cause) as Error));
  try {
    const before = await hashOf(path);
    if (before !== sha256) return changed(before);
    const after = await readRecords(places, pickerOf(places.records, guarded));
    return after === sha256 ? null : changed(after);
  } catch (cause) {
    if (cause instanceof NotOpened) return `${path} cannot be read: ${cause.message}`;
    if (cause === ours || typeof (cause as NodeJS.ErrnoException).code !== 'string') throw cause;
    return `${path} cannot be read: ${(cause as Error).message}`;
  }
}

async function hashOf(path: string): Promise<string> {
  const file = openEvidence(path);
  for await (const _chunk of file.chunks);
  return file.digest().sha256;
}

function pickerOf(records: readonly number[], take: Take): RecordVisitor {
  let next = 0;
  let found: OriginalReject[] = [];
  return {
    record(record, bytes, length, context) {
      while ((records[next] ?? Infinity) < record) next++;
      if (records[next] !== record) return;
      const raw = bytes();
      found.push({
        record,
        text: raw.toString('utf8'),
        base64: isUtf8(raw) ? null : raw.toString('base64'),
        complete: raw.length === length,
        context,
      });
    },
    async chunk() {
      const ready = found;
      found = [];
      if (ready.length > 0) await take(ready);
      return true;
    },
  };
}
