import { JsonSplitter, type SplitOptions, type SplitSink, type SplitState } from './split-json.ts';

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const PAIR = Buffer.from('}{');
const LEARN_BYTES = 256 * 1024;

/**
 * Cuts like `JsonSplitter`, several times faster where the data is regular: lines by their newline, the elements of a list by what
 * stands between the first two and how both begin. Such a cut is right if and only if every piece is a valid JSON object,
 * since no beginning of an object is one itself. The reader of the pieces checks that; where a piece fails and was `guessed`, or
 * `piecesOf` it is not one, the stream is cut again with `exact`.
 */
export class RecordCutter {
  /** Elements of a list were cut by what stands between them: right only if every piece is an object. */
  guessed = false;
  private buffer: Buffer = Buffer.alloc(0);
  private readonly exact: JsonSplitter | null = null;
  private rest: JsonSplitter | null = null;
  private boundary: Buffer | null = null;
  private separator = 0;
  private separatorLines = 0;
  private state: SplitState = { base: 'top', offset: 0, line: 1, records: 0 };
  private nextPair = -1;
  private started = false;

  constructor(
    private readonly options: SplitOptions,
    private readonly sink: SplitSink,
    exact = false,
  ) {
    if (exact) this.exact = new JsonSplitter(options, sink);
  }

  push(chunk: Buffer): void {
    const precise = this.exact ?? this.rest;
    if (precise) {
      precise.push(chunk);
      return;
    }
    this.buffer = this.buffer.length > 0 ? Buffer.concat([this.buffer, chunk]) : chunk;
    this.nextPair = -1;
    if (!this.started) {
      if (this.buffer.length < LEARN_BYTES) return;
      this.begin();
    }
    if (this.rest) return;
    if (this.options.layout === 'lines') this.lines();
    else this.elements();
    if (this.buffer.length > this.options.maximumRecordBytes) this.handOver();
  }

  /** Ends the stream; a remark where it ended too early, else `null`. */
  end(): string | null {
    if (!this.exact && !this.rest) this.handOver();
    return (this.exact ?? this.rest)?.end() ?? null;
  }

  /** Learns from the beginning how records follow each other; what is irregular goes to the exact splitter. */
  private begin(): void {
    this.started = true;
    if (this.options.layout === 'lines') return;
    const learned = learn(this.buffer, this.options);
    if (!learned) {
      this.handOver();
      return;
    }
    this.boundary = learned.boundary;
    this.separator = learned.separator;
    this.separatorLines = learned.separatorLines;
    this.state = learned.state;
    this.buffer = this.buffer.subarray(learned.state.offset);
  }

  private handOver(): void {
    this.rest = new JsonSplitter(this.options, this.sink, this.state);
    this.rest.push(this.buffer);
    this.buffer = Buffer.alloc(0);
  }

  private elements(): void {
    const { buffer, boundary, separator, state } = this;
    if (!boundary) return;
    let start = 0;
    for (;;) {
      const next = buffer.indexOf(boundary, start + 1);
      if (next < 0) break;
      this.guessed = true;
      this.emit(start, next);
      start = next + separator;
      state.line += this.separatorLines;
    }
    state.offset += start;
    this.buffer = buffer.subarray(start);
  }

  private lines(): void {
    const { buffer, state } = this;
    const origin = state.offset;
    let start = 0;
    for (;;) {
      const newline = buffer.indexOf(NEWLINE, start);
      if (newline < 0) break;
      state.offset = origin + start;
      this.oneLine(start, newline);
      state.line++;
      start = newline + 1;
    }
    state.offset = origin + start;
    this.buffer = buffer.subarray(start);
  }

  private oneLine(start: number, newline: number): void {
    const { buffer } = this;
    const end = newline > start && buffer[newline - 1] === CARRIAGE_RETURN ? newline - 1 : newline;
    if (end === start) return;
    const regular =
      buffer[start] === OPEN && buffer[end - 1] === CLOSE && this.options.containers.length === 0;
    if (regular && !this.hasPair(start, end)) {
      this.emit(start, end);
      return;
    }
    const single = new JsonSplitter(this.options, this.sink, this.state);
    single.push(buffer.subarray(start, newline + 1));
    single.end();
    this.state.records = single.state.records;
  }

  /** True where `}{` stands in the line: perhaps two objects. */
  private hasPair(start: number, end: number): boolean {
    if (this.nextPair < start) {
      const found = this.buffer.indexOf(PAIR, start);
      this.nextPair = found < 0 ? this.buffer.length : found;
    }
    return this.nextPair < end;
  }

  private emit(start: number, end: number): void {
    const { state, options } = this;
    const offset = options.layout === 'lines' ? state.offset : state.offset + start;
    const length = end - start;
    if (length > options.maximumDepth) {
      this.emitChecked(start, end, offset);
      return;
    }
    this.sink.record({ record: ++state.records, offset, line: state.line }, this.buffer, start, end);
  }

  /** A long piece could be nested deep enough to end the process: it is followed exactly. */
  private emitChecked(start: number, end: number, offset: number): void {
    const { state } = this;
    const base = this.options.layout === 'lines' ? 'top' : 'list';
    const from: SplitState = { base, offset, line: state.line, records: state.records };
    const single = new JsonSplitter({ ...this.options, containers: [] }, this.sink, from);
    single.push(this.buffer.subarray(start, end));
    single.end();
    state.records = single.state.records;
  }
}

interface Learned {
  boundary: Buffer;
  separator: number;
  separatorLines: number;
  state: SplitState;
}

interface Seen {
  start: number;
  end: number;
  line: number;
  state: SplitState;
}

/** Looks at the first two records; `null` where they do not follow each other in a way that can be searched for. */
function learn(head: Buffer, options: SplitOptions): Learned | null {
  const [first, second] = firstTwo(head, options);
  if (!first || !second) return null;
  const separator = head.subarray(first.end, second.start);
  const signature = keyOf(head.subarray(first.start, first.end));
  if (!signature || separator.length === 0 || first.state.base !== second.state.base) return null;
  if (head.subarray(first.start, first.end).includes(NEWLINE)) return null;
  if (!head.subarray(second.start, second.start + signature.length).equals(signature)) return null;
  return {
    boundary: Buffer.concat([separator, signature]),
    separator: separator.length,
    separatorLines: separator.filter((byte) => byte === NEWLINE).length,
    state: { ...first.state, offset: first.start, line: first.line, records: 0 },
  };
}

function firstTwo(head: Buffer, options: SplitOptions): Seen[] {
  const seen: Seen[] = [];
  const probe: JsonSplitter = new JsonSplitter(options, {
    record(place, _bytes, start, end, raw) {
      if (raw) throw new Enough(); // in a list whose name goes with each record
      const length = end - start;
      seen.push({
        start: place.offset,
        end: place.offset + length,
        line: place.line,
        state: probe.state,
      });
      if (seen.length === 2) throw new Enough();
    },
    reject() {
      throw new Enough();
    },
  });
  try {
    probe.push(head);
  } catch (thrown) {
    if (!(thrown instanceof Enough)) throw thrown;
  }
  return seen;
}

/** How a record begins, to the end of its first key. */
function keyOf(record: Buffer): Buffer | null {
  const colon = record.indexOf(':');
  return colon > 0 && colon < 64 ? record.subarray(0, colon + 1) : null;
}

/** How many records or rejects the exact splitter makes of a piece. */
export function piecesOf(piece: Buffer, options: SplitOptions): number {
  let pieces = 0;
  const count = { record: () => void pieces++, reject: () => void pieces++ };
  const splitter = new JsonSplitter({ ...options, layout: 'document', containers: [] }, count);
  splitter.push(piece);
  splitter.end();
  return pieces;
}

class Enough extends Error {}
