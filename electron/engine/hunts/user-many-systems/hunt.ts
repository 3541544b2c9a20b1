import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'user-many-systems',
  title: 'User with many operating systems',
  delivers: ['S-R2'],
  question: 'Did one user act from more operating systems within a day than one person has?',
  hypotheses: ['S-H2'],
  attack: ['T1078.004', 'T1539'],
  severity: 'medium',
  entity: 'user',
  needs: {
    columns: ['user_name', 'user_agent_original'],
    datasets: [],
    missing: 'a log of users with their user agents (Okta System Log, Entra sign-ins, CloudTrail)',
  },
  rule: { kind: 'aggregation', measures: [{ distinct: 'system', more_than: 2 }], window_hours: 24 },
  summary: '{most_operating_systems_in_window} operating systems within {window_hours} h: {systems}',
  next_steps:
    'Take the system that appears last and filter user_agent_original and source_address by it: does it come from a network of its own? Compare device_id before window_start.',
  false_positives: 'Someone who tests software on several systems, a phone beside a laptop and a tablet.',
};
