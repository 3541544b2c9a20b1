import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'person-many-networks-across-logs',
  title: 'Person in several countries, seen over several logs',
  delivers: ['S-H1', 'S-H4', 'H-X4'],
  question:
    'Did one person, whatever each log calls him, come from several networks and countries within an hour, which no log shows by itself?',
  hypotheses: ['S-H1', 'S-H2', 'S-H4'],
  attack: ['T1078.004'],
  severity: 'medium',
  entity: 'person',
  needs: {
    columns: ['person', 'source_address'],
    datasets: [],
    missing: 'logs that name people with their addresses (Okta System Log, Entra sign-ins, CloudTrail)',
  },
  rule: {
    kind: 'aggregation',
    where: {
      column: 'event_dataset',
      is: [
        'okta.system',
        'azure.signinlogs',
        'azure.auditlogs',
        'azure.graphactivitylogs',
        'aws.cloudtrail',
        'kubernetes.audit',
      ],
    },
    measures: [
      { distinct: 'country', more_than: 1 },
      { distinct: 'network', more_than: 1 },
      { distinct: 'event_dataset', more_than: 1 },
    ],
    window_hours: 1,
    tell: ['event_dataset', 'user_name'],
  },
  summary:
    '{distinct_asns} networks in {distinct_countries} countries ({countries}) within {window_hours} h, over {event_dataset_values} as {user_name_values}',
  next_steps:
    'See which source_address each log has of him: one that stands in a single log belongs to a session that was carried there. Compare user_agent_original of the cited events, and follow access_key_id and session_id of the foreign one in the day after window_start.',
  false_positives:
    'A VPN or proxy abroad that only some applications go through, a program of his that runs in a cloud, two people taken for one.',
};
