import type { Filter } from '../../../../shared/filter.ts';
import type { QueryDefinition, QueryRow } from '../../../../shared/query.ts';
import { accessKey, moreThan, period, slices as sliceInputs, successesOnly } from '../shared/inputs.ts';
import { all, is, outcome, within } from '../shared/records.ts';
import slices from '../shared/slices.sql?raw';
import asked from './query.sql?raw';

/** That our data or the log knows the network is no one filter: its addresses are, where all are listed and our data knows them. */
function knownAddresses({ address_count, addresses, networks }: QueryRow): Filter[] | null {
  if (!Array.isArray(addresses) || !Array.isArray(networks) || addresses.length !== address_count)
    return null;
  const fromLog = networks.some((one) => typeof one === 'string' && one.endsWith('(log)'));
  return fromLog ? null : [is('source_address', addresses)];
}

export const query: QueryDefinition = {
  id: 'networks-of-a-key',
  title: 'Networks of an access key, by slice',
  question: 'Was this key used from more than one network and country within one slice?',
  reading:
    'A row has more networks and more countries than asked for. Calls that AWS makes itself, and others whose network is not known, count only where they are asked for. Lists show the first fifty.',
  delivers: ['S-Q7', 'S-G1'],
  needs: {
    columns: ['access_key_id', 'source_address'],
    datasets: [],
    missing: 'a log of calls with their access keys (CloudTrail, EKS audit)',
  },
  inputs: [
    accessKey,
    ...sliceInputs('tumbling'),
    moreThan('more_networks_than', 'More networks than', 1, 'networks'),
    moreThan('more_countries_than', 'More countries than', 1, 'countries'),
    {
      name: 'known_network_only',
      title: 'Only calls whose network is known',
      kind: 'boolean',
      value: true,
      help: 'Without it, clients of calls from private addresses and from AWS itself are listed too.',
    },
    successesOnly,
    period,
  ],
  columns: [
    { name: 'window_start', title: 'From', kind: 'time' },
    { name: 'window_end', title: 'To', kind: 'time' },
    { name: 'access_key_id', title: 'Access key', kind: 'text', column: 'access_key_id' },
    { name: 'events', title: 'Records', kind: 'number' },
    { name: 'failures', title: 'Failures', kind: 'number' },
    { name: 'network_count', title: 'Networks', kind: 'number' },
    { name: 'networks', title: 'Which networks', kind: 'network', many: true },
    { name: 'country_count', title: 'Countries', kind: 'number' },
    { name: 'countries', title: 'Which countries', kind: 'country', many: true },
    { name: 'user_agent_count', title: 'Clients', kind: 'number' },
    { name: 'user_agents', title: 'Which clients', kind: 'text', many: true, column: 'user_agent_original' },
    { name: 'address_count', title: 'Addresses', kind: 'number' },
    { name: 'addresses', title: 'Which addresses', kind: 'text', many: true, column: 'source_address' },
    { name: 'first_timestamp', title: 'First', kind: 'time' },
    { name: 'last_timestamp', title: 'Last', kind: 'time' },
  ],
  sort: { column: 'window_start', direction: 'desc' },
  records: (row, inputs) =>
    all(
      is('access_key_id', row.access_key_id),
      inputs.known_network_only === true ? knownAddresses(row) : [],
      outcome(inputs),
      within(row, 'first_timestamp', 'last_timestamp'),
    ),
  sql: `SELECT *, entity_value AS access_key_id FROM (${asked.trimEnd()},\n${slices})`,
};
