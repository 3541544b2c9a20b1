import { expect, test } from 'vitest';
import hosting from '../../../../../resources/networks/hosting-networks.json';
import cloud from '../../../../../resources/networks/cloud-networks.json';
import labelled from '../../../../../resources/networks/labelled-networks.json';
import { dataFolder } from '../data-folder.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { labelsOf } from '../labels.ts';

const labels = (as_number: number) => labelsOf({ as_number }).map(({ label }) => label);

test('S-V1 a listed network has its label with the reason, who says so and when; others have none', () => {
  expect(labelsOf({ as_number: 62240 })).toEqual([
    {
      label: 'hosting',
      reason:
        'Clouvider: rents virtual and dedicated servers to anyone (list of hosting networks, 2026-06-17)',
    },
  ]);
  for (const asn of [9009, 14061, 63949, 20473, 16276, 24940, 51167, 60781, 60068, 212238])
    expect(labels(asn), String(asn)).toContain('hosting');
  expect(labels(7922)).toEqual([]);
  expect(labels(16509)).toEqual([]);
});

test.each([
  [14593, ['satellite'], /^Starlink: .*not where the customer is/],
  [22351, ['satellite'], /^Intelsat: /],
  [36183, ['relay'], /iCloud Private Relay/],
  [13335, ['relay'], /iCloud Private Relay/],
  [54113, ['relay'], /iCloud Private Relay/],
  [21928, ['mobile carrier'], /^T-Mobile USA: /],
  [9605, ['mobile carrier'], /^NTT DOCOMO: /],
  [216025, ['vpn'], /^Mullvad VPN: /],
  [62744, ['tor exit'], /runs Tor exit relays/],
  [397630, ['anonymiser'], /sells proxies/],
  [9009, ['hosting', 'vpn'], /rents|sells/],
] as const)('AS%i is labelled %j', (asn, expected, reason) => {
  expect(labels(asn)).toEqual(expected);
  expect(labelsOf({ as_number: asn })[0]?.reason).toMatch(reason);
});

test('every entry says who, why, by whom and when, once', () => {
  expect(hosting.networks.length).toBeGreaterThanOrEqual(60);
  expect(labelled.networks.length).toBeGreaterThanOrEqual(200);
  for (const entry of [...hosting.networks, ...labelled.networks])
    for (const part of [entry.name, entry.reason]) expect(part).toMatch(/\S/);
  for (const entry of [...hosting.networks, ...labelled.networks, ...cloud.networks]) {
    for (const part of [entry.organization, entry.source]) expect(part).toMatch(/\S/);
    expect(entry.date).toMatch(/^20\d\d-\d\d-\d\d$/);
  }
  for (const list of [hosting.networks, cloud.networks])
    expect(new Set(list.map((entry) => entry.asn)).size).toBe(list.length);
  const named = labelled.networks.map(({ asn, label }) => `${asn} ${label}`);
  expect(new Set(named).size).toBe(named.length);
  expect([...new Set(labelled.networks.map(({ label }) => label))].sort()).toEqual([
    'anonymiser',
    'mobile carrier',
    'relay',
    'satellite',
    'tor exit',
    'vpn',
  ]);
  for (const { origin, licence } of [hosting, labelled, cloud]) {
    expect(origin).toMatch(/\S/);
    expect(licence).toBe('MIT');
  }
});

test('number and organization of every entry stand so in the network data', () => {
  const lines = ['asn-ipv4.csv', 'asn-ipv6.csv'].map((name) =>
    readFileSync(join(dataFolder('@ip-location-db/asn') ?? '', name), 'utf8'),
  );
  const written = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  for (const { asn, organization } of [...hosting.networks, ...labelled.networks, ...cloud.networks])
    expect(
      lines.some((text) => text.includes(`,${asn},${written(organization)}\n`)),
      `AS${asn} ${organization}`,
    ).toBe(true);
});
