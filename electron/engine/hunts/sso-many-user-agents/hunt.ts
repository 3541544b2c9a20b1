import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'sso-many-user-agents',
  title: 'Single sign-on with many user agents',
  delivers: ['S-R8', 'S-Q4'],
  question: 'Did one user open applications behind single sign-on with several user agents in a short time?',
  hypotheses: ['S-H2'],
  attack: ['T1539', 'T1550.004'],
  severity: 'medium',
  entity: 'user',
  needs: {
    columns: ['user_name', 'user_agent_original'],
    datasets: ['okta.system'],
    missing: 'the Okta System Log',
  },
  rule: {
    kind: 'aggregation',
    where: { column: 'event_action', is: 'user.authentication.sso' },
    measures: [{ distinct: 'user_agent_original', more_than: 3 }],
    window_hours: 1,
    tell: ['application_name'],
  },
  summary: '{most_user_agents_in_window} user agents within {window_hours} h for {application_name_values}',
  next_steps:
    'List session_id of the cited events: one session with several user agents is a stolen cookie or a proxy in between. Then look which applications the odd one opened in the hour after window_start.',
  false_positives:
    'A desktop program and a browser side by side, a browser that updates itself, test accounts.',
};
