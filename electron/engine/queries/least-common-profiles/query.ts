import type { QueryDefinition } from '../../../../shared/query.ts';
import { period, successesOnly } from '../shared/inputs.ts';
import { all, outcome } from '../shared/records.ts';
import { knownNetworkOnly, profileColumns, profileRecords } from '../shared/profiles.ts';
import profiles from '../shared/profiles.sql?raw';
import asked from './query.sql?raw';

export const query: QueryDefinition = {
  id: 'least-common-profiles',
  title: 'Least common session profiles',
  question: 'Which combinations of user, network, country and client occur seldom?',
  reading:
    'Counted exactly, by the whole text of the client: a browser that was upgraded makes a new profile. A user with few records has seldom profiles only; the share tells. The hunt for rare session profiles groups like clients and weighs them.',
  delivers: ['S-Q8'],
  needs: {
    columns: ['user_name', 'source_address'],
    datasets: [],
    missing: 'a log of users with their addresses (Okta System Log, Entra sign-ins, CloudTrail)',
  },
  inputs: [
    {
      name: 'fewer_events_than',
      title: 'Fewer records than',
      kind: 'integer',
      value: 10,
      minimum: 1,
      maximum: 1_000_000_000,
      help: 'A profile with exactly this number is not listed.',
    },
    knownNetworkOnly(true),
    successesOnly,
    period,
  ],
  columns: [
    ...profileColumns,
    {
      name: 'users',
      title: 'Users',
      kind: 'number',
      help: 'How many users share network, country and client.',
    },
  ],
  sort: { column: 'events', direction: 'asc' },
  records: (row, inputs) => all(profileRecords(row, inputs), outcome(inputs)),
  sql: `SELECT * FROM (${asked.trimEnd()},\n${profiles}) WHERE events < $fewer_events_than`,
};
