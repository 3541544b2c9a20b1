import { createRouterClient } from '@orpc/server';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEngine } from '../electron/engine/engine.ts';
import { writeMmdb } from '../electron/engine/enrich/address/testing/write-mmdb.ts';
import type { DataFile } from '../shared/model.ts';
import { Report } from '../shared/report.ts';

const folders: string[] = [];
const scratch = () => {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-about-'));
  folders.push(folder);
  return folder;
};

const engineWith = (dataFolder?: string) =>
  createEngine({
    resourcesPath: resolve(import.meta.dirname, '../resources'),
    toolVersion: '0.0.0-test',
    clock: () => new Date('2026-10-01T00:00:00Z'),
    ...(dataFolder === undefined ? {} : { dataFolder }),
  });
const clientOf = (engine: ReturnType<typeof createEngine>) => createRouterClient(engine.router);

let engine: ReturnType<typeof createEngine>;
let client: ReturnType<typeof clientOf>;
beforeEach(() => {
  engine = engineWith();
  client = clientOf(engine);
});
afterEach(async () => {
  await engine.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Logins by Okta, which says where it thinks the client is. */
const okta = (places: readonly (readonly [address: string, country: string | null])[]): string =>
  places
    .map(([ipAddress, country], at) =>
      JSON.stringify({
        actor: { id: '00u1', type: 'User', alternateId: 'ada@example.com', displayName: 'Ada' },
        client: {
          userAgent: { rawUserAgent: 'curl/8.5.0', os: 'Unknown', browser: 'UNKNOWN' },
          ipAddress,
          geographicalContext: country === null ? null : { city: 'Bonn', country, geolocation: null },
        },
        securityContext: { asNumber: 64500, asOrg: 'Log Networks', isp: 'Log Networks', isProxy: false },
        eventType: 'user.session.start',
        displayMessage: 'User login to Okta',
        severity: 'INFO',
        outcome: { result: 'SUCCESS', reason: null },
        published: `2024-05-01T10:00:0${at}.000Z`,
        uuid: `0000000${at}-0000-0000-0000-000000000000`,
        version: '0',
        legacyEventType: 'core.user_auth.login_success',
        transaction: { type: 'WEB', id: `t${at}`, detail: {} },
        authenticationContext: { externalSessionId: 's1', authenticationStep: 0 },
        request: { ipChain: [] },
        target: null,
        debugContext: { debugData: {} },
      }),
    )
    .join('\n');

async function imported(text: string): Promise<void> {
  const folder = scratch();
  const path = join(folder, 'okta.ndjson');
  writeFileSync(path, text);
  await client.case.create({ path: join(folder, 'case.interloper') });
  await client.evidence.import({ inputs: [{ path }] });
  for await (const progress of await client.job.watch({}))
    expect(progress.state, progress.message ?? '').not.toBe('failed');
}

function countryFile(code: string, folder = scratch()): string {
  const path = join(folder, 'countries.bin');
  const records = [['8.8.8.0/24', { country: { iso_code: code } }]] as const;
  const content = {
    databaseType: 'GeoLite2-Country',
    ipVersion: 6,
    built: '2026-09-01T00:00:00Z',
    records,
  } as const;
  writeFileSync(path, writeMmdb(content));
  return path;
}

async function add(path: string, name?: string): Promise<DataFile> {
  return client.data.import({ path, ...(name === undefined ? {} : { name }) });
}

test('S-N7 a file that is added answers at once, says so of each value, and leaves with its answers', async () => {
  await imported(okta([['8.8.8.8', null]]));
  const before = await client.addresses.about({ address: '8.8.8.8' });
  expect(before).toMatchObject({
    country_iso_code: 'US',
    as_number: 15169,
    is_in_case: true,
    kind: 'public',
  });
  expect(before.sources.map(({ value, origin }) => [value, origin])).toEqual(
    expect.arrayContaining([
      ['country', 'built in'],
      ['network', 'built in'],
    ]),
  );
  for (const { date } of before.sources) expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
  const file = await add(countryFile('CH'), 'mine.mmdb');
  expect(file).toMatchObject({ name: 'mine.mmdb', origin: 'imported', date: '2026-09-01' });
  const after = await client.addresses.about({ address: '8.8.8.8' });
  expect(after).toMatchObject({ country_iso_code: 'CH', city_name: null, latitude: null, as_number: 15169 });
  expect(after.sources.find(({ value }) => value === 'country')).toMatchObject({
    title: 'GeoLite2-Country',
    name: 'mine.mmdb',
    date: '2026-09-01',
    sha256: file.sha256,
  });
  const { text } = await client.report.json({});
  const report = Report.parse(JSON.parse(text ?? ''));
  expect(report.data.find(({ id }) => id === file.id)).toMatchObject({
    sha256: file.sha256,
    date: '2026-09-01',
  });
  expect(text).not.toContain('countries.bin');
  await client.data.remove({ id: file.id });
  expect(await client.addresses.about({ address: '8.8.8.8' })).toEqual(before);
  const { rows } = await client.case.audit({});
  const acts = rows.map(({ action }) => action);
  expect(acts).toEqual(expect.arrayContaining(['data.imported', 'data.removed']));
});

test('where the log says another country than our data, it is said, counted and can be filtered for', async () => {
  await imported(
    okta([
      ['8.8.8.8', 'Germany'],
      ['8.8.8.8', 'United States'],
      ['8.8.4.4', 'United States'],
      ['1.1.1.1', 'Atlantis'],
    ]),
  );
  const filters = [{ column: 'source_countries_by_log', op: 'exists' } as const];
  const page = await client.events.page({ filters });
  expect(page.rows.map((row) => [row['source_ip'], row['source_countries_by_log']])).toEqual([
    ['8.8.8.8', 'DE'],
    ['8.8.8.8', 'DE'],
  ]);
  const { log } = await client.addresses.about({ address: '8.8.8.8' });
  expect(log).toEqual([
    {
      country: 'Germany',
      region_name: null,
      city_name: 'Bonn',
      as_number: 64500,
      as_organization_name: 'Log Networks',
      is_proxy: false,
      datasets: ['okta.system'],
      events: 1,
      differs: true,
    },
    expect.objectContaining({ country: 'United States', differs: false }),
  ]);
  const atlantis = await client.addresses.about({ address: '1.1.1.1' });
  expect(atlantis.log).toMatchObject([{ country: 'Atlantis', differs: null }]);
  const entity = await client.entities.get({ kind: 'user', value: 'ada@example.com' });
  expect(entity.addresses.map((use) => [use.source_address, use.log_country, use.log_differs])).toEqual([
    ['8.8.8.8', 'DE', true],
    ['1.1.1.1', 'Atlantis', false],
    ['8.8.4.4', 'United States', false],
  ]);
});

test('an address that no record came from is looked up when asked, special ranges by the name that IANA gives', async () => {
  await imported(okta([['8.8.8.8', null]]));
  expect(await client.addresses.about({ address: '8.8.4.4' })).toMatchObject({
    is_in_case: false,
    country_iso_code: 'US',
    log: [],
  });
  const file = await add(countryFile('CH'));
  const looked = await client.addresses.about({ address: '[8.8.8.77]:443' });
  expect(looked).toMatchObject({ is_in_case: false, ip: '8.8.8.77', country_iso_code: 'CH' });
  expect(looked.sources.find(({ value }) => value === 'country')?.sha256).toBe(file.sha256);
  expect(await client.addresses.about({ address: '100.64.3.4' })).toMatchObject({
    kind: 'shared',
    range_name: 'Shared Address Space',
    country_iso_code: null,
    sources: [],
  });
  expect(await client.addresses.about({ address: 'AWS Internal' })).toMatchObject({
    kind: 'internal',
    ip: null,
  });
});

test('a client says what it was read as, and by which rule', async () => {
  await imported(okta([['8.8.8.8', null]]));
  expect(
    await client.clients.about({ client: 'Boto3/1.34.0 md/Botocore#1.34.0 os/linux#5.10 lang/python#3.9' }),
  ).toMatchObject({
    client_name: 'Boto3',
    client_kind: 'sdk',
    os_name: 'Linux',
    read_by: 'our rule for Boto3',
    source: { title: 'User agent rules', date: expect.stringMatching(/^20/) as string },
  });
  const chrome =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36';
  expect((await client.clients.about({ client: chrome })).read_by).toContain('ua-parser-js');
  expect((await client.clients.about({ client: 'strange-tool/1' })).read_by).toContain('first word');
  expect((await client.clients.about({ client: '???' })).read_by).toContain('not understood');
});

test('a broken file changes nothing and is refused by name and place; the host’s folder answers without being added', async () => {
  await engine.close();
  const folder = scratch();
  countryFile('CH', folder);
  engine = engineWith(folder);
  client = clientOf(engine);
  expect((await client.data.list({})).find(({ origin }) => origin === 'folder')).toMatchObject({
    kind: 'country',
  });
  await imported(okta([['8.8.8.8', null]]));
  expect(await client.addresses.about({ address: '8.8.8.8' })).toMatchObject({ country_iso_code: 'CH' });
  const broken = join(scratch(), 'broken.mmdb');
  writeFileSync(
    broken,
    Buffer.concat([Buffer.alloc(64), Buffer.from('\xab\xcd\xefMaxMind.com\xff\xff', 'latin1')]),
  );
  const listed = await client.data.list({});
  await expect(add(broken)).rejects.toThrow(/^no address data that can be read: broken\.mmdb: metadata: /);
  expect(await client.data.list({})).toEqual(listed);
  rmSync(join(folder, 'countries.bin'));
  await client.data.again({});
  expect(await client.addresses.about({ address: '8.8.8.8' })).toMatchObject({ country_iso_code: 'CH' });
  expect((await client.data.list({})).find(({ origin }) => origin === 'folder')?.problem).toMatch(
    /answers in the case stay/,
  );
});
