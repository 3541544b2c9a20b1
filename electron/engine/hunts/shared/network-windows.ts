import type { HuntParameter } from '../../../../shared/definitions.ts';
import { ignoreKnownNetworks } from './known-networks.ts';

/** The parameters that `network-windows.sql` reads, with the defaults of a hunt. */
export const networkWindowParameters = (defaults: {
  hours: number;
  networks: number;
  countries: number;
}): HuntParameter[] => [
  {
    name: 'more_networks_than',
    title: 'More networks than',
    kind: 'integer',
    value: defaults.networks,
    minimum: 0,
    maximum: 1000,
    help: 'Autonomous systems in one window. A finding has more than this number; 0 does not ask for networks.',
  },
  {
    name: 'more_countries_than',
    title: 'More countries than',
    kind: 'integer',
    value: defaults.countries,
    minimum: 0,
    maximum: 250,
    help: 'Countries in one window. A finding has more than this number, so 2 means at least three; 0 does not ask for countries.',
  },
  {
    name: 'window_hours',
    title: 'Window',
    kind: 'hours',
    value: defaults.hours,
    minimum: 0.01,
    maximum: 8760,
    help: 'Length of a window in hours. Two events exactly this far apart are not in one window.',
  },
  {
    name: 'windows',
    title: 'Windows',
    kind: 'choice',
    value: 'sliding',
    choices: ['sliding', 'tumbling'],
    help: 'Sliding: any stretch of this length, so that no edge hides 23:50 and 00:10. Tumbling: slices of the UTC calendar side by side.',
  },
  {
    name: 'ignore_addresses',
    title: 'Not from these addresses',
    kind: 'list',
    value: [],
    help: 'Addresses whose events do not count, such as those of the own VPN.',
  },
  ignoreKnownNetworks,
];
