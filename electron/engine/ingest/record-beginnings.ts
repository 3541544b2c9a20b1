const MARK_BYTES = 64;
const MARKS = 8;
const LEARNED = 16;
const WINDOW = 4096;
/** Where nothing is known yet of how records begin. */
const ANY_MARK = Buffer.from('{"');

interface Known {
  /** From the bracket to the end of the first key. */
  mark: Buffer;
  /** Records that begin so, as far as the window shows; none where they were not looked at. */
  seen: Buffer[];
  /** Found out when they are first asked for: of most files nothing is broken. */
  keys: Keys | null;
}

interface Keys {
  /** Those of the record that has most. */
  most: ReadonlySet<string>;
  /** How many the one with fewest has. */
  fewest: number;
}

/** How the records of a stream begin, by which the next one is found where one is broken. */
export class RecordBeginnings {
  private readonly known: Known[] = [];
  private looked = 0;

  /** No record was whole so far. */
  get none(): boolean {
    return this.known.length === 0;
  }

  /** `withKeys`: something that begins like a record is to be told from one that is nested. */
  learn(buffer: Buffer, start: number, end: number, withKeys: boolean): void {
    if (this.looked >= LEARNED && this.known.length === MARKS) return;
    const same = this.known.find(({ mark }) => buffer.subarray(start, start + mark.length).equals(mark));
    if (same && this.looked >= LEARNED) return;
    const mark = same?.mark ?? beginningOf(buffer, start, end);
    if (!mark) return;
    this.looked++;
    const seen = withKeys ? [Buffer.from(buffer.subarray(start, Math.min(end, start + WINDOW)))] : [];
    if (same) Object.assign(same, { seen: [...same.seen, ...seen], keys: null });
    else if (this.known.length < MARKS) this.known.push({ mark, seen, keys: null });
  }

  /**
   * How the record after this one may begin: like one that was whole, or like this one. Where it is indented, what has more blanks
   * stands inside it.
   */
  after(buffer: Buffer, start: number, end: number): readonly Buffer[] {
    const own = beginningOf(buffer, start, end);
    const known = this.known.map(({ mark }) => mark);
    if (!own) return known.length > 0 ? known : [ANY_MARK];
    const blanks = blanksOf(own);
    const fitting = blanks === 0 ? known : known.filter((mark) => blanksOf(mark) <= blanks);
    return fitting.length > 0 ? fitting : [own];
  }

  /**
   * Whether what begins at `at` has the keys of a record, and not those of something nested; of the record at `start`, which is cut,
   * where no other is known. `null` where that needs bytes after `end`.
   */
  isRecord(buffer: Buffer, at: number, end: number, start: number): boolean | null {
    const { found, whole } = keysAhead(buffer.subarray(at, Math.min(end, at + WINDOW)));
    const known = this.known.find(({ mark }) => buffer.subarray(at, at + mark.length).equals(mark));
    if (!whole && end - at < WINDOW) return null;
    if (known) {
      const { most, fewest } = (known.keys ??= keysOfAll(known.seen));
      const common = commonKeys(most, found);
      // Records of one list may differ, but have some keys in common; what is nested in them seldom has more than its first.
      return common >= Math.min(3, fewest) || (common >= 2 && common * 2 >= found.size);
    }
    const cut = keysOf(buffer.subarray(Math.max(start, at - WINDOW), at));
    return commonKeys(cut, found) >= Math.min(2, cut.size);
  }
}

function keysOfAll(records: readonly Buffer[]): Keys {
  const all = records.map(keysOf);
  const most = all.reduce((some, others) => (others.size > some.size ? others : some), NONE);
  return { most, fewest: all.length === 0 ? 0 : Math.min(...all.map((keys) => keys.size)) };
}

const NONE: ReadonlySet<string> = new Set();

const commonKeys = (some: ReadonlySet<string>, others: ReadonlySet<string>): number =>
  [...others].filter((key) => some.has(key)).length;

/** A record from its bracket to the end of its first key; `null` where it does not begin with one. */
export function beginningOf(buffer: Buffer, start: number, end: number): Buffer | null {
  const head = buffer.toString('latin1', start, Math.min(end, start + MARK_BYTES));
  const length = /^\{\s*"[^"\n]*"\s*:/.exec(head)?.[0].length;
  return length === undefined ? null : Buffer.from(buffer.subarray(start, start + length));
}

/** How far the first key of a record stands from the beginning of its line; 0 where it stands in the line of the bracket. */
export function blanksOf(beginning: Buffer | null): number {
  return /^\{\s*\n([ \t]*)/.exec(beginning?.toString('latin1') ?? '')?.[1]?.length ?? 0;
}

/** Where one of the marks is first between two places, or −1. */
export function nextMark(buffer: Buffer, marks: readonly Buffer[], from: number, to: number): number {
  let first = -1;
  for (const mark of marks) {
    const found = buffer.subarray(0, first < 0 ? to : first).indexOf(mark, from);
    if (found >= 0) first = found;
  }
  return first;
}

const keysOf = (text: Buffer): ReadonlySet<string> => keysAhead(text).found;

/** The keys of the object that a text begins with, as far as it goes; `whole` where it goes to the object's end. */
function keysAhead(text: Buffer): { found: ReadonlySet<string>; whole: boolean } {
  const found = new Set<string>();
  let depth = 0;
  for (const [token] of text.toString('latin1').matchAll(/"(?:[^"\\]|\\.)*"(?:\s*:)?|[{}[\]]/g)) {
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') {
      if (--depth === 0) return { found, whole: true };
    } else if (depth === 1 && token.endsWith(':')) found.add(token.slice(1, token.lastIndexOf('"')));
  }
  return { found, whole: false };
}
