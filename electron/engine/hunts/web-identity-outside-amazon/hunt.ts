import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'web-identity-outside-amazon',
  title: 'Service account’s role assumed from outside of Amazon',
  delivers: ['S-H1'],
  question: 'Was a role of a Kubernetes service account assumed from a network that is not Amazon’s?',
  hypotheses: ['S-H1', 'S-H6'],
  attack: ['T1528', 'T1550.001', 'T1078.004'],
  severity: 'high',
  entity: 'user',
  needs: {
    columns: ['user_name', 'source_address'],
    datasets: ['aws.cloudtrail'],
    missing: 'AWS CloudTrail',
  },
  rule: {
    kind: 'match',
    outcomes: 'all',
    roles: true,
    where: {
      all: [
        { column: 'event_action', is: 'AssumeRoleWithWebIdentity' },
        { column: 'user_name', contains: 'system:serviceaccount:' },
        { column: 'source_kind', is: 'public' },
        { column: 'source_as_number', exists: true },
        { not: { column: 'source_cloud_provider', is: 'AWS' } },
      ],
    },
    tell: ['issued_access_key_id', 'event_outcome'],
  },
  summary: 'from {asns} ({countries}); keys given out: {issued_access_key_id_values}',
  next_steps:
    'The token of the service account was read out of a pod or of the cluster. Follow each issued_access_key_id to its calls, and look for who read secrets or ran a command in a pod (orchestrator_resource_type) before window_start.',
  false_positives: 'A cluster that runs outside of Amazon with its own identity provider.',
};
