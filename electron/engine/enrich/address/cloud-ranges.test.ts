import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Database } from '../../db/database.ts';
import { migrate } from '../../db/schema.ts';
import { readCloudRanges } from './cloud-ranges.ts';
import { importData } from './import-data.ts';
import { Labels } from './labels.ts';
import { addressLookup, type AddressAnswer } from './look-up.ts';
import { openNetworkData } from './network-data.ts';
import { parseAddress, parsePrefix } from './parse-address.ts';
import { openPlaceData } from './place-data.ts';

const scratch = () => mkdtempSync(join(tmpdir(), 'interloper-'));
let database: Database;
beforeAll(async () => {
  database = await Database.open({ path: ':memory:', workDirectory: scratch() });
  await migrate(database.job, 0);
});
afterAll(() => database.close());

const v4 = (ip_prefix: string, service: string, region = 'eu-west-1', network_border_group = region) => ({
  ip_prefix,
  region,
  service,
  network_border_group,
});
const RANGES = {
  syncToken: '1714557600',
  createDate: '2024-05-01-10-00-00',
  prefixes: [
    v4('44.0.0.0/8', 'AMAZON', 'GLOBAL'),
    v4('44.1.0.0/16', 'AMAZON'),
    v4('44.1.2.0/24', 'EC2'),
    v4('44.1.2.0/24', 'AMAZON'),
    v4('44.1.2.8/29', 'S3', 'us-east-1', 'us-east-1-bos-1'),
  ],
  ipv6_prefixes: [
    { ipv6_prefix: '2a05:d000::/25', region: 'eu-west-1', service: 'EC2', network_border_group: 'eu-west-1' },
  ],
};

function fileWith(content: unknown, name = 'ip-ranges.json'): string {
  const path = join(scratch(), name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function find(ip: string) {
  const table = await readCloudRanges(database.job);
  const address = parseAddress(ip);
  if (!table || !address) throw new Error(`no ranges, or not an address: ${ip}`);
  const found = table.find(address);
  if (!found) return null;
  const { data_file, ...told } = found;
  expect(data_file).toBe('aws-ip-ranges');
  return told;
}

test('a case without ranges has none', async () => {
  expect(await readCloudRanges(database.job)).toBeNull();
});

test('the longest prefix tells region and border group, all that cover an address tell its services', async () => {
  const file = await importData(database.job, { path: fileWith(`\ufeff${JSON.stringify(RANGES)}`) });
  expect(file).toMatchObject({
    id: 'aws-ip-ranges',
    title: 'Amazon Web Services address ranges (ip-ranges.json)',
    kind: 'cloud ranges',
    version: '1714557600',
    date: '2024-05-01',
    licence: 'published by Amazon Web Services for public use',
    attribution: 'https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-ranges.html',
    origin: 'imported',
    entries: 5,
  });
  const { problem: _problem, ...listed } = file;
  expect(await database.job.rows('SELECT * FROM data_files')).toEqual([listed]);
  const answer = (region: string, services: string, network_border_group = region) => ({
    provider: 'AWS',
    region,
    network_border_group,
    services,
  });
  expect(await find('44.1.2.9')).toEqual(answer('us-east-1', 'AMAZON, EC2, S3', 'us-east-1-bos-1'));
  expect(await find('44.1.2.16')).toEqual(answer('eu-west-1', 'AMAZON, EC2'));
  expect(await find('44.1.3.0')).toEqual(answer('eu-west-1', 'AMAZON'));
  expect(await find('44.2.0.0')).toEqual(answer('GLOBAL', 'AMAZON'));
  expect(await find('45.0.0.0')).toBeNull();
  expect(await find('2a05:d07f::1')).toEqual(answer('eu-west-1', 'EC2'));
  expect(await find('2a05:d080::1')).toBeNull();
});

test('a second import takes the place of the first', async () => {
  const later = {
    ...RANGES,
    createDate: '2024-06-01-00-00-00',
    prefixes: [v4('44.9.0.0/16', 'AMAZON')],
    ipv6_prefixes: [],
  };
  expect(await importData(database.job, { path: fileWith(later) })).toMatchObject({
    date: '2024-06-01',
    entries: 1,
  });
  expect(await find('44.1.2.9')).toBeNull();
  expect(await database.job.rows('SELECT date FROM data_files')).toEqual([{ date: '2024-06-01' }]);
});

test.each([
  ['{', /^not json: ranges\.json: .*JSON/],
  ['[]', /^neither address ranges \(ip-ranges\.json, .*: ranges\.json$/],
  [
    { ...RANGES, prefixes: undefined },
    "not amazon's ip-ranges.json: ranges.json: prefixes: Invalid input: expected array, received undefined",
  ],
  [
    { ...RANGES, prefixes: [RANGES.prefixes[0], v4('44.1.2.3/24', 'EC2')] },
    'not amazon\'s ip-ranges.json: ranges.json: prefixes[1].ip_prefix: not a prefix: "44.1.2.3/24"',
  ],
  [
    { ...RANGES, ipv6_prefixes: [{ ...RANGES.ipv6_prefixes[0], ipv6_prefix: 'x' }] },
    'not amazon\'s ip-ranges.json: ranges.json: ipv6_prefixes[0].ipv6_prefix: not a prefix: "x"',
  ],
  [
    { ...RANGES, createDate: 'yesterday' },
    "not amazon's ip-ranges.json: ranges.json: createDate: not a time like 2024-05-01-10-00-00",
  ],
])(
  'a file of another shape is refused by name and place, and the case keeps what it had',
  async (content, message) => {
    await expect(importData(database.job, { path: fileWith(content, 'ranges.json') })).rejects.toThrow(
      message,
    );
    expect(await find('44.9.0.1')).toMatchObject({ provider: 'AWS' });
  },
);

test('a file that is not there is refused by name', async () => {
  await expect(importData(database.job, { path: join(scratch(), 'gone.json') })).rejects.toThrow(
    /^cannot read gone\.json: ENOENT/,
  );
});

const SAMPLE = new URL('../../../../../shared/samples/reference/aws/ip-ranges.json', import.meta.url);
const present = existsSync(SAMPLE);
if (!present) console.warn("skipped: no copy of amazon's ip-ranges.json beside the project");

test.skipIf(!present)('every prefix of the published file is found again, with its services', async () => {
  const published = JSON.parse(readFileSync(SAMPLE, 'utf8')) as typeof RANGES;
  const file = await importData(database.job, { path: SAMPLE.pathname });
  expect(file).toMatchObject({ version: published.syncToken, date: published.createDate.slice(0, 10) });
  const table = await readCloudRanges(database.job);
  const named = new Map<string, string[]>();
  for (const { ip_prefix, service } of published.prefixes)
    named.set(ip_prefix, [...(named.get(ip_prefix) ?? []), service]);
  for (const { ipv6_prefix, service } of published.ipv6_prefixes)
    named.set(ipv6_prefix, [...(named.get(ipv6_prefix) ?? []), service]);
  expect(file.entries).toBe(named.size);
  const lost = [...named].filter(([prefix, services]) => {
    const address = parseAddress(prefix.split('/')[0] ?? '');
    const found = (address && table?.find(address))?.services.split(', ') ?? [];
    return !services.every((service) => found.includes(service));
  });
  expect(lost).toEqual([]);
});

test.skipIf(!present)('without ranges, network and place come near to what Amazon publishes', async () => {
  await importData(database.job, { path: SAMPLE.pathname });
  const truth = await readCloudRanges(database.job);
  const [places, networks] = [await openPlaceData(), await openNetworkData()];
  const lookUp = addressLookup({ places, networks, ranges: null, labels: await Labels.read(database.job) });
  const drawn = drawAddresses(JSON.parse(readFileSync(SAMPLE, 'utf8')) as typeof RANGES, 10_000);
  const answers = drawn.map((ip) => {
    const address = parseAddress(ip);
    return { published: address ? truth?.find(address) : undefined, ours: lookUp(ip) };
  });
  const announced = answers.filter(({ ours }) => ours.network !== null);
  const right = announced.filter(({ ours }) => ours.cloud?.provider === 'AWS');
  const regional = right.filter(({ published }) => published?.region !== 'GLOBAL');
  const told = regional.filter(({ ours }) => regionOf(ours) !== null);
  const agreeing = told.filter(({ ours, published }) => regionOf(ours) === published?.region);
  console.log(
    table([
      ["addresses drawn from Amazon's ranges", drawn.length, drawn.length],
      ['announced by some network', announced.length, drawn.length],
      ['  provider told as AWS', right.length, announced.length],
      ...countBy(
        announced.filter(({ ours }) => ours.cloud === null).map(({ ours }) => networkName(ours)),
      ).map(([name, count]): Line => [`  not told: announced by ${name}`, count, announced.length]),
      ['announced by nobody: nothing is told', drawn.length - announced.length, drawn.length],
      ['told as AWS, with a published region', regional.length, right.length],
      ['  given an approximate region', told.length, regional.length],
      ['  … the published one', agreeing.length, told.length],
      ...countBy(
        told
          .filter((one) => !agreeing.includes(one))
          .map(({ ours, published }) => `${published?.region} told as ${ours.cloud?.region}`),
      ).map(([name, count]): Line => [`  … not: ${name}`, count, told.length]),
    ]),
  );
  expect(answers.every(({ published }) => published?.provider === 'AWS')).toBe(true);
  expect(right.length / announced.length).toBeGreaterThanOrEqual(0.99);
  expect(answers.every(({ ours }) => ours.network !== null || ours.cloud === null)).toBe(true);
  expect(agreeing.length / told.length).toBeGreaterThanOrEqual(0.9);
  // Never shown as exact.
  for (const { ours } of answers) {
    expect(ours.cloud?.region ?? '~').toMatch(/^~/);
    expect(ours.cloud?.basis ?? 'network').toBe('network');
  }
});

type Line = readonly [what: string, count: number, of: number];

const table = (lines: readonly Line[]): string =>
  lines
    .map(([what, count, of]) => `${what.padEnd(62)} ${String(count).padStart(6)} ${share(count, of)}`)
    .join('\n');
const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)} %`.padStart(9);

/** The most frequent first, eight of them. */
function countBy(names: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 8);
}

const networkName = ({ network }: AddressAnswer): string =>
  `AS${network?.as_number} ${network?.as_organization_name}`;

const regionOf = ({ cloud }: AddressAnswer): string | null => cloud?.region?.replace(/^~/, '') ?? null;

/** Addresses by a fixed seed: IPv4 evenly over all published addresses, and one in ten from an IPv6 prefix. */
function drawAddresses(published: typeof RANGES, count: number): string[] {
  const random = generator(20_240_501);
  const prefixes = [...new Set(published.prefixes.map(({ ip_prefix }) => ip_prefix))].flatMap(
    (text) => parsePrefix(text) ?? [],
  );
  const v6 = [...new Set(published.ipv6_prefixes.map(({ ipv6_prefix }) => ipv6_prefix))];
  const sizes = prefixes.map(({ first, last }) => Number(last - first) + 1);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return Array.from({ length: count }, (_, index) => {
    if (index % 10 === 9) return `${v6[Math.floor(random() * v6.length)]?.split('/')[0]}`;
    let rest = Math.floor(random() * all);
    const at = sizes.findIndex((size) => (rest -= size) < 0);
    const number = Number(prefixes[at]?.first ?? 0n) + rest + (sizes[at] ?? 0);
    return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
  });
}

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
