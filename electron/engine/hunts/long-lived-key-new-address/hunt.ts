import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'long-lived-key-new-address',
  title: 'Long-lived key from a new address',
  delivers: ['S-H3'],
  question: 'Was a long-lived access key used from an address that it was never used from before?',
  hypotheses: ['S-H1', 'S-H3'],
  attack: ['T1552', 'T1078.004'],
  severity: 'medium',
  entity: 'access_key',
  needs: {
    columns: ['access_key_id', 'source_address'],
    datasets: ['aws.cloudtrail'],
    missing: 'AWS CloudTrail',
  },
  rule: {
    kind: 'first_seen',
    outcomes: 'all',
    where: { column: 'access_key_id', starts_with: 'AKIA' },
    values: ['public_address'],
    scope: 'entity',
    learning_days: 7,
  },
  summary:
    'first use from {listed} ({asns}, {countries}); {values_before} addresses were known since {learned_from}',
  next_steps:
    'Compare user_agent_original with the key’s usual one. Look for event_action GetCallerIdentity and refusals (error_code) in the hour after window_start: whoever finds a key tries what it can do.',
  false_positives: 'A pipeline with new runners, an office with a new line.',
};
