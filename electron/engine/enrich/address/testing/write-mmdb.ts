import { parsePrefix } from '../parse-address.ts';

export type MmdbValue = string | number | boolean | { [name: string]: MmdbValue } | MmdbValue[];

export interface MmdbContent {
  databaseType: string;
  ipVersion: 4 | 6;
  /** Prefixes apart from one another, with the record of each. IPv4 prefixes may stand in a version 6 file. */
  records: readonly (readonly [prefix: string, record: MmdbValue])[];
  recordSize?: 24 | 28 | 32;
  built?: string;
}

/** A small MMDB file for tests, after the MaxMind DB file format specification 2.0. */
export function writeMmdb({ databaseType, ipVersion, records, recordSize = 24, built }: MmdbContent): Buffer {
  const data: Buffer[] = [];
  let length = 0;
  const root = new Node();
  for (const [prefix, record] of records) {
    root.put(bitsOf(prefix, ipVersion), length);
    const bytes = encode(record);
    data.push(bytes);
    length += bytes.length;
  }
  const nodes = root.numbered();
  const tree = nodes.map((node) => node.write(nodes.length, recordSize));
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: Date.parse(built ?? '2026-01-02T00:00:00Z') / 1000,
    database_type: databaseType,
    description: {},
    ip_version: ipVersion,
    languages: [],
    node_count: nodes.length,
    record_size: recordSize,
  });
  const marker = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
  return Buffer.concat([...tree, Buffer.alloc(16), ...data, marker, metadata]);
}

function bitsOf(text: string, ipVersion: 4 | 6): boolean[] {
  const prefix = parsePrefix(text);
  if (!prefix || prefix.family > ipVersion) throw new Error(`not a prefix of version ${ipVersion}: ${text}`);
  const width = prefix.family === 4 ? 32 : 128;
  const bits = Array.from(
    { length: prefix.length },
    (_, at) => ((prefix.first >> BigInt(width - 1 - at)) & 1n) === 1n,
  );
  return prefix.family === ipVersion ? bits : [...new Array<boolean>(96).fill(false), ...bits];
}

type Child = Node | { data: number } | null;

class Node {
  private readonly children: [Child, Child] = [null, null];
  private number = 0;

  put(bits: readonly boolean[], data: number): void {
    const side = bits[0] ? 1 : 0;
    if (bits.length === 1) {
      this.children[side] = { data };
      return;
    }
    const child = this.children[side];
    const next = child instanceof Node ? child : new Node();
    this.children[side] = next;
    next.put(bits.slice(1), data);
  }

  numbered(): Node[] {
    const all: Node[] = [];
    const visit = (node: Node): void => {
      node.number = all.length;
      all.push(node);
      for (const child of node.children) if (child instanceof Node) visit(child);
    };
    visit(this);
    return all;
  }

  write(count: number, recordSize: 24 | 28 | 32): Buffer {
    const [left, right] = this.children.map((child) => {
      if (child === null) return count;
      return child instanceof Node ? child.number : count + 16 + child.data;
    }) as [number, number];
    const bytes = Buffer.alloc(recordSize / 4);
    if (recordSize === 28) {
      bytes.writeUIntBE(left & 0xff_ffff, 0, 3);
      bytes[3] = ((left >> 24) << 4) | (right >> 24);
      bytes.writeUIntBE(right & 0xff_ffff, 4, 3);
    } else {
      bytes.writeUIntBE(left, 0, recordSize / 8);
      bytes.writeUIntBE(right, recordSize / 8, recordSize / 8);
    }
    return bytes;
  }
}

function encode(value: MmdbValue): Buffer {
  if (typeof value === 'string') return typed(2, Buffer.from(value));
  if (typeof value === 'boolean') return extended(14, value ? 1 : 0, Buffer.alloc(0));
  if (typeof value === 'number') return encodeNumber(value);
  if (Array.isArray(value)) return extended(11, value.length, Buffer.concat(value.map(encode)));
  const entries = Object.entries(value);
  const inner = Buffer.concat(entries.flatMap(([name, part]) => [encode(name), encode(part)]));
  return Buffer.concat([control(7, entries.length), inner]);
}

function encodeNumber(value: number): Buffer {
  if (!Number.isInteger(value) || value < 0) {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(value);
    return typed(3, bytes);
  }
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return typed(6, bytes);
}

const typed = (type: number, bytes: Buffer): Buffer => Buffer.concat([control(type, bytes.length), bytes]);

const extended = (type: number, size: number, bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from([size, type - 7]), bytes]);

function control(type: number, size: number): Buffer {
  if (size < 29) return Buffer.from([(type << 5) | size]);
  if (size > 284) throw new Error(`longer than a test needs: ${size}`);
  return Buffer.from([(type << 5) | 29, size - 29]);
}
