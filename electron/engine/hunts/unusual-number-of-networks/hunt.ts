import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'unusual-number-of-networks',
  title: 'Unusually many networks in an hour',
  delivers: ['S-R4'],
  question: 'Did a user come from many more networks in one hour than in his past?',
  hypotheses: ['S-H1', 'S-H4'],
  attack: ['T1078.004'],
  severity: 'medium',
  entity: 'user',
  needs: {
    columns: ['user_name', 'source_address'],
    datasets: [],
    missing: 'a log of users with their addresses (Okta System Log, Entra sign-ins, CloudTrail)',
  },
  rule: {
    kind: 'outlier',
    where: { column: 'event_category', is: 'authentication' },
    measure: { distinct: 'network' },
    slice: 'hour',
    history_days: 14,
    least_history_days: 3,
    sigmas: 3,
    floor: 2,
  },
  summary: '{amount} networks in an hour; on average {mean} ± {deviation} over {slices_before} hours before',
  next_steps:
    'Compare the hour with the same hour of the days before (the panel beside). Which of the networks has the user never used? Follow session_id from there.',
  false_positives: 'A day of travel, a VPN that is switched on for the first time.',
};
