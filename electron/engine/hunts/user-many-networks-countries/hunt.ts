import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'user-many-networks-countries',
  title: 'User from many networks and countries',
  delivers: ['S-Q1', 'S-Q2', 'S-H1', 'S-H2', 'S-H4'],
  question: 'Did one user come from more networks and countries within a day than one person does?',
  hypotheses: ['S-H1', 'S-H2', 'S-H4'],
  attack: ['T1078.004'],
  severity: 'medium',
  entity: 'user',
  needs: {
    columns: ['user_name', 'source_address'],
    datasets: [],
    missing: 'a log of users with their addresses (Okta System Log, Entra sign-ins, CloudTrail)',
  },
  rule: {
    kind: 'aggregation',
    measures: [
      { distinct: 'network', more_than: 1 },
      { distinct: 'country', more_than: 2 },
    ],
    window_hours: 24,
  },
  summary:
    '{distinct_asns} networks in {distinct_countries} countries ({countries}), at most {most_asns_in_window} and {most_countries_in_window} within {window_hours} h',
  next_steps:
    'Compare source_as_organization_name, source_country_iso_code and user_agent_original of the cited events, and follow session_id in the hours after exceeded_at: the same session from a second network is the strongest sign. Ask the user which of the places were theirs.',
  false_positives:
    'A VPN or a private relay switched on and off, a phone on a roaming carrier, travel over a border, an account that several people share.',
};
