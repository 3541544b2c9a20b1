import type { Scalar } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { openBrought } from '../enrich/address/brought/store.ts';
import { readCloudRanges } from '../enrich/address/cloud-ranges.ts';
import type { DataLocation } from '../enrich/address/data-folder.ts';
import { Labels } from '../enrich/address/labels.ts';
import { addressLookup } from '../enrich/address/look-up.ts';
import { openNetworkData } from '../enrich/address/network-data.ts';
import { parseAddress } from '../enrich/address/parse-address.ts';
import { openPlaceData } from '../enrich/address/place-data.ts';
import { agentDatasets } from './agents.ts';
import begin from './begin-learning.sql?raw';
import learn from './learn.sql?raw';
import outward from './outward-addresses.sql?raw';
import { learnedPrefix } from './prefix.ts';

/**
 * Counts anew from which public addresses company agents talked: `learned_networks`, its records, and `agent_coverage`. What a person
 * decided is not touched. A transaction must be open.
 */
export async function learnNetworks(connection: Connection, location: DataLocation = {}): Promise<void> {
  await connection.run(begin);
  const agents = await agentDatasets(connection);
  await appendRows(
    connection,
    'agent_datasets',
    agents.map(({ dataset, address }) => [dataset, address]),
  );
  await appendRows(connection, 'agent_addresses', await publicAddresses(connection, location));
  await connection.run(learn);
}

/** Rows of `agent_addresses` for those of the hosts' addresses that are public. */
async function publicAddresses(connection: Connection, location: DataLocation): Promise<Scalar[][]> {
  const { texts } = await connection.row<{ texts: string }>(outward);
  const candidates = JSON.parse(texts) as string[];
  if (candidates.length === 0) return [];
  const lookUp = addressLookup({
    places: await openPlaceData(location),
    networks: await openNetworkData(location),
    ranges: await readCloudRanges(connection),
    labels: await Labels.read(connection),
    files: (await openBrought(connection)).files,
  });
  return candidates.flatMap((text) => {
    const address = parseAddress(text);
    const answer = lookUp(text);
    if (!address || answer.class.kind !== 'public') return [];
    const { cloud, network, labels } = answer;
    return [
      [
        text,
        learnedPrefix(address),
        cloud?.provider ?? null,
        cloud?.region ?? null,
        labels?.hosting_reason ?? null,
        network?.as_number ?? null,
        network?.as_organization_name ?? null,
      ],
    ];
  });
}

async function appendRows(connection: Connection, table: string, rows: readonly Scalar[][]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = first.map((_, at) => rows.map((row) => row[at] ?? null));
  await connection.append(table, columns);
}
