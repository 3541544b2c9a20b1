import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'user-many-user-agents',
  title: 'User with many user agents',
  delivers: ['S-R3'],
  question: 'Did one user send more user agents within a day than usual?',
  hypotheses: ['S-H2'],
  attack: ['T1078.004', 'T1539'],
  severity: 'low',
  entity: 'user',
  needs: {
    columns: ['user_name', 'user_agent_original'],
    datasets: [],
    missing: 'a log of users with their user agents (Okta System Log, Entra sign-ins, CloudTrail)',
  },
  rule: {
    kind: 'aggregation',
    measures: [{ distinct: 'user_agent_original', more_than: 5 }],
    window_hours: 24,
  },
  summary: '{most_user_agents_in_window} user agents within {window_hours} h',
  next_steps:
    'Look for scripts among the user agents (client_kind is script, sdk or cli) and for one that comes from an address of its own. Compare with the days before by the same user.',
  false_positives: 'Many programs with a browser inside, automatic updates, testers.',
};
