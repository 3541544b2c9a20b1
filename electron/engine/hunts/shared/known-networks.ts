import type { HuntParameter } from '../../../../shared/definitions.ts';

/** Whether events from networks of the organisation count; a statement asks `contains($ignore_known_networks, status)`. */
export const ignoreKnownNetworks: HuntParameter = {
  name: 'ignore_known_networks',
  title: 'Not from known networks',
  kind: 'choice',
  value: 'none',
  choices: ['none', 'confirmed', 'confirmed and learned'],
  help: 'Events from the networks of the organisation do not count: those that a person gave or confirmed, or also those that were learned from agents. Somebody with a stolen session may well use the VPN, so by itself nothing is left out.',
};
