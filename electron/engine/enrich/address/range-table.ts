import { parsePrefix, type ParsedAddress, type Prefix } from './parse-address.ts';

/**
 * Ranges of one family in order of their first address, found by binary search. Where two overlap, the one that starts later
 * answers for what it covers.
 */
export class RangeTable<T> {
  private readonly width: 1 | 4;
  private readonly firsts: Uint32Array;
  private readonly lasts: Uint32Array;
  private readonly values: (T | undefined)[];
  private filled = 0;
  /** Where the last search ended: who asks in order goes on from there. */
  private recent = 0;

  constructor(
    family: 4 | 6,
    readonly capacity: number,
  ) {
    this.width = family === 4 ? 1 : 4;
    this.firsts = new Uint32Array(capacity * this.width);
    this.lasts = new Uint32Array(capacity * this.width);
    this.values = new Array<T | undefined>(capacity);
  }

  get size(): number {
    return this.filled;
  }

  /** Ranges must come in ascending order of `first`; throws where they do not. */
  push(first: readonly number[], last: readonly number[], value: T): void {
    if (this.filled >= this.capacity) throw new Error(`more ranges than announced: ${this.capacity}`);
    if (this.filled > 0 && this.compare(this.firsts, this.filled - 1, first) >= 0)
      throw new Error(`range not in ascending order: number ${this.filled + 1}`);
    for (let at = 0; at < this.width; at++) {
      this.firsts[this.filled * this.width + at] = first[at] ?? 0;
      this.lasts[this.filled * this.width + at] = last[at] ?? 0;
    }
    this.values[this.filled++] = value;
  }

  find(words: readonly number[]): T | undefined {
    const at = this.width === 1 ? this.lastUpTo(words[0] ?? 0) : this.lastUpToWords(words);
    return at >= 0 && this.compare(this.lasts, at, words) >= 0 ? this.values[at] : undefined;
  }

  /** The last range that starts at or before the words, -1 where none does. */
  private lastUpToWords(words: readonly number[]): number {
    let low = 0;
    let high = this.filled - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (this.compare(this.firsts, middle, words) > 0) high = middle - 1;
      else low = middle + 1;
    }
    return high;
  }

  /**
   * The same for one word: IPv4 is by far the most frequent, and this is its innermost loop. From where the last search ended it looks
   * in ever wider steps.
   */
  private lastUpTo(word: number): number {
    const { firsts, filled } = this;
    let low = this.recent;
    let high = filled - 1;
    if ((firsts[low] ?? Infinity) > word) {
      high = low - 1;
      low = 0;
    } else {
      for (let step = 1; low + step < filled; step *= 2) {
        if ((firsts[low + step] ?? 0) > word) {
          high = low + step - 1;
          break;
        }
        low += step;
      }
    }
    while (low <= high) {
      const middle = (low + high) >> 1;
      if ((firsts[middle] ?? 0) > word) high = middle - 1;
      else low = middle + 1;
    }
    this.recent = Math.max(high, 0);
    return high;
  }

  /** The sign of entry `index` minus `words`. */
  private compare(entries: Uint32Array, index: number, words: readonly number[]): number {
    const offset = index * this.width;
    for (let at = 0; at < this.width; at++) {
      const difference = (entries[offset + at] ?? 0) - (words[at] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  }
}

/** Prefixes of both families, to be asked for an address. */
export interface PrefixTable<T> {
  find(address: ParsedAddress): T | undefined;
}

/**
 * A table of prefixes that may lie inside one another. `answer` makes the value of a place from all entries that cover it, the
 * longest prefix first. Throws on text that is no prefix.
 */
export function prefixTable<E extends { prefix: string }, T>(
  entries: readonly E[],
  answer: (covering: readonly [E, ...E[]]) => T,
): PrefixTable<T> {
  const spans = entries.map((entry) => ({ entry, ...requirePrefix(entry.prefix) }));
  const table4 = flatten(4, spans, answer);
  const table6 = flatten(6, spans, answer);
  return { find: ({ family, words }) => (family === 4 ? table4 : table6).find(words) };
}

function requirePrefix(text: string): Prefix {
  const prefix = parsePrefix(text);
  if (!prefix) throw new Error(`not a prefix: ${JSON.stringify(text)}`);
  return prefix;
}

type Span<E> = Prefix & { entry: E };

/** Prefixes nest or are apart, so one pass with a stack cuts them into ranges that do not overlap. */
function flatten<E, T>(
  family: 4 | 6,
  all: readonly Span<E>[],
  answer: (covering: readonly [E, ...E[]]) => T,
): RangeTable<T> {
  const spans = all
    .filter((span) => span.family === family)
    .sort((a, b) => compareBig(a.first, b.first) || a.length - b.length);
  const table = new RangeTable<T>(family, spans.length * 2);
  const open: Span<E>[] = [];
  let next = 0n;
  const emit = (until: bigint) => {
    const covering = open.map((span) => span.entry).reverse();
    const [longest, ...wider] = covering;
    if (longest !== undefined && next <= until)
      table.push(wordsOf(next, family), wordsOf(until, family), answer([longest, ...wider]));
    next = until + 1n;
  };
  const closeBefore = (first: bigint | null) => {
    for (let top = open.at(-1); top && (first === null || top.last < first); top = open.at(-1)) {
      emit(top.last);
      open.pop();
    }
  };
  for (const span of spans) {
    closeBefore(span.first);
    emit(span.first - 1n);
    open.push(span);
  }
  closeBefore(null);
  return table;
}

const compareBig = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

const wordsOf = (value: bigint, family: 4 | 6): number[] =>
  (family === 4 ? [0n] : [96n, 64n, 32n, 0n]).map((shift) => Number((value >> shift) & 0xffff_ffffn));
