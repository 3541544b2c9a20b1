import { createReadStream, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { dataFolder } from './data-folder.ts';
import { openNetworkData, type NetworkData } from './network-data.ts';
import { parseAddress } from './parse-address.ts';

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

function find(data: NetworkData, ip: string) {
  const address = parseAddress(ip);
  if (!address) throw new Error(`not an address: ${ip}`);
  const network = data.find(address);
  return network && [network.as_number, network.as_organization_name];
}

test('S-N7 an address has the network of the range it lies in, first and last address included', async () => {
  const dataPath = folderWith({
    'asn-ipv4.csv':
      '1.0.0.0,1.0.0.255,64500,"Example, Inc."\n1.0.4.0,1.0.7.255,64501,"LLC ""QUOTED"""\r\n1.0.8.0,1.0.8.0,64502,AS64502\n200.0.0.0,200.255.255.255,4294967294,Größe GmbH',
    'asn-ipv6.csv':
      '2a00::,2a00:0:ffff:ffff:ffff:ffff:ffff:ffff,64500,"Example, Inc."\n2a01:1:2:3:4:5:6:7,2a01:1:2:3:4:5:6:8,64503,Six\n',
    'package.json': '{"version":"2.3.2026061719"}',
  });
  const data = await openNetworkData({ dataPath });
  expect(data).toMatchObject({ version: '2.3.2026061719', date: '2026-06-17', entries: 6, problem: null });
  expect(find(data, '1.0.0.0')).toEqual([64500, 'Example, Inc.']);
  expect(find(data, '1.0.0.255')).toEqual([64500, 'Example, Inc.']);
  expect(find(data, '1.0.1.0')).toBeNull();
  expect(find(data, '0.255.255.255')).toBeNull();
  expect(find(data, '1.0.7.255')).toEqual([64501, 'LLC "QUOTED"']);
  expect(find(data, '1.0.8.0')).toEqual([64502, null]);
  expect(find(data, '200.1.2.3')).toEqual([4294967294, 'Größe GmbH']);
  expect(find(data, '201.0.0.0')).toBeNull();
  expect(find(data, '2a00::1')).toEqual([64500, 'Example, Inc.']);
  expect(find(data, '2a00:1::')).toBeNull();
  expect(find(data, '2a01:1:2:3:4:5:6:8')).toEqual([64503, 'Six']);
  expect(find(data, '2a01:1:2:3:4:5:6:9')).toBeNull();
});

test('S-N7 missing files know no network and say so', async () => {
  for (const dataPath of [folderWith({}), join(tmpdir(), 'interloper-no-such-folder')]) {
    const data = await openNetworkData({ dataPath });
    expect(data).toMatchObject({ version: null, date: null, entries: null, problem: 'missing' });
    expect(find(data, '8.8.8.8')).toBeNull();
  }
});

test('a family without a file knows no network, the other still does', async () => {
  const data = await openNetworkData({
    dataPath: folderWith({ 'asn-ipv4.csv': '8.0.0.0,8.255.255.255,64500,Eight\n' }),
  });
  expect(find(data, '8.8.8.8')).toEqual([64500, 'Eight']);
  expect(find(data, '2a00::1')).toBeNull();
});

test.each([
  ['8.0.0.0;8.255.255.255;64500;Eight\n', 'line 1'],
  ['8.0.0.0,8.0.0.1,64500,Eight\n8.0.0.2,8.0.0.3,AS64500,Eight\n', 'line 2'],
  ['8.0.0.2,8.0.0.3,64500,Eight\n8.0.0.0,8.0.0.1,64500,Eight\n', 'range not in ascending order'],
])('a broken file knows no network and says where: %j', async (text, place) => {
  const data = await openNetworkData({ dataPath: folderWith({ 'asn-ipv4.csv': text }) });
  expect(data.problem).toMatch(/^unreadable: /);
  expect(data.problem).toContain(place);
  expect(find(data, '8.0.0.1')).toBeNull();
});

test('the data that come with the program answer as their lines do', async () => {
  const data = await openNetworkData();
  expect(data.problem).toBeNull();
  expect(data.entries).toBeGreaterThan(500_000);
  for (const name of ['asn-ipv4.csv', 'asn-ipv6.csv']) {
    const folder = dataFolder('@ip-location-db/asn');
    const lines = createInterface({ input: createReadStream(join(folder ?? '', name)) });
    let line = 0;
    for await (const text of lines) {
      if (line++ % 997 !== 0) continue;
      const [first = '', last = '', number = ''] = text.split(',');
      expect(find(data, first)?.[0], text).toBe(Number(number));
      expect(find(data, last)?.[0], text).toBe(Number(number));
    }
  }
});
