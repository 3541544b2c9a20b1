import type { QueryDefinition } from '../../../../shared/query.ts';
import { period, user } from '../shared/inputs.ts';
import { knownNetworkOnly, profileColumns, profileRecords } from '../shared/profiles.ts';
import profiles from '../shared/profiles.sql?raw';
import asked from './query.sql?raw';

export const query: QueryDefinition = {
  id: 'profiles-of-a-user',
  title: 'Session profiles of a user',
  question: 'With which combinations of network, country and client did this user work?',
  reading:
    'A profile seldom used beside one used all the time is where to look, first of all one from a hosting network in an unusual country. The client is its whole text.',
  delivers: ['S-Q9'],
  needs: {
    columns: ['user_name', 'source_address'],
    datasets: [],
    missing: 'a log of users with their addresses (Okta System Log, Entra sign-ins, CloudTrail)',
  },
  inputs: [user('Whole name, whatever the case of its letters.', true), knownNetworkOnly(false), period],
  columns: profileColumns,
  sort: { column: 'events', direction: 'desc' },
  records: profileRecords,
  sql: `${asked.trimEnd()},\n${profiles}`,
};
