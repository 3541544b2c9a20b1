import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'mfa-push-and-password-apart',
  title: 'Push and password from different countries',
  delivers: ['S-Q5b'],
  question: 'Was a push confirmed in one country and a password entered in another, in a short time?',
  hypotheses: ['S-H4', 'S-H1'],
  attack: ['T1621', 'T1078.004', 'T1557'],
  severity: 'high',
  entity: 'user',
  needs: {
    columns: ['user_name', 'mfa_method'],
    datasets: [],
    missing: 'a log of sign-ins with their factors (Okta System Log, Entra sign-ins)',
  },
  rule: {
    kind: 'aggregation',
    where: {
      all: [
        {
          any: [
            { column: 'event_action', is: 'user.authentication.auth_via_mfa' },
            {
              all: [
                { column: 'event_dataset', is: 'azure.signinlogs' },
                { column: 'mfa_method', exists: true },
              ],
            },
          ],
        },
        { column: 'mfa_method', matches: '(?i)push|notification|phone app|approve|password' },
      ],
    },
    measures: [
      { distinct: 'country', more_than: 1 },
      { distinct: 'mfa_kind', more_than: 1 },
    ],
    window_hours: 1,
    tell: ['mfa_method'],
  },
  summary: 'a push and a password from different countries ({countries}) within {window_hours} h',
  next_steps:
    'Ask the user where he was and whether he confirmed a push that he did not expect. End the sessions of the address that entered the password (session_id), and list what they opened since window_start.',
  false_positives:
    'A phone that is connected through another country than the laptop on which the password was typed.',
};
