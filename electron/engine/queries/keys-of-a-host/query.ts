import type { QueryDefinition } from '../../../../shared/query.ts';
import { period } from '../shared/inputs.ts';
import { all, inPeriod, is } from '../shared/records.ts';
import sql from './query.sql?raw';

export const query: QueryDefinition = {
  id: 'keys-of-a-host',
  title: 'Keys of a host',
  question: 'Which access keys may lie on this host?',
  reading:
    'A key counts here when it was used from a public address of the host, or by someone who worked on it (the same name before the @, after the domain, or as name of the session). Both are signs, no proofs: an office has one address for many hosts. All uses of the key in the period are counted; ask for its networks next.',
  delivers: ['S-G1'],
  needs: {
    columns: ['access_key_id'],
    datasets: [],
    missing: 'a log of calls with their access keys (CloudTrail, EKS audit)',
  },
  inputs: [
    {
      name: 'host',
      title: 'Host',
      kind: 'text',
      value: '',
      required: true,
      column: 'host_name',
      help: 'The name of the machine as its telemetry has it, upper and lower case alike.',
    },
    period,
  ],
  columns: [
    { name: 'access_key_id', title: 'Key', kind: 'text', column: 'access_key_id' },
    { name: 'why', title: 'Why', kind: 'text', many: true },
    { name: 'events', title: 'Records', kind: 'number' },
    { name: 'from_the_host', title: 'Of these from the host', kind: 'number' },
    { name: 'network_count', title: 'Networks', kind: 'number' },
    { name: 'first_timestamp', title: 'First', kind: 'time' },
    { name: 'last_timestamp', title: 'Last', kind: 'time' },
    { name: 'principals', title: 'Principals', kind: 'text', many: true, column: 'principal_arn' },
  ],
  sort: { column: 'from_the_host', direction: 'desc' },
  records: (row, inputs) => all(is('access_key_id', row.access_key_id), inPeriod(inputs)),
  sql,
};
