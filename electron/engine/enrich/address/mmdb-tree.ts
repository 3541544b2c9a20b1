import type { Reader, Response } from 'maxmind';
import type { ParsedAddress } from './parse-address.ts';

type TreeShape = Pick<Reader<Response>['metadata'], 'ipVersion' | 'nodeCount' | 'recordSize'>;

/** Bytes between the tree and the records. */
const SEPARATOR = 16;

/**
 * The search tree of an MMDB file, walked by number: which record an address has can be told without decoding the record, so each
 * record is decoded once for all its addresses.
 */
export class MmdbTree {
  private readonly nodes: number;
  private readonly nodeBytes: number;
  private readonly recordBits: number;
  private readonly v4Start: number;
  /** Where the first 16 bits of an IPv4 address lead, found once for all that share them; 0 where it was not asked yet. */
  private readonly v4Halfway = new Float64Array(65_536);
  private readonly ipVersion: number;
  /** The last IPv4 address, the nodes on its way behind the first 16 bits, how many bits it took, and where it ended. */
  private recentWord = 0;
  private readonly path = new Float64Array(16);
  private recentDepth = 33;
  private recentEnd = 0;

  constructor(
    private readonly bytes: Uint8Array,
    { ipVersion, nodeCount, recordSize }: TreeShape,
  ) {
    this.nodes = nodeCount;
    this.ipVersion = ipVersion;
    this.recordBits = recordSize;
    this.nodeBytes = recordSize / 4;
    this.v4Start = ipVersion === 6 ? this.walk(0, [0, 0, 0]) : 0;
  }

  /** A number that stands for the record of this address; null where the file has none. */
  find({ family, words }: ParsedAddress): number | null {
    const end = family === 4 ? this.walkV4(words[0] ?? 0) : this.walk(0, words);
    return end > this.nodes ? end : null;
  }

  /** The steps that an address shares with the one before it are not taken again: who asks in order takes few. */
  private walkV4(word: number): number {
    const shared = Math.clz32(word ^ this.recentWord);
    if (shared >= this.recentDepth) return this.recentEnd;
    let depth = shared >= 16 ? shared : 16;
    let node = shared >= 16 ? (this.path[shared - 16] ?? 0) : this.halfway(word);
    for (; depth < 32 && node < this.nodes; depth++) {
      this.path[depth - 16] = node;
      node = (word >>> (31 - depth)) & 1 ? this.right(node) : this.left(node);
    }
    this.recentWord = word;
    this.recentDepth = depth;
    this.recentEnd = node;
    return node;
  }

  private halfway(word: number): number {
    const first = word >>> 16;
    let node = (this.v4Halfway[first] ?? 0) - 1;
    if (node < 0) {
      node = this.walkBits(this.v4Start, word, 31, 16);
      this.v4Halfway[first] = node + 1;
    }
    return node;
  }

  /**
   * Looks at every node. Returns how many ends of the tree have a record; throws on one that leads outside of the records, which
   * lie in front of the byte `end`.
   */
  check(end: number): number {
    const lastRecord = this.nodes + end - this.nodes * this.nodeBytes;
    let records = 0;
    for (let node = 0; node < this.nodes; node++) {
      for (const next of [this.left(node), this.right(node)]) {
        if (next <= this.nodes) continue;
        if (next < this.nodes + SEPARATOR || next >= lastRecord)
          throw new Error(`the search tree leads outside of the file: node ${node} of ${this.nodes}`);
        records++;
      }
    }
    return records;
  }

  /** The first address of each end of the tree that has a record, in order; gives up after so many nodes. */
  *records(most: number): Generator<{ words: readonly number[]; length: number; record: number }> {
    const width = this.ipVersion === 6 ? 4 : 1;
    const open = [{ node: 0, words: new Array<number>(width).fill(0), length: 0 }];
    for (let looked = 0; looked < most; looked++) {
      const top = open.pop();
      if (!top) return;
      const { node, words, length } = top;
      if (node > this.nodes) yield { words, length, record: node };
      if (node >= this.nodes || length >= width * 32) continue;
      const ones = words.with(length >> 5, ((words[length >> 5] ?? 0) | (1 << (31 - (length & 31)))) >>> 0);
      open.push({ node: this.right(node), words: ones, length: length + 1 });
      open.push({ node: this.left(node), words, length: length + 1 });
    }
  }

  private walk(start: number, words: readonly number[]): number {
    let node = start;
    for (const word of words) node = this.walkBits(node, word, 31, 0);
    return node;
  }

  private walkBits(start: number, word: number, from: number, to: number): number {
    let node = start;
    for (let bit = from; bit >= to && node < this.nodes; bit--)
      node = (word >>> bit) & 1 ? this.right(node) : this.left(node);
    return node;
  }

  private left(node: number): number {
    const at = node * this.nodeBytes;
    if (this.recordBits === 28) return ((this.byte(at + 3) & 0xf0) << 20) | this.three(at);
    return this.recordBits === 24 ? this.three(at) : this.byte(at) * 0x100_0000 + this.three(at + 1);
  }

  private right(node: number): number {
    const at = node * this.nodeBytes;
    if (this.recordBits === 28) return ((this.byte(at + 3) & 0x0f) << 24) | this.three(at + 4);
    return this.recordBits === 24 ? this.three(at + 3) : this.byte(at + 4) * 0x100_0000 + this.three(at + 5);
  }

  private three(at: number): number {
    return (this.byte(at) << 16) | (this.byte(at + 1) << 8) | this.byte(at + 2);
  }

  private byte(at: number): number {
    return this.bytes[at] ?? 0;
  }
}
