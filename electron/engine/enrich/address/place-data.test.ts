import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Reader } from 'maxmind';
import { expect, test } from 'vitest';
import { parseAddress } from './parse-address.ts';
import { openPlaceData, type PlaceData } from './place-data.ts';
import { writeMmdb, type MmdbValue } from './testing/write-mmdb.ts';

const flat = (city: string, country_code = 'DE', latitude = 50.1, longitude = 8.7): MmdbValue => ({
  city,
  country_code,
  latitude,
  longitude,
  postcode: '',
  state1: 'Hesse',
  state2: '',
  timezone: '',
});

function folderWith(files: Record<string, Buffer>): string {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return folder;
}

function find(data: PlaceData, ip: string) {
  const address = parseAddress(ip);
  if (!address) throw new Error(`not an address: ${ip}`);
  return data.find(address);
}

const v4File = writeMmdb({
  databaseType: 'city ipv4',
  ipVersion: 4,
  records: [
    ['32.0.0.0/3', flat('Wrong for IPv6', 'US')],
    ['8.8.8.0/24', flat('')],
    ['200.0.0.0/8', flat('Frankfurt')],
  ],
  built: '2026-06-05T13:42:02Z',
});
const v6File = writeMmdb({
  databaseType: 'city ipv6',
  ipVersion: 6,
  records: [['2a00::/16', flat('Zurich', 'CH')]],
  built: '2026-06-04T00:00:00Z',
});

test('S-N7 an address has the place of its record; empty parts are null', async () => {
  const data = await openPlaceData({ dataPath: folderWith({ 'a.mmdb': v4File, 'b.mmdb': v6File }) });
  expect(data).toMatchObject({ version: 'city ipv4', date: '2026-06-04', problem: null });
  expect(find(data, '200.1.2.3')).toMatchObject({
    country_iso_code: 'DE',
    region_name: 'Hesse',
    city_name: 'Frankfurt',
    latitude: 50.1,
    longitude: 8.7,
  });
  expect(find(data, '200.1.2.3')).toBe(find(data, '200.255.255.255'));
  expect(find(data, '8.8.8.8')).toMatchObject({ country_iso_code: 'DE', city_name: null });
  expect(find(data, '::ffff:200.1.2.3')).toMatchObject({ city_name: 'Frankfurt' });
  expect(find(data, '9.9.9.9')).toBeNull();
  expect(find(data, '2a00::1')).toMatchObject({ city_name: 'Zurich' });
});

test('an IPv6 address is never asked of an IPv4 file, nor the other way round', async () => {
  expect(new Reader(v4File).get('2a00::1')).toMatchObject({ city: 'Wrong for IPv6' });
  const only4 = await openPlaceData({ dataPath: folderWith({ 'a.mmdb': v4File }) });
  expect(find(only4, '2a00::1')).toBeNull();
  const only6 = await openPlaceData({ dataPath: folderWith({ 'b.mmdb': v6File }) });
  expect(find(only6, '200.1.2.3')).toBeNull();
});

test.each([24, 28, 32] as const)(
  'a file in the nested layout holds both families, records of %i bits',
  async (recordSize) => {
    const nested = (city: string, iso_code: string): MmdbValue => ({
      city: { names: { en: city } },
      country: { iso_code },
      location: { latitude: 1.5, longitude: -2.5 },
      subdivisions: [{ names: { en: 'Region' } }],
    });
    const bytes = writeMmdb({
      databaseType: 'GeoLite2-City',
      ipVersion: 6,
      recordSize,
      records: [
        ['200.0.0.0/8', nested('Four', 'BR')],
        ['2a00::/16', nested('Six', 'CH')],
      ],
    });
    const data = await openPlaceData({ dataPath: folderWith({ 'GeoLite2-City.mmdb': bytes }) });
    expect(find(data, '200.1.2.3')).toMatchObject({
      city_name: 'Four',
      country_iso_code: 'BR',
      region_name: 'Region',
      latitude: 1.5,
    });
    expect(find(data, '2a00::1')).toMatchObject({ city_name: 'Six', longitude: -2.5 });
    expect(find(data, '2b00::1')).toBeNull();
  },
);

test('S-N7 missing files know no place and say so; files without cities count as missing', async () => {
  const asn = writeMmdb({
    databaseType: 'GeoLite2-ASN',
    ipVersion: 6,
    records: [['200.0.0.0/8', { autonomous_system_number: 64500 }]],
  });
  for (const dataPath of [
    folderWith({}),
    join(tmpdir(), 'interloper-no-such-folder'),
    folderWith({ 'asn.mmdb': asn }),
  ]) {
    const data = await openPlaceData({ dataPath });
    expect(data).toMatchObject({ version: null, date: null, problem: 'missing' });
    expect(find(data, '200.1.2.3')).toBeNull();
  }
});

test('a broken file knows no place and says which it is', async () => {
  for (const bytes of [Buffer.alloc(0), Buffer.from('not a database'), v4File.subarray(0, 100)]) {
    const dataPath = folderWith({ 'broken.mmdb': bytes });
    const data = await openPlaceData({ dataPath });
    expect(data.problem).toBe(`unreadable: not an MMDB file: ${join(dataPath, 'broken.mmdb')}`);
    expect(find(data, '8.8.8.8')).toBeNull();
  }
});

test('a record that cannot be decoded is no place; the others still are', async () => {
  const bytes = Buffer.from(v4File);
  const at = bytes.indexOf('Frankfurt') - 1;
  bytes[at] = 0x00;
  bytes[at + 1] = 0x00;
  const data = await openPlaceData({ dataPath: folderWith({ 'a.mmdb': bytes }) });
  expect(find(data, '200.1.2.3')).toMatchObject({ city_name: null, country_iso_code: null });
  expect(find(data, '8.8.8.8')).toMatchObject({ country_iso_code: 'DE' });
});

test('the data that come with the program place both families', async () => {
  const data = await openPlaceData();
  expect(data).toMatchObject({ problem: null, date: expect.stringMatching(/^20\d\d-\d\d-\d\d$/) as string });
  expect(find(data, '52.94.76.10')).toMatchObject({ country_iso_code: 'US', region_name: 'Oregon' });
  expect(find(data, '2600:1f18::1')).toMatchObject({ country_iso_code: 'US', region_name: 'Virginia' });
});
