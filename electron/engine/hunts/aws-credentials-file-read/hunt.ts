import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'aws-credentials-file-read',
  title: 'AWS credentials file read by a command',
  delivers: ['S-R10'],
  question: 'Did a command read the file in which AWS keys lie?',
  hypotheses: ['S-H6'],
  attack: ['T1552.001'],
  severity: 'high',
  entity: 'host',
  needs: {
    columns: ['process_command_line', 'host_name'],
    datasets: [],
    missing: 'endpoint telemetry with command lines (EDR, Jamf Protect, Sysmon)',
  },
  rule: {
    kind: 'match',
    outcomes: 'all',
    where: {
      all: [
        { column: 'process_command_line', matches: '(?i)[.]aws[/\\\\]+credentials' },
        { not: { column: 'process_command_line', matches: '(?i)^\\S*(vi|vim|nano|emacs|code)(\\.exe)?\\s' } },
      ],
    },
    by: ['user_name'],
    tell: ['process_command_line'],
  },
  summary: '{process_command_line_values} by {user_name}',
  next_steps:
    'Which keys lie in that file? Ask the hunt for networks of a key (access_key_id) about each of them from window_start on: a key that then comes from a second network was taken. See process_parent_command_line for who asked.',
  false_positives: 'A person who looks at his own file, a backup, an installer.',
};
