import type { InputValues, QueryDefinition, QueryInput, QueryRow } from '../../../../shared/query.ts';
import { all, country, inPeriod, is, network } from './records.ts';

/** Columns of `profiles.sql`. */
export const profileColumns: QueryDefinition['columns'] = [
  { name: 'user_name', title: 'User', kind: 'text', column: 'user_name' },
  { name: 'network', title: 'Network', kind: 'network' },
  { name: 'country', title: 'Country', kind: 'country' },
  { name: 'user_agent_original', title: 'Client', kind: 'text', column: 'user_agent_original' },
  { name: 'client_name', title: 'Client name', kind: 'text', column: 'client_name' },
  { name: 'os_name', title: 'System', kind: 'text', column: 'os_name' },
  { name: 'is_hosting', title: 'Hosting', kind: 'boolean', help: 'A network that rents out servers.' },
  { name: 'events', title: 'Records', kind: 'number' },
  { name: 'share', title: 'Share', kind: 'share', help: 'Of the records of this user that were asked for.' },
  { name: 'failures', title: 'Failures', kind: 'number' },
  { name: 'first_timestamp', title: 'First', kind: 'time' },
  { name: 'last_timestamp', title: 'Last', kind: 'time' },
  { name: 'address_count', title: 'Addresses', kind: 'number' },
  { name: 'addresses', title: 'Which addresses', kind: 'text', many: true, column: 'source_address' },
];

export const knownNetworkOnly = (value: boolean): QueryInput => ({
  name: 'known_network_only',
  title: 'Only records whose network is known',
  kind: 'boolean',
  value,
  help: 'Without it, records from private addresses and from services are profiles too.',
});

export const profileRecords = (row: QueryRow, inputs: InputValues) =>
  all(
    is('user_name', row.user_name),
    is('user_agent_original', row.user_agent_original),
    network(row.network),
    country(row.country),
    inPeriod(inputs),
  );
