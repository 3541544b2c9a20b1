import type { AddressAbout, ValueSource } from '../../../../shared/contract.ts';
import type { DataFile } from '../../../../shared/model.ts';
import type { Connection } from '../../db/database.ts';
import { openBrought } from './brought/store.ts';
import { rangeFiles, readCloudRanges } from './cloud-ranges.ts';
import { listBuiltIn } from './data-files.ts';
import type { DataLocation } from './data-folder.ts';
import { Labels } from './labels.ts';
import { addressLookup, type AddressAnswer } from './look-up.ts';
import { openNetworkData } from './network-data.ts';
import { openPlaceData } from './place-data.ts';
import { cloudEntries } from './provenance.ts';

type LookedUp = Omit<AddressAbout, 'is_in_case' | 'log'>;

/** Opens all data as they are now, to be asked of addresses that need not be in the case. */
export async function openLookUp(
  connection: Connection,
  { dataFolder, ...location }: DataLocation & { dataFolder?: string | undefined },
): Promise<(text: string) => LookedUp> {
  const [places, networks] = [await openPlaceData(location), await openNetworkData(location)];
  const { listed, files } = await openBrought(connection, dataFolder);
  const ranges = await readCloudRanges(connection);
  const labels = await Labels.read(connection);
  const lookUp = addressLookup({ places, networks, ranges, labels, files });
  const asked = [...(await listBuiltIn(location)), ...listed, ...(await rangeFiles(connection))];
  return (text) => {
    const answer = lookUp(text);
    return { source_address: text, ...columnsOf(answer), sources: sourcesOf(answer, asked) };
  };
}

function columnsOf({ class: kind, ip, place, network, cloud, labels }: AddressAnswer) {
  return {
    kind: kind.kind,
    ip,
    range_name: kind.range_name,
    country_iso_code: place?.country_iso_code ?? null,
    region_name: place?.region_name ?? null,
    city_name: place?.city_name ?? null,
    latitude: place?.latitude ?? null,
    longitude: place?.longitude ?? null,
    accuracy_radius_km: place?.accuracy_radius_km ?? null,
    as_number: network?.as_number ?? null,
    as_organization_name: network?.as_organization_name ?? null,
    cloud_provider: cloud?.provider ?? null,
    cloud_region: cloud?.region ?? null,
    cloud_services: cloud?.services ?? null,
    cloud_basis: cloud?.basis ?? null,
    labels: labels?.labels ?? null,
    labels_reason: labels?.reason ?? null,
    known_network: null,
    known_network_kind: null,
    known_network_status: null,
  };
}

function sourcesOf({ found, cloud }: AddressAnswer, asked: readonly DataFile[]): ValueSource[] {
  const said = (found?.said ?? []).map(({ value, file }) => [value, file] as const);
  const ofCloud = cloud === null ? [] : cloudEntries(cloud).map(([value, file]) => [value, file] as const);
  return [...said, ...ofCloud].flatMap(([value, id]) =>
    asked
      .filter((file) => file.id === id)
      .map(({ title, version, date, origin, name, sha256 }) => ({
        value,
        title,
        version,
        date,
        origin,
        name,
        sha256,
      })),
  );
}
