import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'user-many-networks',
  title: 'User from many networks',
  delivers: ['S-R1', 'S-H1'],
  question: 'Did one user come from more networks within a day than one person does?',
  hypotheses: ['S-H1', 'S-H2', 'S-H4'],
  attack: ['T1078.004'],
  severity: 'medium',
  entity: 'user',
  needs: {
    columns: ['user_name', 'source_address'],
    datasets: [],
    missing: 'a log of users with their addresses (Okta System Log, Entra sign-ins, CloudTrail)',
  },
  rule: { kind: 'aggregation', measures: [{ distinct: 'network', more_than: 2 }], window_hours: 24 },
  summary: '{distinct_asns} networks ({asns}), at most {most_asns_in_window} within {window_hours} h',
  next_steps:
    'Compare source_as_organization_name and user_agent_original of the cited events; a network that stands alone with its own client is the one to look at. Filter the timeline by it for a day before and after window_start.',
  false_positives:
    'A phone that changes between carriers and Wi-Fi, a VPN, a user of several cloud desktops.',
};
