import { dottedQuad, type ParsedAddress } from './parse-address.ts';

/** Rows of `addresses`: plain dotted quads as numbers, other texts as they stand. */
export interface AddressBlock {
  /** The key of each row. */
  readonly keys: Int32Array;
  /** Quads in ascending order, each as its number times `PLACES`, plus its place in `keys`. */
  readonly quads: Float64Array;
  readonly others: readonly { readonly place: number; readonly text: string }[];
}

/** More than a block has rows; a number of 32 bits and a place stay below 2^53. */
export const PLACES = 131_072;

const LF = '\n';
const BLANK = 0x20;
const ZERO = 0x30;

/**
 * Reads lines of `key text` as `read-addresses.sql` gives them; `broken` are rows whose text has line breaks. Quads are read where they
 * stand: a string for each would cost more than looking it up.
 */
export function readBlock(lines: string, broken: readonly (readonly [number, string])[]): AddressBlock {
  const keys: number[] = [];
  const quads: number[] = [];
  const others: { place: number; text: string }[] = [];
  for (let at = 0; at < lines.length;) {
    let key = 0;
    for (let code = lines.charCodeAt(at); code !== BLANK; code = lines.charCodeAt(++at))
      key = key * 10 + code - ZERO;
    const start = at + 1;
    const found = lines.indexOf(LF, start);
    const end = found < 0 ? lines.length : found;
    const number = dottedQuad(lines, start, end);
    if (number >= 0) quads.push(number * PLACES + keys.length);
    else others.push({ place: keys.length, text: lines.slice(start, end) });
    keys.push(key);
    at = end + 1;
  }
  for (const [key, text] of broken) {
    others.push({ place: keys.length, text });
    keys.push(key);
  }
  if (keys.length > PLACES) throw new Error(`too many rows for a block: ${keys.length}`);
  return { keys: Int32Array.from(keys), quads: Float64Array.from(quads).sort(), others };
}

/** An IPv4 address that is made anew for each look-up in turn; its text only where somebody asks for it. */
export class Quad implements ParsedAddress {
  readonly family = 4;
  readonly words = [0];

  get ip(): string {
    const [word = 0] = this.words;
    return [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255].join('.');
  }

  set(word: number): this {
    this.words[0] = word;
    return this;
  }
}
