import { isUtf8 } from 'node:buffer';
import type { Place, SplitSink } from './split-json.ts';

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;
const EXCERPT_BYTES = 1024;
const BYTE_ORDER_MARK = '\ufeff';

/** What stands elsewhere in the file and a record cannot be read without. */
export interface RowContext {
  /** The first row, as it stands, and what parts its fields. */
  header?: string;
  delimiter?: string;
  /** `#Name: text` lines before it. */
  directives?: Record<string, string>;
  /** The name of the list it is in. */
  list?: string;
}

/** What cuts a stream into records. */
export interface Cutter {
  push(chunk: Buffer): void;
  /** Ends the stream; a remark where it ended too early, else `null`. */
  end(): string | null;
  /** Of the record that is being handed over. */
  context?(): RowContext | null;
}

export interface LineOptions {
  maximumRecordBytes: number;
}

/** Cuts a stream into its lines, or into rows where a quoted text may hold newlines; each with its place. */
export abstract class RowCutter implements Cutter {
  private buffer: Buffer = Buffer.alloc(0);
  private searched = 0;
  private inQuotes = false;
  private offset = 0;
  private line = 1;
  private dropped = 0;
  protected count = 0;

  constructor(
    private readonly options: LineOptions,
    protected readonly sink: SplitSink,
    private readonly quoted: boolean,
  ) {}

  push(chunk: Buffer): void {
    this.buffer = this.buffer.length > 0 ? Buffer.concat([this.buffer, chunk]) : chunk;
    let start = 0;
    for (let end = this.rowEnd(); end >= 0; end = this.rowEnd()) {
      this.take(start, end);
      start = end + 1;
      this.searched = start;
    }
    this.forget(start);
    if (this.buffer.length > this.options.maximumRecordBytes) this.shorten();
  }

  end(): string | null {
    const { inQuotes, buffer } = this;
    if (buffer.length > 0) {
      if (inQuotes) this.reject(buffer, 'cut off: the data ends inside a quoted text');
      else this.take(0, buffer.length);
    }
    return inQuotes ? 'the data ends inside a quoted text: the file may be cut short' : null;
  }

  /** Handles a row; `place` counts it only when `counted` is called. */
  protected abstract row(text: string, raw: Buffer): void;

  protected placed(): Place {
    return { record: ++this.count, offset: this.offset, line: this.line };
  }

  protected emit(record: unknown, raw: Buffer): void {
    const bytes = Buffer.from(JSON.stringify(record));
    this.sink.record(this.placed(), bytes, 0, bytes.length, raw);
  }

  protected reject(raw: Buffer, reason: string, length = raw.length + this.dropped): void {
    this.sink.reject(this.placed(), reason, raw, length);
  }

  /** The next newline outside quotes, or −1. */
  private rowEnd(): number {
    const { buffer } = this;
    if (!this.quoted) {
      const end = buffer.indexOf(NEWLINE, this.searched);
      if (end < 0) this.searched = buffer.length;
      return end;
    }
    for (let at = this.searched; at < buffer.length; at++) {
      const byte = buffer[at];
      if (byte === QUOTE) this.inQuotes = !this.inQuotes;
      else if (byte === NEWLINE && !this.inQuotes) return at;
    }
    this.searched = buffer.length;
    return -1;
  }

  private take(start: number, end: number): void {
    const raw = this.buffer.subarray(start, end > start && this.buffer[end - 1] === RETURN ? end - 1 : end);
    const { dropped } = this;
    if (dropped > 0)
      this.reject(raw.subarray(0, EXCERPT_BYTES), this.tooLong(raw.length + dropped), raw.length + dropped);
    else if (raw.length > this.options.maximumRecordBytes)
      this.reject(raw.subarray(0, EXCERPT_BYTES), this.tooLong(raw.length), raw.length);
    else if (!isUtf8(raw)) this.reject(raw, 'not valid UTF-8');
    else if (raw.length > 0) this.row(raw.toString('utf8'), raw);
    this.dropped = 0;
    this.offset += end - start + 1 + dropped;
    this.line += lines(raw) + 1;
  }

  private tooLong = (length: number): string =>
    `record of ${length} bytes is longer than the limit of ${this.options.maximumRecordBytes}`;

  private forget(bytes: number): void {
    this.buffer = this.buffer.subarray(bytes);
    this.searched -= bytes;
  }

  private shorten(): void {
    this.dropped += this.buffer.length - EXCERPT_BYTES;
    this.buffer = Buffer.from(this.buffer.subarray(0, EXCERPT_BYTES));
    this.searched = this.buffer.length;
  }
}

function lines(raw: Buffer): number {
  let count = 0;
  for (let at = raw.indexOf(NEWLINE); at >= 0; at = raw.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

/**
 * Cuts text into records of one line: `{"line": text}`. Lines that begin with `#` are directives, not records; the last of each name
 * goes with the lines after it: `{"line": …, "directives": {"Fields": "date time …"}}`.
 */
export class LineCutter extends RowCutter {
  private directives: Record<string, string> | undefined;

  constructor(options: LineOptions, sink: SplitSink) {
    super(options, sink, false);
  }

  context(): RowContext | null {
    return this.directives ? { directives: this.directives } : null;
  }

  protected row(text: string, raw: Buffer): void {
    const line = this.count === 0 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
    const directive = /^#([A-Za-z-]+):\s*(.*)$/.exec(line);
    if (directive) this.directives = { ...this.directives, [directive[1] as string]: directive[2] as string };
    else if (!line.startsWith('#')) this.emit({ line, directives: this.directives }, raw);
  }
}

/** Cuts delimited text (RFC 4180; also with semicolons or tabs) into records by its first row: `{"column": "text", …}`. */
export class CsvCutter extends RowCutter {
  private header: string[] | null = null;
  private first = '';

  constructor(
    options: LineOptions,
    sink: SplitSink,
    private readonly delimiter: string,
  ) {
    super(options, sink, true);
  }

  context(): RowContext {
    return { header: this.first, delimiter: this.delimiter };
  }

  protected row(text: string, raw: Buffer): void {
    if (!this.header) {
      this.first = text;
      this.header = csvFields(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text, this.delimiter).map(
        (field) => field.trim(),
      );
      return;
    }
    const fields = csvFields(text, this.delimiter);
    if (fields.length !== this.header.length)
      this.reject(raw, `row of ${fields.length} fields where the first row names ${this.header.length}`);
    else this.emit(csvRecord(this.header, fields), raw);
  }
}

/** A row as an object; empty fields are left out. */
export function csvRecord(header: readonly string[], fields: readonly string[]): Record<string, string> {
  const record: Record<string, string> = {};
  header.forEach((name, index) => {
    const field = fields[index];
    if (field) record[name] = field;
  });
  return record;
}

/** The fields of one row; quotes are doubled inside quoted fields. */
export function csvFields(row: string, delimiter: string): string[] {
  if (!row.includes('"')) return row.split(delimiter);
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (row[at] === '"') {
      let field = '';
      let from = at + 1;
      for (;;) {
        const quote = row.indexOf('"', from);
        const end = quote < 0 ? row.length : quote;
        field += row.slice(from, end);
        if (row[end + 1] !== '"') {
          at = end + 1;
          break;
        }
        field += '"';
        from = end + 2;
      }
      const next = row.indexOf(delimiter, at);
      const end = next < 0 ? row.length : next;
      fields.push(field + row.slice(at, end));
      at = end;
    } else {
      const next = row.indexOf(delimiter, at);
      const end = next < 0 ? row.length : next;
      fields.push(row.slice(at, end));
      at = end;
    }
    if (at >= row.length) return fields;
    at++;
    if (at === row.length) {
      fields.push('');
      return fields;
    }
  }
}

/** The delimiter of a header row: the one that cuts it into most fields; `null` where none gives three. */
export function delimiterOf(header: string): string | null {
  const counted = [',', ';', '\t'].map(
    (delimiter) => [csvFields(header, delimiter).length, delimiter] as const,
  );
  const [most] = counted.sort((one, other) => other[0] - one[0]);
  return most && most[0] >= 3 ? most[1] : null;
}
