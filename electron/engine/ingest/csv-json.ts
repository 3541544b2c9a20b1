const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const LETTER_U = 0x75;
const ZERO = 0x30;
const HEX = Buffer.from('0123456789abcdef');
/** `\u0000` for one byte. */
const MOST_ESCAPED = 6;

/** By byte: what stands behind the backslash in JSON, `u` before four digits; 0 where the byte stands for itself. */
const ESCAPES = new Uint8Array(256).fill(LETTER_U, 0, 0x20);
for (const [byte, letter] of Object.entries({ 8: 'b', 9: 't', 10: 'n', 12: 'f', 13: 'r', 34: '"', 92: '\\' }))
  ESCAPES[Number(byte)] = letter.charCodeAt(0);

/**
 * Writes rows of delimited text as JSON objects, byte by byte: what `JSON.stringify` gives of a row's fields under the names of the
 * columns, without those that are empty. Text, fields and objects in between would take most of the time of reading a table.
 */
export class CsvJson {
  private out: Buffer = Buffer.alloc(0);
  private readonly keys: readonly Buffer[];
  private readonly delimiter: number;
  private readonly besides: number;

  /** `last`: a key and a value that stand at the end of each row. */
  constructor(
    columns: readonly string[],
    delimiter: string,
    private readonly last: Buffer = Buffer.alloc(0),
  ) {
    this.keys = columns.map((name) => Buffer.from(`${JSON.stringify(name)}:"`));
    this.delimiter = delimiter.charCodeAt(0);
    const marks = 2;
    this.besides = this.keys.reduce((sum, key) => sum + key.length + marks, last.length + marks + 1);
  }

  /** The object, in a buffer that the next call writes over; `null` where the row has more or fewer fields than there are columns. */
  write(row: Buffer): Buffer | null {
    const size = row.length * MOST_ESCAPED + this.besides;
    if (this.out.length < size) this.out = Buffer.allocUnsafe(size * 2);
    const { out, keys, delimiter } = this;
    const end = row.length;
    let field = 0;
    let used = 1;
    out[0] = OPEN;
    for (let at = 0; ; at++) {
      const key = keys[field++];
      if (key === undefined) return null;
      const before = used;
      if (used > 1) out[used++] = COMMA;
      for (let index = 0; index < key.length; index++) out[used++] = key[index] as number;
      const value = used;
      if (row[at] === QUOTE)
        for (at++; at < end; at++) {
          const byte = row[at] as number;
          if (byte === QUOTE && row[++at] !== QUOTE) break;
          if (ESCAPES[byte] === 0) out[used++] = byte;
          else used = escape(out, used, byte);
        }
      for (; at < end; at++) {
        const byte = row[at] as number;
        if (byte === delimiter) break;
        if (ESCAPES[byte] === 0) out[used++] = byte;
        else used = escape(out, used, byte);
      }
      if (used === value) used = before;
      else out[used++] = QUOTE;
      if (at >= end) break;
    }
    return field === keys.length ? this.ended(used) : null;
  }

  private ended(written: number): Buffer {
    const { out, last } = this;
    let used = written;
    if (last.length > 0) {
      if (used > 1) out[used++] = COMMA;
      used += last.copy(out, used);
    }
    out[used++] = CLOSE;
    return out.subarray(0, used);
  }
}

function escape(out: Buffer, from: number, byte: number): number {
  const letter = ESCAPES[byte] as number;
  let used = from;
  out[used++] = BACKSLASH;
  out[used++] = letter;
  if (letter !== LETTER_U) return used;
  out[used++] = ZERO;
  out[used++] = ZERO;
  out[used++] = HEX[byte >> 4] as number;
  out[used++] = HEX[byte & 15] as number;
  return used;
}
