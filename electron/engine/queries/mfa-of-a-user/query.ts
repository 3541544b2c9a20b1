import type { QueryDefinition } from '../../../../shared/query.ts';
import { moreThan, period, slices as sliceInputs, successesOnly, user } from '../shared/inputs.ts';
import { all, is, outcome, within } from '../shared/records.ts';
import slices from '../shared/slices.sql?raw';
import asked from './query.sql?raw';

export const query: QueryDefinition = {
  id: 'mfa-of-a-user',
  title: 'MFA of a user, by slice',
  question: 'From which countries, and with which methods, did this user authenticate?',
  reading:
    'A push that was accepted in one country and a password that was entered in another within one slice is a strong sign that two people are in the session. Every log that names a method counts. The method is that of the authenticator, found by its type in the record and not by its place; `none` is no method. Lists show the first fifty.',
  delivers: ['S-Q5', 'S-Q5b', 'S-Q6'],
  needs: {
    columns: ['user_name', 'mfa_method'],
    datasets: [],
    missing: 'a log that names the method of authentication (Okta System Log, Entra sign-ins)',
  },
  inputs: [
    user('Whole name, whatever the case of its letters.', true),
    ...sliceInputs('tumbling'),
    moreThan('more_countries_than', 'More countries than', 0, 'countries'),
    {
      name: 'description',
      title: 'Description',
      kind: 'text',
      value: '',
      column: 'event_description',
      help: 'Only events with this description, as "Authentication of user via MFA" of Okta; empty: all.',
    },
    successesOnly,
    period,
  ],
  columns: [
    { name: 'window_start', title: 'From', kind: 'time' },
    { name: 'window_end', title: 'To', kind: 'time' },
    { name: 'user_name', title: 'User', kind: 'text', column: 'user_name' },
    { name: 'events', title: 'Records', kind: 'number' },
    { name: 'failures', title: 'Failures', kind: 'number' },
    { name: 'country_count', title: 'Countries', kind: 'number' },
    { name: 'countries', title: 'Which countries', kind: 'country', many: true },
    { name: 'mfa_methods', title: 'Methods', kind: 'text', many: true, column: 'mfa_method' },
    { name: 'methods_by_country', title: 'Method by country', kind: 'text', many: true },
    {
      name: 'push_and_password_apart',
      title: 'Push and password apart',
      kind: 'boolean',
      help: 'A push was accepted in one country and a password entered in another.',
    },
    { name: 'descriptions', title: 'Descriptions', kind: 'text', many: true, column: 'event_description' },
    { name: 'networks', title: 'Networks', kind: 'network', many: true },
    { name: 'addresses', title: 'Addresses', kind: 'text', many: true, column: 'source_address' },
    { name: 'first_timestamp', title: 'First', kind: 'time' },
    { name: 'last_timestamp', title: 'Last', kind: 'time' },
  ],
  sort: { column: 'window_start', direction: 'desc' },
  records: (row, inputs) =>
    all(
      is('user_name', row.user_name),
      { column: 'mfa_method', op: 'is_not', values: ['none', null] },
      typeof inputs.description === 'string' && inputs.description !== ''
        ? is('event_description', inputs.description)
        : [],
      outcome(inputs),
      within(row, 'first_timestamp', 'last_timestamp'),
    ),
  sql: `SELECT *, entity_value AS user_name FROM (${asked.trimEnd()},\n${slices})`,
};
