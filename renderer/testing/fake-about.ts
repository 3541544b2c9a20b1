import type { AddressAbout, ClientAbout, ValueSource } from '../../shared/contract.ts';
import type { DataFile } from '../../shared/model.ts';

const builtIn = (value: string, title: string): ValueSource => ({
  value,
  title,
  version: '1',
  date: '2026-06-05',
  origin: 'built in',
  name: null,
  sha256: null,
});

/** The same of every address. */
export const addressAbout = (source_address: string): AddressAbout => ({
  source_address,
  is_in_case: true,
  kind: 'public',
  ip: source_address,
  range_name: null,
  country_iso_code: 'DE',
  region_name: 'Hesse',
  city_name: 'Frankfurt am Main',
  latitude: 50.11,
  longitude: 8.68,
  accuracy_radius_km: 20,
  as_number: 3320,
  as_organization_name: 'Deutsche Telekom AG',
  cloud_provider: null,
  cloud_region: null,
  cloud_services: null,
  cloud_basis: null,
  labels: 'mobile carrier',
  labels_reason: 'mobile carrier: connection type Cellular (GeoIP2-Connection-Type, 2026-08-02)',
  known_network: null,
  known_network_kind: null,
  known_network_status: null,
  log: [
    {
      country: 'NL',
      region_name: null,
      city_name: 'Amsterdam',
      as_number: 3320,
      as_organization_name: null,
      is_proxy: null,
      datasets: ['okta.system'],
      events: 12,
      differs: true,
    },
  ],
  sources: [
    builtIn('country', 'DB-IP City Lite'),
    builtIn('place', 'DB-IP City Lite'),
    {
      ...builtIn('network', 'GeoLite2-ASN'),
      date: '2026-09-01',
      origin: 'imported',
      name: 'mine.mmdb',
      sha256: 'b'.repeat(64),
    },
  ],
});

export const clientAbout = (user_agent_original: string): ClientAbout => ({
  user_agent_original,
  client_name: 'Chrome',
  client_version: '120',
  client_kind: 'browser',
  os_name: 'Windows',
  os_version: '10',
  device_kind: 'desktop',
  read_by: 'written as a browser; read by ua-parser-js',
  source: builtIn('client', 'User agent rules'),
});

export const broughtFile = (path: string, name = path.split('/').at(-1) ?? path): DataFile => ({
  id: `brought-${name}`,
  title: 'GeoLite2-City',
  kind: 'place',
  version: 'GeoLite2-City',
  date: '2026-09-01',
  licence: 'GeoLite2 End User License Agreement',
  attribution: 'This product includes GeoLite2 data created by MaxMind (https://www.maxmind.com)',
  origin: 'imported',
  entries: 4_100_000,
  name,
  path,
  sha256: 'c'.repeat(64),
  problem: null,
});
