import type { QueryDefinition } from '../../../../shared/query.ts';
import { period } from '../shared/inputs.ts';
import { all, inPeriod, is } from '../shared/records.ts';
import sql from './query.sql?raw';

export const query: QueryDefinition = {
  id: 'addresses-of-eks-identities',
  title: 'Public addresses of EKS identities',
  question: 'From which public addresses does each identity, key and client reach the cluster?',
  reading:
    'Every group is listed; those with several addresses are marked: the same key with the same client from two places. Private addresses are left out. A node may have a public address of its own.',
  delivers: ['S-Q3'],
  needs: {
    columns: ['source_address'],
    datasets: ['kubernetes.audit'],
    missing: 'the Kubernetes audit log (EKS control plane log "audit")',
  },
  inputs: [
    {
      name: 'marked_from',
      title: 'Mark from this many addresses',
      kind: 'integer',
      value: 2,
      minimum: 1,
      maximum: 1_000_000,
      help: 'A group with at least this many public addresses is marked.',
    },
    {
      name: 'marked_only',
      title: 'Only marked groups',
      kind: 'boolean',
      value: false,
      help: 'Leaves out the groups with fewer addresses.',
    },
    {
      name: 'without_arn',
      title: 'Also identities without an ARN',
      kind: 'boolean',
      value: false,
      help: 'Service accounts, certificates and other clusters have none.',
    },
    period,
  ],
  columns: [
    { name: 'principal_arn', title: 'Identity', kind: 'text', column: 'principal_arn' },
    { name: 'access_key_id', title: 'Access key', kind: 'text', column: 'access_key_id' },
    { name: 'user_agent_original', title: 'Client', kind: 'text', column: 'user_agent_original' },
    { name: 'is_marked', title: 'Several addresses', kind: 'boolean' },
    { name: 'address_count', title: 'Addresses', kind: 'number' },
    { name: 'addresses', title: 'Which addresses', kind: 'text', many: true, column: 'source_address' },
    { name: 'networks', title: 'Networks', kind: 'network', many: true },
    { name: 'countries', title: 'Countries', kind: 'country', many: true },
    { name: 'users', title: 'Users', kind: 'text', many: true, column: 'user_name' },
    { name: 'events', title: 'Records', kind: 'number' },
    { name: 'first_timestamp', title: 'First', kind: 'time' },
    { name: 'last_timestamp', title: 'Last', kind: 'time' },
  ],
  sort: { column: 'address_count', direction: 'desc' },
  records: (row, inputs) =>
    all(
      is('event_dataset', 'kubernetes.audit'),
      is('source_kind', 'public'),
      is('principal_arn', row.principal_arn),
      is('access_key_id', row.access_key_id),
      is('user_agent_original', row.user_agent_original),
      inPeriod(inputs),
    ),
  sql,
};
