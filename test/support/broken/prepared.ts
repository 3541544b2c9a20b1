import { readFileSync, rmSync } from 'node:fs';
import { piecesOf } from '../../../electron/engine/ingest/cut-records.ts';
import { MEMBERS, Preparer, type PreparedFile } from '../../../electron/engine/ingest/prepare.ts';
import { SPLIT_DEFAULTS } from '../../../electron/engine/ingest/split-json.ts';
import type { Spool } from '../../../electron/engine/ingest/spool.ts';
import type { Reject } from '../../../shared/model.ts';

/** What a preparer made of a file or of a member of one. */
export interface Prepared {
  file: PreparedFile;
  spooled: { record: number; text: string }[];
  rejects: Reject[];
}

/** More chunks, records, rejects or members than the bytes of a case can hold: it would never end. */
const MOST_STEPS = 200_000;

/** Prepares files one after the other and keeps all that is said of each. */
export class Collector {
  private readonly members = new Map<number, Prepared>();
  private names: number[] = [];
  private steps = 0;
  private readonly preparer: Preparer;

  constructor(spoolDirectory: string) {
    const step = <T>(work: (said: T) => void) => {
      return (said: T) => {
        if (++this.steps > MOST_STEPS) throw new Error(`no end after ${MOST_STEPS} steps`);
        work(said);
      };
    };
    this.preparer = new Preparer(
      { spoolDirectory, name: 'case', spoolBytes: 64 * 1024 },
      {
        member: step(() => undefined),
        spool: step((spool: Spool) => this.read(spool)),
        rejects: step((rejects: Reject[]) => {
          for (const reject of rejects) this.of(reject.evidence_id).rejects.push(reject);
        }),
        repairs: step(() => undefined),
        read: step(() => undefined),
        files: step((files: PreparedFile[]) => {
          this.names = files.map((file) => file.evidence_id);
          for (const file of files) this.of(file.evidence_id).file = file;
        }),
      },
      () => Promise.resolve(step(() => undefined)(null)),
    );
  }

  /** The file and its members by their ordinals, what a quick cut got wrong cut again, as an import does. */
  async prepare(path: string): Promise<Map<number, Prepared>> {
    const found = await this.once(path, null);
    for (const [ordinal, { file, spooled }] of found)
      if (spooled.some(({ text }) => !isObject(text) && (file.guessed || isNotOne(text))))
        found.set(ordinal, (await this.once(path, ordinal)).get(ordinal) as Prepared);
    return found;
  }

  private async once(path: string, ordinal: number | null): Promise<Map<number, Prepared>> {
    this.members.clear();
    this.steps = 0;
    await this.preparer.prepare({ evidence_id: MEMBERS, path, only: ordinal });
    this.preparer.finish();
    return new Map(this.names.map((id) => [id - MEMBERS, this.of(id)]));
  }

  private of(id: number): Prepared {
    const known = this.members.get(id) ?? { file: {} as PreparedFile, spooled: [], rejects: [] };
    this.members.set(id, known);
    return known;
  }

  private read(spool: Spool): void {
    const lines = readFileSync(spool.path, 'utf8').split('\n');
    rmSync(spool.path);
    if (lines.pop() !== '') throw new Error('a spool that does not end with a line');
    for (const line of lines) {
      const [head = '', f, n] = /^\{"f":(\d+),"n":(\d+),"b":\d+,"l":\d+,"o":/.exec(line) ?? [];
      this.of(Number(f)).spooled.push({ record: Number(n), text: line.slice(head.length, -1) });
    }
  }
}

export function isObject(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

const isNotOne = (text: string): boolean =>
  piecesOf(Buffer.from(text), { ...SPLIT_DEFAULTS, layout: 'document', containers: [] }) !== 1;
