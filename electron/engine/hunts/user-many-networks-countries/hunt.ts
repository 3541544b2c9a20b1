import type { HuntDefinition } from '../../../../shared/definitions.ts';
import windows from '../shared/network-windows.sql?raw';
import { networkWindowParameters } from '../shared/network-windows.ts';
import uses from './hunt.sql?raw';

export const hunt: HuntDefinition = {
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
  parameters: [
    ...networkWindowParameters({ hours: 24, networks: 1, countries: 2 }),
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
      value: false,
      help: 'A role is used by many machines and people at once, so many networks are normal for it. Its keys are hunted by themselves.',
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
      help: 'User names that are known to come from many places, upper and lower case alike.',
    },
  ],
  summary:
    '{distinct_asns} networks in {distinct_countries} countries ({countries}), at most {most_asns_in_window} and {most_countries_in_window} within {window_hours} h',
  next_steps:
    'Compare source_as_organization_name, source_country_iso_code and user_agent_original of the cited events, and follow session_id in the hours after exceeded_at: the same session from a second network is the strongest sign. Ask the user which of the places were theirs.',
  false_positives:
    'A VPN or a private relay switched on and off, a phone on a roaming carrier, travel over a border, an account that several people share.',
  sql: `${uses.trimEnd()},\n${windows}`,
};
