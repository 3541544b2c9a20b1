import { beginningOf, blanksOf, nextMark, RecordBeginnings } from './record-beginnings.ts';

/** Where a record stands: its number from 1, and its first byte and line (from 1) in the unpacked stream. */
export interface Place {
  record: number;
  offset: number;
  line: number;
}

export interface SplitSink {
  /** An object as JSON: `bytes[start, end)`; `raw` is the original text where that was no JSON or less. The bytes are only valid during the call. */
  record(place: Place, bytes: Buffer, start: number, end: number, raw?: Buffer): void;
  /** What could not be cut into a record. `bytes` holds it, or only its beginning where `length` is larger. */
  reject(place: Place, reason: string, bytes: Buffer, length: number): void;
}

export interface SplitOptions {
  /** `lines`: a newline always ends a record. `document`: newlines are white space. */
  layout: 'lines' | 'document';
  /** Keys whose array, at the first level of an object, holds the records. */
  containers: readonly string[];
  /** Those of them whose key goes with each record, as `@list`. */
  namedContainers?: readonly string[];
  /** By container: fields that stand before it in its envelope and go with each record, as `@head`. */
  headFields?: Readonly<Record<string, readonly string[]>>;
  /** By container: keys of its elements whose array holds the records in turn. */
  nestedContainers?: Readonly<Record<string, readonly string[]>>;
  /** Containers whose elements are lists of objects, each with a field of the record. */
  rowContainers?: readonly string[];
  maximumDepth: number;
  maximumRecordBytes: number;
}

/** DuckDB's reader survives 20,000 levels and ends the process at 200,000; no log nests a hundredth of this. */
export const SPLIT_DEFAULTS = { maximumDepth: 5_000, maximumRecordBytes: 16 * 1024 * 1024 } as const;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACE = 0x7d;
const CLOSE_BRACKET = 0x5d;
const COLON = 0x3a;
const COMMA = 0x2c;
const EXCERPT_BYTES = 1024;
const MARK_BYTES = 64;
const HEAD_LIMIT = 4096;
const CANDIDATES = 200;
const NO_KEYS: readonly string[] = [];
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const NEWLINE_MARK = Buffer.from('\n');
/** Looking again at what was looked at is no free ride for whoever wrote the file: bytes per byte of the stream, and some to begin with. */
const AGAIN_RATIO = 4;
const AGAIN_BYTES = 1024 * 1024;

const PLAIN = 0;
const SPECIAL = 1;
const ILLEGAL = 2;
/** What a byte means between the strings of a JSON text. */
const CLASS = new Uint8Array(256).fill(ILLEGAL);
for (const character of ' \t\r,0123456789+-.eEtrufalsn') CLASS[character.charCodeAt(0)] = PLAIN;
for (const character of '"{}[]:\n') CLASS[character.charCodeAt(0)] = SPECIAL;

/** Where between records the splitter stands. */
export type Base = 'top' | 'list' | 'envelope list' | 'envelope tail';

/** Where another splitter left off, between two records. */
export interface SplitState {
  base: Base;
  offset: number;
  line: number;
  records: number;
  /** The container that it is in, and those around that. */
  container?: string | null;
  outer?: readonly Enclosing[];
}

/** A list around the one whose records are cut. */
interface Enclosing {
  base: Base;
  container: string | null;
  beginning: Buffer | null;
}

/**
 * Cuts a stream of JSON text into its records without parsing them: single objects one after the other, one a line, an array of
 * them, or an array under a container key of an envelope. Holds no more than one record. A broken stretch is rejected with its
 * place, and cutting goes on at the next line, or where something begins like a record that was whole.
 */
export class JsonSplitter {
  private buffer: Buffer = Buffer.alloc(0);
  private position = 0;
  /** Offset of `buffer[0]` in the stream. */
  private origin = 0;
  private line = 1;
  private count = 0;
  private base: Base = 'top';
  private start = -1;
  private startLine = 1;
  private depth = 0;
  private readonly closers: Uint8Array;
  private inString = false;
  /** The data so far ended with a backslash inside a text. */
  private escaped = false;
  private tooDeep = false;
  /** Bytes of the current record that were let go because it is too long. */
  private dropped = 0;
  private stringStart = -1;
  private stringEnd = -1;
  private keyStart = -1;
  private keyEnd = -1;
  private watchKeys = false;
  /** In a list: where a record ends that counts once it is seen that the list goes on or ends, or −1. */
  private heldEnd = -1;
  private readonly beginnings = new RecordBeginnings();
  private resyncing = false;
  private resyncReason = '';
  /** How a record may begin from which cutting goes on. */
  private marks: readonly Buffer[] = [];
  /** Nothing more comes. */
  private ended = false;
  /** Cutting goes on where something begins like a record, whatever it holds. */
  private lax = false;
  /** Bytes that were looked at again after a broken record. */
  private again = 0;
  private garbageStart = -1;
  private garbageLine = 1;
  /** The container whose list it is in. */
  private container: string | null = null;
  private outer: Enclosing[] = [];
  /** Where a record gets the container's name or something of its envelope: how it begins. */
  private beginning: Buffer | null = null;

  constructor(
    private readonly options: SplitOptions,
    private readonly sink: SplitSink,
    from?: SplitState,
  ) {
    if (from) {
      this.base = from.base;
      this.origin = from.offset;
      this.line = from.line;
      this.count = from.records;
      this.container = from.container ?? null;
      this.outer = [...(from.outer ?? [])];
    }
    this.closers = new Uint8Array(options.maximumDepth + 1);
  }

  /** Where it stands; only of use between two records. */
  get state(): SplitState {
    const { base, line, count: records, container, outer } = this;
    return { base, offset: this.origin + this.position, line, records, container, outer: [...outer] };
  }

  push(chunk: Buffer): void {
    this.buffer = this.buffer.length > 0 ? Buffer.concat([this.buffer, chunk]) : chunk;
    while (this.position < this.buffer.length) {
      if (this.resyncing) {
        if (!this.resync()) break;
      } else if (this.depth === 0) this.between();
      else this.inside();
    }
    this.retain();
  }

  /** Ends the stream. Returns a remark where the stream itself ended too early, else `null`. */
  end(): string | null {
    this.ended = true;
    this.settleAtEnd();
    this.goOnAtEnd();
    if (this.resyncing) {
      this.finishBroken(this.buffer.length, this.resyncReason);
      return null;
    }
    while (this.start >= 0 && this.beginsInside(this.buffer.length)) {
      this.broken(this.buffer.length, 'not JSON: the next record begins inside this one');
      this.push(Buffer.alloc(0));
      this.settleAtEnd();
      this.goOnAtEnd();
    }
    if (this.start >= 0) {
      this.rejectFrom(
        this.start,
        this.startLine,
        this.buffer.length,
        'cut off: the data ends inside this record',
      );
      return 'the data ends inside a record: the file may be cut short';
    }
    this.flushGarbage(this.buffer.length);
    return this.base === 'top'
      ? null
      : 'the data ends before its list of records is closed: the file may be cut short';
  }

  /** Between records: looks for the beginning of the next one. */
  private between(): void {
    const { buffer } = this;
    let at = this.position;
    for (; at < buffer.length; at++) {
      const byte = buffer[at] as number;
      if (byte === 0x20 || byte === 0x09 || byte === 0x0d) continue;
      if (byte === COMMA) {
        if (this.heldEnd >= 0 && !this.settle(true)) return;
        continue;
      }
      if (byte === NEWLINE) {
        this.newlineBetween(at);
        continue;
      }
      if (this.heldEnd >= 0 && !this.settle(byte === CLOSE_BRACKET)) return;
      if (byte === OPEN_BRACE) {
        this.flushGarbage(at);
        this.begin(at);
        return;
      }
      if (byte === OPEN_BRACKET && this.inRows && this.garbageStart < 0) {
        this.begin(at, CLOSE_BRACKET);
        return;
      }
      if (byte === OPEN_BRACKET && this.base === 'top' && this.garbageStart < 0) {
        this.base = 'list';
        continue;
      }
      if (byte === CLOSE_BRACKET && this.base !== 'top' && this.garbageStart < 0) {
        this.closeList();
        if (this.depth > 0) {
          this.position = at + 1;
          return;
        }
        continue;
      }
      if (this.garbageStart < 0) {
        if (byte === BYTE_ORDER_MARK[this.origin + at]) continue;
        this.garbageStart = at;
        this.garbageLine = this.line;
      }
    }
    this.position = buffer.length;
  }

  private newlineBetween(at: number): void {
    this.line++;
    if (this.options.layout !== 'lines') return;
    this.flushGarbage(at);
    this.toTop();
    this.depth = 0;
  }

  private closeList(): void {
    if (this.base === 'envelope list') {
      this.base = 'envelope tail';
      this.depth = 1;
      this.closers[1] = CLOSE_BRACE;
      this.watchKeys = true;
      this.stringStart = this.stringEnd = this.keyStart = this.keyEnd = -1;
    } else {
      this.base = 'top';
    }
  }

  private begin(at: number, closer = CLOSE_BRACE): void {
    this.start = at;
    this.startLine = this.line;
    this.depth = 1;
    this.closers[1] = closer;
    this.tooDeep = false;
    this.dropped = 0;
    this.watchKeys = this.openable.length > 0;
    if (this.base === 'top') this.beginning = null;
    this.stringStart = this.stringEnd = this.keyStart = this.keyEnd = -1;
    this.position = at + 1;
  }

  /** Inside a record (or the tail of an envelope): follows strings and brackets to its end. The hot loop: all state in locals. */
  private inside(): void {
    const { buffer, closers, watchKeys } = this;
    const { maximumDepth, layout } = this.options;
    const length = buffer.length;
    let at = this.position;
    let depth = this.depth;
    if (this.inString) at = this.skipString(at);
    while (at < length && !this.inString && this.depth !== 0 && !this.resyncing) {
      const byte = buffer[at] as number;
      const kind = CLASS[byte];
      at++;
      if (kind === PLAIN) continue;
      if (byte === QUOTE) {
        const begin = at;
        for (;;) {
          const letter = buffer[at];
          at++;
          if (letter === undefined || letter === QUOTE || letter === NEWLINE) break;
          if (letter === BACKSLASH && buffer[at] !== NEWLINE) at++;
        }
        if (buffer[at - 1] === QUOTE && at <= length) {
          if (watchKeys && depth === 1) {
            this.stringStart = begin;
            this.stringEnd = at - 1;
          }
          continue;
        }
        this.depth = depth;
        this.stringStart = begin;
        at = this.skipString(begin);
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        if (watchKeys && depth === 1 && byte === OPEN_BRACKET && this.opensContainer(at)) return;
        depth++;
        if (depth > maximumDepth) this.tooDeep = true;
        else closers[depth] = byte === OPEN_BRACE ? CLOSE_BRACE : CLOSE_BRACKET;
      } else if (byte === COLON) {
        if (watchKeys && depth === 1) {
          this.keyStart = this.stringStart;
          this.keyEnd = this.stringEnd;
        }
      } else if (byte === NEWLINE) {
        this.line++;
        if (layout === 'lines') return this.brokenLine(at - 1, 'cut off: the line ends inside this record');
      } else if (kind === ILLEGAL) {
        return this.broken(at - 1, `not JSON: unexpected byte 0x${byte.toString(16).padStart(2, '0')}`);
      } else {
        if (depth <= maximumDepth && byte !== closers[depth])
          return this.broken(at - 1, `not JSON: "${String.fromCharCode(byte)}" closes nothing that is open`);
        if (--depth === 0) return this.close(at);
      }
    }
    if (this.depth === 0 || this.resyncing) return;
    this.depth = depth;
    this.position = at;
  }

  /** Follows a string from `at` over the end of a chunk if need be; returns where it went on. A raw newline breaks the record. */
  private skipString(at: number): number {
    const { buffer } = this;
    let index = at;
    if (this.escaped && buffer[index] !== NEWLINE) index++;
    this.escaped = false;
    this.inString = true;
    while (index < buffer.length) {
      const byte = buffer[index] as number;
      if (byte === QUOTE) {
        this.inString = false;
        this.stringEnd = index;
        index++;
        break;
      }
      if (byte === NEWLINE) {
        if (this.options.layout === 'lines') {
          this.line++;
          this.brokenLine(index, 'cut off: the line ends inside a text');
        } else this.broken(index, 'not JSON: a line ends inside a text');
        return this.position;
      }
      index++;
      if (byte !== BACKSLASH) continue;
      if (index === buffer.length) this.escaped = true;
      else if (buffer[index] !== NEWLINE) index++;
    }
    this.position = index;
    return index;
  }

  private close(after: number): void {
    this.depth = 0;
    this.position = after;
    if (this.base === 'envelope tail') this.leave();
    else if (this.base === 'top' || this.options.layout === 'lines') this.finish(after);
    else this.heldEnd = after;
  }

  /**
   * A record of a list ended before what comes now. Where the list neither goes on nor ends here, its end may have closed brackets of
   * a record that was cut, which then holds all the others: of these the first is gone back to. False where that was done.
   */
  private settle(listGoesOn: boolean): boolean {
    const end = this.heldEnd;
    this.heldEnd = -1;
    const inside = listGoesOn ? -1 : this.swallowed(end);
    if (inside < 0) {
      this.finish(end);
      return !this.resyncing;
    }
    this.again += end - this.start;
    this.line = this.startLine;
    for (let at = this.start; at < inside; at++) if (this.buffer[at] === NEWLINE) this.line++;
    this.finishBroken(inside, 'cut off: the next record begins inside this one');
    return false;
  }

  /** Where a record begins inside one whose brackets the end of the list may have closed, or −1. */
  private swallowed(end: number): number {
    const { buffer, start } = this;
    if (!this.mayLookAgain(end)) return -1;
    const inside = this.nextInside(end);
    if (inside >= 0 || isJson(buffer.toString('utf8', start, end))) return inside;
    return nextMark(buffer, this.beginnings.after(buffer, start, end), start + 1, end);
  }

  /** What is left is looked at once more where nothing in it has the keys of a record. */
  private goOnAtEnd(): void {
    if (!this.resyncing) return;
    this.push(Buffer.alloc(0));
    if (this.resyncing && !this.lax && this.mayLookAgain(this.buffer.length)) {
      this.lax = true;
      this.again += this.buffer.length - this.start;
      this.position = this.start + 1;
      this.line = this.startLine;
      this.push(Buffer.alloc(0));
    }
    this.settleAtEnd();
  }

  private settleAtEnd(): void {
    while (this.heldEnd >= 0) if (!this.settle(false)) this.push(Buffer.alloc(0));
  }

  private finish(end: number): void {
    const { start } = this;
    this.beginnings.learn(this.buffer, start, end, this.options.layout === 'document');
    if (blanksOf(beginningOf(this.buffer, start, end)) > 0 && this.beginsInside(end))
      return this.broken(end, 'not JSON: the next record begins inside this one');
    this.start = -1;
    const place = { record: ++this.count, offset: this.origin + start - this.dropped, line: this.startLine };
    const length = end - start + this.dropped;
    if (length > this.options.maximumRecordBytes)
      this.sink.reject(
        place,
        `record of ${length} bytes is longer than the limit of ${this.options.maximumRecordBytes}`,
        this.buffer.subarray(start, Math.min(end, start + EXCERPT_BYTES)),
        length,
      );
    else if (this.tooDeep)
      this.sink.reject(
        place,
        `nested deeper than ${this.options.maximumDepth} levels`,
        this.buffer.subarray(start, end),
        length,
      );
    else if (this.inRows && this.buffer[start] === OPEN_BRACKET)
      this.row(place, this.buffer.subarray(start, end));
    else if (this.beginning) this.named(this.beginning, place, this.buffer.subarray(start, end));
    else this.sink.record(place, this.buffer, start, end);
  }

  /** A list of objects that hold a field each, as one object; the raw text is the list's. */
  private row(place: Place, raw: Buffer): void {
    const fields = rowOf(raw.toString('utf8'));
    if (!fields) return this.sink.reject(place, 'not JSON: not a list of fields', raw, raw.length);
    const bytes = Buffer.from(JSON.stringify(fields));
    this.sink.record(place, bytes, 0, bytes.length, raw);
  }

  private named(beginning: Buffer, place: Place, raw: Buffer): void {
    const first = raw.subarray(1).toString('utf8', 0, 64).trimStart()[0];
    const bytes = Buffer.concat([beginning, Buffer.from(first === '}' ? '' : ','), raw.subarray(1)]);
    this.sink.record(place, bytes, 0, bytes.length, raw);
  }

  /** Where a record begins inside the one that ends at `end`, or −1. */
  private nextInside(end: number): number {
    const marks = this.beginnings.after(this.buffer, this.start, end);
    for (let at = this.start, tries = 0; tries < CANDIDATES; tries++) {
      at = nextMark(this.buffer, marks, at + 1, end);
      if (at < 0 || this.beginnings.isRecord(this.buffer, at, end, this.start)) return at;
    }
    return -1;
  }

  /** True when the array that opens before `after` is a container: what was read of the envelope is then no record. */
  private opensContainer(after: number): boolean {
    const { keyStart, keyEnd, buffer } = this;
    if (keyStart < 0 || this.stringEnd !== keyEnd) return false;
    const key = buffer.toString('utf8', keyStart, keyEnd);
    if (!this.openable.includes(key)) return false;
    if (this.base === 'envelope list' || this.base === 'list')
      this.outer.push({ base: this.base, container: this.container, beginning: this.beginning });
    this.container = key;
    this.beginning = this.beginningIn(key, keyStart - 1);
    this.base = 'envelope list';
    this.start = -1;
    this.depth = 0;
    this.watchKeys = false;
    this.position = after;
    return true;
  }

  /** Keys whose array, in what begins here, is a list of records. */
  private get openable(): readonly string[] {
    const { containers, nestedContainers } = this.options;
    if (this.base === 'top') return containers;
    const around = this.base === 'envelope tail' ? this.outer.at(-1) : { container: this.container };
    if (!around) return containers;
    // A list by itself may be one of such elements.
    if (around.container === null) return Object.values(nestedContainers ?? {}).flat();
    return nestedContainers?.[around.container] ?? NO_KEYS;
  }

  private get inRows(): boolean {
    return (
      this.base === 'envelope list' && this.options.rowContainers?.includes(this.container ?? '') === true
    );
  }

  /** Out of an envelope: into the list that it is an element of, if any. */
  private leave(): void {
    const around = this.outer.pop();
    this.base = around?.base ?? 'top';
    this.container = around?.container ?? null;
    this.beginning = around?.beginning ?? null;
  }

  private toTop(): void {
    this.base = 'top';
    this.container = null;
    this.outer = [];
  }

  private beginningIn(container: string, headEnd: number): Buffer | null {
    const { namedContainers, headFields } = this.options;
    const fields = headFields?.[container];
    const added = {
      '@list': namedContainers?.includes(container) ? container : undefined,
      '@head': fields ? this.headWith(fields, headEnd) : undefined,
    };
    const text = JSON.stringify(added);
    return text === '{}' ? null : Buffer.from(text.slice(0, -1));
  }

  /** Those fields of the envelope that stand before `end`; `undefined` where it has none or is not to be read. */
  private headWith(fields: readonly string[], end: number): Record<string, unknown> | undefined {
    if (this.start < 0 || this.dropped > 0 || end - this.start > HEAD_LIMIT) return undefined;
    const text = this.buffer.toString('utf8', this.start, end).replace(/[\s,]+$/, '');
    try {
      const head = JSON.parse(`${text}}`) as Record<string, unknown>;
      const chosen = fields.filter((field) => head[field] !== undefined);
      return chosen.length > 0 ? Object.fromEntries(chosen.map((field) => [field, head[field]])) : undefined;
    } catch {
      return undefined;
    }
  }

  private broken(at: number, reason: string): void {
    if (this.start < 0) this.start = at; // in the tail of an envelope
    if (this.options.layout === 'lines') {
      const newline = this.buffer.indexOf(NEWLINE, at);
      if (newline >= 0) {
        this.line++;
        this.brokenLine(newline, reason);
        return;
      }
    }
    this.resyncing = true;
    this.resyncReason = reason;
    this.inString = false;
    this.marks = this.beginnings.after(this.buffer, this.start, at);
    this.position = at;
    if (this.mayLookAgain(at)) {
      this.again += at - this.start;
      this.position = this.start + 1;
      this.line = this.startLine;
    }
  }

  /** A record that was cut runs on into the next ones: where it broke says little of where the next begins. */
  private mayLookAgain(at: number): boolean {
    const allowed = AGAIN_BYTES + AGAIN_RATIO * (this.origin + at);
    return this.dropped === 0 && this.again + at - this.start <= allowed;
  }

  /** True where something in the record begins like a record. */
  private beginsInside(end: number): boolean {
    if (this.options.layout === 'lines' || !this.mayLookAgain(end)) return false;
    if (this.nextInside(end) >= 0) return true;
    if (!this.beginnings.none) return false;
    return (
      nextMark(this.buffer, this.beginnings.after(this.buffer, this.start, end), this.start + 1, end) >= 0
    );
  }

  private brokenLine(newline: number, reason: string): void {
    if (this.start < 0) this.start = newline;
    this.finishBroken(newline, reason);
    this.toTop();
    this.position = newline + 1;
  }

  private finishBroken(end: number, reason: string): void {
    this.rejectFrom(this.start, this.startLine, end, reason);
    this.start = -1;
    this.depth = 0;
    this.inString = false;
    this.resyncing = false;
    this.position = end;
    if (this.base === 'envelope tail') this.leave();
  }

  /** Looks for the place from which cutting can go on; false when that needs more data. */
  private resync(): boolean {
    const { buffer } = this;
    const lines = this.options.layout === 'lines';
    const marks = lines ? [NEWLINE_MARK] : this.marks;
    const longest = Math.max(1, ...marks.map((mark) => mark.length));
    for (;;) {
      const from = Math.max(this.position, this.start + 1);
      const found = nextMark(buffer, marks, from, buffer.length);
      const seen = found >= 0 ? found : Math.max(from, buffer.length - longest + 1);
      if (!lines) this.countLines(seen);
      this.position = seen;
      if (found < 0) return false;
      if (lines) {
        this.line++;
        this.brokenLine(found, this.resyncReason);
        return true;
      }
      const fits = this.lax || this.beginnings.isRecord(buffer, found, buffer.length, this.start);
      if (fits === null && !this.ended) return false;
      if (fits) {
        this.finishBroken(found, this.resyncReason);
        return true;
      }
      this.position = found + 1;
    }
  }

  private countLines(to: number): void {
    for (let at = this.position; at < to; at++) if (this.buffer[at] === NEWLINE) this.line++;
  }

  private flushGarbage(end: number): void {
    if (this.garbageStart < 0) return;
    this.rejectFrom(this.garbageStart, this.garbageLine, end, 'not a JSON object');
    this.garbageStart = -1;
  }

  private rejectFrom(start: number, line: number, end: number, reason: string): void {
    const place = { record: ++this.count, offset: this.origin + start - this.dropped, line };
    this.sink.reject(place, reason, this.buffer.subarray(start, end), end - start + this.dropped);
    this.dropped = 0;
  }

  /** Keeps only what a later chunk still needs. */
  private retain(): void {
    const open = this.start >= 0 ? this.start : this.garbageStart >= 0 ? this.garbageStart : this.tailKey();
    this.forget(open < 0 ? Math.min(this.position, this.buffer.length) : open);
    if (this.buffer.length > this.options.maximumRecordBytes) this.shorten();
  }

  /** Where the key begins that may yet name another container of the envelope, or −1. */
  private tailKey(): number {
    if (this.base !== 'envelope tail' || this.depth !== 1) return -1;
    return this.keyStart >= 0 && this.stringEnd === this.keyEnd ? this.keyStart : this.stringStart;
  }

  /** Forgets the first `bytes` of the buffer. */
  private forget(bytes: number): void {
    this.origin += bytes;
    this.buffer = this.buffer.subarray(bytes);
    this.position -= bytes;
    for (const field of [
      'start',
      'garbageStart',
      'heldEnd',
      'stringStart',
      'stringEnd',
      'keyStart',
      'keyEnd',
    ] as const) {
      if (this[field] >= 0) this[field] = Math.max(this[field] - bytes, -1);
    }
  }

  /** An endless record: its beginning stays for the reject and its last bytes for a mark across chunks, the rest is only counted. */
  private shorten(): void {
    const gone = this.buffer.length - EXCERPT_BYTES - MARK_BYTES;
    const end = this.buffer.subarray(this.buffer.length - MARK_BYTES);
    this.buffer = Buffer.concat([this.buffer.subarray(0, EXCERPT_BYTES), end]);
    this.dropped += gone;
    this.origin += gone;
    this.position = Math.max(this.position - gone, EXCERPT_BYTES);
    this.stringStart = this.stringEnd = this.keyStart = this.keyEnd = -1;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The fields of a list of objects in one; `null` where it is no such list. */
function rowOf(text: string): object | null {
  try {
    const list = JSON.parse(text) as unknown[];
    const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
    return list.every(isObject)
      ? Object.fromEntries(list.flatMap((part) => Object.entries(part as object)))
      : null;
  } catch {
    return null;
  }
}
