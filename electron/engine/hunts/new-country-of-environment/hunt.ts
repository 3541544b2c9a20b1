import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'new-country-of-environment',
  title: 'Country that nobody came from before',
  delivers: ['S-H5'],
  question: 'Did a sign-in come from a country that nobody in the environment had come from before?',
  hypotheses: ['S-H5', 'S-H4'],
  attack: ['T1078.004'],
  severity: 'medium',
  entity: 'user',
  needs: {
    columns: ['user_name', 'source_address'],
    datasets: [],
    missing: 'a log of users with their addresses (Okta System Log, Entra sign-ins, CloudTrail)',
  },
  rule: {
    kind: 'first_seen',
    where: { column: 'event_category', is: 'authentication' },
    values: ['country'],
    scope: 'environment',
    learning_days: 7,
  },
  summary: 'first sign-in from {listed} by anyone ({asns})',
  next_steps:
    'Ask whether the user is there. Follow session_id from window_start on, and look for other users from the same network in the days after.',
  false_positives: 'The first one who travels there, a VPN exit, an address that the data places wrongly.',
};
