import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'key-many-networks-countries',
  title: 'Access key from several networks and countries',
  delivers: ['S-Q7', 'S-H1', 'S-H2', 'S-H4'],
  question: 'Was one access key used from several networks and countries within an hour?',
  hypotheses: ['S-H1', 'S-H2', 'S-H4'],
  attack: ['T1078.004', 'T1552'],
  severity: 'high',
  entity: 'access_key',
  needs: {
    columns: ['access_key_id', 'source_address'],
    datasets: [],
    missing: 'a log of calls with their access keys (CloudTrail, EKS audit)',
  },
  rule: {
    kind: 'aggregation',
    outcomes: 'all',
    measures: [
      { distinct: 'network', more_than: 1 },
      { distinct: 'country', more_than: 1 },
    ],
    window_hours: 1,
  },
  summary:
    '{distinct_asns} networks in {distinct_countries} countries ({countries}), at most {most_asns_in_window} and {most_countries_in_window} within {window_hours} h',
  next_steps:
    'See which of the networks the key was first used from, and list event_action and error_code of each network in the hours after exceeded_at. Find where the key was issued (issued_access_key_id) and which machine or person holds it; if a network is not theirs, the key has to be revoked.',
  false_positives:
    'A key in a pipeline with runners in several regions, an agent that was rolled out to several sites, a laptop behind a VPN that was switched on or off.',
};
