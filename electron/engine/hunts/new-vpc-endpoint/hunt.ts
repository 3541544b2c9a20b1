import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'new-vpc-endpoint',
  title: 'VPC endpoint never seen before',
  delivers: ['S-H3'],
  question: 'Did calls come through a VPC endpoint that nobody had used before?',
  hypotheses: ['S-H3'],
  attack: ['T1078.004', 'T1552.005'],
  severity: 'medium',
  entity: 'principal',
  needs: {
    columns: ['vpc_endpoint_id'],
    datasets: ['aws.cloudtrail'],
    missing: 'AWS CloudTrail with calls through VPC endpoints',
  },
  rule: {
    kind: 'first_seen',
    outcomes: 'all',
    where: { column: 'vpc_endpoint_id', exists: true },
    values: ['vpc_endpoint_id'],
    scope: 'environment',
    learning_days: 7,
    roles: true,
  },
  summary: 'first calls through {listed}',
  next_steps:
    'Find who made the endpoint (CreateVpcEndpoint with this id); where no log shows that, it may be of another account. List principal_arn and event_action of all that came through it since window_start.',
  false_positives: 'A new endpoint of the own account, a new network.',
};
