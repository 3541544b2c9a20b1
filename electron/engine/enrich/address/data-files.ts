import cloudNetworks from '../../../../resources/networks/cloud-networks.json';
import cloudRegions from '../../../../resources/networks/cloud-regions.json';
import hosting from '../../../../resources/networks/hosting-networks.json';
import labelled from '../../../../resources/networks/labelled-networks.json';
import special from '../../../../resources/networks/special-ranges.json';
import type { DataFile } from '../../../../shared/model.ts';
import type { Connection } from '../../db/database.ts';
import { listBrought } from './brought/store.ts';
import { NO_FILE } from './data-rows.ts';
import type { DataLocation } from './data-folder.ts';
import { openNetworkData } from './network-data.ts';
import { openPlaceData } from './place-data.ts';

const OURS = 'Interloper project';

/**
 * What answers about addresses come from: the data that come with the program, then those that the user brought, into the case
 * where one is open or into the host's folder. Data that are missing or broken are listed too, those of the program with that as
 * their version and without date.
 */
export async function listDataFiles(
  connection: Connection | null,
  { dataFolder, ...location }: DataLocation & { dataFolder?: string | undefined } = {},
): Promise<DataFile[]> {
  const kept = connection
    ? await connection.rows<Omit<DataFile, 'problem'>>(
        "SELECT * FROM data_files WHERE kind IN ('cloud ranges', 'network labels') ORDER BY kind, title, id",
      )
    : [];
  return [
    ...(await listBuiltIn(location)),
    ...kept.map((file) => ({ ...file, problem: null })),
    ...(await listBrought(connection, dataFolder)),
  ];
}

/** The data that come with the program. */
export const listBuiltIn = async (location: DataLocation = {}): Promise<DataFile[]> => [
  await placeFile(location),
  await networkFile(location),
  ...LISTS,
];

async function placeFile(location: DataLocation): Promise<DataFile> {
  const { version, date, problem, renewed } = await openPlaceData(location);
  return {
    id: 'dbip-city',
    title: 'DB-IP City Lite (places, approximate)',
    kind: 'place',
    version: problem ?? version ?? 'unknown',
    date,
    licence: renewed?.licence ?? 'CC-BY-4.0',
    attribution: renewed?.attribution ?? 'IP geolocation by DB-IP (https://db-ip.com)',
    origin: renewed ? 'renewed' : 'built in',
    entries: null,
    ...NO_FILE,
  };
}

async function networkFile(location: DataLocation): Promise<DataFile> {
  const { version, date, entries, problem, renewed } = await openNetworkData(location);
  return {
    id: 'asn',
    title: 'Autonomous systems (networks)',
    kind: 'network',
    version: problem ?? version ?? 'unknown',
    date,
    licence: renewed?.licence ?? 'CC-BY-4.0',
    attribution:
      renewed?.attribution ??
      'RouteViews (https://www.routeviews.org), DB-IP (https://db-ip.com) and NRO (https://www.nro.net), merged by ip-location-db',
    origin: renewed ? 'renewed' : 'built in',
    entries,
    ...NO_FILE,
  };
}

interface List {
  readonly title: string;
  readonly licence: string;
  readonly date: string;
}

const list = (
  id: string,
  kind: DataFile['kind'],
  { title, licence, date }: List,
  entries: readonly unknown[],
  attribution = OURS,
): DataFile => ({
  id,
  title,
  kind,
  version: date,
  date,
  licence,
  attribution,
  origin: 'built in',
  entries: entries.length,
  ...NO_FILE,
});

const LISTS: readonly DataFile[] = [
  list('cloud-networks', 'network', cloudNetworks, cloudNetworks.networks),
  list('special-ranges', 'network', special, special.ranges, 'IANA (https://www.iana.org/numbers)'),
  list('cloud-regions', 'place', cloudRegions, cloudRegions.regions),
  list('hosting-networks', 'network labels', hosting, hosting.networks),
  list('labelled-networks', 'network labels', labelled, labelled.networks),
];
