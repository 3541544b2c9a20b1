import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'new-kubectl-command',
  title: 'kubectl command line new for the user',
  delivers: ['S-R7', 'S-N5', 'S-N8'],
  question: 'Did a user run kubectl with words that he never used before?',
  hypotheses: ['S-H6'],
  attack: ['T1613', 'T1069'],
  severity: 'low',
  entity: 'user',
  needs: {
    columns: ['process_command_line', 'user_name'],
    datasets: [],
    missing: 'endpoint telemetry with command lines (EDR, Jamf Protect, Sysmon)',
  },
  rule: {
    kind: 'first_seen',
    outcomes: 'all',
    where: {
      any: [
        { column: 'process_name', is: ['kubectl', 'kubectl.exe'] },
        { column: 'process_executable', matches: '(?i)(^|[/\\\\])kubectl(\\.exe)?$' },
      ],
    },
    values: ['process_command_line'],
    scope: 'entity',
    learning_days: 7,
    tell: ['host_name'],
  },
  summary: 'first run of {listed} on {host_name_values}',
  next_steps:
    'Look at process_parent_command_line and at the other processes of the host within ten minutes. Then take the identity to the cluster’s audit log (user_name, access_key_id) and see from which address it asks there.',
  false_positives: 'New tasks, copied commands with names of new pods.',
};
