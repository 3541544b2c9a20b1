import type { QueryDefinition } from '../../../../shared/query.ts';
import { moreThan, period, slices as sliceInputs, user } from '../shared/inputs.ts';
import { all, is, within } from '../shared/records.ts';
import slices from '../shared/slices.sql?raw';
import asked from './query.sql?raw';

export const query: QueryDefinition = {
  id: 'user-agents-of-a-user',
  title: 'Clients of a user, by slice',
  question: 'How many clients did this user, or any user, sign on with in one slice?',
  reading:
    'A client is its whole text, so a browser that was upgraded in the slice counts twice. Events whose client did not name itself are left out. Lists show the first fifty.',
  delivers: ['S-Q4'],
  needs: {
    columns: ['user_name', 'user_agent_original'],
    datasets: [],
    missing: 'a log of sign-ons with their clients (Okta System Log, Entra sign-ins)',
  },
  inputs: [
    user('Whole name, whatever the case of its letters. Empty: every user.', false),
    {
      name: 'description',
      title: 'Description',
      kind: 'text',
      value: 'User single sign on to app',
      column: 'event_description',
      help: 'Only events with this description; empty: all.',
    },
    ...sliceInputs('tumbling'),
    moreThan('more_user_agents_than', 'More clients than', 3, 'clients'),
    period,
  ],
  columns: [
    { name: 'window_start', title: 'From', kind: 'time' },
    { name: 'window_end', title: 'To', kind: 'time' },
    { name: 'user_name', title: 'User', kind: 'text', column: 'user_name' },
    { name: 'events', title: 'Records', kind: 'number' },
    { name: 'failures', title: 'Failures', kind: 'number' },
    { name: 'user_agent_count', title: 'Clients', kind: 'number' },
    { name: 'user_agents', title: 'Which clients', kind: 'text', many: true, column: 'user_agent_original' },
    { name: 'networks', title: 'Networks', kind: 'network', many: true },
    { name: 'countries', title: 'Countries', kind: 'country', many: true },
    { name: 'first_timestamp', title: 'First', kind: 'time' },
    { name: 'last_timestamp', title: 'Last', kind: 'time' },
  ],
  sort: { column: 'user_agent_count', direction: 'desc' },
  records: (row, { description }) =>
    all(
      is('user_name', row.user_name),
      { column: 'user_agent_original', op: 'is_not', values: ['', null] },
      typeof description === 'string' && description !== '' ? is('event_description', description) : [],
      within(row, 'first_timestamp', 'last_timestamp'),
    ),
  sql: `SELECT *, entity_value AS user_name FROM (${asked.trimEnd()},\n${slices})`,
};
