import { readFile } from 'node:fs/promises';
import type { ManifestEntry } from '../../../../shared/data-manifest.ts';
import { dataFolder, dateOfVersion, fileIn, renewedFiles, type DataLocation } from './data-folder.ts';
import { loadOnce } from './load-once.ts';
import type { ParsedAddress } from './parse-address.ts';
import { RangeTable } from './range-table.ts';

/** The autonomous system that announces an address. One object per system, shared by all its ranges. */
export interface Network {
  /** Its own within the process, and says nothing else. */
  readonly network_key: number;
  readonly as_number: number;
  readonly as_organization_name: string | null;
}

export interface NetworkData {
  /** Null where the data know no network for the address, or are missing. Special-purpose addresses must not be asked. */
  find(address: ParsedAddress): Network | null;
  readonly version: string | null;
  readonly date: string | null;
  /** Ranges of both families; null where the files are missing. */
  readonly entries: number | null;
  /** Why there is no data; null where there is. */
  readonly problem: string | null;
  /** What the manifest says of them where they were renewed. */
  readonly renewed: ManifestEntry | null;
}

const PACKAGE = '@ip-location-db/asn';

const nothing = (problem: string): NetworkData => ({
  find: () => null,
  version: null,
  date: null,
  entries: null,
  problem,
  renewed: null,
});

/**
 * Opens the ASN files once per folder: `asn-ipv4.csv` and `asn-ipv6.csv`, `first,last,number,organization` a line. Files that are
 * missing or broken give data that know no network, and say why.
 */
export function openNetworkData(location: DataLocation = {}): Promise<NetworkData> {
  const folder = dataFolder(PACKAGE, location, 'asn-ipv4.csv');
  return folder === null ? Promise.resolve(nothing('missing')) : openFolder(folder);
}

const openFolder = loadOnce(async (folder: string): Promise<NetworkData> => {
  try {
    return await readFolder(folder);
  } catch (cause) {
    return nothing(`unreadable: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
});

async function readFolder(folder: string): Promise<NetworkData> {
  const networks = new Map<number, Network>();
  const v4 = await readTable(fileIn(folder, 'asn-ipv4.csv'), 4, networks);
  const v6 = await readTable(fileIn(folder, 'asn-ipv6.csv'), 6, networks);
  if (!v4 && !v6) return nothing('missing');
  const renewed = (await renewedFiles(folder)).find(({ name }) => name === 'asn-ipv4.csv') ?? null;
  const version = renewed ? versionOfRenewed(renewed) : await versionOf(folder);
  return {
    find: ({ family, words }) => (family === 4 ? v4 : v6)?.find(words) ?? null,
    version,
    date: renewed ? renewed.date : version === null ? null : dateOfVersion(version),
    entries: (v4?.size ?? 0) + (v6?.size ?? 0),
    problem: null,
    renewed,
  };
}

export const versionOfRenewed = ({ sha256 }: ManifestEntry): string => `sha256 ${sha256.slice(0, 16)}`;

/** The version in the `package.json` of a data package. */
export async function versionOf(folder: string): Promise<string | null> {
  const path = fileIn(folder, 'package.json');
  if (path === null) return null;
  const text: unknown = JSON.parse(await readFile(path, 'utf8'));
  return typeof text === 'object' && text !== null && 'version' in text && typeof text.version === 'string'
    ? text.version
    : null;
}

let networksMade = 0;
/** A key that no network of this process has. */
export const newNetworkKey = (): number => networksMade++;

async function readTable(
  path: string | null,
  family: 4 | 6,
  networks: Map<number, Network>,
): Promise<RangeTable<Network> | null> {
  if (path === null) return null;
  const bytes = await readFile(path);
  const table = new RangeTable<Network>(family, countLines(bytes));
  const reader = new LineReader(bytes, path);
  while (!reader.done) {
    const first = reader.address(family);
    const last = reader.address(family);
    const number = reader.number();
    let network = networks.get(number);
    if (network) reader.skip();
    else {
      const as_organization_name = organization(reader.text());
      network = { network_key: newNetworkKey(), as_number: number, as_organization_name };
      networks.set(number, network);
    }
    table.push(first, last, network);
  }
  return table;
}

/** Undoes the quotes of CSV. The data write `AS64500` where they know no name. */
function organization(text: string): string | null {
  const plain = text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
  return plain === '' || /^AS\d+$/.test(plain) ? null : plain;
}

function countLines(bytes: Buffer): number {
  let lines = bytes.length > 0 && bytes.at(-1) !== LF ? 1 : 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) lines++;
  return lines;
}

const LF = 0x0a;
const COMMA = 0x2c;
const COLON = 0x3a;
const DOT = 0x2e;

/** Reads the fields from bytes: half a million lines as strings would cost several times the time and memory. */
class LineReader {
  private at = 0;
  private line = 1;

  constructor(
    private readonly bytes: Buffer,
    private readonly path: string,
  ) {}

  get done(): boolean {
    return this.at >= this.bytes.length;
  }

  address(family: 4 | 6): number[] {
    return family === 4 ? [this.quad()] : this.groups();
  }

  number(): number {
    return this.decimal(COMMA);
  }

  text(): string {
    const start = this.at;
    this.skip();
    return this.bytes.toString('utf8', start, this.at).replace(/\r?\n$/, '');
  }

  /** Passes over the rest of the line. */
  skip(): void {
    const end = this.bytes.indexOf(LF, this.at);
    this.at = end < 0 ? this.bytes.length : end + 1;
    this.line++;
  }

  private quad(): number {
    let value = 0;
    for (const end of [DOT, DOT, DOT, COMMA]) value = value * 256 + this.decimal(end);
    return value;
  }

  private decimal(end: number): number {
    let value = 0;
    for (let code = this.next(); code !== end; code = this.next()) {
      if (code === undefined || code < 0x30 || code > 0x39) throw this.broken();
      value = value * 10 + code - 0x30;
    }
    return value;
  }

  /** Up to eight groups of hexadecimal digits with one `::`, as four words of 32 bits. */
  private groups(): number[] {
    const groups: number[] = [];
    let gap = -1;
    let value = 0;
    let digits = 0;
    for (;;) {
      const code = this.next();
      const digit = hexDigit(code);
      if (digit >= 0) {
        value = value * 16 + digit;
        digits++;
        continue;
      }
      if (code !== COLON && code !== COMMA) throw this.broken();
      if (digits > 0) groups.push(value);
      else if (code === COLON) gap = groups.length;
      if (code === COMMA) return this.words(groups, gap);
      value = 0;
      digits = 0;
    }
  }

  private words(groups: number[], gap: number): number[] {
    if (gap >= 0) groups.splice(gap, 0, ...new Array<number>(Math.max(0, 8 - groups.length)).fill(0));
    if (groups.length !== 8) throw this.broken();
    return [0, 2, 4, 6].map((at) => (groups[at] ?? 0) * 65_536 + (groups[at + 1] ?? 0));
  }

  private next(): number | undefined {
    return this.bytes[this.at++];
  }

  private broken(): Error {
    return new Error(`not a line of first,last,number,organization: ${this.path}: line ${this.line}`);
  }
}

function hexDigit(code: number | undefined): number {
  if (code === undefined) return -1;
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
