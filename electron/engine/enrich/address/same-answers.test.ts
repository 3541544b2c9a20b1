import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ipaddr from 'ipaddr.js';
import { expect, test } from 'vitest';
import { Random } from '../../../../test/support/fixtures/random.ts';
import { Database } from '../../db/database.ts';
import { migrate } from '../../db/schema.ts';
import { addAnswers } from './brought/store.ts';
import { enrichAddresses } from './enrich-addresses.ts';
import { importData } from './import-data.ts';
import { openLookUp } from './look-up-address.ts';
import { parseAddress } from './parse-address.ts';
import { writeMmdb } from './testing/write-mmdb.ts';

const COUNT = 50_000;
const scratch = () => mkdtempSync(join(tmpdir(), 'interloper-'));

/** Addresses in every form in which logs write them, and what is no address. */
function texts(random: Random): string[] {
  const octet = () => random.whole(0, 255);
  const quad = (first = octet()) => `${first}.${octet()}.${octet()}.${octet()}`;
  const v6 = () =>
    `${random.pick(['2600:1f18', '2A02:8108', '2001:0db8', 'fe80', '2a01:4f8', '64:ff9b'])}:${random.hex(4)}`;
  const forms: (() => string)[] = [
    quad,
    quad,
    quad,
    () => quad(44),
    () => quad(random.pick([10, 127, 100, 169, 192, 198, 203, 224])),
    () => `::ffff:${quad()}`,
    () => `::ffff:${random.hex(4)}:${random.hex(4)}`,
    () => `${quad()}:${random.whole(1, 70_000)}`,
    () => `${v6()}::${random.hex(4)}`,
    () => `${v6()}:${random.hex(3)}:0:0:${random.hex(1)}:0:0`,
    () => `[${v6()}::1]:${random.whole(1, 65_535)}`,
    () => `${v6()}::1%eth${random.whole(0, 3)}`,
    () =>
      random.pick([
        'cloudtrail.amazonaws.com',
        'AWS Internal',
        'x',
        '',
        'two\nlines',
        '1.2.3.4\n5.6.7.8',
        ' 8.8.8.8 ',
        'grüße',
        '日本',
      ]),
    () => `${random.whole(0, 400)}.${quad()}`,
    () => `0${quad()}`,
  ];
  return Array.from({ length: COUNT }, () => random.pick(forms)());
}

/** Files of the user's that answer before the built-in ones for a part of the addresses, ranges of a cloud and labels of prefixes. */
async function bring(database: Database, folder: string): Promise<void> {
  const write = (name: string, content: string | Buffer) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const city = (iso_code: string, en: string) => ({
    country: { iso_code },
    city: { names: { en } },
    location: { latitude: 1.5, longitude: 2.5 },
  });
  const records: [string, ReturnType<typeof city>][] = [
    ['::2c00:0/105', city('NZ', 'Wellington')],
    ['::2d01:0/112', city('AU', 'Perth')],
    ['2600:1f18::/33', city('IE', 'Cork')],
  ];
  const mmdb = writeMmdb({ databaseType: 'GeoIP2-City', ipVersion: 6, records });
  await addAnswers(database.job, { path: write('own.mmdb', mmdb) });
  const ranges = [
    ['44.0.0.0/10', 'AMAZON'],
    ['44.1.0.0/16', 'EC2'],
  ].map(([ip_prefix, service]) => ({
    ip_prefix,
    service,
    region: 'eu-west-2',
    network_border_group: 'eu-west-2',
  }));
  const published = {
    syncToken: '1',
    createDate: '2024-05-01-10-00-00',
    prefixes: ranges,
    ipv6_prefixes: [],
  };
  await importData(database.job, { path: write('ip-ranges.json', JSON.stringify(published)) });
  await importData(database.job, {
    path: write('labels.csv', 'network,label,reason\n44.64.0.0/12,vpn,ours\n2a01:4f8::/32,vps,theirs\n'),
  });
}

const COLUMNS = `source_kind AS kind, source_ip AS ip, source_range_name AS range_name, source_country_iso_code AS country_iso_code,
  source_region_name AS region_name, source_city_name AS city_name, source_latitude AS latitude, source_longitude AS longitude,
  source_accuracy_radius_km AS accuracy_radius_km, source_as_number AS as_number, source_as_organization_name AS as_organization_name,
  source_cloud_provider AS cloud_provider, source_cloud_region AS cloud_region, source_cloud_services AS cloud_services,
  source_cloud_basis AS cloud_basis, source_network_labels AS labels, source_network_labels_reason AS labels_reason`;

test.each([
  ['the data that come with the program', false],
  ['files of the user over them', true],
])('S-N7 50,000 addresses in one go get what each gets by itself: %s', async (_title, isBrought) => {
  const folder = scratch();
  const database = await Database.open({ path: ':memory:', workDirectory: scratch() });
  await migrate(database.job, 0);
  if (isBrought) await bring(database, folder);
  const all = [...new Set(texts(new Random('same answers')))];
  await database.job.run('CREATE TEMP TABLE texts (address_key INTEGER, source_address VARCHAR)');
  await database.job.append('texts', [Int32Array.from(all.keys()), all]);
  await database.job.run('INSERT INTO source_addresses BY NAME FROM texts');
  expect(await enrichAddresses(database.job)).toBe(all.length);

  const about = await openLookUp(database.job, {});
  const rows = await database.job.rows<{ source_address: string; said: [string, string][] | null }>(
    `SELECT source_address, ${COLUMNS}, p.said FROM addresses a
    LEFT JOIN (
      SELECT provenance_key, list([v.value, s.title] ORDER BY v.value, s.title) AS said
      FROM address_provenance v JOIN answer_sources s ON s.source_key = v.source_key GROUP BY ALL
    ) p ON p.provenance_key = a.provenance_key
    ORDER BY address_key`,
  );
  expect(rows.map((row) => row.source_address)).toEqual(all);
  const wrong = rows.flatMap(({ said, ...row }) => {
    const { sources, ...alone } = about(row.source_address);
    const together = { ...row, said: (said ?? []).map(String).sort() };
    const byItself = Object.fromEntries(
      Object.keys(row).map((name) => [name, alone[name as keyof typeof alone]]),
    );
    const expected = { ...byItself, said: sources.map(({ value, title }) => `${value},${title}`).sort() };
    return JSON.stringify(together) === JSON.stringify(expected) ? [] : [{ together, expected }];
  });
  expect(wrong.slice(0, 3)).toEqual([]);
  const answered = (column: string) =>
    database.job.row(`SELECT count(DISTINCT ${column}) > 3 AS several FROM addresses`);
  for (const column of ['source_kind', 'source_city_name', 'source_as_number', 'provenance_key'])
    expect(await answered(column), column).toEqual({ several: true });
  await database.close();
});

test('an IPv6 address is read as ipaddr.js reads it, wherever its groups of zeros are', () => {
  const random = new Random('groups');
  for (let turn = 0; turn < 20_000; turn++) {
    const groups = Array.from({ length: 8 }, () =>
      random.chance(0.5) ? '0' : random.hex(random.whole(1, 4)),
    );
    const [from, to] = [random.whole(0, 8), random.whole(0, 8)].sort() as [number, number];
    const text =
      from === to ? groups.join(':') : `${groups.slice(0, from).join(':')}::${groups.slice(to).join(':')}`;
    const known = ipaddr.IPv6.parse(text);
    const ip = known.isIPv4MappedAddress() ? known.toIPv4Address().toString() : known.toRFC5952String();
    expect(parseAddress(text)?.ip, text).toBe(ip);
  }
});
