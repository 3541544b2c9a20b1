import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'new-network-of-user',
  title: 'Sign-in from a network new for the user',
  delivers: ['S-R6'],
  question: 'Did a user sign in from a network that he never came from before?',
  hypotheses: ['S-H1', 'S-H4'],
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
    values: ['network'],
    scope: 'entity',
    learning_days: 7,
  },
  summary:
    'first sign-in from {listed} ({countries}); {values_before} networks were known since {learned_from}',
  next_steps:
    'Compare user_agent_original and device_fingerprint of the first event with those of the week before. List what the session did (session_id) within a day after window_start.',
  false_positives: 'A new provider at home, travel, a phone with another carrier, the first day on a VPN.',
};
