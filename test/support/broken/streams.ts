import type { Random } from '../fixtures/random.ts';
import { makeRecords, type MadeRecord } from './records.ts';
import type { Seed } from './seeds.ts';

/** A stream of text as it would stand in a file, with what has to come out of it. */
export interface Stream {
  seed: Seed;
  bytes: Buffer;
  /** In their order; `end` is the byte after a record. */
  records: (MadeRecord & { end: number })[];
  /** What was done cannot be told exactly: only that nothing is lost without a word. */
  wild: boolean;
  story: string[];
}

/** What stands before, between and after the records. */
interface Layout {
  name: string;
  pretty?: boolean;
  before: string;
  between: (random: Random) => string;
  after: string;
}

const fixed = (text: string) => () => text;

const LINES: readonly Layout[] = [
  { name: 'lines', before: '', between: fixed('\n'), after: '\n' },
  { name: 'lines without a last end', before: '', between: fixed('\n'), after: '' },
  { name: 'lines of Windows', before: '', between: fixed('\r\n'), after: '\r\n' },
  {
    name: 'mixed line ends',
    before: '',
    between: (random) => random.pick(['\n', '\r\n', '\n\n', '\r\n\r\n']),
    after: '\n\n',
  },
];

const JSON_LAYOUTS: readonly Layout[] = [
  { name: 'array', before: '[', between: fixed(','), after: ']' },
  { name: 'array of lines', before: '[\n', between: fixed(',\n'), after: '\n]\n' },
  { name: 'indented array', pretty: true, before: '[\n    ', between: fixed(',\n    '), after: '\n]\n' },
  { name: 'objects one after the other', before: '', between: fixed(''), after: '' },
];

function layoutsOf(seed: Seed): readonly Layout[] {
  if (seed.header !== null) return LINES.map((one) => ({ ...one, before: `${seed.header}\n` }));
  if (seed.kind === 'csv') return LINES;
  if (seed.kind === 'lines') return LINES;
  const envelopes = seed.containers.flatMap((key): Layout[] => [
    { name: `envelope ${key}`, before: `{"${key}":[`, between: fixed(','), after: ']}' },
    {
      name: `indented envelope ${key}`,
      pretty: true,
      before: `{\n  "about": {"n": [1, {}]},\n  "${key}": [\n    `,
      between: fixed(',\n    '),
      after: '\n  ],\n  "tail": null\n}\n',
    },
  ]);
  return [...LINES, ...JSON_LAYOUTS, ...envelopes];
}

export function makeStream(seeds: readonly Seed[], random: Random): Stream {
  const seed = random.pick(seeds);
  const layout = random.pick(layoutsOf(seed));
  const { records, story } = makeRecords(seed, random.whole(1, 24), layout.pretty ?? false, random);
  const parts: Buffer[] = [Buffer.from(layout.before)];
  let end = parts[0]!.length;
  const add = (bytes: Buffer) => {
    parts.push(bytes);
    end += bytes.length;
  };
  const placed = records.map((record, index) => {
    if (index > 0) add(Buffer.from(layout.between(random)));
    add(record.bytes);
    return { ...record, end };
  });
  add(Buffer.from(layout.after));
  const inDocument = !LINES.some(({ name }) => name === layout.name);
  const stream = {
    seed,
    bytes: Buffer.concat(parts),
    records: inDocument ? findable(placed) : placed,
    wild: false,
  };
  return changed({ ...stream, story: [seed.name, layout.name, ...story] }, random);
}

/** In a document the record after a broken one is known by its beginning, which a whole one has to have had before. */
function findable(records: Stream['records']): Stream['records'] {
  const beginnings = new Set<string>();
  let lost = false;
  return records.map((record) => {
    if (!record.sound) lost = true;
    else if (beginnings.has(beginningOf(record))) lost = false;
    else if (!lost) beginnings.add(beginningOf(record));
    return { ...record, sound: record.sound && !lost };
  });
}

const beginningOf = ({ bytes }: { bytes: Buffer }): string => bytes.toString('latin1', 0, bytes.indexOf(':'));

/** Changes of a whole stream. */
const CHANGES: Readonly<Record<string, (stream: Stream, random: Random) => Partial<Stream>>> = {
  'cut off': (stream, random) => cutAfter(stream, random.whole(1, stream.bytes.length)),
  'byte order mark': (stream) => prefixed(stream, Buffer.from('\ufeff')),
  'UTF-16LE': (stream) => ({ bytes: utf16(stream), records: onlyUtf8(stream) }),
  'UTF-16BE': (stream) => ({ bytes: utf16(stream).swap16(), records: onlyUtf8(stream) }),
  'latin 1': (stream) => {
    const bytes = Buffer.from(stream.bytes.toString('utf8'), 'latin1');
    return {
      bytes,
      records: stream.records.map((one) => ({ ...one, sound: one.sound && isAscii(one.bytes) })),
    };
  },
  'a line before': (stream) => prefixed(stream, Buffer.from('exported by a tool, 2024-05-01\n')),
  'NULs before': (stream) => prefixed(stream, Buffer.alloc(20)),
  'NULs after': (stream) => ({
    bytes: Buffer.concat([stream.bytes, Buffer.from('\n'), Buffer.alloc(5_000)]),
  }),
  'flipped bits anywhere': (stream, random) => ({ bytes: flipped(stream.bytes, random), wild: true }),
  'a stretch taken out': (stream, random) => {
    const from = random.whole(0, stream.bytes.length);
    const to = random.whole(from, stream.bytes.length);
    return { bytes: Buffer.concat([stream.bytes.subarray(0, from), stream.bytes.subarray(to)]), wild: true };
  },
};

function changed(stream: Stream, random: Random): Stream {
  if (!random.chance(0.35)) return stream;
  const names = Object.keys(CHANGES).filter(
    (name) => stream.seed.kind === 'json' || !name.endsWith(' before'),
  );
  const name = random.pick(names);
  return { ...stream, ...CHANGES[name]!(stream, random), story: [...stream.story, name] };
}

/** The first `length` bytes of a stream: what ends later is no longer to come out. */
export function cutAfter(stream: Stream, length: number): Pick<Stream, 'bytes' | 'records'> {
  const records = stream.records.map((one) => ({ ...one, sound: one.sound && one.end <= length }));
  return { bytes: stream.bytes.subarray(0, length), records };
}

export function flipped(bytes: Buffer, random: Random): Buffer {
  const changed = Buffer.from(bytes);
  for (let flips = random.whole(1, 8); flips > 0 && changed.length > 0; flips--)
    changed[random.whole(0, changed.length - 1)]! ^= 1 << random.whole(0, 7);
  return changed;
}

const isAscii = (bytes: Buffer): boolean => bytes.every((byte) => byte < 0x80);

function prefixed(stream: Stream, prefix: Buffer): Pick<Stream, 'bytes' | 'records'> {
  const records = stream.records.map((one) => ({ ...one, end: one.end + prefix.length }));
  return { bytes: Buffer.concat([prefix, stream.bytes]), records };
}

const utf16 = (stream: Stream): Buffer => Buffer.from(`\ufeff${stream.bytes.toString('utf8')}`, 'utf16le');

/** Places of a re-encoded stream are not known. */
const onlyUtf8 = (stream: Stream): Stream['records'] =>
  stream.records.map((one) => ({ ...one, end: Infinity }));
