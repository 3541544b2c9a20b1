import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'cloud-principal-from-elsewhere',
  title: 'Cloud workload that once is elsewhere',
  delivers: ['S-H1'],
  question: 'Was an identity that works in the cloud used from a network that is no cloud?',
  hypotheses: ['S-H1', 'S-H6'],
  attack: ['T1078.004', 'T1552.005'],
  severity: 'high',
  entity: 'principal',
  needs: {
    columns: ['principal_arn', 'source_address'],
    datasets: ['aws.cloudtrail'],
    missing: 'AWS CloudTrail',
  },
  rule: {
    kind: 'rare',
    outcomes: 'all',
    values: ['cloud_or_not'],
    only_values: ['not cloud'],
    fewer_events_than: 1000,
    at_most_share: 0.01,
    roles: true,
    tell: ['event_action'],
  },
  summary: '{events} of {entity_events} calls from {asns}, all others from a cloud',
  next_steps:
    'The credential of a workload has no business on a line of a home or an office. List event_action of these calls, find when the key was given out (access_key_id) in the day before window_start, and look at the machine that holds the role.',
  false_positives: 'A developer who tests with the role, an office that reaches the cloud by its own line.',
};
