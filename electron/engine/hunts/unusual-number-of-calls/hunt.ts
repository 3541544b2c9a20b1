import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'unusual-number-of-calls',
  title: 'Unusually many calls of a key in an hour',
  delivers: ['S-R4'],
  question: 'Did a key make many more calls in one hour than in its past?',
  hypotheses: ['S-H6'],
  attack: ['T1078.004', 'T1530'],
  severity: 'low',
  entity: 'access_key',
  needs: { columns: ['access_key_id'], datasets: ['aws.cloudtrail'], missing: 'AWS CloudTrail' },
  rule: {
    kind: 'outlier',
    outcomes: 'all',
    measure: { events: true },
    slice: 'hour',
    history_days: 14,
    least_history_days: 3,
    sigmas: 4,
    floor: 20,
    tell: ['event_provider', 'event_action'],
  },
  summary: '{amount} calls in an hour; on average {mean} ± {deviation}',
  next_steps:
    'List event_action and source_address of the hour: one call repeated is a program, many different ones are someone who looks around. Compare with the same hour of the days before.',
  false_positives: 'A job that runs once a month, a deployment, a backup.',
};
