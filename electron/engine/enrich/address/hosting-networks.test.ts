import { expect, test } from 'vitest';
import hosting from '../../../../resources/networks/hosting-networks.json';
import cloud from '../../../../resources/networks/cloud-networks.json';
import { dataFolder } from './data-folder.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostingReason } from './hosting-networks.ts';

test('S-V1 a listed network has its label with the reason, others have none', () => {
  expect(hostingReason(62240)).toBe('Clouvider: rents virtual and dedicated servers to anyone');
  for (const asn of [9009, 14061, 63949, 20473, 16276, 24940, 51167, 60781, 60068, 212238])
    expect(hostingReason(asn), String(asn)).toMatch(/^.+: .+$/);
  expect(hostingReason(7922)).toBeNull();
  expect(hostingReason(16509)).toBeNull();
});

test('every entry says who, why, by whom and when, once', () => {
  expect(hosting.networks.length).toBeGreaterThanOrEqual(60);
  for (const entry of hosting.networks) {
    for (const part of [entry.name, entry.organization, entry.reason, entry.source])
      expect(part).toMatch(/\S/);
    expect(entry.date).toMatch(/^20\d\d-\d\d-\d\d$/);
  }
  for (const list of [hosting.networks, cloud.networks])
    expect(new Set(list.map((entry) => entry.asn)).size).toBe(list.length);
  expect(hosting).toMatchObject({ origin: /\S/.exec(hosting.origin)?.input, licence: 'MIT' });
});

test('number and organization of every entry stand so in the network data', () => {
  const lines = ['asn-ipv4.csv', 'asn-ipv6.csv'].map((name) =>
    readFileSync(join(dataFolder('@ip-location-db/asn') ?? '', name), 'utf8'),
  );
  const written = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  for (const { asn, organization } of [...hosting.networks, ...cloud.networks])
    expect(
      lines.some((text) => text.includes(`,${asn},${written(organization)}\n`)),
      `AS${asn} ${organization}`,
    ).toBe(true);
});
