import { spawnSync } from 'node:child_process';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { Random } from '../fixtures/random.ts';
import { zip } from '../zip.ts';
import type { Seed } from './seeds.ts';
import { cutAfter, flipped, makeStream, type Stream } from './streams.ts';

/** A made file: its bytes, and the streams in it in the order of its members. */
export interface MadeFile {
  /** Makes it again. */
  seed: number;
  bytes: Buffer;
  streams: Stream[];
  archive: boolean;
  /** Neither the members nor what is in them can be told. */
  wild: boolean;
  story: string[];
}

type Packed = Pick<MadeFile, 'bytes' | 'streams' | 'archive' | 'wild'>;
type Pack = (streams: Stream[], random: Random) => Packed | Promise<Packed>;

const whole = (bytes: Buffer, streams: Stream[], archive = false): Packed => ({
  bytes,
  streams,
  archive,
  wild: false,
});
const only = (streams: Stream[]): Stream => streams[0] as Stream;
const one = (stream: Stream, bytes: Buffer): Packed => whole(bytes, [stream]);

/** A compressor of the machine's, where there is one. */
function tool(name: string, input: Buffer): Buffer {
  const { status, stdout } = spawnSync(name, ['-c'], { input, maxBuffer: 2 ** 28 });
  return status === 0 ? stdout : gzipSync(input);
}

/** What a damaged gzip still gives, by Node's own reader. */
function cutGzip(stream: Stream, packed: Buffer): Packed {
  const text = gunzipSync(packed, { finishFlush: constants.Z_SYNC_FLUSH });
  return whole(packed, [{ ...stream, records: cutAfter(stream, text.length).records }]);
}

const GZIP_HEADER = 10;
const GZIP_TRAILER = 8;

const SINGLE: Readonly<Record<string, Pack>> = {
  plain: (streams) => one(only(streams), only(streams).bytes),
  gzip: (streams) => one(only(streams), gzipSync(only(streams).bytes)),
  'gzip twice': (streams) => one(only(streams), gzipSync(gzipSync(only(streams).bytes))),
  'gzip of two members': (streams, random) => {
    const { bytes } = only(streams);
    const middle = random.whole(0, bytes.length);
    return one(
      only(streams),
      Buffer.concat([gzipSync(bytes.subarray(0, middle)), gzipSync(bytes.subarray(middle))]),
    );
  },
  'gzip with a wrong checksum': (streams, random) => {
    const packed = gzipSync(only(streams).bytes);
    packed[packed.length - random.whole(1, GZIP_TRAILER)]! ^= 1 << random.whole(0, 7);
    return one(only(streams), packed);
  },
  'gzip with rubbish behind': (streams) =>
    one(only(streams), Buffer.concat([gzipSync(only(streams).bytes), Buffer.from('rubbish')])),
  'half a gzip': (streams, random) => {
    const packed = gzipSync(only(streams).bytes);
    return cutGzip(only(streams), packed.subarray(0, random.whole(GZIP_HEADER + 1, packed.length - 1)));
  },
  'gzip with flipped bits': (streams, random) => ({
    ...one(only(streams), flipped(gzipSync(only(streams).bytes), random)),
    wild: true,
  }),
};

const TOOLS: Readonly<Record<string, Pack>> = Object.fromEntries(
  ['zstd', 'bzip2', 'xz'].flatMap((name): [string, Pack][] => [
    [name, (streams) => one(only(streams), tool(name, only(streams).bytes))],
    [
      `half a ${name}`,
      (streams, random) => {
        const packed = tool(name, only(streams).bytes);
        return { ...one(only(streams), packed.subarray(0, random.whole(1, packed.length - 1))), wild: true };
      },
    ],
    [
      `${name} with flipped bits`,
      (streams, random) => ({
        ...one(only(streams), flipped(tool(name, only(streams).bytes), random)),
        wild: true,
      }),
    ],
  ]),
);

const entryName = (index: number): string => `logs/${index}.log`;

async function tar(contents: readonly Buffer[]): Promise<Buffer> {
  const packer = pack();
  contents.forEach((content, index) => packer.entry({ name: entryName(index), mtime: new Date(0) }, content));
  packer.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of packer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const bytesOf = (streams: readonly Stream[]): Buffer[] => streams.map((stream) => stream.bytes);
const zipOf = (contents: readonly Buffer[], wrong = -1): Buffer =>
  zip(
    contents.map((data, index) => ({
      name: entryName(index),
      data,
      deflate: index % 2 === 0,
      ...(index === wrong ? { checksum: 1 } : {}),
    })),
  );

const TAR_BLOCK = 512;
const blocks = (bytes: Buffer): number => TAR_BLOCK + Math.ceil(bytes.length / TAR_BLOCK) * TAR_BLOCK;

/** The first bytes of a tar: the member that it ends in is cut too, those behind it are gone. */
function cutTar(packed: Buffer, streams: Stream[], length: number): Packed {
  let start = 0;
  const left: Stream[] = [];
  for (const stream of streams) {
    const room = length - start - TAR_BLOCK;
    if (room < 0) break;
    left.push(room < stream.bytes.length ? { ...stream, ...cutAfter(stream, room) } : stream);
    start += blocks(stream.bytes);
  }
  return whole(packed.subarray(0, length), left, true);
}

const ARCHIVES: Readonly<Record<string, Pack>> = {
  tar: async (streams) => whole(await tar(bytesOf(streams)), streams, true),
  'tar.gz': async (streams) => whole(gzipSync(await tar(bytesOf(streams))), streams, true),
  zip: (streams) => whole(zipOf(bytesOf(streams)), streams, true),
  'zip of gzips': (streams) => whole(zipOf(bytesOf(streams).map((bytes) => gzipSync(bytes))), streams, true),
  'zip in tar': async (streams) => whole(await tar([zipOf(bytesOf(streams))]), streams, true),
  'tar in zip': async (streams) => whole(zipOf([await tar(bytesOf(streams))]), streams, true),
  'zip with a wrong checksum': (streams, random) =>
    whole(zipOf(bytesOf(streams), random.whole(0, streams.length - 1)), streams, true),
  'half a tar': async (streams, random) => {
    const packed = await tar(bytesOf(streams));
    return cutTar(packed, streams, random.whole(TAR_BLOCK, packed.length - 1));
  },
  'half a zip': (streams, random) => {
    const packed = zipOf(bytesOf(streams));
    const bytes = packed.subarray(0, random.whole(4, packed.length - 1));
    return { ...whole(bytes, streams, true), wild: true };
  },
  'zip with flipped bits': (streams, random) => ({
    ...whole(flipped(zipOf(bytesOf(streams)), random), streams, true),
    wild: true,
  }),
  'tar with flipped bits': async (streams, random) => ({
    ...whole(flipped(await tar(bytesOf(streams)), random), streams, true),
    wild: true,
  }),
};

const PACKS: Readonly<Record<string, Pack>> = { ...SINGLE, ...TOOLS, ...ARCHIVES };

/** The file that belongs to a number: the same on every machine that has the same compressors. */
export async function makeFile(seeds: readonly Seed[], seed: number): Promise<MadeFile> {
  const random = new Random(seed);
  const group = random.chance(0.6) ? SINGLE : random.chance(0.06) ? TOOLS : ARCHIVES;
  const name = group === SINGLE && random.chance(0.5) ? 'plain' : random.pick(Object.keys(group));
  const count = group === ARCHIVES ? random.whole(1, 3) : 1;
  const streams = Array.from({ length: count }, () => makeStream(seeds, random));
  const packed = await (PACKS[name] as Pack)(streams, random);
  return { ...packed, seed, story: [name, ...streams.flatMap((stream) => stream.story)] };
}
