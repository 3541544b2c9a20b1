import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DataFile } from '../../../../shared/model.ts';
import { Database } from '../../db/database.ts';
import { migrate } from '../../db/schema.ts';
import { readCloudRanges } from './cloud-ranges.ts';
import { importData, removeData } from './import-data.ts';
import { Labels } from './labels.ts';
import { openNetworkData } from './network-data.ts';
import { parseAddress, parsePrefix } from './parse-address.ts';

const scratch = () => mkdtempSync(join(tmpdir(), 'interloper-'));
let database: Database;
beforeAll(async () => {
  database = await Database.open({ path: ':memory:', workDirectory: scratch() });
  await migrate(database.job, 0);
});
beforeEach(async () => {
  for (const table of ['cloud_ranges', 'network_labels', 'data_files'])
    await database.job.run(`DELETE FROM ${table}`);
});
afterAll(() => database.close());

const bring = (content: unknown, name: string, more: { label?: string; reason?: string } = {}) => {
  const path = join(scratch(), name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return importData(database.job, { path, ...more });
};

const address = (ip: string) => {
  const parsed = parseAddress(ip);
  if (!parsed) throw new Error(`not an address: ${ip}`);
  return parsed;
};
const find = async (ip: string) => {
  const found = (await readCloudRanges(database.job))?.find(address(ip));
  if (!found) return null;
  const { data_file, ...told } = found;
  expect(await ids()).toContain(data_file);
  return told;
};
const ids = async () =>
  (await database.job.rows<{ id: string }>('SELECT id FROM data_files ORDER BY id')).map(({ id }) => id);

const AWS = {
  syncToken: '1714557600',
  createDate: '2024-05-01-10-00-00',
  prefixes: [
    { ip_prefix: '44.0.0.0/8', region: 'GLOBAL', service: 'AMAZON', network_border_group: 'GLOBAL' },
    {
      ip_prefix: '44.1.0.0/16',
      region: 'us-west-2',
      service: 'EC2',
      network_border_group: 'us-west-2-lax-1',
    },
  ],
  ipv6_prefixes: [],
};
const GOOGLE = {
  syncToken: '1714600000000',
  creationTime: '2024-05-02T02:06:37.00000',
  prefixes: [
    { ipv4Prefix: '34.1.208.0/20', service: 'Google Cloud', scope: 'africa-south1' },
    { ipv4Prefix: '34.1.208.0/20', service: 'Google Cloud Storage', scope: 'africa-south1' },
    { ipv6Prefix: '2600:1900:8000::/44', service: 'Google Cloud', scope: 'us-central1' },
    { ipv4Prefix: '34.149.0.0/16', service: 'Google Cloud', scope: 'global' },
  ],
};
const tag = (name: string, region: string, addressPrefixes: string[]) => ({
  name,
  id: name,
  properties: {
    changeNumber: 9,
    region,
    regionId: 0,
    platform: 'Azure',
    systemService: '',
    addressPrefixes,
    networkFeatures: null,
  },
});
const AZURE = {
  changeNumber: 290,
  cloud: 'Public',
  values: [
    tag('AzureCloud', '', ['20.1.0.0/16', '20.9.0.0/24']),
    tag('AzureCloud.eastus', 'eastus', ['20.1.0.0/16', '2603:1030:20c::/47']),
    tag('Storage.EastUS', 'eastus', ['20.1.4.0/24']),
    tag('AppService', '', ['20.1.4.7/32']),
    tag('Sql.NorthEurope', 'northeurope', ['20.8.0.0/24']),
    tag('Sql.WestEurope', 'westeurope', ['20.8.0.0/24']),
  ],
};

test("google's cloud.json gives region by scope and all services of a prefix, v4 and v6", async () => {
  const file = await bring(GOOGLE, 'cloud.json');
  expect(DataFile.parse(file)).toMatchObject({
    id: 'google-cloud-ranges',
    version: '1714600000000',
    date: '2024-05-02',
    entries: 3,
  });
  const told = (region: string, services: string) => ({
    provider: 'Google',
    region,
    network_border_group: null,
    services,
  });
  expect(await find('34.1.223.255')).toEqual(told('africa-south1', 'Google Cloud, Google Cloud Storage'));
  expect(await find('2600:1900:8000::9')).toEqual(told('us-central1', 'Google Cloud'));
  expect(await find('34.149.1.1')).toEqual(told('global', 'Google Cloud'));
  expect(await find('34.1.224.0')).toBeNull();
});

test("azure's service tags give the region that a tag names and none where none does, and every service", async () => {
  const file = await bring(AZURE, 'ServiceTags_Public_20240520.json');
  expect(DataFile.parse(file)).toMatchObject({
    id: 'azure-service-tags',
    version: '290',
    date: '2024-05-20',
    entries: 6,
  });
  const told = (region: string | null, services: string) => ({
    provider: 'Microsoft',
    region,
    network_border_group: null,
    services,
  });
  expect(await find('20.1.0.1')).toEqual(told('eastus', 'AzureCloud'));
  expect(await find('20.1.4.1')).toEqual(told('eastus', 'AzureCloud, Storage'));
  expect(await find('20.9.0.1')).toEqual(told(null, 'AzureCloud'));
  expect(await find('2603:1030:20d::1')).toEqual(told('eastus', 'AzureCloud'));
  // The wider tag of the same provider says where it is.
  expect(await find('20.1.4.7')).toEqual(told('eastus', 'AppService, AzureCloud, Storage'));
  // Two tags that disagree tell no region.
  expect(await find('20.8.0.1')).toEqual(told(null, 'Sql'));
});

test('a name without a day leaves the service tags undated', async () => {
  expect(await bring(AZURE, 'tags.json')).toMatchObject({ date: null, version: '290' });
});

test('own ranges are CSV in any order of columns, told before a published one of the same length', async () => {
  await bring(AWS, 'ip-ranges.json');
  const csv = [
    'owner,Region,PREFIX,Provider,service',
    'me,lab,44.1.0.0/16,ACME,"bastions"',
    'me,,2001:db8::/32,gcp,',
    'me,eu,44.1.2.0/24,aws,build',
  ].join('\r\n');
  const file = await bring(csv, 'own 2024-06-30.csv');
  expect(DataFile.parse(file)).toMatchObject({
    id: 'own-ranges-own 2024-06-30.csv',
    date: '2024-06-30',
    entries: 3,
  });
  expect(await find('44.1.9.9')).toEqual({
    provider: 'ACME',
    region: 'lab',
    network_border_group: null,
    services: 'bastions',
  });
  expect(await find('2001:db8::1')).toEqual({
    provider: 'Google',
    region: null,
    network_border_group: null,
    services: '',
  });
  expect(await find('44.1.2.3')).toEqual({
    provider: 'AWS',
    region: 'eu',
    network_border_group: 'us-west-2-lax-1',
    services: 'AMAZON, EC2, build',
  });
});

test('an import replaces its own provider only, and removing brings the others’ answer back', async () => {
  await bring(AWS, 'ip-ranges.json');
  await bring(GOOGLE, 'cloud.json');
  await bring(AZURE, 'ServiceTags_Public_20240520.json');
  await bring('prefix,provider\n44.1.2.0/24,ACME\n', 'own.csv');
  await bring({ ...GOOGLE, prefixes: GOOGLE.prefixes.slice(0, 1) }, 'cloud (1).json');
  expect(await ids()).toEqual([
    'aws-ip-ranges',
    'azure-service-tags',
    'google-cloud-ranges',
    'own-ranges-own.csv',
  ]);
  expect(await find('34.149.1.1')).toBeNull();
  expect(await find('34.1.208.1')).toMatchObject({ provider: 'Google' });
  expect(await find('20.1.0.1')).toMatchObject({ provider: 'Microsoft' });
  expect(await find('44.1.2.3')).toMatchObject({ provider: 'ACME' });
  await removeData(database.job, 'own-ranges-own.csv');
  expect(await find('44.1.2.3')).toMatchObject({ provider: 'AWS', services: 'AMAZON, EC2' });
  await expect(removeData(database.job, 'own-ranges-own.csv')).rejects.toThrow('no such data in the case');
});

test.each([
  [
    'prefix,provider\n44.1.2.0/24,ACME\n44.1.2.3/24, ACME',
    'ranges.csv',
    'not ranges of one\'s own: ranges.csv: line 3, column 1: not a prefix: "44.1.2.3/24"',
  ],
  ['provider,prefix\n,44.1.2.0/24', 'r.csv', 'r.csv: line 2, column 1: no provider'],
  ['provider,prefix\nACME', 'r.csv', 'r.csv: line 2, column 1: not a prefix: ""'],
  ['provider,prefix\n', 'r.csv', 'no ranges: r.csv'],
  [
    'prefix,provider\n"44.1.2.0/24,ACME',
    'r.csv',
    'not csv: r.csv: line 2, column 1: the quote is not closed',
  ],
  [
    { ...GOOGLE, prefixes: [{ ipv4Prefix: '34.1.208.1/20', service: 'x', scope: 'y' }] },
    'cloud.json',
    "not google's cloud.json: cloud.json: prefixes[0]",
  ],
  [
    { ...AZURE, values: [tag('A', '', ['20.1.0.0/40'])] },
    'tags.json',
    'not azure\'s service tags: tags.json: values[0].properties.addressPrefixes[0]: not a prefix: "20.1.0.0/40"',
  ],
  [{ anything: 1 }, 'x.json', 'neither address ranges'],
  ['just some text', 'notes.txt', 'neither address ranges'],
])('what is no data is refused in one line (%#)', async (content, name, message) => {
  await bring(AWS, 'ip-ranges.json');
  await expect(bring(content, name)).rejects.toThrow(message);
  expect(await ids()).toEqual(['aws-ip-ranges']);
});

const labelsOf = async (ip: string) => {
  const [labels, networks] = [await Labels.read(database.job), await openNetworkData()];
  return labels.joinedOf(networks.find(address(ip)), labels.ownOf(address(ip)), []);
};

test('own lists add their labels with reason, list and date to those of the program', async () => {
  await bring(
    'asn,label,reason\nAS62240,watched,seen in case 7\n64500,never,"x, y"\n',
    'watched-2024-06-01.csv',
  );
  await bring('# one a line\n185.76.9.0/24\n2001:db8::/32, lab, ours\n192.0.2.7\nAS 7922\n', 'vps.txt', {
    reason: 'from a colleague',
  });
  expect(await ids()).toEqual(['own-labels-vps.txt', 'own-labels-watched-2024-06-01.csv']);
  const clouvider =
    'Clouvider: rents virtual and dedicated servers to anyone (list of hosting networks, 2026-06-17)';
  expect(await labelsOf('2.57.148.1')).toEqual({
    labels_key: 0,
    labels: 'hosting, watched',
    reason: `hosting: ${clouvider}; watched: seen in case 7 (Labels of one's own (watched-2024-06-01.csv), 2024-06-01)`,
    hosting_reason: clouvider,
  });
  const said = "from a colleague (Labels of one's own (vps.txt), undated)";
  expect(await labelsOf('192.0.2.7')).toMatchObject({
    labels: 'vps',
    reason: `vps: ${said}`,
    hosting_reason: said,
  });
  expect(await labelsOf('2001:db8::9')).toMatchObject({ labels: 'lab', hosting_reason: null });
  expect(await labelsOf('73.1.2.3')).toMatchObject({ labels: 'vps' });
  expect(await labelsOf('192.0.2.8')).toBeNull();
  await removeData(database.job, 'own-labels-vps.txt');
  expect(await labelsOf('73.1.2.3')).toBeNull();
});

test('a line that is no network is refused with its place, and a list of the same name takes the place of the older', async () => {
  await bring('AS64500\n', 'list.txt');
  await expect(bring('AS64500\n118.0/24\n10.0.0.1/8,x\n', 'list.txt')).rejects.toThrow(
    'not a list of networks: list.txt: no AS number, address or prefix: line 2, column 1: "118.0/24", line 3, column 1: "10.0.0.1/8"',
  );
  await expect(bring('label,asn\nx,AS4294967296\n', 'list.txt')).rejects.toThrow('line 2, column 3');
  await bring('AS64501\n', 'list.txt', { label: 'mine' });
  expect(await database.job.rows('SELECT network, label, reason FROM network_labels')).toEqual([
    { network: 'AS64501', label: 'mine', reason: 'on the list' },
  ]);
});

const VPS = new URL(
  '../../../../../shared/samples/reference/azure-sentinel/VPS_Networks.csv',
  import.meta.url,
);
const present = existsSync(VPS);
if (!present) console.warn('skipped: no VPS_Networks.csv beside the project');

test.skipIf(!present)(
  'most of a published list of VPS networks is told as hosting or cloud by ours too',
  async () => {
    const [labels, networks] = [await Labels.read(database.job), await openNetworkData()];
    const prefixes = readFileSync(VPS, 'utf8')
      .replace(/^\ufeff/, '')
      .split(/\r?\n/)
      .flatMap((line) => parsePrefix(line.trim()) ?? [])
      .filter(({ family }) => family === 4);
    const answers = prefixes.map(({ first }) => {
      const ip = [24n, 16n, 8n, 0n].map((shift) => (first >> shift) & 255n).join('.');
      const network = networks.find(address(ip));
      return { network, labels: labels.joinedOf(network, labels.ownOf(address(ip)), [])?.labels ?? '' };
    });
    const known = answers.filter(({ network }) => network !== null);
    const listed = known.filter((one) => /hosting|vpn|anonymiser|tor exit/.test(one.labels));
    const missing = new Map<string, number>();
    for (const { network, labels: said } of known)
      if (network && said === '') {
        const name = `AS${network.as_number} ${network.as_organization_name}`;
        missing.set(name, (missing.get(name) ?? 0) + 1);
      }
    const most = [...missing].sort((a, b) => b[1] - a[1]).slice(0, 12);
    console.log(
      [
        `of ${prefixes.length} networks of the list ${known.length} are announced; ${listed.length} of these are on ours (${((100 * listed.length) / known.length).toFixed(1)} %)`,
        ...most.map(([name, count]) => `  not on ours: ${count} of ${name}`),
      ].join('\n'),
    );
    expect(listed.length / known.length).toBeGreaterThan(0.5);
  },
);
