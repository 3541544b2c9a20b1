import { Reader, type Response } from 'maxmind';
import { adaptRecord } from '../adapt-record.ts';
import { MmdbTree } from '../mmdb-tree.ts';
import { parseAddress, type ParsedAddress } from '../parse-address.ts';
import { familiesOf } from '../place-data.ts';
import { RecentParts } from '../recent-parts.ts';
import { refuse, type Opened } from './opened.ts';
import { SAID_VALUES, saidBy, type Said, type SaidValue } from './said.ts';

const MARKER = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
/** The specification puts the metadata no farther from the end. */
const METADATA_BYTES = 128 * 1024;
/** Answers kept per file. */
const KEPT = 200_000;
/** Nodes looked at, and records read, to tell what a file speaks of. */
const NODES = 200_000;
const RECORDS = 1_000;

/** Where the metadata of an MMDB file begin; -1 where it is none. */
export const metadataAt = (end: Buffer): number => end.subarray(-METADATA_BYTES).lastIndexOf(MARKER);

/**
 * Opens an MMDB file in MaxMind's layout or in that of ip-location-db. Throws one line where its tree or its first records are
 * broken, or where they say nothing that we ask for.
 */
export function openMmdb(bytes: Buffer, name: string): Opened {
  const reader = readerOf(bytes, name);
  const { databaseType, ipVersion, buildEpoch, recordSize } = reader.metadata;
  if (![24, 28, 32].includes(recordSize) || ![4, 6].includes(ipVersion))
    throw refuse(name, `metadata: record size ${recordSize}, version ${ipVersion}`);
  const file = new MmdbFile(
    reader,
    new MmdbTree(bytes, reader.metadata),
    familiesOf(databaseType, ipVersion),
  );
  return {
    title: databaseType,
    version: databaseType,
    date: buildEpoch.toISOString().slice(0, 10),
    entries: check(file, bytes, name),
    values: valuesOf(file, name),
    find: (address) => file.find(address),
  };
}

function readerOf(bytes: Buffer, name: string): Reader<Response> {
  try {
    return new Reader(bytes, { cache: new RecentParts() });
  } catch (cause) {
    throw refuse(name, `metadata: ${(cause as Error).message}`, cause);
  }
}

function check(file: MmdbFile, bytes: Buffer, name: string): number {
  const end = bytes.length - Math.min(bytes.length, METADATA_BYTES) + metadataAt(bytes);
  try {
    return file.tree.check(end);
  } catch (cause) {
    throw refuse(name, (cause as Error).message, cause);
  }
}

/** What the first records speak of. */
function valuesOf({ tree, decode }: MmdbFile, name: string): SaidValue[] {
  const values = new Set<SaidValue>();
  const seen = new Set<number>();
  const keys = new Set<string>();
  for (const { words, record } of tree.records(NODES)) {
    if (seen.size >= RECORDS) break;
    if (seen.has(record)) continue;
    seen.add(record);
    const ip = textOf(words);
    const answer = decoded(decode, ip, name);
    for (const key of Object.keys(answer ?? {})) keys.add(key);
    const said = saidBy(adaptRecord(answer));
    for (const value of SAID_VALUES) if (said?.[value]) values.add(value);
  }
  if (values.size === 0)
    throw refuse(name, `its records speak of ${[...keys].sort().slice(0, 8).join(', ') || 'nothing'}`);
  return SAID_VALUES.filter((value) => values.has(value));
}

function decoded(decode: (ip: string) => unknown, ip: string, name: string): unknown {
  try {
    return decode(ip);
  } catch (cause) {
    throw refuse(name, `the record of ${ip}: ${(cause as Error).message}`, cause);
  }
}

/** An address as text that a reader takes; four words for an address of a tree of version 6, of IPv4 too. */
export function textOf(words: readonly number[]): string {
  if (words.length === 1) return quad(words[0] ?? 0);
  const groups = words.flatMap((word) => [(word >>> 16).toString(16), (word & 0xffff).toString(16)]);
  const isV4 = words.slice(0, 3).every((word) => word === 0);
  return isV4 ? quad(words[3] ?? 0) : (parseAddress(groups.join(':'))?.ip ?? groups.join(':'));
}

const quad = (word: number): string => [24, 16, 8, 0].map((shift) => (word >>> shift) & 0xff).join('.');

class MmdbFile {
  private readonly answers = new Map<number, Said | null>();

  constructor(
    private readonly reader: Reader<Response>,
    readonly tree: MmdbTree,
    private readonly families: readonly (4 | 6)[],
  ) {}

  find(address: ParsedAddress): Said | null {
    if (!this.families.includes(address.family)) return null;
    const record = this.tree.find(address);
    if (record === null) return null;
    const known = this.answers.get(record);
    if (known !== undefined) return known;
    const said = this.said(address.ip);
    if (this.answers.size >= KEPT) this.answers.clear();
    this.answers.set(record, said);
    return said;
  }

  readonly decode = (ip: string): unknown => this.reader.get(ip);

  private said(ip: string): Said | null {
    try {
      return saidBy(adaptRecord(this.decode(ip)));
    } catch {
      // A broken spot in the file says nothing; the addresses elsewhere still have their answers.
      return null;
    }
  }
}
