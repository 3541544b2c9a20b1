import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAddress } from '../electron/engine/enrich/address/parse-address.ts';
import { canonicalAddress } from '../shared/ip-address.ts';
import { networkExpression } from '../shared/ip-network.ts';

const groups = fc.array(
  fc.oneof(fc.constant(0), fc.constantFrom(1, 0xdb8), fc.integer({ min: 0, max: 0xffff })),
  {
    minLength: 8,
    maxLength: 8,
  },
);

/** One of the ways in which these groups may be written, chosen by a few numbers. */
function written(all: readonly number[], [from, length, style]: readonly [number, number, number]): string {
  const hex = all.map((group) => {
    const digits = group.toString(16).padStart(style & 1 ? 4 : 1, '0');
    return style & 2 ? digits.toUpperCase() : digits;
  });
  const end = Math.min(8, from + length);
  const left = all.slice(from, end).every((group) => group === 0) && end > from;
  const dots = (style & 4) > 0 && (!left || end <= 6);
  const [a = 0, b = 0] = all.slice(6);
  const last = dots ? [[a >> 8, a & 255, b >> 8, b & 255].join('.')] : hex.slice(6);
  if (!left) return [...hex.slice(0, 6), ...last].join(':');
  const tail = end <= 6 ? [...hex.slice(end, 6), ...last] : hex.slice(end);
  return `${hex.slice(0, from).join(':')}::${tail.join(':')}`;
}
const way = fc.tuple(fc.nat(7), fc.nat(8), fc.nat(7));
const bitsOf = (all: readonly number[]) => all.map((group) => group.toString(2).padStart(16, '0')).join('');

describe('S-P1 addresses and networks as they are typed', () => {
  test('an address in any form is the one that its records have', () => {
    fc.assert(
      fc.property(groups, way, (all, how) => {
        const text = written(all, how);
        expect(canonicalAddress(text), text).toBe(parseAddress(text)?.ip);
        expect(canonicalAddress(`[${text}]:443`)).toBe(parseAddress(text)?.ip);
        expect(canonicalAddress(`${text}%eth0`)).toBe(parseAddress(text)?.ip);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789abcdefF:.%[]') }), (text) => {
        // A dotted quad with a port is one to the engine; a person who types one has meant something else.
        if (!/^[\d.]+:\d+$/.test(text))
          expect(canonicalAddress(text), text).toBe(parseAddress(text)?.ip ?? null);
      }),
      { numRuns: 2000 },
    );
  });

  test('a network has exactly the addresses whose first bits are its own, however both are written', () => {
    const seen = { inside: 0, outside: 0 };
    fc.assert(
      fc.property(
        groups,
        way,
        groups,
        way,
        fc.nat(128),
        fc.nat(8),
        (one, how, other, otherHow, bits, same) => {
          const mixed = [...one.slice(0, same), ...other.slice(same)];
          const expression = networkExpression(`${written(one, how)}/${bits}`);
          const inside = bitsOf(one).slice(0, bits) === bitsOf(mixed).slice(0, bits);
          const text = written(mixed, otherHow);
          expect(new RegExp(expression ?? '').test(text), `${text} of ${written(one, how)}/${bits}`).toBe(
            inside,
          );
          seen[inside ? 'inside' : 'outside']++;
        },
      ),
      { numRuns: 200 },
    );
    expect(Math.min(seen.inside, seen.outside)).toBeGreaterThan(20);
  });

  test.each([
    [
      '2001:DB8::/32',
      ['2001:db8::', '2001:0DB8:1::2', '[2001:db8::1]:443', '2001:db8::1%eth0', '2001:db8::192.0.2.1'],
    ],
    ['::ffff:192.0.2.0/120', ['192.0.2.1', '::FFFF:192.0.2.9', '192.0.2.1:443', '[::ffff:192.0.2.1]']],
    ['[2001:db8::]/127', ['2001:db8::1', '2001:db8:0:0:0:0:0:0']],
  ])('%s has %j', (network, inside) => {
    const expression = new RegExp(networkExpression(network) ?? '$.');
    for (const address of inside) expect(expression.test(address), address).toBe(true);
    for (const address of [
      '2001:db9::1',
      '192.0.3.1',
      '12001:db8::',
      '2001:db8::1::',
      '2001:db8',
      'x2001:db8::1',
      '',
    ])
      expect(expression.test(address), address).toBe(false);
  });

  test.each([
    '2001:db8::/129',
    '2001:db8/32',
    '2001::db8::/32',
    '192.0.2.0/33',
    '192.0.2/24',
    '01.0.0.0/8',
    '::/',
    'a/8',
    '::/8/9',
  ])('%s is no network', (text) => expect(networkExpression(text)).toBeNull());
});
