import type { Random } from '../fixtures/random.ts';
import type { Seed, SeedRecord } from './seeds.ts';

/** A record as it stands in a made file. `sound`: it was not broken, so it has to come out whole. */
export interface MadeRecord extends SeedRecord {
  bytes: Buffer;
  sound: boolean;
}

type Change = (text: string, random: Random, other: string) => Buffer | string;

const at = (text: string, random: Random, from = 0): number => random.whole(from, text.length - 1);
const insert = (text: string, index: number, what: string): string =>
  text.slice(0, index) + what + text.slice(index);

/** What breaks a record and no other one. */
const BREAKS: Readonly<Record<string, Change>> = {
  cut: (text, random) => text.slice(0, at(text, random, 1)),
  'cut beginning': (text, random) => text.slice(at(text, random, 1)),
  'flipped byte': (text, random) => {
    const bytes = Buffer.from(text);
    bytes[random.whole(0, bytes.length - 1)]! ^= 1 << random.whole(0, 7);
    return bytes;
  },
  'lost byte': (text, random) => {
    const index = at(text, random);
    return text.slice(0, index) + text.slice(index + 1);
  },
  'NUL byte': (text, random) => insert(text, at(text, random), '\0'),
  'line end inside': (text, random) => insert(text, at(text, random), '\n'),
  'bracket too many': (text, random) => insert(text, at(text, random), random.pick(['{', '[', '}', ']'])),
  'quote too many': (text, random) => insert(text, at(text, random), '"'),
  'invalid UTF-8': (text, random) => {
    const index = at(text, random);
    return Buffer.concat([
      Buffer.from(text.slice(0, index)),
      Buffer.from([0xff, 0xc3]),
      Buffer.from(text.slice(index)),
    ]);
  },
  spliced: (text, random, other) => text.slice(0, at(text, random, 1)) + other.slice(at(other, random)),
  'nested too deep': (text) => withMember(text, `${'['.repeat(6_000)}${']'.repeat(6_000)}`),
};

/** What is odd and still JSON: the record has to come out, with this in it. */
const ODDITIES: Readonly<Record<string, Change>> = {
  'huge number': (text, random) =>
    withMember(text, random.pick(['1e999', '-1e-999', '9'.repeat(400), '123456789012345678901234567890.5'])),
  nested: (text) => withMember(text, `${'[{"x":'.repeat(300)}1${'}]'.repeat(300)}`),
  'duplicate key': (text) => withMember(text, '1,"x-odd":2'),
  'escaped NUL and half a surrogate': (text) => withMember(text, '"\\u0000 \\ud800 \\u2028"'),
  'long text': (text) => withMember(text, JSON.stringify('}{"],'.repeat(20_000))),
  blanks: (text) => text.replace('{', '{ \t').replace(/\}$/, ' }'),
};

const withMember = (text: string, value: string): string =>
  text === '{}' ? `{"x-odd":${value}}` : `${text.slice(0, -1)},"x-odd":${value}}`;

const indented = (text: string): string =>
  JSON.stringify(JSON.parse(text), null, 2).replaceAll('\n', '\n    ');

/** So many records of a seed in their order, some of them broken; and what was done, in words. */
export function makeRecords(
  seed: Seed,
  count: number,
  pretty: boolean,
  random: Random,
): { records: MadeRecord[]; story: string[] } {
  const story: string[] = [];
  const records = Array.from({ length: count }, (_none, index): MadeRecord => {
    const record = seed.records[index % seed.records.length] as SeedRecord;
    const text = pretty ? indented(record.text) : record.text;
    return { ...record, text, bytes: Buffer.from(text), sound: true };
  });
  const change = (changes: Readonly<Record<string, Change>>, index: number, sound: boolean) => {
    const record = records[index] as MadeRecord;
    const name = random.pick(Object.keys(changes));
    const made = changes[name]!(record.text, random, random.pick(seed.records).text);
    story.push(`record ${index + 1}: ${name}`);
    const bytes = Buffer.isBuffer(made) ? made : Buffer.from(made);
    const cut: unknown = sound ? JSON.parse(made as string) : record.cut;
    records[index] = { ...record, bytes, cut, sound };
  };
  // Not the first: how a file begins tells what it is. Not every third: most of a file of lines has to look like lines.
  for (let index = 1; index < count; index += random.whole(1, 3))
    if (seed.kind === 'json' && random.chance(0.1)) change(ODDITIES, index, true);
  for (let index = random.whole(1, 4); index < count; index += random.whole(3, 12))
    if (random.chance(0.6)) change(BREAKS, index, false);
  return { records, story };
}
