import { isUtf8 } from 'node:buffer';
import { closeSync, createReadStream, openSync, unlinkSync, writeSync } from 'node:fs';
import type { Place } from './split-json.ts';

/** A file of ours that DuckDB reads: one record a line, with where it came from: `{"f":evidence_id,"n":record,"b":offset,"l":line,"o":record}`. */
export interface Spool {
  path: string;
  source: string;
  bytes: number;
  /** Bytes of its longest line. */
  longest: number;
  /** Lines per evidence id. */
  rows: [evidence_id: number, rows: number][];
}

const NEWLINE = 0x0a;
const BLOCK_BYTES = 1024 * 1024;
const PREFIX_BYTES = 120;
/** A row group of DuckDB: what fills one is written once, what does not again at the next checkpoint. */
const SPOOL_ROWS = 122_880;
/** The first spool is short, so that loading begins early; with the second it fills a row group. */
const FIRST_ROWS = SPOOL_ROWS / 4;

/** Writes spools of one source, each of `SPOOL_ROWS` or about `spoolBytes` long, and hands over every full one. */
export class SpoolWriter {
  /** Always with newlines behind what is used, so that a search for one ends soon. */
  private readonly block = Buffer.alloc(BLOCK_BYTES, NEWLINE);
  private used = 0;
  private file: number | null = null;
  private path = '';
  private bytes = 0;
  private lines = 0;
  private mostLines = FIRST_ROWS;
  private longest = 0;
  private looked: Buffer | null = null;
  private valid = false;
  private rows = new Map<number, number>();

  constructor(
    private readonly source: string,
    private readonly nextPath: () => string,
    private readonly spoolBytes: number,
    private readonly handOver: (spool: Spool) => void,
  ) {}

  /** Adds the record `bytes[start, end)`; false when it is not UTF-8 and was not added. */
  add(evidence: number, place: Place, bytes: Buffer, start: number, end: number): boolean {
    const length = end - start;
    if (!this.isUtf8(bytes, start, end)) return false;
    this.longest = Math.max(this.longest, length + PREFIX_BYTES);
    const prefix = `{"f":${evidence},"n":${place.record},"b":${place.offset},"l":${place.line},"o":`;
    if (this.used + length + PREFIX_BYTES > BLOCK_BYTES) this.flush();
    if (length + PREFIX_BYTES > BLOCK_BYTES) this.addLarge(prefix, bytes, start, end);
    else {
      this.used += this.block.write(prefix, this.used, 'latin1');
      const from = this.used;
      this.used += bytes.copy(this.block, this.used, start, end);
      blankNewlines(this.block, from, this.used);
      this.block[this.used++] = 0x7d;
      this.block[this.used++] = NEWLINE;
    }
    this.rows.set(evidence, (this.rows.get(evidence) ?? 0) + 1);
    if (++this.lines >= this.mostLines || this.bytes + this.used >= this.spoolBytes) this.finish();
    return true;
  }

  /** Looks at the whole buffer once: what is cut from valid text at brackets is valid. */
  private isUtf8(bytes: Buffer, start: number, end: number): boolean {
    if (bytes !== this.looked) {
      this.looked = bytes;
      this.valid = isUtf8(bytes);
    }
    return this.valid || isUtf8(bytes.subarray(start, end));
  }

  /** Hands over what was written so far, if anything. */
  finish(): void {
    if (this.rows.size === 0) return;
    this.flush();
    if (this.file !== null) closeSync(this.file);
    const { path, source, bytes, longest, rows } = this;
    this.handOver({ path, source, bytes, longest, rows: [...rows] });
    this.mostLines = this.mostLines === FIRST_ROWS ? SPOOL_ROWS - FIRST_ROWS : SPOOL_ROWS;
    this.file = null;
    this.bytes = this.lines = this.longest = 0;
    this.rows = new Map();
  }

  /** Removes what was not handed over. */
  discard(): void {
    if (this.file !== null) {
      closeSync(this.file);
      unlinkSync(this.path);
    }
    this.file = null;
    this.used = this.bytes = this.lines = this.longest = 0;
    this.rows = new Map();
  }

  private addLarge(prefix: string, bytes: Buffer, start: number, end: number): void {
    const line = Buffer.concat([Buffer.from(prefix), bytes.subarray(start, end), Buffer.from('}\n')]);
    blankNewlines(line, 0, line.length - 1);
    this.write(line);
  }

  private flush(): void {
    if (this.used > 0) this.write(this.block.subarray(0, this.used));
    this.used = 0;
  }

  private write(data: Buffer): void {
    if (this.file === null) {
      this.path = this.nextPath();
      this.file = openSync(this.path, 'wx', 0o600);
    }
    let written = 0;
    while (written < data.length) written += writeSync(this.file, data, written);
    this.bytes += data.length;
  }
}

/** Newlines of a balanced record stand between its tokens, where a blank means the same. */
function blankNewlines(bytes: Buffer, start: number, end: number): void {
  for (let at = bytes.indexOf(NEWLINE, start); at >= 0 && at < end; at = bytes.indexOf(NEWLINE, at + 1))
    bytes[at] = 0x20;
}

export interface SpooledRecord extends Place {
  evidence_id: number;
  text: string;
}

const PREFIX = /^\{"f":(\d+),"n":(\d+),"b":(\d+),"l":(\d+),"o":/;

/** The spooled records that are asked for, in spool order. */
export async function* readSpool(
  path: string,
  wanted: (evidence: number, record: number) => boolean,
): AsyncGenerator<SpooledRecord> {
  for await (const line of linesOf(path)) {
    const match = PREFIX.exec(line.toString('latin1', 0, PREFIX_BYTES));
    if (!match) continue;
    const [evidence_id, record, offset, number] = match.slice(1).map(Number) as [
      number,
      number,
      number,
      number,
    ];
    if (!wanted(evidence_id, record)) continue;
    yield {
      evidence_id,
      record,
      offset,
      line: number,
      text: line.toString('utf8', match[0].length, line.length - 1),
    };
  }
}

async function* linesOf(path: string): AsyncGenerator<Buffer> {
  let carry: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: BLOCK_BYTES }) as AsyncIterable<Buffer>) {
    const buffer = carry.length > 0 ? Buffer.concat([carry, chunk]) : chunk;
    let start = 0;
    for (let end = buffer.indexOf(NEWLINE); end >= 0; end = buffer.indexOf(NEWLINE, start)) {
      yield buffer.subarray(start, end);
      start = end + 1;
    }
    carry = buffer.subarray(start);
  }
}
