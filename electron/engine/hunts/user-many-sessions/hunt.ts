import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'user-many-sessions',
  title: 'Many sessions of one user in a short time',
  delivers: ['S-H1'],
  question: 'Did one user begin several sessions within half an hour?',
  hypotheses: ['S-H1', 'S-H2'],
  attack: ['T1078.004', 'T1550.004'],
  severity: 'low',
  entity: 'user',
  needs: {
    columns: ['user_name', 'session_id'],
    datasets: [],
    missing: 'a log with session ids (Okta System Log, Entra sign-ins)',
  },
  rule: {
    kind: 'aggregation',
    where: {
      any: [
        {
          all: [
            { column: 'event_dataset', is: 'okta.system' },
            { column: 'event_action', is: 'user.session.start' },
          ],
        },
        {
          all: [
            { column: 'event_dataset', is: 'azure.signinlogs' },
            { column: 'is_interactive', is: true },
          ],
        },
      ],
    },
    measures: [{ distinct: 'session_id', more_than: 2 }],
    window_hours: 0.5833,
  },
  summary: '{most_sessions_in_window} sessions within 35 minutes from {distinct_asns} networks',
  next_steps:
    'See whether the sessions differ in source_address or user_agent_original; several alike are a broken client, different ones are several people. List what each opened (application_name) in the hour after window_start.',
  false_positives: 'A browser that keeps no cookies, automatic tests, a helpdesk that signs in for others.',
};
