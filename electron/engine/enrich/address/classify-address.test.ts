import fc from 'fast-check';
import { expect, test } from 'vitest';
import special from '../../../../resources/networks/special-ranges.json';
import { ADDRESS_KINDS, classifyAddress } from './classify-address.ts';
import { parsePrefix } from './parse-address.ts';

const kindOf = (text: string) => classifyAddress(text).kind;

const ranges = special.ranges.map((range) => {
  const prefix = parsePrefix(range.prefix);
  if (!prefix) throw new Error(`not a prefix: ${range.prefix}`);
  return { ...range, ...prefix };
});

/** The longest prefix found by looking at each, as a check on the table. */
function expected(family: 4 | 6, number: bigint): { kind: string; range_name: string | null } {
  const covering = ranges
    .filter((range) => range.family === family && range.first <= number && number <= range.last)
    .sort((a, b) => b.length - a.length)[0];
  return { kind: covering?.kind ?? 'public', range_name: covering?.name ?? null };
}

const v4Text = (number: bigint) => [24n, 16n, 8n, 0n].map((shift) => (number >> shift) & 255n).join('.');
const v6Text = (number: bigint) =>
  [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n]
    .map((shift) => ((number >> shift) & 0xffffn).toString(16))
    .join(':');

const isMapped = (number: bigint) => number >> 32n === 0xffffn;

test.each([
  ['10.0.0.0', 'private'],
  ['10.255.255.255', 'private'],
  ['172.16.0.0', 'private'],
  ['172.31.255.255', 'private'],
  ['172.15.255.255', 'public'],
  ['172.32.0.0', 'public'],
  ['192.168.0.1', 'private'],
  ['100.64.0.0', 'shared'],
  ['100.127.255.255', 'shared'],
  ['100.128.0.0', 'public'],
  ['169.254.169.254', 'link_local'],
  ['::1', 'loopback'],
  ['fc00::', 'private'],
  ['fdff:ffff::1', 'private'],
  ['fe80::1', 'link_local'],
  ['febf::1', 'link_local'],
  ['2a00::', 'public'],
  ['2600:1f18::1', 'public'],
  ['8.8.8.8', 'public'],
])('S-N6 %s is %s', (text, kind) => {
  expect(classifyAddress(text).kind).toBe(kind);
});

test('each range answers from its first to its last address, and not beyond', () => {
  for (const { family, first, last } of ranges) {
    const text = family === 4 ? v4Text : v6Text;
    const limit = (1n << (family === 4 ? 32n : 128n)) - 1n;
    for (const number of [first - 1n, first, last, last + 1n]) {
      if (number < 0n || number > limit || (family === 6 && isMapped(number))) continue;
      const { kind, range_name } = classifyAddress(text(number));
      expect({ kind, range_name }, text(number)).toEqual(expected(family, number));
    }
  }
});

test('any address is classified by the longest range that covers it', () => {
  const nearRange = fc
    .constantFrom(...ranges)
    .chain(({ family, first, last }) =>
      fc.record({ family: fc.constant(family), number: fc.bigInt(first, last) }),
    );
  const anywhere = fc.oneof(
    fc.record({ family: fc.constant(4 as const), number: fc.bigInt(0n, (1n << 32n) - 1n) }),
    fc.record({ family: fc.constant(6 as const), number: fc.bigInt(0n, (1n << 128n) - 1n) }),
  );
  fc.assert(
    fc.property(fc.oneof(nearRange, anywhere), ({ family, number }) => {
      fc.pre(family === 4 || !isMapped(number));
      const { kind, range_name, ip } = classifyAddress((family === 4 ? v4Text : v6Text)(number));
      expect({ kind, range_name }).toEqual(expected(family, number));
      expect(classifyAddress(ip ?? '')).toEqual({ kind, ip, range_name });
    }),
    { numRuns: 2_000 },
  );
});

test('the registry names each special-purpose range', () => {
  expect(classifyAddress('203.0.113.9')).toEqual({
    kind: 'documentation',
    ip: '203.0.113.9',
    range_name: 'Documentation (TEST-NET-3)',
  });
  expect(classifyAddress('2001:db8::1').range_name).toBe('Documentation');
  expect(classifyAddress('3fff::1').kind).toBe('documentation');
  expect(classifyAddress('0.0.0.0')).toMatchObject({
    kind: 'unspecified',
    range_name: 'This host on this network',
  });
  expect(classifyAddress('0.0.0.1')).toMatchObject({ kind: 'reserved', range_name: 'This network' });
  expect(classifyAddress('::')).toMatchObject({ kind: 'unspecified' });
  expect(classifyAddress('255.255.255.255').range_name).toBe('Limited Broadcast');
  expect(kindOf('224.0.0.251')).toBe('multicast');
  expect(kindOf('ff02::fb')).toBe('multicast');
  expect(classifyAddress('8.8.8.8').range_name).toBeNull();
});

test.each([
  ['8.8.8.8:443', '8.8.8.8'],
  ['[8.8.8.8]:443', '8.8.8.8'],
  [' 8.8.8.8 ', '8.8.8.8'],
  ['::ffff:8.8.8.8', '8.8.8.8'],
  ['::FFFF:0808:0808', '8.8.8.8'],
  ['[::ffff:8.8.8.8]:51234', '8.8.8.8'],
  ['0:0:0:0:0:ffff:8.8.8.8', '8.8.8.8'],
  ['[2A00:0::1]:443', '2a00::1'],
  ['[2a00::1]', '2a00::1'],
  ['2A00:0000:0000:0000:0000:0000:0000:0001', '2a00::1'],
  ['2a00:0:0:1:0:0:0:1', '2a00:0:0:1::1'],
  ['2a00::1%eth0', '2a00::1'],
])('%s is the public address %s', (text, ip) => {
  expect(classifyAddress(text)).toEqual({ kind: 'public', ip, range_name: null });
});

test('a zone and a mapped private address are stripped like others', () => {
  expect(classifyAddress('fe80::1%en0')).toMatchObject({ kind: 'link_local', ip: 'fe80::1' });
  expect(classifyAddress('[fe80::1%25eth0]:80')).toMatchObject({ kind: 'link_local', ip: 'fe80::1' });
  expect(classifyAddress('::ffff:10.1.2.3')).toMatchObject({ kind: 'private', ip: '10.1.2.3' });
});

test.each([
  '253.252.51.07',
  '010.0.0.1',
  '1',
  '0x7f.1',
  '0x7f000001',
  '2130706433',
  '127.1',
  '1.2.3',
  '1.2.3.4.5',
  '256.1.1.1',
  '1.2.3.999',
  '1..2.3',
  '1.2.3.',
  '.1.2.3',
  '1.2.3.4:99999',
  '1.2.3.4:',
  '1.2.3.4/32',
  '1.2.3.4, 5.6.7.8',
  '1.2.3.4%eth0',
  '::ffff:010.0.0.1',
  '::1::2',
  '12345::',
  '[::1',
  '::1]',
  '[]:80',
  '',
  ' ',
  '-',
  'unknown',
  'localhost',
  'HIDDEN_DUE_TO_SECURITY_REASONS',
  '-bad.example.com',
  'not a name.example.com',
])('%j is text and no address', (text) => {
  expect(classifyAddress(text)).toEqual({ kind: 'text', ip: null, range_name: null });
});

test.each([
  ['cloudtrail.amazonaws.com', 'service'],
  ['ec2.us-east-1.amazonaws.com', 'service'],
  ['s3.cn-north-1.amazonaws.com.cn', 'service'],
  ['EKS.amazonaws.com', 'service'],
  ['config-multiaccountsetup.amazonaws.com.', 'service'],
  ['proxy.example.com:8080', 'service'],
  ['AWS Internal', 'internal'],
  ['aws internal', 'internal'],
  ['AWS Internal/2', 'internal'],
])('S-N6 %s is kept as %s, without address', (text, kind) => {
  expect(classifyAddress(text)).toEqual({ kind, ip: null, range_name: null });
});

test('it never throws, and gives an address or none, of a known kind', () => {
  const alphabet = fc.string({ unit: fc.constantFrom(...'0123456789abcdefx.:[]%/ \u00a0-') });
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), alphabet, fc.ipV4Extended(), fc.ipV6()), (text) => {
      const { kind, ip } = classifyAddress(text);
      expect(ADDRESS_KINDS).toContain(kind);
      expect(ip === null).toBe(['service', 'internal', 'text'].includes(kind));
    }),
    { numRuns: 2_000 },
  );
  expect(kindOf('a.'.repeat(500_000))).toBe('text');
  expect(kindOf('1'.repeat(1_000_000))).toBe('text');
  expect(kindOf('\ud800')).toBe('text');
});
