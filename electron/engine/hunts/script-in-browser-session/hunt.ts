import type { HuntDeclaration } from '../../../../shared/definitions.ts';

export const hunt: HuntDeclaration = {
  id: 'script-in-browser-session',
  title: 'Script in a session that a browser began',
  delivers: ['S-H2'],
  question: 'Did a session that began in a browser go on in a script or a command line?',
  hypotheses: ['S-H2', 'S-H6'],
  attack: ['T1539', 'T1550.004', 'T1557'],
  severity: 'high',
  entity: 'session',
  needs: {
    columns: ['session_id', 'user_agent_original'],
    datasets: [],
    missing: 'a log with session ids and user agents (Okta System Log, Entra sign-ins)',
  },
  rule: {
    kind: 'sequence',
    steps: [
      {
        name: 'browser',
        where: {
          all: [
            { column: 'event_category', is: 'authentication' },
            { column: 'client_kind', is: ['browser', 'mobile app'] },
          ],
        },
      },
      { name: 'script', where: { column: 'client_kind', is: ['script', 'sdk', 'cli', 'tool'] } },
    ],
    within_minutes: 1440,
  },
  summary: '{minutes} minutes after a browser, {user_agents}',
  next_steps:
    'Nobody copies a browser’s cookie into a script by accident. Compare source_address of both, see what the script called (event_action, application_name) in the hours after window_end, and end the session.',
  false_positives: 'Tools that open the browser for the sign-in and take the session over.',
};
