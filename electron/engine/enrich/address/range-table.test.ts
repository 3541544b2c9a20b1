import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAddress } from './parse-address.ts';
import { prefixTable, RangeTable } from './range-table.ts';

const find = <T>(
  table: { find(address: NonNullable<ReturnType<typeof parseAddress>>): T | undefined },
  text: string,
) => {
  const address = parseAddress(text);
  if (!address) throw new Error(`not an address: ${text}`);
  return table.find(address);
};

test('the longest prefix comes first, then those around it', () => {
  const table = prefixTable(
    [
      { prefix: '10.0.0.0/8', name: 'wide' },
      { prefix: '10.1.0.0/16', name: 'narrow' },
      { prefix: '10.1.2.3/32', name: 'one' },
      { prefix: '10.1.0.0/16', name: 'narrow too' },
      { prefix: '2a00::/32', name: 'six' },
      { prefix: '0.0.0.0/1', name: 'half' },
    ],
    (covering) => covering.map((entry) => entry.name),
  );
  expect(find(table, '10.1.2.3')).toEqual(['one', 'narrow too', 'narrow', 'wide', 'half']);
  expect(find(table, '10.1.2.4')).toEqual(['narrow too', 'narrow', 'wide', 'half']);
  expect(find(table, '10.2.0.0')).toEqual(['wide', 'half']);
  expect(find(table, '11.0.0.0')).toEqual(['half']);
  expect(find(table, '128.0.0.0')).toBeUndefined();
  expect(find(table, '2a00::1')).toEqual(['six']);
  expect(find(table, '2a00:1::')).toBeUndefined();
});

test('any set of prefixes answers as a search through all of them does', () => {
  const entry = fc.record({ host: fc.nat(255), length: fc.integer({ min: 24, max: 32 }), six: fc.boolean() });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 30 }), (drawn) => {
      const entries = drawn.map(({ host, length, six }, index) => {
        const low = (host >> (32 - length)) << (32 - length);
        return {
          prefix: six ? `2a00::${low.toString(16)}/${length + 96}` : `192.0.2.${low}/${length}`,
          low,
          length,
          six,
          index,
        };
      });
      const table = prefixTable(entries, (covering) =>
        covering.map(({ index }) => index).sort((a, b) => a - b),
      );
      const hosts = Array.from({ length: 256 }, (_, host) =>
        [false, true].map((six) => ({ host, six })),
      ).flat();
      const answers = hosts.map(({ host, six }) =>
        find(table, six ? `2a00::${host.toString(16)}` : `192.0.2.${host}`),
      );
      const truth = hosts.map(({ host, six }) => {
        const covering = entries.filter(
          (one) => one.six === six && host >= one.low && host < one.low + 2 ** (32 - one.length),
        );
        return covering.length > 0 ? covering.map(({ index }) => index) : undefined;
      });
      expect(answers).toEqual(truth);
    }),
    { numRuns: 100 },
  );
});

test('what is no prefix, or out of order, is refused', () => {
  for (const prefix of [
    '10.0.0.1/8',
    '10.0.0.0/33',
    '10.0.0.0',
    '2a00::1/32',
    '::/129',
    'x/8',
    '010.0.0.0/8',
  ])
    expect(() => prefixTable([{ prefix }], () => 1)).toThrow(`not a prefix: ${JSON.stringify(prefix)}`);
  const table = new RangeTable<number>(4, 2);
  table.push([5], [6], 1);
  expect(() => table.push([5], [7], 2)).toThrow('range not in ascending order: number 2');
  table.push([8], [9], 2);
  expect(() => table.push([10], [11], 3)).toThrow('more ranges than announced: 2');
});

test('where ranges overlap, the one that starts later answers', () => {
  const table = new RangeTable<string>(4, 2);
  table.push([0], [100], 'outer');
  table.push([50], [200], 'later');
  expect([49, 50, 100, 150, 201].map((word) => table.find([word]))).toEqual([
    'outer',
    'later',
    'later',
    'later',
    undefined,
  ]);
});
