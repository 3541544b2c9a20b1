import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'mfa-several-countries',
  title: 'MFA from several countries',
  delivers: ['S-Q5'],
  question: 'Did one user confirm with factors from several countries in a short time?',
  hypotheses: ['S-H4', 'S-H1'],
  attack: ['T1621', 'T1078.004'],
  severity: 'medium',
  entity: 'user',
  needs: {
    columns: ['user_name', 'mfa_method'],
    datasets: [],
    missing: 'a log of sign-ins with their factors (Okta System Log, Entra sign-ins)',
  },
  rule: {
    kind: 'aggregation',
    where: {
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
    measures: [{ distinct: 'country', more_than: 1 }],
    window_hours: 1,
    tell: ['mfa_method', 'event_description'],
  },
  summary: 'factors from {countries} within {window_hours} h: {mfa_method_values}',
  next_steps:
    'Which factor came from which country stands in mfa_method and source_country_iso_code of the cited events. A push from home and a password from abroad means that somebody else has the password and the user confirmed him: look at session_id of the foreign one for a day.',
  false_positives:
    'A phone that is connected through another country than the laptop, a VPN on one of two devices.',
};
