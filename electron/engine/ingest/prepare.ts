import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { LIMIT_DEFAULTS, type Limits } from '../../../shared/limits.ts';
import type { Mapping } from '../../../shared/mapping.ts';
import type { EvidenceStatus, Reject, Repair } from '../../../shared/model.ts';
import { recogniseRecord } from '../sources/index.ts';
import type { Cutter } from './cut-lines.ts';
import { walkContainers, type Member } from './containers.ts';
import { UnpackError } from './gunzip.ts';
import { openEvidence, Utf8 } from './open-evidence.ts';
import { cutterOf, HEAD_BYTES } from './cutting.ts';
import { repairOf } from './repaired.ts';
import { sniff, type Recognised } from './sniff.ts';
import type { Place, SplitSink } from './split-json.ts';
import { SpoolWriter, type Spool } from './spool.ts';

export interface FileToPrepare {
  evidence_id: number;
  path: string;
  /** Only this member of the file, and cut exactly: asked for after a quick cut proved wrong. */
  only: number | null;
}

/** What became of a file, or of a member of one. `records` = spooled + rejected + skipped. */
export interface PreparedFile {
  evidence_id: number;
  status: Exclude<EvidenceStatus, 'importing' | 'duplicate'>;
  message: string | null;
  sha256: string | null;
  /** When the file was last changed; `null` where that was while it was read. */
  modified_at: string | null;
  content_sha256: string | null;
  bytes: number;
  compression: string | null;
  encoding: string | null;
  source: string | null;
  shape: string | null;
  records: number;
  spooled: number;
  rejected: number;
  skipped: Record<string, number>;
  /** Cut quickly, by what stands between records: a piece that is no object means that the file has to be cut exactly. */
  guessed: boolean;
}

export interface PrepareEvents {
  /** A member of an archive was found; comes before anything else is said of it. */
  member: (evidence_id: number, name: string) => void;
  spool: (spool: Spool) => void;
  rejects: (rejects: Reject[]) => void;
  /** Which rejects the records of a file of mended ones say that they are. */
  repairs: (repairs: Repair[]) => void;
  read: (bytes: number) => void;
  /** A file and its members, when the file was read to its end. */
  files: (files: PreparedFile[]) => void;
}

export interface PrepareOptions {
  spoolDirectory: string;
  /** Keeps the spool names of several preparers apart. */
  name: string;
  spoolBytes: number;
  limits?: Limits;
  /** For encrypted archives; never written anywhere. */
  passwords?: readonly string[];
  /** What the case knows of forms that no source does. */
  mappings?: readonly Mapping[];
}

const REJECT_BATCH = 1_000;
export const EXCERPT_CHARACTERS = 200;
/** Ids of a file's members follow the file's own, which is a multiple of this. */
export const MEMBERS = 2 ** 24;

/**
 * Reads evidence files one after the other, read-only: hashes and unpacks them, tells what they are, cuts them into records and
 * writes these to spools. Nothing is lost: what is not spooled is a reject with its place or a declared skip.
 */
export class Preparer {
  private readonly writers = new Map<string, SpoolWriter>();
  private temporary = 0;
  private stopped = false;

  constructor(
    private readonly options: PrepareOptions,
    private readonly events: PrepareEvents,
    /** Waits while too many spools are not yet loaded. */
    private readonly ready: () => Promise<void>,
  ) {}

  async prepare(file: FileToPrepare): Promise<void> {
    const itself = emptyResult(file.evidence_id);
    const results: PreparedFile[] = [];
    try {
      await this.read(file, itself, results);
    } catch (cause) {
      if (!isEvidenceProblem(cause, file.path)) throw cause;
      addRemarks(itself, [`cannot be read: ${cause.message}`]);
    }
    if (file.only === null && !results.includes(itself)) results.push(itself);
    if (file.only !== null && results.length === 0)
      results.push({
        ...itself,
        evidence_id: file.evidence_id + file.only,
        message: itself.message ?? 'the file has changed: this is no longer in it',
      });
    for (const result of results) {
      result.sha256 = itself.sha256;
      result.bytes = itself.bytes;
      result.modified_at = itself.modified_at;
      result.content_sha256 ??= itself.sha256;
    }
    if (!this.stopped) this.events.files(results);
  }

  /** Hands over the spools that are not full yet. */
  finish(): void {
    for (const writer of this.writers.values()) writer.finish();
  }

  /** Stops at the next chunk and removes what was not handed over. */
  stop(): void {
    this.stopped = true;
    for (const writer of this.writers.values()) writer.discard();
  }

  private async read(file: FileToPrepare, itself: PreparedFile, results: PreparedFile[]): Promise<void> {
    const opened = openEvidence(file.path, this.events.read);
    const { archive, remarks } = await walkContainers({
      path: file.path,
      chunks: lent(opened.chunks),
      temporaryPath: () =>
        join(this.options.spoolDirectory, `${this.options.name}-inner-${++this.temporary}.zip`),
      limits: this.options.limits ?? LIMIT_DEFAULTS,
      passwords: this.options.passwords ?? [],
      packedBytes: () => opened.digest().bytes,
      visit: (member) => this.visit(file, member, itself, results),
    });
    // Whoever read it may have stopped early, at a limit or at damage: the hash is of the whole file.
    for await (const _left of opened.chunks) if (this.stopped) break;
    Object.assign(itself, opened.digest(), { modified_at: opened.modified() });
    if (archive !== null) {
      itself.status = 'archive';
      itself.shape = archive;
    }
    addRemarks(itself, remarks);
  }

  private async visit(
    file: FileToPrepare,
    member: Member,
    itself: PreparedFile,
    results: PreparedFile[],
  ): Promise<void> {
    if (this.stopped || (file.only !== null && file.only !== member.ordinal)) return;
    const result = member.name === null ? itself : emptyResult(file.evidence_id + member.ordinal);
    if (member.name !== null && file.only === null) this.events.member(result.evidence_id, member.name);
    results.push(result);
    result.compression = member.compression;
    if (member.problem === null) await new MemberReader(this, result, file.only !== null).read(member.chunks);
    else Object.assign(result, { message: member.problem, ...(member.locked ? { status: 'locked' } : {}) });
    result.content_sha256 = member.digest();
  }

  get mappings(): readonly Mapping[] {
    return this.options.mappings ?? [];
  }

  /** Where records of a source are written. */
  writer(source: string): SpoolWriter {
    const known = this.writers.get(source);
    if (known) return known;
    const nextPath = () =>
      join(this.options.spoolDirectory, `${this.options.name}-${++this.temporary}.ndjson`);
    const writer = new SpoolWriter(source, nextPath, this.options.spoolBytes, this.events.spool);
    this.writers.set(source, writer);
    return writer;
  }

  rejects(rejects: Reject[]): void {
    this.events.rejects(rejects);
  }

  repairs(repairs: Repair[]): void {
    this.events.repairs(repairs);
  }

  /** Resolves to whether to go on. */
  async goOn(): Promise<boolean> {
    await this.ready();
    return !this.stopped;
  }
}

/** Reads one member: recognises it by its beginning, cuts it, spools it. */
class MemberReader {
  private cutter: Cutter | null = null;
  /** The beginning, as it came. */
  private parts: Buffer[] = [];
  private bytes = 0;
  private looked = false;
  private readonly batch: RejectBatch;
  private repairs: Repair[] = [];

  constructor(
    private readonly preparer: Preparer,
    private readonly result: PreparedFile,
    private readonly exact: boolean,
  ) {
    this.batch = new RejectBatch(result.evidence_id, (rejects) => preparer.rejects(rejects));
  }

  async read(chunks: AsyncGenerator<Buffer>): Promise<void> {
    const remarks: string[] = [];
    const text = new Utf8();
    try {
      for await (const chunk of chunks) {
        this.take(text.take(chunk));
        if (!(await this.preparer.goOn())) return;
      }
    } catch (cause) {
      if (!(cause instanceof UnpackError)) throw cause;
      remarks.push(`${cause.message}; what could be unpacked before is loaded`);
    }
    this.take(text.end());
    if (!this.looked) this.look();
    const remark = this.cutter?.end();
    this.batch.flush();
    if (this.repairs.length > 0) this.preparer.repairs(this.repairs);
    this.result.encoding = text.encoding;
    this.result.rejected = this.batch.count;
    this.result.guessed = this.cutter?.guessed ?? false;
    addRemarks(this.result, remark ? [...remarks, remark] : remarks);
  }

  private take(chunk: Buffer): void {
    if (this.looked) {
      this.cutter?.push(chunk);
      return;
    }
    this.parts.push(chunk);
    this.bytes += chunk.length;
    if (this.bytes >= HEAD_BYTES) this.look();
  }

  private look(): void {
    const { result } = this;
    const head = this.parts.length === 1 ? (this.parts[0] as Buffer) : Buffer.concat(this.parts);
    this.parts = [];
    const known = sniff(head, this.preparer.mappings);
    this.looked = true;
    if ('unrecognised' in known) {
      result.status = head.length === 0 ? 'empty' : 'unrecognised';
      result.message = known.unrecognised;
      result.shape = known.form?.kind ?? null;
      return;
    }
    result.status = known.shape.declared ? 'declared' : 'loaded';
    result.message = known.shape.declared ?? null;
    result.source = known.source.id;
    result.shape = known.shape.id;
    this.cutter = cutterOf(known.cutting, this.sink(known), this.exact);
    this.cutter.push(head);
  }

  private sink(known: Recognised): SplitSink {
    if (known.cutting.kind === 'repaired') return this.repairSink();
    const { result, batch } = this;
    const declared = known.shape.declared;
    const writer = declared ? null : this.preparer.writer(known.source.id);
    return {
      record: (place, bytes, start, end) => {
        result.records++;
        if (!writer) result.skipped[declared ?? ''] = (result.skipped[declared ?? ''] ?? 0) + 1;
        else if (writer.add(result.evidence_id, place, bytes, start, end)) result.spooled++;
        else batch.add(place, 'not valid UTF-8', bytes.subarray(start, end), end - start);
      },
      reject: (place, reason, bytes, length) => {
        result.records++;
        batch.add(place, reason, bytes, length);
      },
    };
  }

  /** Rejects of several sources may stand in one file: each record goes to its own. */
  private repairSink(): SplitSink {
    const { result, batch } = this;
    const reject: SplitSink['reject'] = (place, reason, bytes, length) => {
      result.records++;
      batch.add(place, reason, bytes, length);
    };
    return {
      reject,
      record: (place, bytes, start, end, raw = bytes.subarray(start, end)) => {
        const known = recogniseRecord(
          JSON.parse(bytes.toString('utf8', start, end)) as Record<string, unknown>,
        );
        if (!known) return reject(place, 'not repaired: no source knows this record', raw, raw.length);
        const { declared } = known.shape;
        if (
          !declared &&
          !this.preparer.writer(known.source.id).add(result.evidence_id, place, bytes, start, end)
        )
          return reject(place, 'not valid UTF-8', raw, raw.length);
        result.records++;
        if (declared) result.skipped[declared] = (result.skipped[declared] ?? 0) + 1;
        else result.spooled++;
        const repair = repairOf(result.evidence_id, place.record, raw.toString('utf8'));
        if (repair) this.repairs.push(repair);
      },
    };
  }
}

/** The chunks for a reader that may end early; what it leaves can be read on. */
async function* lent(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
}

function addRemarks(result: PreparedFile, remarks: readonly string[]): void {
  if (remarks.length > 0) result.message = [result.message, ...remarks].filter(Boolean).join('; ');
}

class RejectBatch {
  count = 0;
  private batch: Reject[] = [];
  constructor(
    private readonly evidence: number,
    private readonly handOver: (rejects: Reject[]) => void,
  ) {}

  add(place: Place, reason: string, bytes: Buffer, length: number): void {
    this.count++;
    this.batch.push(rejectOf(this.evidence, place, reason, bytes, length));
    if (this.batch.length >= REJECT_BATCH) this.flush();
  }

  flush(): void {
    if (this.batch.length > 0) this.handOver(this.batch);
    this.batch = [];
  }
}

/** A reject row; the hash is of the whole rejected stretch, `null` where it was too long to keep. */
export function rejectOf(
  evidence: number,
  place: Place,
  reason: string,
  bytes: Buffer,
  length: number,
): Reject {
  return {
    evidence_id: evidence,
    record: place.record,
    byte_offset: place.offset,
    line: place.line,
    reason,
    excerpt: bytes
      .toString('utf8', 0, EXCERPT_CHARACTERS * 4)
      .slice(0, EXCERPT_CHARACTERS)
      .toWellFormed(),
    length,
    sha256: bytes.length === length ? createHash('sha256').update(bytes).digest('hex') : null,
  };
}

function emptyResult(evidence_id: number): PreparedFile {
  return {
    evidence_id,
    status: 'failed',
    message: null,
    sha256: null,
    modified_at: null,
    content_sha256: null,
    bytes: 0,
    compression: null,
    encoding: null,
    source: null,
    shape: null,
    records: 0,
    spooled: 0,
    rejected: 0,
    skipped: {},
    guessed: false,
  };
}

/** An error of reading the evidence, not of our spool: that must end the job, not blame a file and wait for its rows. */
function isEvidenceProblem(cause: unknown, evidence: string): cause is NodeJS.ErrnoException {
  if (!(cause instanceof Error)) return false;
  const { code, syscall, path } = cause as NodeJS.ErrnoException;
  const ours = syscall === 'write' || code === 'ENOSPC' || (path !== undefined && path !== evidence);
  return typeof code === 'string' && !ours;
}
