import { crc32, deflateSync } from 'node:zlib';

export interface PngParts {
  width?: number;
  height?: number;
  /** Depth, colour, compression, filter, interlace. */
  form?: readonly number[];
  pixels?: Buffer;
  /** Between the head and the pixels. */
  extra?: readonly Buffer[];
}

export function chunkOf(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(4);
  frame.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([frame, body, sum]);
}

/** A PNG file, by itself a small grey picture of ours with an alpha channel. */
export function pngOf({
  width = 4,
  height = 3,
  form = [8, 6, 0, 0, 0],
  pixels,
  extra = [],
}: PngParts = {}): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  Buffer.from(form).copy(head, 8);
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 4, 0xcc)]);
  const raw = pixels ?? Buffer.concat(Array.from({ length: height }, () => line));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunkOf('IHDR', head),
    ...extra,
    chunkOf('IDAT', deflateSync(raw)),
    chunkOf('IEND', Buffer.alloc(0)),
  ]);
}
