import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'push-bombing',
  title: 'Many denied pushes',
  delivers: ['S-H6'],
  question: 'Was one user asked again and again to confirm a push that he refused?',
  hypotheses: ['S-H6'],
  attack: ['T1621'],
  severity: 'high',
  entity: 'user',
  needs: {
    columns: ['user_name'],
    datasets: ['okta.system', 'azure.signinlogs'],
    missing: 'the Okta System Log or Entra sign-ins',
  },
  rule: {
    kind: 'aggregation',
    outcomes: 'all',
    where: {
      any: [
        {
          all: [
            { column: 'event_dataset', is: 'okta.system' },
            { column: 'event_action', is: 'user.mfa.okta_verify.deny_push' },
          ],
        },
        {
          all: [
            { column: 'event_dataset', is: 'okta.system' },
            { column: 'event_action', is: 'user.authentication.auth_via_mfa' },
            { column: 'event_outcome', is: 'failure' },
            { column: 'mfa_method', contains: 'push' },
          ],
        },
        {
          all: [
            { column: 'event_dataset', is: 'azure.signinlogs' },
            { column: 'error_code', is: '500121' },
          ],
        },
      ],
    },
    measures: [{ events: true, more_than: 4 }],
    window_hours: 0.1667,
  },
  summary: '{most_events_in_window} refused pushes within 10 minutes from {asns}',
  next_steps:
    'Look for a push that was confirmed in the half hour after window_end (event_outcome success): then the sender is in. The address that asked has the password, which has to be changed in any case.',
  false_positives: 'A phone without a network, a program that tries an old password again and again.',
};
