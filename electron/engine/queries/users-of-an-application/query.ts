import type { QueryDefinition } from '../../../../shared/query.ts';
import { period, successesOnly } from '../shared/inputs.ts';
import { all, inPeriod, is, outcome } from '../shared/records.ts';
import sql from './query.sql?raw';

export const query: QueryDefinition = {
  id: 'users-of-an-application',
  title: 'Users of an application',
  question: 'Who used this application, from where and with what?',
  reading:
    'Sort by the first time to see who came last. Records without a user stand in a row of their own. Lists show the first fifty.',
  delivers: ['S-P1'],
  needs: {
    columns: ['application_name'],
    datasets: [],
    missing: 'a log of sign-ons to applications (Okta System Log, Entra sign-ins)',
  },
  inputs: [
    {
      name: 'application',
      title: 'Application',
      kind: 'application',
      value: '',
      required: true,
      help: 'Whole name, whatever the case of its letters.',
    },
    successesOnly,
    period,
  ],
  columns: [
    { name: 'user_name', title: 'User', kind: 'text', column: 'user_name' },
    { name: 'application_name', title: 'Application', kind: 'text', column: 'application_name' },
    { name: 'events', title: 'Records', kind: 'number' },
    { name: 'failures', title: 'Failures', kind: 'number' },
    { name: 'first_timestamp', title: 'First', kind: 'time' },
    { name: 'last_timestamp', title: 'Last', kind: 'time' },
    { name: 'address_count', title: 'Addresses', kind: 'number' },
    { name: 'networks', title: 'Networks', kind: 'network', many: true },
    { name: 'countries', title: 'Countries', kind: 'country', many: true },
    { name: 'user_agent_count', title: 'Clients', kind: 'number' },
    { name: 'user_agents', title: 'Which clients', kind: 'text', many: true, column: 'user_agent_original' },
  ],
  sort: { column: 'events', direction: 'desc' },
  records: (row, inputs) =>
    all(
      is('user_name', row.user_name),
      is('application_name', row.application_name),
      outcome(inputs),
      inPeriod(inputs),
    ),
  sql,
};
