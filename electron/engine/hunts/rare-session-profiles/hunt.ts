import type { HuntDefinition } from '../../../../shared/definitions.ts';
import { ignoreKnownNetworks } from '../shared/known-networks.ts';
import sql from './hunt.sql?raw';

export const hunt: HuntDefinition = {
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
  parameters: [
    {
      name: 'fewer_events_than',
      title: 'Fewer events than',
      kind: 'integer',
      value: 10,
      minimum: 2,
      maximum: 1000,
      help: 'A profile is rare when it has fewer events in the case than this, and its user has another with more.',
    },
    {
      name: 'client',
      title: 'Client',
      kind: 'choice',
      value: 'client',
      choices: ['client', 'exact'],
      help: 'client: the program and its system, so that an upgrade is not a new profile. exact: the whole text of the user agent.',
    },
    {
      name: 'successes_only',
      title: 'Successful events only',
      kind: 'boolean',
      value: true,
      help: 'A failed sign-in is no session: anyone can cause one from anywhere.',
    },
    {
      name: 'include_roles',
      title: 'Count sessions of AWS roles',
      kind: 'boolean',
      value: true,
      help: 'A role is used by many machines at once; a profile that is rare among them is still worth a look.',
    },
    {
      name: 'only_users',
      title: 'Only these users',
      kind: 'list',
      value: [],
      help: 'User names, upper and lower case alike. Empty: all users.',
    },
    {
      name: 'ignore_users',
      title: 'Not these users',
      kind: 'list',
      value: [],
      help: 'User names that are known to change their places, upper and lower case alike.',
    },
    {
      name: 'ignore_addresses',
      title: 'Not from these addresses',
      kind: 'list',
      value: [],
      help: 'Addresses whose events do not count, such as those of the own VPN.',
    },
    ignoreKnownNetworks,
  ],
  summary: '{events} of {user_events} events from {network}, {country}, with {client} on {system}',
  next_steps:
    "Look at the user's profiles beside each other, then at the cited events: was there a sign-in with mfa_method before them, or does session_id come from another profile? List event_action of the session in the day after window_start.",
  false_positives:
    'A new device, the first day at a new place, a hotel or a phone network, a tool that is used once a quarter.',
  sql,
};
