import { isUtf8 } from 'node:buffer';
import { CsvJson } from './csv-json.ts';
import { dayOf } from './dated-lines.ts';
import type { Place, SplitSink } from './split-json.ts';

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;
const EXCERPT_BYTES = 1024;
const AGAIN_RATIO = 4;
const AGAIN_BYTES = 1024 * 1024;
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
  /** True where a piece that is no object means that the stream was cut wrongly. */
  readonly guessed?: boolean;
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
  /** The byte before was a quote that ended a text, or is the first of two that stand for one. */
  private closed = false;
  /** In this row a text ended and its field did not: the quote was another one's. */
  private misquoted = false;
  private offset = 0;
  private line = 1;
  private dropped = 0;
  /** Bytes that were looked at again after a quote without an end. */
  private again = 0;
  protected count = 0;

  constructor(
    private readonly options: LineOptions,
    protected readonly sink: SplitSink,
    /** What stands between fields, where one in quotes may hold newlines. */
    private readonly separator: number | null,
  ) {}

  push(chunk: Buffer): void {
    this.buffer = this.buffer.length > 0 ? Buffer.concat([this.buffer, chunk]) : chunk;
    this.rows();
    while (this.buffer.length > this.options.maximumRecordBytes && this.refuseFirstLine()) this.rows();
    if (this.buffer.length > this.options.maximumRecordBytes) this.shorten();
  }

  end(): string | null {
    while (this.inQuotes && this.refuseFirstLine()) this.rows();
    const { inQuotes } = this;
    if (inQuotes) this.reject(this.buffer, 'cut off: the data ends inside a quoted text');
    else
      while (this.buffer.length > 0) {
        this.forget(Math.min(this.take(0, this.buffer.length), this.buffer.length));
        this.rows();
      }
    return inQuotes ? 'the data ends inside a quoted text: the file may be cut short' : null;
  }

  /** Handles a row, or gives why it is none. */
  protected abstract row(text: string, raw: Buffer): string | null;

  /** The same before it is made text. */
  protected bytes(raw: Buffer): string | null {
    return this.row(raw.toString('utf8'), raw);
  }

  protected emit(record: unknown, raw: Buffer): void {
    this.emitBytes(Buffer.from(JSON.stringify(record)), raw);
  }

  protected emitBytes(bytes: Buffer, raw: Buffer): void {
    this.sink.record(this.placed(), bytes, 0, bytes.length, raw);
  }

  private placed(): Place {
    return { record: ++this.count, offset: this.offset, line: this.line };
  }

  private reject(raw: Buffer, reason: string, length = raw.length + this.dropped): void {
    this.sink.reject(this.placed(), reason, raw, length);
  }

  /** Handles all whole rows of the buffer. */
  private rows(): void {
    let start = 0;
    for (let end = this.rowEnd(); end >= 0; end = this.rowEnd()) {
      start = this.take(start, end);
      this.searched = start;
    }
    this.forget(start);
  }

  /** The next newline outside quotes, or −1. */
  private rowEnd(): number {
    const { buffer } = this;
    if (this.separator === null) {
      const end = buffer.indexOf(NEWLINE, this.searched);
      if (end < 0) this.searched = buffer.length;
      return end;
    }
    let newline = -1;
    for (let at = this.searched; ;) {
      this.follow(at);
      const quote = buffer.indexOf(QUOTE, at);
      if (!this.inQuotes) {
        if (newline < at) newline = nextOf(buffer, NEWLINE, at);
        if (newline < buffer.length && (quote < 0 || newline < quote)) return newline;
      }
      if (quote < 0) break;
      this.quote(quote);
      at = quote + 1;
    }
    this.searched = buffer.length;
    return -1;
  }

  /** What stands behind a quote that ended a text: another quote, the end of the field, or what does not belong there. */
  private follow(at: number): void {
    const byte = this.buffer[at];
    if (!this.closed || byte === undefined || byte === QUOTE) return;
    if (byte !== this.separator && byte !== NEWLINE && byte !== RETURN) this.misquoted = true;
    this.closed = false;
  }

  /** A quote begins a text at the beginning of a field only; inside a field it is a letter like others. */
  private quote(at: number): void {
    const before = this.buffer[at - 1];
    const begins = at === 0 || before === this.separator || before === NEWLINE || this.isFirst(at);
    const opens = !this.inQuotes && (this.closed || begins);
    this.closed = this.inQuotes;
    this.inQuotes = opens;
  }

  private isFirst = (at: number): boolean =>
    this.offset === 0 && at === 3 && this.buffer.toString('utf8', 0, 3) === BYTE_ORDER_MARK;

  /** Handles the row; returns where the next begins. */
  private take(start: number, end: number): number {
    const raw = this.buffer.subarray(start, end > start && this.buffer[end - 1] === RETURN ? end - 1 : end);
    const { dropped } = this;
    let next = end + 1;
    if (dropped > 0)
      this.reject(raw.subarray(0, EXCERPT_BYTES), this.tooLong(raw.length + dropped), raw.length + dropped);
    else if (raw.length > this.options.maximumRecordBytes)
      this.reject(raw.subarray(0, EXCERPT_BYTES), this.tooLong(raw.length), raw.length);
    else if (!isUtf8(raw)) next = this.refuse(raw, 'not valid UTF-8', start, next);
    else if (this.misquoted && raw.includes(NEWLINE))
      next = this.refuse(raw, 'a quoted text ends inside a field of another row', start, next);
    else if (raw.length > 0) {
      const reason = this.bytes(raw);
      if (reason !== null) next = this.refuse(raw, reason, start, next);
    }
    this.dropped = 0;
    this.misquoted = false;
    this.offset += next - start + dropped;
    this.line += next > end ? lines(raw) + 1 : 1;
    return next;
  }

  /** Of a row of several lines perhaps only the first is broken, and its quote took the others in. */
  private refuse(raw: Buffer, reason: string, start: number, next: number): number {
    const newline = raw.indexOf(NEWLINE);
    const several = newline >= 0 && this.mayLookAgain(raw.length);
    this.reject(several ? raw.subarray(0, newline) : raw, reason);
    return several ? start + newline + 1 : next;
  }

  /** A quoted text without an end: its first line is refused, and what follows is no part of it. False where it has no line. */
  private refuseFirstLine(): boolean {
    const newline = this.inQuotes && this.dropped === 0 ? this.buffer.indexOf(NEWLINE) : -1;
    if (newline < 0 || !this.mayLookAgain(this.buffer.length)) return false;
    this.reject(this.buffer.subarray(0, newline), 'a quoted text begins in this line and does not end');
    this.offset += newline + 1;
    this.line++;
    this.forget(newline + 1);
    this.searched = 0;
    this.inQuotes = this.closed = this.misquoted = false;
    return true;
  }

  /** So that rows made to be looked at again and again cost no more than `AGAIN` times the bytes before them. */
  private mayLookAgain(bytes: number): boolean {
    if (this.again + bytes > AGAIN_BYTES + AGAIN_RATIO * (this.offset + this.buffer.length)) return false;
    this.again += bytes;
    return true;
  }

  private tooLong = (length: number): string =>
    `record of ${length} bytes is longer than the limit of ${this.options.maximumRecordBytes}`;

  private forget(bytes: number): void {
    this.buffer = this.buffer.subarray(bytes);
    this.searched = Math.max(this.searched - bytes, 0);
  }

  private shorten(): void {
    this.dropped += this.buffer.length - EXCERPT_BYTES;
    this.buffer = Buffer.from(this.buffer.subarray(0, EXCERPT_BYTES));
    this.searched = this.buffer.length;
  }
}

/** Where the byte stands next; the length where it does not. */
function nextOf(buffer: Buffer, byte: number, from: number): number {
  const found = buffer.indexOf(byte, from);
  return found < 0 ? buffer.length : found;
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

  /** `day`: `undefined` where lines are not asked for their days. */
  constructor(
    options: LineOptions,
    sink: SplitSink,
    private day: string | null | undefined = undefined,
  ) {
    super(options, sink, null);
  }

  context(): RowContext | null {
    return this.directives ? { directives: this.directives } : null;
  }

  protected row(text: string, raw: Buffer): null {
    const line = this.count === 0 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
    const directive = /^#([A-Za-z-]+):\s*(.*)$/.exec(line);
    if (directive) this.directives = { ...this.directives, [directive[1] as string]: directive[2] as string };
    else if (!line.startsWith('#'))
      this.emit({ line, directives: this.directives, ...this.dayFor(line) }, raw);
    return null;
  }

  private dayFor(line: string): { '@day'?: string } {
    if (this.day === undefined) return {};
    const own = dayOf(line);
    if (own !== null) this.day = own;
    return own === null && this.day !== null ? { '@day': this.day } : {};
  }
}

/** Cuts delimited text (RFC 4180; also with semicolons or tabs) into records by its first row: `{"column": "text", …}`. */
export class CsvCutter extends RowCutter {
  private columns = 0;
  private json: CsvJson | null = null;
  private first = '';

  constructor(
    options: LineOptions,
    sink: SplitSink,
    private readonly delimiter: string,
    private readonly named = false,
  ) {
    super(options, sink, delimiter.charCodeAt(0));
  }

  context(): RowContext {
    return { header: this.first, delimiter: this.delimiter };
  }

  protected override bytes(raw: Buffer): string | null {
    const json = this.json?.write(raw);
    if (!json) return this.row(raw.toString('utf8'));
    this.emitBytes(json, raw);
    return null;
  }

  /** The header, or a row that does not fit it. */
  protected row(text: string): string | null {
    if (this.json)
      return `row of ${csvFields(text, this.delimiter).length} fields where the first row names ${this.columns}`;
    const header = csvHeader(text, this.delimiter);
    const names = this.named ? `"@columns":${JSON.stringify(header.join('\n'))}` : '';
    this.first = text;
    this.columns = header.length;
    this.json = new CsvJson(header, this.delimiter, Buffer.from(names));
    return null;
  }
}

/** Cuts delimited text that names no columns into records of its fields: `{"fields": ["text", …]}`. */
export class BareCsvCutter extends RowCutter {
  constructor(
    options: LineOptions,
    sink: SplitSink,
    private readonly delimiter: string,
  ) {
    super(options, sink, delimiter.charCodeAt(0));
  }

  protected row(text: string, raw: Buffer): null {
    const row = this.count === 0 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
    this.emit({ fields: csvFields(row, this.delimiter) }, raw);
    return null;
  }
}

/** The names of the columns: one that stands twice gets a number, one without a name its place. */
export function csvHeader(row: string, delimiter: string): string[] {
  const names = new Set<string>();
  csvFields(row.startsWith(BYTE_ORDER_MARK) ? row.slice(1) : row, delimiter).forEach((field, index) => {
    const name = field.trim() || `column ${index + 1}`;
    let unique = name;
    for (let n = 2; names.has(unique); n++) unique = `${name} (${n})`;
    names.add(unique);
  });
  return [...names];
}

/** A row as an object; empty fields are left out. */
export function csvRecord(header: readonly string[], fields: readonly string[]): Record<string, string> {
  // Without a prototype, where a column named `__proto__` would be lost.
  const record = Object.create(null) as Record<string, string>;
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
  for (let at = 0; ; at++) {
    let quoted = '';
    if (row[at] === '"') {
      const end = closingQuote(row, at + 1);
      quoted = row.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    }
    const next = at < row.length ? row.indexOf(delimiter, at) : -1;
    const end = next < 0 ? row.length : next;
    fields.push(at < end ? quoted + row.slice(at, end) : quoted);
    if (next < 0) return fields;
    at = next;
  }
}

/** The quote that is not one of two; the length where there is none. */
function closingQuote(row: string, from: number): number {
  for (let at = from; ;) {
    const quote = row.indexOf('"', at);
    if (quote < 0) return row.length;
    if (row[quote + 1] !== '"') return quote;
    at = quote + 2;
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
