import type { QueryDefinition } from '../../../../shared/query.ts';
import { period, successesOnly } from '../shared/inputs.ts';
import { all, inPeriod, is, outcome } from '../shared/records.ts';
import sql from './query.sql?raw';

export const query: QueryDefinition = {
  id: 'users-of-an-address',
  title: 'Users of an address',
  question: 'Who came from this address, over all logs?',
  reading:
    'An address that only one user has, and only for a short while, is another thing than the way out of an office. Records without a user stand in a row of their own.',
  delivers: ['S-P1'],
  needs: {
    columns: ['source_address'],
    datasets: [],
    missing: 'a log with source addresses (Okta System Log, Entra sign-ins, CloudTrail, proxy)',
  },
  inputs: [
    {
      name: 'address',
      title: 'Address',
      kind: 'address',
      value: '',
      required: true,
      help: 'As the log has it, or the address it stands for.',
    },
    successesOnly,
    period,
  ],
  columns: [
    { name: 'user_name', title: 'User', kind: 'text', column: 'user_name' },
    { name: 'source_address', title: 'Address', kind: 'text', column: 'source_address' },
    { name: 'events', title: 'Records', kind: 'number' },
    { name: 'failures', title: 'Failures', kind: 'number' },
    { name: 'first_timestamp', title: 'First', kind: 'time' },
    { name: 'last_timestamp', title: 'Last', kind: 'time' },
    { name: 'datasets', title: 'Sources', kind: 'text', many: true, column: 'event_dataset' },
    { name: 'applications', title: 'Applications', kind: 'text', many: true, column: 'application_name' },
    { name: 'user_agent_count', title: 'Clients', kind: 'number' },
    { name: 'user_agents', title: 'Which clients', kind: 'text', many: true, column: 'user_agent_original' },
  ],
  sort: { column: 'events', direction: 'desc' },
  records: (row, inputs) =>
    all(
      is('user_name', row.user_name),
      is('source_address', row.source_address),
      outcome(inputs),
      inPeriod(inputs),
    ),
  sql,
};
