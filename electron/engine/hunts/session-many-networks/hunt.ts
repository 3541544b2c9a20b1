import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'session-many-networks',
  title: 'One session from several networks',
  delivers: ['S-H1'],
  question: 'Was one session or token used from more than one network?',
  hypotheses: ['S-H1', 'S-H2', 'S-H4'],
  attack: ['T1539', 'T1550.004'],
  severity: 'high',
  entity: 'session',
  needs: {
    columns: ['session_id', 'source_address'],
    datasets: [],
    missing: 'a log with session ids (Okta System Log, Entra sign-ins)',
  },
  rule: {
    kind: 'aggregation',
    where: { not: { column: 'application_name', is: 'Okta Admin Console' } },
    measures: [{ distinct: 'network', more_than: 1 }],
    window_hours: 24,
    tell: ['user_name', 'application_name'],
  },
  summary: 'session of {user_name_values} from {distinct_asns} networks ({asns}) in {countries}',
  next_steps:
    'Compare user_agent_original and device_fingerprint of the two networks: the same session with another client is a stolen cookie. List what the later network opened (application_name, event_action) in the hours up to window_end, and end the session.',
  false_positives: 'A laptop that changes from Wi-Fi to a phone network or into a VPN within a session.',
};
