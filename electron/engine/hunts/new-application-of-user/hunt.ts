import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'new-application-of-user',
  title: 'Application new for the user',
  delivers: ['S-R9', 'S-H6'],
  question: 'Did a user open an application behind single sign-on that he never opened before?',
  hypotheses: ['S-H6'],
  attack: ['T1078.004'],
  severity: 'low',
  entity: 'user',
  needs: {
    columns: ['user_name', 'application_name'],
    datasets: ['okta.system', 'azure.signinlogs'],
    missing: 'the Okta System Log or Entra sign-ins',
  },
  rule: {
    kind: 'first_seen',
    where: {
      any: [
        { column: 'event_action', is: 'user.authentication.sso' },
        { column: 'event_dataset', is: 'azure.signinlogs' },
      ],
    },
    values: ['application_name'],
    scope: 'entity',
    learning_days: 14,
  },
  summary: 'first access to {listed}; {values_before} applications were known since {learned_from}',
  next_steps:
    'Several new applications in one session are someone who looks around: list application_name of the session_id in the hour around window_start. Compare source_address and user_agent_original with the user’s usual ones.',
  false_positives: 'A new task, a new application for all, an application that moved behind single sign-on.',
};
