import { inflateSync } from 'node:zlib';

/** A reader of PDFs with one table of references, as our writer makes them; not a line of it is shared with the writer. */

export class Name {
  constructor(readonly text: string) {}
}
export class Reference {
  constructor(readonly number: number) {}
}
export type Dictionary = Map<string, Value>;
export type Value = number | boolean | null | Buffer | Name | Reference | Value[] | Dictionary;

export interface PdfObject {
  value: Value;
  /** As it stands in the file. */
  stream: Buffer | null;
}

export interface Pdf {
  bytes: Buffer;
  trailer: Dictionary;
  objects: ReadonlyMap<number, PdfObject>;
  /** Of a value, or of what it refers to. */
  get(value: Value | undefined): Value;
  dictionary(value: Value | undefined): Dictionary;
  /** What a stream holds, unpacked. */
  data(value: Value | undefined): Buffer;
}

const SPACE = new Set([0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]);
const DELIMITER = new Set([...'()<>[]{}/%'].map((letter) => letter.charCodeAt(0)));

/** A word of a content stream: what is drawn. */
export class Operator {
  constructor(readonly text: string) {}
}

export class Tokens {
  constructor(
    readonly bytes: Buffer,
    public at = 0,
  ) {}

  skip(): void {
    for (;;) {
      const byte = this.bytes[this.at];
      if (byte === 0x25)
        while (this.at < this.bytes.length && ![0x0a, 0x0d].includes(this.bytes[this.at]!)) this.at++;
      else if (byte !== undefined && SPACE.has(byte)) this.at++;
      else return;
    }
  }

  get ended(): boolean {
    this.skip();
    return this.at >= this.bytes.length;
  }

  /** The next value; a reference where three tokens are one. */
  next(): Value | Operator {
    this.skip();
    const two = this.bytes.toString('latin1', this.at, this.at + 2);
    if (two === '<<') return this.dictionary();
    const [one = ''] = two;
    if (one === '[') return this.array();
    if (one === '(') return this.literal();
    if (one === '<') return this.hex();
    if (one === '/') return this.name();
    return this.word();
  }

  value(): Value {
    const value = this.next();
    if (value instanceof Operator) throw new Error(`not a value: ${value.text} at ${this.at}`);
    return value;
  }

  private dictionary(): Dictionary {
    this.at += 2;
    const found: Dictionary = new Map();
    for (;;) {
      this.skip();
      if (this.bytes.toString('latin1', this.at, this.at + 2) === '>>') break;
      const key = this.value();
      if (!(key instanceof Name)) throw new Error(`not a key at ${this.at}`);
      if (found.has(key.text)) throw new Error(`the key ${key.text} stands twice at ${this.at}`);
      found.set(key.text, this.value());
    }
    this.at += 2;
    return found;
  }

  private array(): Value[] {
    this.at += 1;
    const found: Value[] = [];
    for (;;) {
      this.skip();
      if (this.bytes[this.at] === 0x5d) break;
      found.push(this.value());
    }
    this.at += 1;
    return found;
  }

  private literal(): Buffer {
    const found: number[] = [];
    let depth = 0;
    for (;;) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new Error('a string without an end');
      const letter = String.fromCharCode(byte);
      if (letter === '\\') {
        const digits = /^[0-7]{1,3}/.exec(this.bytes.toString('latin1', this.at, this.at + 3))?.[0];
        if (digits !== undefined) {
          found.push(Number.parseInt(digits, 8) & 255);
          this.at += digits.length;
        } else {
          const next = String.fromCharCode(this.bytes[this.at++] ?? 0);
          const sign = { n: 10, r: 13, t: 9, b: 8, f: 12 }[next] ?? next.charCodeAt(0);
          if (next !== '\n') found.push(sign);
        }
        continue;
      }
      if (letter === '(' && depth++ === 0) continue;
      if (letter === ')' && --depth === 0) return Buffer.from(found);
      found.push(byte);
    }
  }

  private hex(): Buffer {
    const end = this.bytes.indexOf('>', this.at);
    const text = this.bytes.toString('latin1', this.at + 1, end).replace(/\s/g, '');
    if (!/^([0-9a-f]{2})*$/i.test(text)) throw new Error(`an odd string at ${this.at}`);
    this.at = end + 1;
    return Buffer.from(text, 'hex');
  }

  private name(): Name {
    const from = ++this.at;
    this.toEnd();
    const text = this.bytes.toString('latin1', from, this.at);
    return new Name(
      text.replace(/#([0-9a-f]{2})/gi, (_all, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      ),
    );
  }

  private word(): Value | Operator {
    const from = this.at;
    this.toEnd();
    if (this.at === from) throw new Error(`nothing to read at ${from}`);
    const text = this.bytes.toString('latin1', from, this.at);
    if (text === 'true' || text === 'false') return text === 'true';
    if (text === 'null') return null;
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) return new Operator(text);
    const rest = /^\s+\d+\s+R(?![A-Za-z])/.exec(this.bytes.toString('latin1', this.at, this.at + 24));
    if (!/^\d+$/.test(text) || rest === null) return Number(text);
    this.at += rest[0].length;
    return new Reference(Number(text));
  }

  private toEnd(): void {
    for (;;) {
      const byte = this.bytes[this.at];
      if (byte === undefined || SPACE.has(byte) || DELIMITER.has(byte)) return;
      this.at++;
    }
  }
}

const isDictionary = (value: Value): value is Dictionary => value instanceof Map;

/** Throws on whatever is not exactly where the table of references says. */
export function readPdf(bytes: Buffer): Pdf {
  const tail = bytes.toString('latin1', bytes.length - 64);
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail)?.[1] ?? Number.NaN);
  if (bytes.toString('latin1', start, start + 4) !== 'xref') throw new Error('no table of references');
  const tokens = new Tokens(bytes, start + 4);
  const [first, count] = [tokens.value(), tokens.value()] as number[];
  if (first !== 0) throw new Error('the table of references does not begin with 0');
  tokens.skip();
  const entries = Array.from({ length: count ?? 0 }, (_none, number) => {
    const line = bytes.toString('latin1', tokens.at + number * 20, tokens.at + number * 20 + 20);
    const [, offset = '', state = ''] = /^(\d{10}) \d{5} ([nf])(?: \n| \r|\r\n)$/.exec(line) ?? [];
    if (state === '') throw new Error(`a wrong entry of the table: ${JSON.stringify(line)}`);
    return { offset: Number(offset), used: state === 'n' };
  });
  tokens.at += (count ?? 0) * 20;
  const word = tokens.next();
  if (!(word instanceof Operator) || word.text !== 'trailer') throw new Error('no trailer');
  const trailer = tokens.value();
  if (!isDictionary(trailer)) throw new Error('no trailer');
  const objects = new Map<number, PdfObject>();
  entries.forEach(({ offset, used }, number) => {
    if (used) objects.set(number, objectAt(bytes, offset, number));
  });
  return pdfOf(bytes, trailer, objects);
}

function objectAt(bytes: Buffer, offset: number, number: number): PdfObject {
  const head = /^(\d+) 0 obj\r?\n/.exec(bytes.toString('latin1', offset, offset + 24));
  if (Number(head?.[1]) !== number) throw new Error(`object ${number} is not at ${offset}`);
  const tokens = new Tokens(bytes, offset + (head?.[0].length ?? 0));
  const value = tokens.value();
  const word = tokens.next();
  if (!(word instanceof Operator)) throw new Error(`object ${number} does not end`);
  if (word.text === 'endobj') return { value, stream: null };
  const length = isDictionary(value) ? value.get('Length') : undefined;
  if (word.text !== 'stream' || typeof length !== 'number') throw new Error(`object ${number} is no stream`);
  const from = tokens.at + (bytes[tokens.at] === 0x0d ? 2 : 1);
  const end = bytes.toString('latin1', from + length, from + length + 20);
  if (bytes[from - 1] !== 0x0a || !/^\r?\nendstream\s+endobj/.test(end))
    throw new Error(`the stream of object ${number} is not as long as it says`);
  return { value, stream: bytes.subarray(from, from + length) };
}

function pdfOf(bytes: Buffer, trailer: Dictionary, objects: ReadonlyMap<number, PdfObject>): Pdf {
  const found = (value: Value | undefined): PdfObject => {
    if (!(value instanceof Reference)) return { value: value ?? null, stream: null };
    const object = objects.get(value.number);
    if (!object) throw new Error(`no object ${value.number}`);
    return object;
  };
  return {
    bytes,
    trailer,
    objects,
    get: (value) => found(value).value,
    dictionary: (value) => {
      const inside = found(value).value;
      if (!isDictionary(inside)) throw new Error('not a dictionary');
      return inside;
    },
    data: (value) => unpacked(found(value)),
  };
}

/** Throws on a filter that is not the one that is expected. */
export function unpacked({ value, stream }: PdfObject): Buffer {
  if (stream === null || !isDictionary(value)) throw new Error('not a stream');
  const filter = value.get('Filter');
  if (filter === undefined) return stream;
  if (!(filter instanceof Name) || filter.text !== 'FlateDecode')
    throw new Error(`the filter ${filter instanceof Name ? filter.text : 'is a list'}`);
  return inflateSync(stream);
}

/** Every value of the document, also inside of others, with the object that it stands in. */
export function* everyValue(pdf: Pdf): Generator<{ value: Value; number: number }> {
  function* inside(value: Value, number: number): Generator<{ value: Value; number: number }> {
    yield { value, number };
    if (Array.isArray(value)) for (const one of value) yield* inside(one, number);
    if (isDictionary(value)) for (const one of value.values()) yield* inside(one, number);
  }
  for (const [number, { value }] of pdf.objects) yield* inside(value, number);
  yield* inside(pdf.trailer, 0);
}

/** Every dictionary of the document. */
export function* everyDictionary(pdf: Pdf): Generator<Dictionary> {
  for (const { value } of everyValue(pdf)) if (isDictionary(value)) yield value;
}

export const nameIn = (dictionary: Dictionary, key: string): string | null => {
  const value = dictionary.get(key);
  return value instanceof Name ? value.text : null;
};

/** A text of the document: UTF-16 with its mark, else one byte a letter. */
export function textIn(value: Value | undefined): string {
  if (!Buffer.isBuffer(value)) return '';
  if (value[0] !== 0xfe || value[1] !== 0xff) return value.toString('latin1');
  return Buffer.from(value.subarray(2)).swap16().toString('utf16le');
}
