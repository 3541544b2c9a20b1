import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'key-many-services',
  title: 'Key that looks around in many services',
  delivers: ['S-H6'],
  question: 'Did one key list or describe things in several services within minutes?',
  hypotheses: ['S-H6'],
  attack: ['T1580', 'T1526', 'T1087.004'],
  severity: 'medium',
  entity: 'access_key',
  needs: {
    columns: ['access_key_id', 'event_provider'],
    datasets: ['aws.cloudtrail'],
    missing: 'AWS CloudTrail',
  },
  rule: {
    kind: 'aggregation',
    outcomes: 'all',
    where: { column: 'event_action', matches: '^(List|Describe|Get)' },
    measures: [{ distinct: 'event_provider', more_than: 2 }],
    window_hours: 0.1667,
    tell: ['event_provider', 'event_action', 'error_code'],
  },
  summary: '{most_services_in_window} services within 10 minutes: {event_provider_values}',
  next_steps:
    'Many refusals (error_code AccessDenied) mean that the one who asks does not know what the key may do. Look at user_agent_original and source_address, and at what was called in the hour after window_end that changes something.',
  false_positives: 'The console itself, inventory and security scanners, Terraform.',
};
