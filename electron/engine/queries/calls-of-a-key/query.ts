import type { QueryDefinition } from '../../../../shared/query.ts';
import { accessKey, period, successesOnly } from '../shared/inputs.ts';
import { all, inPeriod, is, outcome } from '../shared/records.ts';
import sql from './query.sql?raw';

export const query: QueryDefinition = {
  id: 'calls-of-a-key',
  title: 'Calls of an access key',
  question: 'What was done with this key: which services and actions, with which errors, in which regions?',
  reading:
    'Denied calls are attempts. Calls that only list or describe, over many services in a short time, are how someone looks around. Lists show the first fifty.',
  delivers: ['S-G1'],
  needs: {
    columns: ['access_key_id', 'event_action'],
    datasets: [],
    missing: 'a log of calls with their access keys (CloudTrail, EKS audit)',
  },
  inputs: [accessKey, successesOnly, period],
  columns: [
    { name: 'access_key_id', title: 'Access key', kind: 'text', column: 'access_key_id' },
    { name: 'event_provider', title: 'Service', kind: 'text', column: 'event_provider' },
    { name: 'event_action', title: 'Action', kind: 'text', column: 'event_action' },
    { name: 'events', title: 'Records', kind: 'number' },
    { name: 'failures', title: 'Failures', kind: 'number' },
    { name: 'error_codes', title: 'Errors', kind: 'text', many: true, column: 'error_code' },
    { name: 'cloud_regions', title: 'Regions', kind: 'text', many: true, column: 'cloud_region' },
    { name: 'networks', title: 'Networks', kind: 'network', many: true },
    { name: 'address_count', title: 'Addresses', kind: 'number' },
    { name: 'addresses', title: 'Which addresses', kind: 'text', many: true, column: 'source_address' },
    { name: 'first_timestamp', title: 'First', kind: 'time' },
    { name: 'last_timestamp', title: 'Last', kind: 'time' },
  ],
  sort: { column: 'events', direction: 'desc' },
  records: (row, inputs) =>
    all(
      is('access_key_id', row.access_key_id),
      is('event_provider', row.event_provider),
      is('event_action', row.event_action),
      outcome(inputs),
      inPeriod(inputs),
    ),
  sql,
};
