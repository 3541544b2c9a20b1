import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'impossible-travel',
  title: 'Faster than one can travel',
  delivers: ['S-H4'],
  question: 'Was a user at two places in a time in which nobody gets from one to the other?',
  hypotheses: ['S-H4', 'S-H1'],
  attack: ['T1078.004'],
  severity: 'medium',
  entity: 'user',
  needs: {
    columns: ['user_name', 'source_address'],
    datasets: [],
    missing: 'a log of users with their addresses (Okta System Log, Entra sign-ins, CloudTrail)',
  },
  rule: {
    kind: 'travel',
    where: { column: 'event_category', is: 'authentication' },
    km_per_hour: 805,
    least_km: 500,
    radius_km: 50,
    within_hours: 24,
  },
  summary: '{from_place} → {to_place}: {km} km in {hours} h, at least {km_per_hour} km/h',
  next_steps:
    'Either end may be the foreign one. Compare user_agent_original, device_fingerprint and mfa_method of both, and see which place the user was at in the week before window_start (his session profiles).',
  false_positives:
    'A VPN or relay on one of two devices, a phone whose carrier goes out in another country, a place that the data has wrong.',
};
