import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DataFile } from '../../../../shared/model.ts';
import { Database } from '../../db/database.ts';
import { migrate } from '../../db/schema.ts';
import { importData } from './import-data.ts';
import { listDataFiles } from './data-files.ts';

const scratch = () => mkdtempSync(join(tmpdir(), 'interloper-'));

test('the data that come with the program are listed with date, licence and attribution', async () => {
  const files = await listDataFiles(null);
  expect(files.map((file) => file.id)).toEqual([
    'dbip-city',
    'asn',
    'cloud-networks',
    'special-ranges',
    'cloud-regions',
    'hosting-networks',
    'labelled-networks',
  ]);
  for (const file of files) {
    expect(DataFile.parse(file)).toEqual(file);
    expect(file.date, file.id).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(file.origin).toBe('built in');
  }
  expect(files[0]).toMatchObject({
    licence: 'CC-BY-4.0',
    attribution: 'IP geolocation by DB-IP (https://db-ip.com)',
  });
  expect(files[1]?.attribution).toMatch(/RouteViews.*DB-IP.*NRO/);
});

test('data that are missing or broken are listed as such', async () => {
  const dataPath = scratch();
  const missing = await listDataFiles(null, { dataPath });
  expect(missing.slice(0, 2)).toMatchObject([
    { id: 'dbip-city', version: 'missing', date: null, entries: null },
    { id: 'asn', version: 'missing', date: null, entries: null },
  ]);
  const broken = scratch();
  writeFileSync(join(broken, 'city.mmdb'), 'no database');
  writeFileSync(join(broken, 'asn-ipv4.csv'), 'no list\n');
  const files = await listDataFiles(null, { dataPath: broken });
  expect(files[0]?.version).toMatch(/^unreadable: not an MMDB file: /);
  expect(files[1]?.version).toMatch(/^unreadable: not a line of .*: line 1$/);
});

test('ranges imported into the case come after them, with their date and number', async () => {
  const database = await Database.open({ path: ':memory:', workDirectory: scratch() });
  await migrate(database.job, 0);
  const path = join(scratch(), 'ip-ranges.json');
  const prefix = {
    ip_prefix: '44.0.0.0/8',
    region: 'GLOBAL',
    service: 'AMAZON',
    network_border_group: 'GLOBAL',
  };
  writeFileSync(
    path,
    JSON.stringify({
      syncToken: '7',
      createDate: '2024-05-01-10-00-00',
      prefixes: [prefix],
      ipv6_prefixes: [],
    }),
  );
  const imported = await importData(database.job, { path });
  const files = await listDataFiles(database.desk);
  expect(files.at(-1)).toEqual(imported);
  expect(DataFile.parse(files.at(-1))).toMatchObject({
    version: '7',
    date: '2024-05-01',
    entries: 1,
    origin: 'imported',
  });
  await database.close();
});
