import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'sign-in-from-hosting',
  title: 'Sign-in from a hosting network',
  delivers: ['S-V1'],
  question: 'Did a person sign in from a network that rents out servers?',
  hypotheses: ['S-H1', 'S-H3'],
  attack: ['T1078.004', 'T1090'],
  severity: 'low',
  entity: 'user',
  needs: {
    columns: ['user_name', 'source_address'],
    datasets: [],
    missing: 'a log of users with their addresses (Okta System Log, Entra sign-ins, CloudTrail)',
  },
  rule: {
    kind: 'match',
    where: {
      all: [
        { column: 'event_category', is: 'authentication' },
        { column: 'source_is_hosting', is: true },
      ],
    },
    by: ['network'],
    tell: ['application_name'],
  },
  summary: '{events} sign-ins from {asns} ({countries})',
  next_steps:
    'People sit behind lines of homes, offices and phones. Is it the exit of a VPN that the user has? If not, compare user_agent_original and mfa_method with those of the week before, and follow session_id in the day after window_start.',
  false_positives: 'A VPN or a cloud desktop of the user, a proxy of the organisation.',
};
