import { isUtf8 } from 'node:buffer';
import type { Cutter, LineOptions } from './cut-lines.ts';
import type { Place, SplitSink } from './split-json.ts';

const NEWLINE = 0x0a;
const OPEN = 0x3c;
const CLOSE = 0x3e;
const QUOTES = [0x22, 0x27];
const EXCERPT_BYTES = 1024;
/** How much may stand between two events before it is taken for something else. */
const GAP_BYTES = 64 * 1024;
const LONGEST_NAME = 16;
const NOT_UTF8 = 'not valid UTF-8';

/** What may stand around events: declarations, comments, and the element that holds them all. */
const AROUND = /^(?:\s|<\?[^>]*\?>|<!--(?:(?!-->)[^])*-->|<!DOCTYPE[^>]*>|<\/?Events(?:\s[^>]*)?>)*$/;

/** A stretch between markup whose text is not itself markup, and how it is written without. */
interface Edit {
  start: number;
  end: number;
  text: (inside: string) => string;
}

/** A stretch that is no event, until the next one begins. */
interface Stray {
  place: Place;
  reason: string;
  excerpt: Buffer;
  length: number;
}

/** Where the next place of a text is, asked for ever later places: each byte is looked at once. */
class Finder {
  private found = -1;
  private searched = 0;
  constructor(private readonly text: string) {}

  /** −1 where it is not there yet. */
  next(buffer: Buffer, from: number): number {
    if (this.found >= from) return this.found;
    this.found = buffer.indexOf(this.text, Math.max(from, this.searched - this.text.length + 1));
    this.searched = buffer.length;
    return this.found;
  }

  forget(bytes: number): void {
    this.found = Math.max(-1, this.found - bytes);
    this.searched = Math.max(0, this.searched - bytes);
  }
}

/**
 * Cuts the `<Event>` elements out of XML, whatever the lines: `{"line": "<Event …>…</Event>"}`. Sections of CDATA become escaped
 * text and comments go, so that what is left can be read tag by tag. An event without its end, or with broken markup, is a reject
 * up to the next `<Event`.
 */
export class EventCutter implements Cutter {
  private buffer: Buffer = Buffer.alloc(0);
  private offset = 0;
  private line = 1;
  private count = 0;
  private inEvent = false;
  private depth = 0;
  /** Where to go on within an event. */
  private at = 0;
  private edits: Edit[] = [];
  private stray: Stray | null = null;
  private ended = false;
  private readonly finders = { '-->': new Finder('-->'), ']]>': new Finder(']]>'), '?>': new Finder('?>') };

  constructor(
    private readonly options: LineOptions,
    private readonly sink: SplitSink,
  ) {}

  push(chunk: Buffer): void {
    this.buffer = this.buffer.length > 0 ? Buffer.concat([this.buffer, chunk]) : chunk;
    this.work();
  }

  /** Ends the stream; a remark where it ended too early, else `null`. */
  end(): string | null {
    this.ended = true;
    this.work();
    const cut = this.stray?.reason === CUT_OFF;
    this.endStray();
    return cut ? 'the data ends inside an event: the file may be cut short' : null;
  }

  private work(): void {
    while (this.inEvent ? this.event() : this.gap());
  }

  /** Skips to the next event; false where more data is needed. */
  private gap(): boolean {
    const { buffer } = this;
    const start = eventStart(buffer, 0);
    if (start >= 0 && (start + LONGEST_NAME <= buffer.length || this.ended)) {
      this.around(start);
      this.endStray();
      this.inEvent = true;
      this.at = this.depth = 0;
      this.edits = [];
      return true;
    }
    if (this.ended) this.around(buffer.length);
    else if (buffer.length > GAP_BYTES) this.around(buffer.length - LONGEST_NAME);
    return false;
  }

  /** Takes what stands before an event. */
  private around(length: number): void {
    const bytes = this.buffer.subarray(0, length);
    const known = !this.stray && length <= GAP_BYTES && AROUND.test(bytes.toString('utf8'));
    if (length > 0 && !known) this.addStray('no event', bytes);
    this.forget(length);
  }

  /** Follows an event; false where more data is needed. */
  private event(): boolean {
    for (;;) {
      const open = this.buffer.indexOf(OPEN, this.at);
      const step = open < 0 ? 'wait' : this.markup(open);
      if (step === 'on') continue;
      if (step !== 'wait') return true;
      if (this.ended) this.broken(CUT_OFF);
      else if (this.buffer.length > this.options.maximumRecordBytes)
        this.broken(`event of more than ${this.options.maximumRecordBytes} bytes, the limit`);
      else return false;
      return true;
    }
  }

  /** Takes the markup at `open`: whether to go on in this event, to wait for more data, or that the event has ended. */
  private markup(open: number): 'on' | 'wait' | 'ended' {
    const { buffer } = this;
    this.at = open;
    if (buffer.length - open < LONGEST_NAME && !this.ended) return 'wait';
    const begins = buffer.toString('latin1', open, open + LONGEST_NAME);
    if (begins.startsWith('<!--')) return this.section(open, 4, '-->', () => '');
    if (begins.startsWith('<![CDATA[')) return this.section(open, 9, ']]>', escaped);
    if (begins.startsWith('<?')) return this.section(open, 2, '?>', () => '');
    const close = this.tagEnd(open);
    if (close === 'wait') return 'wait';
    if (close === 'broken') return this.broken('broken markup in an event');
    return this.tag(open, close, begins);
  }

  private section(
    open: number,
    head: number,
    end: keyof EventCutter['finders'],
    text: Edit['text'],
  ): 'on' | 'wait' {
    const found = this.finders[end].next(this.buffer, open + head);
    if (found < 0) return 'wait';
    this.edits.push({
      start: open,
      end: found + end.length,
      text: (inside) => text(inside.slice(head, -end.length)),
    });
    this.at = found + end.length;
    return 'on';
  }

  private tag(open: number, close: number, begins: string): 'on' | 'wait' | 'ended' {
    const after = close + 1;
    const closed = this.buffer[close - 1] === SLASH;
    if (/^<\/Events[\s>]/.test(begins)) return this.broken('event without its end');
    if (/^<Event[\s/>]/.test(begins)) {
      if (this.depth > 0) {
        const follows = this.followsSystem(after);
        if (follows === 'wait') return 'wait';
        if (follows) return this.broken('event without its end', open);
      }
      if (!closed) this.depth++;
      else if (this.depth === 0) return this.emit(after);
    } else if (/^<\/Event[\s>]/.test(begins) && --this.depth === 0) return this.emit(after);
    this.at = after;
    return 'on';
  }

  /** The `>` that ends a tag; one in an attribute does not, and is noted. No `<` may stand in a tag. */
  private tagEnd(open: number): number | 'wait' | 'broken' {
    const { buffer } = this;
    let quote = 0;
    const inside: number[] = [];
    for (let at = open + 1; at < buffer.length; at++) {
      const byte = buffer[at] as number;
      if (byte === OPEN) return 'broken';
      if (byte === CLOSE && quote === 0) {
        for (const place of inside) this.edits.push({ start: place, end: place + 1, text: () => '&gt;' });
        return at;
      }
      if (byte === CLOSE) inside.push(at);
      else if (byte === quote) quote = 0;
      else if (quote === 0 && QUOTES.includes(byte)) quote = byte;
    }
    return 'wait';
  }

  /** Whether what follows is the beginning of another event, not an element of that name within this one. */
  private followsSystem(after: number): boolean | 'wait' {
    const { buffer } = this;
    let at = after;
    while (at < buffer.length && (buffer[at] as number) <= 0x20) at++;
    if (buffer.length - at < LONGEST_NAME && !this.ended) return 'wait';
    return /^<System[\s>]/.test(buffer.toString('latin1', at, at + LONGEST_NAME));
  }

  private emit(length: number): 'ended' {
    const raw = this.buffer.subarray(0, length);
    const place = this.placed();
    if (raw.length > this.options.maximumRecordBytes)
      this.sink.reject(
        place,
        `event of more than ${this.options.maximumRecordBytes} bytes, the limit`,
        raw.subarray(0, EXCERPT_BYTES),
        length,
      );
    else if (!isUtf8(raw)) this.sink.reject(place, NOT_UTF8, raw, length);
    else {
      const bytes = Buffer.from(JSON.stringify({ line: edited(raw, this.edits) }));
      this.sink.record(place, bytes, 0, bytes.length, raw);
    }
    this.inEvent = false;
    this.forget(length);
    return 'ended';
  }

  /** The event is none; what follows it is looked at again from `length` on, or from just behind its beginning. */
  private broken(reason: string, length = 1): 'ended' {
    this.addStray(reason, this.buffer.subarray(0, length));
    this.inEvent = false;
    this.forget(length);
    return 'ended';
  }

  private addStray(reason: string, bytes: Buffer): void {
    this.stray ??= { place: this.placed(), reason, excerpt: Buffer.alloc(0), length: 0 };
    const { stray } = this;
    const room = this.options.maximumRecordBytes - stray.excerpt.length;
    if (stray.length === stray.excerpt.length && room >= bytes.length)
      stray.excerpt = Buffer.concat([stray.excerpt, bytes]);
    stray.length += bytes.length;
  }

  private endStray(): void {
    const { stray } = this;
    if (!stray) return;
    const whole = stray.length === stray.excerpt.length;
    const excerpt = whole ? stray.excerpt : stray.excerpt.subarray(0, EXCERPT_BYTES);
    this.sink.reject(stray.place, stray.reason, excerpt, stray.length);
    this.stray = null;
  }

  private placed(): Place {
    return { record: ++this.count, offset: this.offset, line: this.line };
  }

  private forget(bytes: number): void {
    const gone = this.buffer.subarray(0, bytes);
    for (let at = gone.indexOf(NEWLINE); at >= 0; at = gone.indexOf(NEWLINE, at + 1)) this.line++;
    this.offset += bytes;
    this.buffer = this.buffer.subarray(bytes);
    for (const finder of Object.values(this.finders)) finder.forget(bytes);
  }
}

const SLASH = 0x2f;
const CUT_OFF = 'cut off: the data ends inside an event';

/** Where `<Event` begins, as a whole name; −1 where it does not. At the end of the buffer the name may still go on. */
function eventStart(buffer: Buffer, from: number): number {
  for (let at = buffer.indexOf('<Event', from); at >= 0; at = buffer.indexOf('<Event', at + 1)) {
    const next = buffer[at + 6];
    if (next === undefined || next <= 0x20 || next === CLOSE || next === SLASH) return at;
  }
  return -1;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function edited(raw: Buffer, edits: readonly Edit[]): string {
  if (edits.length === 0) return raw.toString('utf8');
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, text } of edits) {
    parts.push(raw.toString('utf8', from, start), text(raw.toString('utf8', start, end)));
    from = end;
  }
  parts.push(raw.toString('utf8', from));
  return parts.join('');
}

/** Whether a text is XML whose events do not stand in a line each. */
export function isEventDocument(head: Buffer): boolean {
  const begins = head
    .toString('utf8', 0, GAP_BYTES)
    .replace(/^\ufeff/, '')
    .trimStart();
  const root = /^(?:<\?xml[^>]*\?>\s*|<!--(?:(?!-->)[^])*-->\s*)*<(Events?)[\s>]/.exec(begins)?.[1];
  if (root !== 'Event') return root === 'Events';
  const [first = ''] = begins.split('\n', 1);
  return first.split('</Event>').length !== 2 || !first.trimEnd().endsWith('</Event>');
}
