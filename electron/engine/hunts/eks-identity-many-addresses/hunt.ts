import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'eks-identity-many-addresses',
  title: 'EKS identity from many public addresses',
  delivers: ['S-Q3'],
  question:
    'Did one identity with one key and one client reach the cluster from more than one public address?',
  hypotheses: ['S-H1'],
  attack: ['T1078.004', 'T1552'],
  severity: 'medium',
  entity: 'access_key',
  needs: {
    columns: ['access_key_id', 'source_address'],
    datasets: ['kubernetes.audit'],
    missing: 'the audit log of the EKS cluster',
  },
  rule: {
    kind: 'aggregation',
    outcomes: 'all',
    where: { column: 'event_dataset', is: 'kubernetes.audit' },
    by: ['principal_arn', 'user_agent_original'],
    measures: [{ distinct: 'public_address', more_than: 1 }],
    window_hours: 720,
  },
  summary: '{principal_arn} with {user_agent_original} from {address_count} addresses: {countries}',
  next_steps:
    'Look the key up in CloudTrail (access_key_id): who got it, and from where else was it used in the same days? List event_action and orchestrator_resource_type of the address that came last.',
  false_positives: 'A laptop that moves, a pipeline with changing runners, a node with a public address.',
};
