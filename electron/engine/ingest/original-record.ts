import { stat } from 'node:fs/promises';
import { LIMIT_DEFAULTS, type Limits } from '../../../shared/limits.ts';
import type { Cutter, RowContext } from './cut-lines.ts';
import { walkContainers, type Member, type Unpacking } from './containers.ts';
import { cutterOf, HEAD_BYTES } from './cutting.ts';
import { UnpackError } from './gunzip.ts';
import { openEvidence, Utf8 } from './open-evidence.ts';
import { sniff } from './sniff.ts';
import type { SplitSink } from './split-json.ts';

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
export async function originalRecord(place: RecordPlace, unpacking: Unpacking): Promise<Original> {
  const { path, sha256, record } = place;
  try {
    const mark = await fileMark(path);
    const known = verified.get(mark) === sha256;
    const { text, digest } = await find(place, known, unpacking);
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
  unpacking: Unpacking,
): Promise<{ text: string | null; digest: string }> {
  let text: string | null = null;
  const visitor: RecordVisitor = {
    record: (record, bytes) => {
      if (record === place.record) text = bytes().toString('utf8');
    },
    chunk: () => Promise.resolve(!(stopEarly && text !== null)),
  };
  const digest = await readRecords({ ...place, unpacking }, visitor);
  return { text, digest };
}

/** Sees every record of a member, in order; its bytes are only valid during the call. */
export interface RecordVisitor {
  record(record: number, bytes: () => Buffer, length: number, context: RowContext | null): void;
  /** Called after each chunk of the file; false to read no further. */
  chunk(): Promise<boolean>;
}

/** Reads a member of a file (0 for the file itself) record by record; gives the hash of what was read of the file. */
export async function readRecords(
  from: Omit<RecordPlace, 'sha256' | 'record'> & { unpacking: Unpacking },
  visitor: RecordVisitor,
): Promise<string> {
  const file = openEvidence(from.path);
  let found = false;
  let locked: Member | null = null as Member | null;
  try {
    await walkContainers({
      path: from.path,
      chunks: file.chunks,
      ...from.unpacking,
      limits: from.limits ?? LIMIT_DEFAULTS,
      packedBytes: () => file.digest().bytes,
      visit: async (member) => {
        if (member.locked) locked ??= member;
        if (member.ordinal !== from.member || (from.name ?? member.name) !== member.name) return;
        found = true;
        if (member.locked) throw new NotOpened(`${member.name}: ${member.problem}`);
        await new RecordReader(visitor).read(member.chunks);
      },
    });
  } catch (cause) {
    if (!(cause instanceof Enough)) throw cause;
  }
  // What an archive in a locked entry holds is counted too: without its password no later member has its number.
  if (!found && locked) throw new NotOpened(`${locked.name}: ${locked.problem}`);
  return file.digest().sha256;
}

class Enough extends Error {}

/** The record stands in something encrypted, for which no password is at hand. */
export class NotOpened extends Error {}

const LIST = /^\{"@list":("(?:[^"\\]|\\.)*")/;

/** Cuts exactly, since that is how records are numbered where quick and exact cutting differ. */
class RecordReader {
  private cutter: Cutter | null = null;
  private head: Buffer = Buffer.alloc(0);

  constructor(private readonly visitor: RecordVisitor) {}

  async read(chunks: AsyncGenerator<Buffer>): Promise<void> {
    const text = new Utf8();
    try {
      for await (const chunk of chunks) {
        this.push(text.take(chunk));
        if (!(await this.visitor.chunk())) throw new Enough();
      }
    } catch (cause) {
      if (!(cause instanceof UnpackError)) throw cause;
    }
    this.push(text.end());
    if (!this.cutter) this.begin();
    this.cutter?.end();
    await this.visitor.chunk();
  }

  private push(chunk: Buffer): void {
    if (this.cutter) this.cutter.push(chunk);
    else {
      this.head = Buffer.concat([this.head, chunk]);
      if (this.head.length >= HEAD_BYTES) this.begin();
    }
  }

  private begin(): void {
    const known = sniff(this.head);
    const cutting = 'unrecognised' in known ? known.form?.cutting : known.cutting;
    if (!cutting) return;
    const sink: SplitSink = {
      record: ({ record }, bytes, start, end, raw) => {
        const own = () => raw ?? bytes.subarray(start, end);
        this.visitor.record(record, own, own().length, this.context(raw && bytes));
      },
      reject: ({ record }, _reason, bytes, length) =>
        this.visitor.record(record, () => bytes, length, this.context()),
    };
    this.cutter = cutterOf(cutting, sink, true);
    this.cutter.push(this.head);
    this.head = Buffer.alloc(0);
  }

  private context(made?: Buffer): RowContext | null {
    const list = made && LIST.exec(made.toString('utf8', 0, 200))?.[1];
    return list ? { list: JSON.parse(list) as string } : (this.cutter?.context?.() ?? null);
  }
}
