import { existsSync, readFileSync } from 'node:fs';
import { open, type Response } from 'maxmind';
import { expect, test } from 'vitest';
import { adaptRecord, placeOf } from './adapt-record.ts';
import { MmdbTree } from './mmdb-tree.ts';
import { parseAddress, parsePrefix } from './parse-address.ts';

const SAMPLES = new URL('../../../../../shared/samples/reference/maxmind/', import.meta.url);
const present = existsSync(SAMPLES);
if (!present) console.warn('skipped: no MaxMind test files beside the project');

const UNKNOWN = {
  country_iso_code: null,
  region_name: null,
  city_name: null,
  latitude: null,
  longitude: null,
  accuracy_radius_km: null,
  as_number: null,
  as_organization_name: null,
  is_anonymous: null,
  is_anonymous_vpn: null,
  is_hosting_provider: null,
  is_public_proxy: null,
  is_residential_proxy: null,
  is_tor_exit_node: null,
  connection_type: null,
  mobile_country_code: null,
};

test('the flat layout is read, and its empty texts are null', () => {
  const record = {
    city: '',
    country_code: 'US',
    latitude: 39.04,
    longitude: -77.49,
    postcode: '',
    state1: 'Virginia',
    state2: '',
  };
  expect(adaptRecord(record)).toEqual({
    ...UNKNOWN,
    country_iso_code: 'US',
    region_name: 'Virginia',
    latitude: 39.04,
    longitude: -77.49,
  });
  expect(placeOf({ ...record, country_code: '' }).country_iso_code).toBeNull();
});

test('the nested layout is read, and what a record leaves out is null', () => {
  const record = {
    city: { names: { de: 'Wien', en: 'Vienna' } },
    country: { iso_code: 'AT' },
    location: { latitude: 48.2, longitude: 16.37, accuracy_radius: 20 },
    subdivisions: [{ names: { en: 'Vienna' } }, { names: { en: 'Favoriten' } }],
  };
  expect(placeOf(record)).toEqual({
    country_iso_code: 'AT',
    region_name: 'Vienna',
    city_name: 'Vienna',
    latitude: 48.2,
    longitude: 16.37,
    accuracy_radius_km: 20,
  });
  expect(placeOf({ registered_country: { iso_code: 'US' } }).country_iso_code).toBeNull();
});

test.each([
  null,
  undefined,
  1,
  'x',
  [],
  {},
  { country: 'US' },
  { country_code: 7 },
  { subdivisions: [] },
  { location: null },
])('a record of another shape says nothing: %j', (record) => {
  expect(adaptRecord(record)).toEqual(UNKNOWN);
});

interface Source {
  prefix: string;
  record: Record<string, unknown>;
}

function sourceOf(name: string): Source[] {
  const text = readFileSync(new URL(`source-data/${name}.json`, SAMPLES), 'utf8');
  const entries = JSON.parse(text) as Record<string, Record<string, unknown>>[];
  return entries.flatMap((entry) => Object.entries(entry).map(([prefix, record]) => ({ prefix, record })));
}

/** IPv4 stands in the lowest 32 bits of the tree; the source sometimes writes it that way (`::1.2.0.0/112`). */
function addressesOf(prefix: string): string[] {
  const [, quad, length] = /^::(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(prefix) ?? [];
  const parsed = parsePrefix(quad ? `${quad}/${Number(length) - 96}` : prefix);
  if (!parsed) throw new Error(`not a prefix: ${prefix}`);
  const text = (number: bigint) =>
    parsed.family === 4
      ? [24n, 16n, 8n, 0n].map((shift) => (number >> shift) & 255n).join('.')
      : [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n]
          .map((shift) => ((number >> shift) & 0xffffn).toString(16))
          .join(':');
  return [text(parsed.first), text(parsed.last)];
}

test.skipIf(!present).each(['GeoLite2-City-Test', 'GeoLite2-ASN-Test', 'GeoIP2-Anonymous-IP-Test'])(
  'every record of %s is read as its source states',
  async (name) => {
    const path = new URL(`${name}.mmdb`, SAMPLES).pathname;
    const reader = await open<Response>(path);
    const tree = new MmdbTree(readFileSync(path), reader.metadata);
    const source = sourceOf(name);
    expect(source.length).toBeGreaterThan(10);
    for (const { prefix, record } of source) {
      for (const ip of addressesOf(prefix)) {
        const address = parseAddress(ip);
        if (!address) throw new Error(`not an address: ${ip}`);
        expect(adaptRecord(reader.get(ip)), ip).toEqual(truth(record));
        expect(tree.find(address), ip).not.toBeNull();
      }
    }
  },
);

/** Written out by hand from the source, so that a wrong path in the adapter shows. */
function truth(record: Record<string, unknown>) {
  const place = record as {
    city?: { names?: { en?: string } };
    country?: { iso_code?: string };
    location?: { latitude?: number; longitude?: number; accuracy_radius?: number };
    subdivisions?: { names?: { en?: string } }[];
  };
  const said = <T>(value: unknown) => (value ?? null) as T | null;
  return {
    country_iso_code: place.country?.iso_code ?? null,
    region_name: place.subdivisions?.[0]?.names?.en ?? null,
    city_name: place.city?.names?.en ?? null,
    latitude: place.location?.latitude ?? null,
    longitude: place.location?.longitude ?? null,
    accuracy_radius_km: place.location?.accuracy_radius ?? null,
    as_number: said(record['autonomous_system_number']),
    as_organization_name: said(record['autonomous_system_organization']),
    is_anonymous: said(record['is_anonymous']),
    is_anonymous_vpn: said(record['is_anonymous_vpn']),
    is_hosting_provider: said(record['is_hosting_provider']),
    is_public_proxy: said(record['is_public_proxy']),
    is_residential_proxy: said(record['is_residential_proxy']),
    is_tor_exit_node: said(record['is_tor_exit_node']),
    connection_type: null,
    mobile_country_code: null,
  };
}

test.skipIf(!present)('our walk through the tree finds a record exactly where the library does', async () => {
  for (const name of [
    'GeoLite2-City-Test',
    'GeoLite2-ASN-Test',
    'GeoLite2-Country-Test',
    'GeoIP2-ISP-Test',
  ]) {
    const path = new URL(`${name}.mmdb`, SAMPLES).pathname;
    const reader = await open<Response>(path);
    const tree = new MmdbTree(readFileSync(path), reader.metadata);
    const differing: string[] = [];
    for (let index = 0; index < 20_000; index++) {
      const number = Math.imul(index, 2_654_435_761) >>> 0;
      const v4 = [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
      const v6 = `2${(number >>> 20).toString(16)}:${(number & 0xffff).toString(16)}::1`;
      for (const ip of [v4, v6]) {
        const address = parseAddress(ip);
        if (!address || (tree.find(address) === null) !== (reader.get(ip) === null)) differing.push(ip);
      }
    }
    expect(differing, name).toEqual([]);
  }
});

test.skipIf(!present)('a broken tree ends the walk, it neither throws nor runs on', async () => {
  const path = new URL('MaxMind-DB-test-broken-search-tree-24.mmdb', SAMPLES).pathname;
  const reader = await open<Response>(path);
  const tree = new MmdbTree(readFileSync(path), reader.metadata);
  for (const ip of ['1.1.1.1', '1.1.1.2', '255.255.255.255', '::1', 'ffff::']) {
    const address = parseAddress(ip);
    if (address) expect(() => tree.find(address)).not.toThrow();
  }
});
