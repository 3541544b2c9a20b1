import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Database } from '../../db/database.ts';
import { migrate } from '../../db/schema.ts';
import { fixed } from '../../db/sql.ts';
import { importData } from './import-data.ts';
import { enrichAddresses } from './enrich-addresses.ts';
import { writeMmdb } from './testing/write-mmdb.ts';

const scratch = () => mkdtempSync(join(tmpdir(), 'interloper-'));
let database: Database;
beforeEach(async () => {
  database = await Database.open({ path: ':memory:', workDirectory: scratch() });
  await migrate(database.job, 0);
});
afterEach(() => database.close());

const record = (city: string, country_code: string, state1: string, latitude: number, longitude: number) => ({
  city,
  country_code,
  latitude,
  longitude,
  postcode: '',
  state1,
  state2: '',
  timezone: '',
});

/** Data of our own making: the answers of the real ones change with each renewal. */
function data(): string {
  const folder = scratch();
  const v4 = writeMmdb({
    databaseType: 'city ipv4',
    ipVersion: 4,
    records: [
      ['44.0.0.0/8', record('Boardman', 'US', 'Oregon', 45.84, -119.7)],
      ['185.0.0.0/8', record('London', 'GB', 'England', 51.51, -0.13)],
      ['10.0.0.0/8', record('Nowhere', 'XX', '', 1, 1)],
      ['203.0.0.0/8', record('Sydney', 'AU', '', -33.87, 151.21)],
    ],
  });
  const v6 = writeMmdb({
    databaseType: 'city ipv6',
    ipVersion: 6,
    records: [['2a00::/12', record('', 'CH', '', 47.4, 8.5)]],
  });
  writeFileSync(join(folder, 'city-v4.mmdb'), v4);
  writeFileSync(join(folder, 'city-v6.mmdb'), v6);
  writeFileSync(
    join(folder, 'asn-ipv4.csv'),
    '44.0.0.0,44.255.255.255,16509,"Amazon.com, Inc."\n185.0.0.0,185.255.255.255,62240,Clouvider Limited\n',
  );
  writeFileSync(
    join(folder, 'asn-ipv6.csv'),
    '2a00::,2a0f:ffff:ffff:ffff:ffff:ffff:ffff:ffff,64500,Example\n',
  );
  return folder;
}

async function insert(...texts: (string | null)[]): Promise<void> {
  const { next } = await database.job.row<{ next: number }>(
    'SELECT coalesce(max(address_key), 0) + 1 AS next FROM addresses',
  );
  for (const [index, text] of texts.entries())
    await database.job.run(
      fixed('INSERT INTO source_addresses (address_key, source_address) VALUES ($key, $text)', {
        key: next + index,
        text,
      }),
    );
}

type Row = Record<string, unknown>;
const rows = () =>
  database.job.rows<Row>('SELECT * EXCLUDE (provenance_key) FROM addresses ORDER BY address_key');
const row = async (text: string) =>
  database.job.row<Row>(fixed('SELECT * FROM addresses WHERE source_address = $text', { text }));

const UNKNOWN = {
  source_country_iso_code: null,
  source_region_name: null,
  source_city_name: null,
  source_latitude: null,
  source_longitude: null,
  source_accuracy_radius_km: null,
  source_countries_by_log: null,
  source_as_number: null,
  source_as_organization_name: null,
  source_cloud_provider: null,
  source_cloud_region: null,
  source_cloud_network_border_group: null,
  source_cloud_services: null,
  source_cloud_basis: null,
  source_is_hosting: null,
  source_hosting_reason: null,
  source_network_labels: null,
  source_network_labels_reason: null,
  source_known_network: null,
  source_known_network_kind: null,
  source_known_network_status: null,
};

const CLOUVIDER =
  'Clouvider: rents virtual and dedicated servers to anyone (list of hosting networks, 2026-06-17)';

test('S-N7 every column is filled from the data, canonical address included', async () => {
  await insert('44.1.2.9', '185.1.1.1:443', '2A00:0::1', '9.9.9.9');
  expect(await enrichAddresses(database.job, { dataPath: data() })).toBe(4);
  expect(await rows()).toEqual([
    {
      ...UNKNOWN,
      address_key: 1,
      source_address: '44.1.2.9',
      source_kind: 'public',
      source_ip: '44.1.2.9',
      source_range_name: null,
      source_country_iso_code: 'US',
      source_region_name: 'Oregon',
      source_city_name: 'Boardman',
      source_latitude: 45.84,
      source_longitude: -119.7,
      source_as_number: 16509,
      source_as_organization_name: 'Amazon.com, Inc.',
      source_cloud_provider: 'AWS',
      source_cloud_region: '~us-west-2',
      source_cloud_network_border_group: null,
      source_cloud_services: null,
      source_cloud_basis: 'network',
      source_is_hosting: false,
      source_hosting_reason: null,
      source_network_labels: null,
      source_network_labels_reason: null,
    },
    {
      ...UNKNOWN,
      address_key: 2,
      source_address: '185.1.1.1:443',
      source_kind: 'public',
      source_ip: '185.1.1.1',
      source_range_name: null,
      source_country_iso_code: 'GB',
      source_region_name: 'England',
      source_city_name: 'London',
      source_latitude: 51.51,
      source_longitude: -0.13,
      source_as_number: 62240,
      source_as_organization_name: 'Clouvider Limited',
      source_is_hosting: true,
      source_hosting_reason: CLOUVIDER,
      source_network_labels: 'hosting',
      source_network_labels_reason: `hosting: ${CLOUVIDER}`,
    },
    {
      ...UNKNOWN,
      address_key: 3,
      source_address: '2A00:0::1',
      source_kind: 'public',
      source_ip: '2a00::1',
      source_range_name: null,
      source_country_iso_code: 'CH',
      source_latitude: 47.4,
      source_longitude: 8.5,
      source_as_number: 64500,
      source_as_organization_name: 'Example',
      source_is_hosting: false,
    },
    {
      ...UNKNOWN,
      address_key: 4,
      source_address: '9.9.9.9',
      source_kind: 'public',
      source_ip: '9.9.9.9',
      source_range_name: null,
    },
  ]);
});

test('S-N6 what is no public address is never looked up, even where the data would answer', async () => {
  await insert(
    '10.1.2.3',
    '203.0.113.9',
    '::ffff:10.1.2.3',
    'cloudtrail.amazonaws.com',
    'AWS Internal',
    '253.252.51.07',
    '',
  );
  await enrichAddresses(database.job, { dataPath: data() });
  const named = (kind: string, ip: string | null, name: string | null) => ({
    source_kind: kind,
    source_ip: ip,
    source_range_name: name,
    ...UNKNOWN,
  });
  expect((await rows()).map(({ address_key: _key, source_address: _text, ...rest }) => rest)).toEqual([
    named('private', '10.1.2.3', 'Private-Use'),
    named('documentation', '203.0.113.9', 'Documentation (TEST-NET-3)'),
    named('private', '10.1.2.3', 'Private-Use'),
    named('service', null, null),
    named('internal', null, null),
    named('text', null, null),
    named('text', null, null),
  ]);
});

test('S-N7 without data the kind is known, the rest is null, and no row is lost', async () => {
  await insert('8.8.8.8', '10.0.0.1', 'text', null);
  expect(await enrichAddresses(database.job, { dataPath: scratch() })).toBe(3);
  expect(
    (await rows()).map((one) => [one['source_address'], one['source_kind'], one['source_country_iso_code']]),
  ).toEqual([
    ['8.8.8.8', 'public', null],
    ['10.0.0.1', 'private', null],
    ['text', 'text', null],
    [null, null, null],
  ]);
  expect(await row('8.8.8.8')).toMatchObject({ ...UNKNOWN, source_ip: '8.8.8.8' });
});

test('only rows without kind are filled, all of them again when asked', async () => {
  const dataPath = data();
  expect(await enrichAddresses(database.job, { dataPath })).toBe(0);
  await insert('8.8.8.8');
  await enrichAddresses(database.job, { dataPath: scratch() });
  await insert('44.1.2.9');
  expect(await enrichAddresses(database.job, { dataPath })).toBe(1);
  expect(await enrichAddresses(database.job, { dataPath })).toBe(0);
  expect(await enrichAddresses(database.job, { dataPath, again: true })).toBe(2);
  expect((await rows()).map((one) => one['address_key'])).toEqual([1, 2]);
});

test('a published range tells the provider whatever the network says, and the region as it stands there', async () => {
  const dataPath = data();
  await insert('44.1.2.9', '44.200.0.1', '185.1.1.1');
  await enrichAddresses(database.job, { dataPath });
  const path = join(scratch(), 'ip-ranges.json');
  const at = (ip_prefix: string, service: string) => ({
    ip_prefix,
    region: 'eu-west-2',
    service,
    network_border_group: 'eu-west-2',
  });
  const prefixes = [at('44.1.0.0/16', 'AMAZON'), at('44.1.2.0/24', 'EC2'), at('185.1.1.0/24', 'EC2')];
  const ranges = { syncToken: '1', createDate: '2024-05-01-10-00-00', prefixes, ipv6_prefixes: [] };
  writeFileSync(path, JSON.stringify(ranges));
  await importData(database.job, { path });
  expect(await enrichAddresses(database.job, { dataPath, again: true })).toBe(3);
  const cloud = (provider: string, region: string, services: string | null, basis: string) => ({
    source_cloud_provider: provider,
    source_cloud_region: region,
    source_cloud_services: services,
    source_cloud_basis: basis,
  });
  expect(await row('44.1.2.9')).toMatchObject(cloud('AWS', 'eu-west-2', 'AMAZON, EC2', 'range'));
  expect(await row('44.200.0.1')).toMatchObject(cloud('AWS', '~us-west-2', null, 'network'));
  expect(await row('185.1.1.1')).toMatchObject({
    ...cloud('AWS', 'eu-west-2', 'EC2', 'range'),
    source_as_number: 62240,
    source_is_hosting: true,
  });
});

/** More than one block. */
const MANY = 150_000;
const insertMany = () =>
  database.job.run(
    `INSERT INTO source_addresses (address_key, source_address)
     SELECT i * 3, CASE i % 3 WHEN 0 THEN '44.' ELSE '185.' END || (i // 65536) || '.' || (i // 256 % 256) || '.' || (i % 256)
       || CASE i % 5 WHEN 0 THEN ':443' ELSE '' END
     FROM range(${MANY}) t(i)`,
  );

test('many blocks are filled row by row, twice over, without one lost or doubled', async () => {
  const dataPath = data();
  await insertMany();
  const summary = `
    SELECT count(*) AS rows, count(DISTINCT address_key) AS keys, count(source_kind) AS kinds,
      count_if(source_ip = split_part(source_address, ':', 1)) AS same,
      count_if(source_city_name = CASE WHEN source_address LIKE '44.%' THEN 'Boardman' ELSE 'London' END) AS placed,
      count_if(source_as_number = CASE WHEN source_address LIKE '44.%' THEN 16509 ELSE 62240 END) AS networks
    FROM addresses`;
  const full = { rows: MANY, keys: MANY, kinds: MANY, same: MANY, placed: MANY, networks: MANY };
  expect(await enrichAddresses(database.job, { dataPath })).toBe(MANY);
  expect(await database.job.row(summary)).toEqual(full);
  expect(await enrichAddresses(database.job, { dataPath, again: true })).toBe(MANY);
  expect(await database.job.row(summary)).toEqual(full);
  await insert('8.8.8.8');
  expect(await enrichAddresses(database.job, { dataPath })).toBe(1);
  expect(await database.job.row('SELECT count(*) AS n, count(source_kind) AS k FROM addresses')).toEqual({
    n: MANY + 1,
    k: MANY + 1,
  });
});

test('an abort, or a statement interrupted, leaves the table as it was and the connection fit for the next', async () => {
  const dataPath = data();
  await insertMany();
  const stop = new AbortController();
  stop.abort(new Error('stopped by the user'));
  await expect(enrichAddresses(database.job, { dataPath, signal: stop.signal })).rejects.toThrow(
    'stopped by the user',
  );
  const running = enrichAddresses(database.job, { dataPath }).then(
    () => 'finished',
    (error: Error) => error.message,
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  await database.job.interrupt();
  const outcome = await running;
  const { rows: all, kinds } = await database.job.row<{ rows: number; kinds: number }>(
    'SELECT count(*) AS rows, count(source_kind) AS kinds FROM addresses',
  );
  expect({ all, kinds }).toEqual({ all: MANY, kinds: outcome === 'finished' ? MANY : 0 });
  expect(await enrichAddresses(database.job, { dataPath, again: true })).toBe(MANY);
  const temporary = await database.job.rows('SELECT table_name FROM duckdb_tables() WHERE temporary');
  expect(temporary).toEqual([]);
});

test('the same addresses give the same rows, whatever came before', async () => {
  const dataPath = data();
  await insert('44.1.2.9', '2a00::5', '185.9.9.9', '44.9.9.9');
  await enrichAddresses(database.job, { dataPath });
  const first = await rows();
  await enrichAddresses(database.job, { dataPath, again: true });
  expect(await rows()).toEqual(first);
});
