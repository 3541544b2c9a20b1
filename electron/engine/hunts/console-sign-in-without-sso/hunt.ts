import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'console-sign-in-without-sso',
  title: 'Console sign-in without single sign-on before',
  delivers: ['S-H6'],
  question:
    'Did a person sign in to the AWS console through a role without a single sign-on in the hour before?',
  hypotheses: ['S-H6', 'S-H1'],
  attack: ['T1078.004', 'T1550.001'],
  severity: 'high',
  entity: 'person',
  needs: {
    columns: ['person'],
    datasets: ['aws.cloudtrail'],
    missing: 'AWS CloudTrail with sign-ins of people',
    also: [
      {
        columns: ['person'],
        datasets: ['okta.system', 'azure.signinlogs'],
        missing: 'the log of the identity provider (Okta System Log or Entra sign-ins)',
      },
    ],
  },
  rule: {
    kind: 'sequence',
    steps: [
      {
        name: 'console sign-in',
        where: {
          all: [
            { column: 'event_dataset', is: 'aws.cloudtrail' },
            { column: 'event_action', is: 'ConsoleLogin' },
            { column: 'user_type', is: 'AssumedRole' },
          ],
        },
      },
    ],
    absent: {
      name: 'single sign-on',
      where: {
        any: [
          { column: 'event_action', is: 'user.authentication.sso' },
          { column: 'event_dataset', is: 'azure.signinlogs' },
        ],
      },
    },
    within_minutes: 60,
    tell: ['principal_arn'],
  },
  summary: '{principal_arn_values}, no single sign-on within {within_minutes} minutes before',
  next_steps:
    'The console was reached by another way than the front door: a link made with stolen credentials (GetSigninToken), or a session that was carried over. Look at source_address beside the person’s usual ones, and for the key from which the sign-in was made in the hours before window_start (lineage of the person).',
  false_positives: 'A sign-in that the identity provider’s export lacks, tools that make console links.',
};
