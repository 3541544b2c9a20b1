import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Reader, type Response } from 'maxmind';
import { expect, test } from 'vitest';
import { adaptRecord } from '../adapt-record.ts';
import { MmdbTree } from '../mmdb-tree.ts';
import { parseAddress, parsePrefix, type ParsedAddress } from '../parse-address.ts';
import { textOf } from './mmdb-file.ts';
import { readAnswers } from './read-file.ts';
import { saidBy } from './said.ts';

const SAMPLES = join(import.meta.dirname, '../../../../../../shared/samples/reference/maxmind');
const samples = test.skipIf(!existsSync(SAMPLES));
const at = (name: string): string => join(SAMPLES, name);

interface Expected {
  prefix: string;
  first: bigint;
  last: bigint;
  length: number;
  record: unknown;
}

/** The records that the files were made of. Their IPv4 prefixes are also written as `::192.0.2.0/120`. */
function truth(name: string): Expected[] {
  const list = JSON.parse(readFileSync(at(`source-data/${name}.json`), 'utf8')) as Record<string, unknown>[];
  return list.flatMap((one) =>
    Object.entries(one).map(([prefix, record]) => {
      const [host = '', digits = ''] = prefix.split('/');
      const isShort = !host.includes(':');
      const parsed = parsePrefix(prefix) ?? parsePrefix(`${host.replace(/^::/, '')}/${Number(digits) - 96}`);
      if (!parsed) throw new Error(`not a prefix: ${prefix}`);
      const length = parsed.family === 4 ? parsed.length + 96 : parsed.length;
      expect(isShort || parsed.family === 6 || host.startsWith('::'), prefix).toBe(true);
      return { prefix, first: parsed.first, last: parsed.last, length, record };
    }),
  );
}

/** An address of the tree of version 6, in which IPv4 is what has 96 leading zeros. */
function address(value: bigint): ParsedAddress {
  const words = [96n, 64n, 32n, 0n].map((shift) => Number((value >> shift) & 0xffff_ffffn));
  const parsed = parseAddress(textOf(words));
  if (!parsed) throw new Error(`no address: ${value}`);
  return parsed;
}

const mapped = ({ ip }: ParsedAddress): ParsedAddress => {
  const parsed = parseAddress(`::ffff:${ip}`);
  if (!parsed) throw new Error(`not mapped: ${ip}`);
  return parsed;
};

samples.each(['GeoLite2-City-Test', 'GeoLite2-ASN-Test', 'GeoIP2-Anonymous-IP-Test'])(
  'S-N7 %s answers as the records it was made of, at both ends and in the middle of each, IPv4 also mapped into IPv6',
  async (name) => {
    const file = await readAnswers(at(`${name}.mmdb`));
    const records = truth(name);
    expect(records.length).toBeGreaterThan(10);
    let asked = 0;
    for (const { prefix, first, last, length } of records) {
      for (const value of new Set([first, (first + last) / 2n, last])) {
        const one = address(value);
        const said = saidBy(adaptRecord(longest(records, value)));
        expect(file.find(one), `${prefix} ${one.ip}`).toEqual(said);
        if (one.family === 4) expect(file.find(mapped(one)), `mapped ${one.ip}`).toEqual(said);
        asked++;
      }
      expect(length).toBeGreaterThan(0);
    }
    expect(asked).toBeGreaterThan(records.length);
  },
);

/** What was written last for the longest prefix: later entries of the same length take the place of earlier ones. */
function longest(records: readonly Expected[], value: bigint): unknown {
  let best: Expected | null = null;
  for (const one of records) {
    if (value < one.first || value > one.last) continue;
    if (best === null || one.length >= best.length) best = one;
  }
  return best?.record;
}

samples.each([
  'GeoIP2-Anonymous-IP-Test',
  'GeoIP2-Connection-Type-Test',
  'GeoIP2-ISP-Test',
  'GeoLite2-ASN-Test',
  'GeoLite2-City-Test',
  'GeoLite2-Country-Test',
])('S-N7 every record of %s is what the vendor’s own reader says', async (name) => {
  const bytes = readFileSync(at(`${name}.mmdb`));
  const reader = new Reader<Response>(bytes);
  const file = await readAnswers(at(`${name}.mmdb`));
  let asked = 0;
  for (const { words } of new MmdbTree(bytes, reader.metadata).records(1_000_000)) {
    const one = parseAddress(textOf(words));
    if (!one) continue;
    expect(file.find(one), one.ip).toEqual(saidBy(adaptRecord(reader.get(one.ip))));
    asked++;
  }
  expect(asked).toBeGreaterThanOrEqual(12);
  expect(file.entries).toBeGreaterThan(0);
});

samples('S-N7 what each file speaks of is told by its records', async () => {
  const values = async (name: string) => (await readAnswers(at(name))).values;
  expect(await values('GeoLite2-City-Test.mmdb')).toEqual(['country', 'place']);
  expect(await values('GeoLite2-Country-Test.mmdb')).toEqual(['country']);
  expect(await values('GeoLite2-ASN-Test.mmdb')).toEqual(['network']);
  expect(await values('GeoIP2-ISP-Test.mmdb')).toEqual(['network', 'connection']);
  expect(await values('GeoIP2-Anonymous-IP-Test.mmdb')).toEqual(['anonymiser']);
  expect(await values('GeoIP2-Connection-Type-Test.mmdb')).toEqual(['connection']);
});

samples('S-N7 a file with a broken search tree is refused, with the place', async () => {
  await expect(readAnswers(at('MaxMind-DB-test-broken-search-tree-24.mmdb'))).rejects.toThrow(
    /^no address data that can be read: MaxMind-DB-test-broken-search-tree-24\.mmdb: /,
  );
});

samples(
  'a file of the vendor that is overwritten anywhere is refused or answers, and never ends the program',
  async () => {
    const { openMmdb } = await import('./mmdb-file.ts');
    const bytes = readFileSync(at('GeoIP2-Anonymous-IP-Test.mmdb'));
    let refused = 0;
    for (let at = 0; at < bytes.length; at += 97) {
      const damaged = Buffer.from(bytes);
      damaged.fill(0xff, at, Math.min(at + 97, bytes.length));
      try {
        const file = openMmdb(damaged, 'damaged.mmdb');
        for (const text of ['1.2.0.1', '81.2.69.160', '2001:480:3a::1', '::1'])
          file.find(parseAddress(text) ?? { family: 4, ip: '0.0.0.0', words: [0] });
      } catch (cause) {
        expect((cause as Error).message).toMatch(/^no address data that can be read: damaged\.mmdb: /);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(10);
  },
);
