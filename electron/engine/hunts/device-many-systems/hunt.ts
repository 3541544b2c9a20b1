import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'device-many-systems',
  title: 'One device with several operating systems',
  delivers: ['S-H2'],
  question: 'Did one device fingerprint appear with several operating systems?',
  hypotheses: ['S-H2'],
  attack: ['T1539'],
  severity: 'medium',
  entity: 'device',
  needs: {
    columns: ['device_fingerprint'],
    datasets: [],
    missing: 'a log with device fingerprints (Okta System Log)',
  },
  rule: {
    kind: 'aggregation',
    measures: [{ distinct: 'os_name', more_than: 1 }],
    window_hours: 1,
    tell: ['user_name'],
  },
  summary: 'one device with {systems} within {window_hours} h, users {user_name_values}',
  next_steps:
    'A fingerprint belongs to one browser on one machine: the event with the other system was made with a copied cookie or a faked client. Compare its source_address and session_id with those of the hour before.',
  false_positives:
    'A browser that pretends to be a phone for testing, a fingerprint that many machines share.',
};
