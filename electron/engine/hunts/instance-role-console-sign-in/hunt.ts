import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'instance-role-console-sign-in',
  title: 'Instance role that signs in to the console',
  delivers: ['S-H6'],
  question: 'Was the credential of an EC2 instance used to sign in to the AWS console?',
  hypotheses: ['S-H6'],
  attack: ['T1552.005', 'T1021.007', 'T1078.004'],
  severity: 'high',
  entity: 'principal',
  needs: { columns: ['principal_arn'], datasets: ['aws.cloudtrail'], missing: 'AWS CloudTrail' },
  rule: {
    kind: 'match',
    outcomes: 'all',
    roles: true,
    where: {
      all: [
        { column: 'principal_arn', matches: ':assumed-role/.+/i-[0-9a-f]+$' },
        { column: 'event_action', is: ['ConsoleLogin', 'GetSigninToken'] },
      ],
    },
    by: ['event_action'],
    tell: ['event_outcome'],
  },
  summary: '{event_action} by an instance from {asns} ({countries})',
  next_steps:
    'A machine opens no browser. Look at the verdict on the instance’s credentials, and at what was done in the console from this source_address in the hours after.',
  false_positives: 'A tool that makes console links for people out of the role of a machine.',
};
