import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'rare-session-profiles',
  title: 'Rare session profile of a user',
  delivers: ['S-Q8', 'S-Q9', 'S-V1', 'S-H1', 'S-H2', 'S-H4'],
  question:
    'Which combinations of network, country and client did a user use only a few times, beside a usual one?',
  hypotheses: ['S-H1', 'S-H2', 'S-H4'],
  attack: ['T1078.004', 'T1539'],
  severity: 'medium',
  entity: 'user',
  needs: {
    columns: ['user_name', 'source_address'],
    datasets: [],
    missing: 'a log of users with their addresses (Okta System Log, Entra sign-ins, CloudTrail)',
  },
  rule: {
    kind: 'rare',
    values: ['network', 'country', 'client', 'system'],
    fewer_events_than: 10,
    roles: true,
  },
  summary: '{events} of {entity_events} events from {network}, {country}, with {client} on {system}',
  next_steps:
    "Look at the user's profiles beside each other, then at the cited events: was there a sign-in with mfa_method before them, or does session_id come from another profile? List event_action of the session in the day after window_start.",
  false_positives:
    'A new device, the first day at a new place, a hotel or a phone network, a tool that is used once a quarter.',
};
