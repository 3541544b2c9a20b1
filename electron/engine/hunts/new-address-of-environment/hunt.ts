import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'new-address-of-environment',
  title: 'Address that nobody used before',
  delivers: ['S-H3'],
  question: 'Did a sign-in come from an address that nobody in the environment had used before?',
  hypotheses: ['S-H3'],
  attack: ['T1078.004'],
  severity: 'low',
  entity: 'user',
  needs: {
    columns: ['user_name', 'source_address'],
    datasets: [],
    missing: 'a log of users with their addresses (Okta System Log, Entra sign-ins, CloudTrail)',
  },
  rule: {
    kind: 'first_seen',
    where: { column: 'event_category', is: 'authentication' },
    values: ['public_address'],
    scope: 'environment',
    learning_days: 7,
  },
  summary: 'first use of {listed} by anyone ({asns}, {countries})',
  next_steps:
    'New addresses are many; begin with those in hosting networks or countries that are new too (score_parts). Pivot from source_address to all its events in all sources, in the day after window_start first.',
  false_positives: 'Every new place, every address that a provider gives anew.',
};
