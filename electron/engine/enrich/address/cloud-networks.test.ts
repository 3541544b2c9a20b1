import { expect, test } from 'vitest';
import regions from '../../../../resources/networks/cloud-regions.json';
import { approximateRegion, kilometres, providerOfNetwork } from './cloud-networks.ts';

const place = (latitude: number | null, longitude: number | null) => ({
  country_iso_code: null,
  region_name: null,
  city_name: null,
  latitude,
  longitude,
  accuracy_radius_km: null,
});

test.each([
  [16509, 'AWS'],
  [14618, 'AWS'],
  [8075, 'Microsoft'],
  [15169, 'Google'],
  [396982, 'Google'],
  [31898, 'Oracle'],
  [14061, 'DigitalOcean'],
  [13335, 'Cloudflare'],
  [45102, 'Alibaba Cloud'],
  [132203, 'Tencent Cloud'],
  [36351, 'IBM Cloud'],
  [24940, 'Hetzner'],
  [16276, 'OVHcloud'],
  [7922, null],
])('AS%i belongs to %s', (asn, provider) => {
  expect(providerOfNetwork(asn)).toBe(provider);
});

test('the nearest region is told as an approximation', () => {
  expect(approximateRegion('AWS', place(45.84, -119.7))).toBe('~us-west-2');
  expect(approximateRegion('AWS', place(53.35, -6.26))).toBe('~eu-west-1');
  expect(approximateRegion('Google', place(41.2, -95.9))).toBe('~us-central1');
});

test('without a place, far from every region, or without regions it is unknown', () => {
  expect(approximateRegion('AWS', null)).toBeNull();
  expect(approximateRegion('AWS', place(null, null))).toBeNull();
  expect(approximateRegion('AWS', place(0, -140))).toBeNull();
  expect(approximateRegion('Cloudflare', place(53.35, -6.26))).toBeNull();
});

test('every region is nearest to its own place, and stands where the world is', () => {
  for (const { provider, region, latitude, longitude } of regions.regions) {
    expect(approximateRegion(provider, place(latitude, longitude)), region).toBe(`~${region}`);
    expect(Math.abs(latitude)).toBeLessThanOrEqual(90);
    expect(Math.abs(longitude)).toBeLessThanOrEqual(180);
  }
});

test('distances are those of the globe', () => {
  expect(kilometres(50.11, 8.68, 53.35, -6.26)).toBeCloseTo(1_088, -1);
  expect(kilometres(-36.85, 174.76, -33.45, -70.67)).toBeCloseTo(9_664, -2);
  expect(kilometres(10, 20, 10, 20)).toBe(0);
  expect(kilometres(0, 179.5, 0, -179.5)).toBeCloseTo(111.2, 0);
});
