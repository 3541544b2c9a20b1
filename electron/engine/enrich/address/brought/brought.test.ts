import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Database } from '../../../db/database.ts';
import { migrate } from '../../../db/schema.ts';
import { fixed } from '../../../db/sql.ts';
import { enrichAddresses } from '../enrich-addresses.ts';
import { writeMmdb, type MmdbValue } from '../testing/write-mmdb.ts';
import { addAnswers, listBrought, removeAnswers } from './store.ts';

const scratch = () => mkdtempSync(join(tmpdir(), 'interloper-'));
let database: Database;
let dataPath: string;
beforeEach(async () => {
  database = await Database.open({ path: ':memory:', workDirectory: scratch() });
  await migrate(database.job, 0);
  dataPath = builtIn();
});
afterEach(() => database.close());

/** What comes with the program, of our own making. */
function builtIn(): string {
  const folder = scratch();
  const flat = (city: string, country_code: string): MmdbValue => ({
    city,
    country_code,
    latitude: 45.5,
    longitude: 9.2,
    state1: '',
  });
  const bytes = writeMmdb({
    databaseType: 'city ipv4',
    ipVersion: 4,
    built: '2026-06-05T00:00:00Z',
    records: [
      ['44.0.0.0/8', flat('Milan', 'IT')],
      ['45.0.0.0/8', flat('Turin', 'IT')],
    ],
  });
  writeFileSync(join(folder, 'city.mmdb'), bytes);
  writeFileSync(join(folder, 'asn-ipv4.csv'), '44.0.0.0,45.255.255.255,64500,Built-in Networks\n');
  return folder;
}

const mmdb = (databaseType: string, built: string, ...records: (readonly [string, MmdbValue])[]): string => {
  const path = join(scratch(), 'named like nothing.bin');
  writeFileSync(path, writeMmdb({ databaseType, ipVersion: 6, recordSize: 28, built, records }));
  return path;
};

const countryFile = (built: string, code: string) =>
  mmdb('GeoLite2-Country', built, ['44.0.0.0/8', { country: { iso_code: code } }]);
const cityRecord = (code: string, city: string, radius: number): MmdbValue => ({
  country: { iso_code: code },
  city: { names: { en: city } },
  location: { latitude: 1.5, longitude: 2.5, accuracy_radius: radius },
});

async function insert(...texts: string[]): Promise<void> {
  for (const text of texts)
    await database.job.run(
      fixed(
        'INSERT INTO source_addresses (address_key, source_address) SELECT coalesce(max(address_key), 0) + 1, $text FROM addresses',
        { text },
      ),
    );
}

const enrich = (dataFolder?: string) => enrichAddresses(database.job, { dataPath, dataFolder, again: true });
const add = (path: string) => addAnswers(database.job, { path });

const row = (text: string) =>
  database.job.row<Record<string, unknown>>(
    fixed('SELECT * FROM addresses WHERE source_address = $text', { text }),
  );

/** `value file-title date`, for each value of an address. */
async function saidBy(text: string): Promise<string[]> {
  const rows = await database.job.rows<{ said: string }>(
    fixed(
      `SELECT p.value || ' ' || s.title || ' ' || coalesce(s.date, '-') AS said FROM addresses a
       JOIN address_provenance p USING (provenance_key) JOIN answer_sources s USING (source_key)
       WHERE a.source_address = $text ORDER BY said`,
      { text },
    ),
  );
  return rows.map(({ said }) => said);
}

test('S-N7 the built-in data are named with their date for each value that they gave', async () => {
  await insert('44.1.1.1', '10.0.0.1', '8.8.8.8');
  await enrich();
  expect(await saidBy('44.1.1.1')).toEqual([
    'country DB-IP City Lite (places, approximate) 2026-06-05',
    expect.stringMatching(/^network Autonomous systems \(networks\) /),
    'place DB-IP City Lite (places, approximate) 2026-06-05',
  ]);
  expect(await saidBy('10.0.0.1')).toEqual([]);
  expect(await saidBy('8.8.8.8')).toEqual([]);
});

test('S-N7 a country alone is never shown with a city of another country, and removing the file brings the earlier answers back', async () => {
  await insert('44.1.1.1', '45.1.1.1');
  await enrich();
  const before = await row('44.1.1.1');
  const file = await add(countryFile('2026-08-01T00:00:00Z', 'CH'));
  expect(file).toMatchObject({
    kind: 'country',
    title: 'GeoLite2-Country',
    date: '2026-08-01',
    problem: null,
  });
  await enrich();
  expect(await row('44.1.1.1')).toMatchObject({
    source_country_iso_code: 'CH',
    source_city_name: null,
    source_latitude: null,
    source_as_number: 64500,
  });
  expect(await saidBy('44.1.1.1')).toContain('country GeoLite2-Country 2026-08-01');
  expect((await saidBy('44.1.1.1')).join()).not.toContain('place ');
  expect(await row('45.1.1.1')).toMatchObject({ source_country_iso_code: 'IT', source_city_name: 'Turin' });
  await removeAnswers(database.job, file.id);
  await enrich();
  expect(await row('44.1.1.1')).toEqual(before);
});

test('a country that agrees leaves the city, each said by its own file', async () => {
  await insert('44.1.1.1');
  await add(countryFile('2026-08-01T00:00:00Z', 'IT'));
  await enrich();
  expect(await row('44.1.1.1')).toMatchObject({ source_country_iso_code: 'IT', source_city_name: 'Milan' });
  expect(await saidBy('44.1.1.1')).toEqual([
    'country GeoLite2-Country 2026-08-01',
    expect.stringMatching(/^network /),
    'place DB-IP City Lite (places, approximate) 2026-06-05',
  ]);
});

test('of two files of the user the newer one wins, in whatever order they came', async () => {
  await insert('44.1.1.1');
  await add(mmdb('GeoLite2-City', '2026-09-01T00:00:00Z', ['44.0.0.0/8', cityRecord('FR', 'Lyon', 20)]));
  await add(mmdb('GeoLite2-City', '2026-07-01T00:00:00Z', ['44.0.0.0/8', cityRecord('DE', 'Bonn', 50)]));
  await enrich();
  expect(await row('44.1.1.1')).toMatchObject({
    source_country_iso_code: 'FR',
    source_city_name: 'Lyon',
    source_accuracy_radius_km: 20,
  });
  expect(await saidBy('44.1.1.1')).toContain('place GeoLite2-City 2026-09-01');
});

test('S-V1 anonymisers, hosting and mobile networks become labels with who said so', async () => {
  await insert('44.1.1.1', '44.2.2.2', '44.3.3.3', '45.1.1.1');
  await add(
    mmdb(
      'GeoIP2-Anonymous-IP',
      '2026-08-01T00:00:00Z',
      ['44.1.0.0/16', { is_anonymous: true, is_anonymous_vpn: true, is_tor_exit_node: true }],
      ['44.2.0.0/16', { is_anonymous: true, is_hosting_provider: true }],
      ['44.3.0.0/16', { is_anonymous: true }],
    ),
  );
  await add(
    mmdb('GeoIP2-Connection-Type', '2026-08-02T00:00:00Z', ['44.1.0.0/16', { connection_type: 'Cellular' }]),
  );
  await enrich();
  expect(await row('44.1.1.1')).toMatchObject({
    source_network_labels: 'mobile carrier, tor exit, vpn',
    source_network_labels_reason:
      'mobile carrier: connection type Cellular (GeoIP2-Connection-Type, 2026-08-02); ' +
      'tor exit: is_tor_exit_node (GeoIP2-Anonymous-IP, 2026-08-01); vpn: is_anonymous_vpn (GeoIP2-Anonymous-IP, 2026-08-01)',
    // As of networks that are listed: hosting, or who hides who uses it.
    source_is_hosting: true,
  });
  expect(await row('44.2.2.2')).toMatchObject({
    source_network_labels: 'hosting',
    source_is_hosting: true,
    source_hosting_reason: 'is_hosting_provider (GeoIP2-Anonymous-IP, 2026-08-01)',
  });
  expect(await row('44.3.3.3')).toMatchObject({ source_network_labels: 'anonymiser' });
  expect(await row('45.1.1.1')).toMatchObject({ source_network_labels: null });
  expect(await saidBy('44.1.1.1')).toContain('anonymiser GeoIP2-Anonymous-IP 2026-08-01');
});

test('a newer file about anonymisers that no longer names an address takes its label away', async () => {
  await insert('44.1.1.1');
  const record = { is_anonymous: true, is_anonymous_vpn: true };
  await add(mmdb('GeoIP2-Anonymous-IP', '2026-08-01T00:00:00Z', ['44.1.0.0/16', record]));
  await add(mmdb('GeoIP2-Anonymous-IP', '2026-09-01T00:00:00Z', ['44.9.0.0/16', record]));
  await enrich();
  expect(await row('44.1.1.1')).toMatchObject({ source_network_labels: null });
});

test('of a file that is gone the answers stay through another run, it says so, and the file is found again where it went', async () => {
  await insert('44.1.1.1', '44.7.7.7');
  const city = mmdb('GeoLite2-City', '2026-09-01T00:00:00Z', ['44.1.0.0/16', cityRecord('FR', 'Lyon', 20)]);
  const vpn = mmdb('GeoIP2-Anonymous-IP', '2026-08-01T00:00:00Z', [
    '44.1.0.0/16',
    { is_anonymous: true, is_anonymous_vpn: true },
  ]);
  await add(city);
  await add(vpn);
  await enrich();
  const before = [await row('44.1.1.1'), await saidBy('44.1.1.1')];
  const moved = join(scratch(), 'elsewhere');
  renameSync(city, moved);
  rmSync(vpn);
  await insert('44.1.9.9');
  await enrich();
  expect([await row('44.1.1.1'), await saidBy('44.1.1.1')]).toEqual(before);
  expect(await row('44.1.9.9')).toMatchObject({ source_country_iso_code: 'IT', source_network_labels: null });
  const listed = await listBrought(database.job);
  expect(listed).toHaveLength(2);
  for (const { problem } of listed)
    expect(problem).toMatch(/ENOENT.*: its answers in the case stay, and it gives no new ones$/);
  await add(moved);
  await enrich();
  expect(await row('44.1.9.9')).toMatchObject({ source_city_name: 'Lyon' });
  expect((await listBrought(database.job)).filter(({ problem }) => problem === null)).toHaveLength(1);
});

test('a file that was changed is not asked under its old name', async () => {
  await insert('44.1.1.1');
  const path = countryFile('2026-08-01T00:00:00Z', 'CH');
  await add(path);
  await enrich();
  writeFileSync(path, readFileSync(countryFile('2026-08-01T00:00:00Z', 'DE')));
  await enrich();
  expect(await row('44.1.1.1')).toMatchObject({ source_country_iso_code: 'CH' });
  expect((await listBrought(database.job))[0]?.problem).toMatch(/^the file has changed: /);
});

test('files of the host’s folder answer in every case, stay where the folder is gone, and broken ones are listed with the reason', async () => {
  await insert('44.1.1.1');
  const folder = scratch();
  mkdirSync(join(folder, 'a folder in it'));
  renameSync(countryFile('2026-08-01T00:00:00Z', 'CH'), join(folder, 'good'));
  writeFileSync(join(folder, 'bad.mmdb'), 'nothing of the kind');
  await enrich(folder);
  expect(await row('44.1.1.1')).toMatchObject({ source_country_iso_code: 'CH' });
  const listed = await listBrought(database.job, folder);
  expect(listed.map(({ name, origin, kind, problem }) => [name, origin, kind, problem])).toEqual([
    ['good', 'folder', 'country', null],
    ['bad.mmdb', 'folder', 'unknown', expect.stringContaining('bad.mmdb: beginning and end are neither')],
  ]);
  await expect(removeAnswers(database.job, listed[0]?.id ?? '', folder)).rejects.toThrow(
    /take it out of there/,
  );
  rmSync(folder, { recursive: true });
  await enrich(folder);
  expect(await row('44.1.1.1')).toMatchObject({ source_country_iso_code: 'CH' });
  await removeAnswers(database.job, listed[0]?.id ?? '', folder);
  await enrich(folder);
  expect(await row('44.1.1.1')).toMatchObject({ source_country_iso_code: 'IT' });
});

test.each([
  [
    'asn',
    '44.0.0.0,44.255.255.255,64511,"Quoted, ""Inc."""\n',
    { source_as_number: 64511, source_as_organization_name: 'Quoted, "Inc."' },
  ],
  [
    'asn as numbers',
    '738197504,754974719,64511,AS64511\r\n',
    { source_as_number: 64511, source_as_organization_name: null },
  ],
  ['country', '44.0.0.0,44.255.255.255,SE\n', { source_country_iso_code: 'SE', source_city_name: null }],
  [
    'city',
    '44.0.0.0,44.255.255.255,SE,Skane,,Malmo,211 20,55.6,13,Europe/Stockholm\n',
    {
      source_country_iso_code: 'SE',
      source_region_name: 'Skane',
      source_city_name: 'Malmo',
      source_latitude: 55.6,
    },
  ],
  [
    'city of DB-IP',
    '\ufeff44.0.0.0,44.255.255.255,EU,SE,Skane,Malmo,55.6,13\n',
    { source_country_iso_code: 'SE', source_city_name: 'Malmo', source_longitude: 13 },
  ],
])('S-N7 a table of ranges is read by its form: %s', async (_form, text, expected) => {
  await insert('44.1.1.1');
  const path = join(scratch(), 'table');
  writeFileSync(path, text);
  expect(await add(path)).toMatchObject({
    entries: 1,
    date: null,
    sha256: createHash('sha256').update(text).digest('hex'),
  });
  await enrich();
  expect(await row('44.1.1.1')).toMatchObject(expected);
});

test.each([
  ['2a00::,2a00:ffff:ffff:ffff:ffff:ffff:ffff:ffff,NO\n', '2a00::5'],
  [`${0x2a00n << 112n},${(0x2a01n << 112n) - 1n},NO\n`, '2a00::5'],
  ['::ffff:44.0.0.0,::ffff:44.0.0.1,NO\n2a00::,2a00:1::,NO\n', '2a00::5'],
])('S-N7 a table of IPv6 ranges answers for IPv6: %j', async (text, address) => {
  await insert(address, '44.1.1.1');
  const path = join(scratch(), 'table');
  writeFileSync(path, text);
  await add(path);
  await enrich();
  expect(await row(address)).toMatchObject({ source_country_iso_code: 'NO' });
  expect(await row('44.1.1.1')).toMatchObject({ source_country_iso_code: 'IT' });
});

test.each([
  ['', /: beginning and end are neither of an MMDB file nor of a table of address ranges$/],
  ['user,action\nada,login\n', /: beginning and end are neither/],
  ['44.0.0.0,44.0.0.255,SE\n44.0.1.0,44.0.1.255\n', /: line 2: not a line of Countries by address range/],
  ['44.0.0.0,44.0.0.255,SE\n44.0.1.9,44.0.1.2,SE\n', /: line 2: not a line of Countries/],
  ['44.0.1.0,44.0.1.255,SE\n44.0.0.0,44.0.0.255,SE\n', /: line 2: ranges are not in ascending order$/],
  ['44.0.0.0,44.0.0.255,SE\n2a00::,2a01::,SE\n', /: line 2: not a line/],
  ['44.0.0.0,44.0.0.255,SE,one,two,three\n', /: line 1: not a line of first,last,country or/],
  ['44.0.0.0,44.0.0.255,1,"open\n', /: beginning and end are neither/],
  ['44.0.0.0,44.0.0.255,ZZ\n', /: none of its 1 lines says anything$/],
])(
  'a file that is not understood is refused by name and place, and changes nothing: %j',
  async (text, message) => {
    const path = join(scratch(), 'city.mmdb');
    writeFileSync(path, text);
    await expect(add(path)).rejects.toThrow(/^no address data that can be read: city\.mmdb: /);
    await expect(add(path)).rejects.toThrow(message);
    await expect(add(join(path, 'not there'))).rejects.toThrow(/^cannot read not there: /);
    expect(await listBrought(database.job)).toEqual([]);
  },
);

test('an MMDB file that speaks of nothing we ask for is refused with what it speaks of', async () => {
  const path = mmdb('My-Own', '2026-01-01T00:00:00Z', ['44.0.0.0/8', { colour: 'red' }]);
  await expect(add(path)).rejects.toThrow(/named like nothing\.bin: its records speak of colour$/);
});
