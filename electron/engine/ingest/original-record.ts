import { stat } from 'node:fs/promises';
import { LIMIT_DEFAULTS, type Limits } from '../../../shared/limits.ts';
import type { Cutter } from './cut-lines.ts';
import { walkContainers } from './containers.ts';
import { UnpackError } from './gunzip.ts';
import { openEvidence, Utf8 } from './open-evidence.ts';
import { cutterOf, HEAD_BYTES } from './cutting.ts';
import { sniff } from './sniff.ts';

export interface Original {
  text: string;
  verified: boolean;
  message: string | null;
}

/** Files whose hash was checked in this process, by what would change if they were written to. */
const verified = new Map<string, string>();

/** Where a record stands: the file, its hash, which member of it (0 for the file itself), and the number in it. */
export interface RecordPlace {
  path: string;
  sha256: string;
  member: number;
  /** Its name, for limits that were changed since count members otherwise. */
  name?: string | null;
  record: number;
  limits?: Limits;
}

/**
 * Reads a record again from its evidence, after checking that the file still has its hash. A file that was checked before and has
 * not been written since is read only as far as the record.
 */
export async function originalRecord(place: RecordPlace, temporaryPath: () => string): Promise<Original> {
  const { path, sha256, record } = place;
  try {
    const mark = await fileMark(path);
    const known = verified.get(mark) === sha256;
    const { text, digest } = await find(place, known, temporaryPath);
    if (!known && digest !== sha256)
      return {
        text: '',
        verified: false,
        message: `${path} has changed since it was imported: its SHA-256 is now ${digest}`,
      };
    verified.set(mark, sha256);
    if (text === null) return { text: '', verified: true, message: `${path} has no record ${record}` };
    return { text, verified: true, message: null };
  } catch (cause) {
    return { text: '', verified: false, message: `${path} cannot be read: ${(cause as Error).message}` };
  }
}

async function fileMark(path: string): Promise<string> {
  const { size, mtimeMs, ino } = await stat(path);
  return `${path}\n${size}\n${mtimeMs}\n${ino}`;
}

async function find(
  place: RecordPlace,
  stopEarly: boolean,
  temporaryPath: () => string,
): Promise<{ text: string | null; digest: string }> {
  const file = await openEvidence(place.path);
  const finder = new RecordFinder(place.record);
  try {
    await walkContainers({
      path: place.path,
      chunks: file.chunks,
      temporaryPath,
      limits: place.limits ?? LIMIT_DEFAULTS,
      packedBytes: () => file.digest().bytes,
      visit: async (member) => {
        if (member.ordinal !== place.member || (place.name ?? member.name) !== member.name) return;
        await finder.read(member.chunks);
        if (stopEarly && finder.text !== null) throw new Found();
      },
    });
  } catch (cause) {
    if (!(cause instanceof Found)) throw cause;
  }
  return { text: finder.text, digest: file.digest().sha256 };
}

class Found extends Error {}

/** Cuts exactly, since that is how records are numbered where quick and exact cutting differ. */
class RecordFinder {
  text: string | null = null;
  private cutter: Cutter | null = null;
  private head: Buffer = Buffer.alloc(0);

  constructor(private readonly record: number) {}

  async read(chunks: AsyncGenerator<Buffer>): Promise<void> {
    const text = new Utf8();
    try {
      for await (const chunk of chunks) this.push(text.take(chunk));
    } catch (cause) {
      if (!(cause instanceof UnpackError)) throw cause;
    }
    this.push(text.end());
    this.end();
  }

  private push(chunk: Buffer): void {
    if (this.cutter) this.cutter.push(chunk);
    else {
      this.head = Buffer.concat([this.head, chunk]);
      if (this.head.length >= HEAD_BYTES) this.begin();
    }
  }

  private end(): void {
    if (!this.cutter) this.begin();
    this.cutter?.end();
  }

  private begin(): void {
    const known = sniff(this.head);
    const cutting = 'unrecognised' in known ? known.form?.cutting : known.cutting;
    if (!cutting) return;
    const keep = (record: number, bytes: Buffer) => {
      if (record === this.record) this.text = bytes.toString('utf8');
    };
    const sink = {
      record: (place: { record: number }, bytes: Buffer, start: number, end: number, raw?: Buffer) =>
        keep(place.record, raw ?? bytes.subarray(start, end)),
      reject: (place: { record: number }, _reason: string, bytes: Buffer) => keep(place.record, bytes),
    };
    this.cutter = cutterOf(cutting, sink, true);
    this.cutter.push(this.head);
    this.head = Buffer.alloc(0);
  }
}
