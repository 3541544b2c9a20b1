import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'new-action-of-user',
  title: 'Action new for the user',
  delivers: ['S-H6'],
  question: 'Did a user or role call something in the cloud that he never called before?',
  hypotheses: ['S-H6'],
  attack: ['T1078.004'],
  severity: 'low',
  entity: 'user',
  needs: {
    columns: ['user_name', 'event_action'],
    datasets: ['aws.cloudtrail', 'azure.auditlogs', 'kubernetes.audit'],
    missing: 'a log of calls (CloudTrail, Entra audit log, Kubernetes audit)',
  },
  rule: {
    kind: 'first_seen',
    where: { column: 'event_dataset', is: ['aws.cloudtrail', 'azure.auditlogs', 'kubernetes.audit'] },
    values: ['event_provider', 'event_action'],
    scope: 'entity',
    learning_days: 7,
    roles: true,
  },
  summary: 'first call of {listed}; {values_before} other calls were known since {learned_from}',
  next_steps:
    'Calls that change identities, keys, logs or networks come first. Look at the source_address and user_agent_original of the call beside those of the week before.',
  false_positives: 'A new task, a new version of a tool, the end of a month.',
};
