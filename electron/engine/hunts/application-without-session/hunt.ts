import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'application-without-session',
  title: 'Application opened without a sign-in before',
  delivers: ['S-H6'],
  question:
    'Did a user open applications behind single sign-on without a sign-in of his in the hours before?',
  hypotheses: ['S-H6', 'S-H1'],
  attack: ['T1550.004', 'T1539'],
  severity: 'medium',
  entity: 'user',
  needs: {
    columns: ['user_name', 'application_name'],
    datasets: ['okta.system'],
    missing: 'the Okta System Log',
  },
  rule: {
    kind: 'sequence',
    steps: [{ name: 'application', where: { column: 'event_action', is: 'user.authentication.sso' } }],
    absent: {
      name: 'sign-in',
      where: {
        column: 'event_action',
        is: ['user.session.start', 'user.authentication.auth_via_mfa', 'policy.evaluate_sign_on'],
      },
    },
    within_minutes: 1440,
  },
  summary: 'no sign-in within {within_minutes} minutes before',
  next_steps:
    'Where did the session come from? Look for session_id in the day before window_start and in other sources. Was it used from another source_address when it began?',
  false_positives: 'Sessions that last longer than the time given, events that the export left out.',
};
