import { crc32, inflateSync } from 'node:zlib';
import { PICTURE_MOST } from '../../../shared/pictures.ts';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** What a drawing needs, and nothing that holds text, a profile or a thing of its own. */
const CHUNKS = new Set(['IHDR', 'PLTE', 'tRNS', 'sRGB', 'gAMA', 'pHYs', 'sBIT', 'IDAT', 'IEND']);
const CHANNELS: Readonly<Record<number, number>> = { 2: 3, 6: 4 };

interface Chunk {
  type: string;
  data: Buffer;
}

/**
 * The size of a PNG file of ours: RGB or RGBA of eight bits a channel, not interlaced, every chunk with its checksum, and pixels that
 * unpack to just what the size says. Throws on anything else, before more than that is unpacked.
 */
export function sizeOfPng(file: Buffer): { width: number; height: number } {
  if (file.length > PICTURE_MOST.bytes) refuse(`${file.length} bytes are more than ${PICTURE_MOST.bytes}`);
  const chunks = chunksOf(file);
  const [head] = chunks;
  if (head?.type !== 'IHDR' || head.data.length !== 13) refuse('it does not begin with its size');
  const [width, height] = [head.data.readUInt32BE(0), head.data.readUInt32BE(4)];
  const [depth, colour, compression, filter, interlace] = head.data.subarray(8);
  const channels = CHANNELS[colour ?? -1];
  if (depth !== 8 || channels === undefined || compression !== 0 || filter !== 0 || interlace !== 0)
    refuse('only RGB or RGBA of eight bits that is not interlaced is taken');
  const isTooLarge =
    width * height > PICTURE_MOST.pixels || width > PICTURE_MOST.side || height > PICTURE_MOST.side;
  if (width === 0 || height === 0 || isTooLarge) refuse(`${width} × ${height} pixels`);
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  checkPixels(packed, (width * channels + 1) * height, width * channels + 1);
  return { width, height };
}

function chunksOf(file: Buffer): Chunk[] {
  if (!file.subarray(0, SIGNATURE.length).equals(SIGNATURE)) refuse('it is no PNG file');
  const chunks: Chunk[] = [];
  let at = SIGNATURE.length;
  while (at < file.length) {
    if (at + 12 > file.length) refuse('it ends within a chunk');
    const length = file.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > file.length) refuse('it ends within a chunk');
    const type = file.toString('latin1', at + 4, at + 8);
    if (!CHUNKS.has(type)) refuse(`it has a chunk ${JSON.stringify(type)}`);
    if (crc32(file.subarray(at + 4, end - 4)) !== file.readUInt32BE(end - 4)) refuse('a checksum is wrong');
    chunks.push({ type, data: file.subarray(at + 8, end - 4) });
    at = end;
  }
  if (chunks.findIndex(({ type }) => type === 'IEND') !== chunks.length - 1) refuse('it does not end');
  return chunks;
}

function checkPixels(packed: Buffer, length: number, line: number): void {
  const pixels = unpacked(packed, length);
  if (pixels.length !== length) refuse('its pixels are not those of its size');
  for (let at = 0; at < pixels.length; at += line) if ((pixels[at] ?? 9) > 4) refuse('a line has no filter');
}

function unpacked(packed: Buffer, most: number): Buffer {
  try {
    return inflateSync(packed, { maxOutputLength: most });
  } catch {
    return refuse('its pixels cannot be unpacked');
  }
}

function refuse(why: string): never {
  throw new Error(`not a picture that can be kept: ${why}`);
}
