import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from '../../enrich/address/data-folder.ts';

/**
 * The fonts of the report. A face of Latin, Greek and Cyrillic leaves its tables for shaping out, which nothing in those scripts needs:
 * setting text is twice as fast. The one for Arabic and Hebrew keeps them.
 */
const FILES = {
  DejaVuSansCondensed: { folder: 'dejavu-fonts-ttf', file: 'ttf/DejaVuSansCondensed.ttf', shaped: false },
  'DejaVuSansCondensed-Bold': {
    folder: 'dejavu-fonts-ttf',
    file: 'ttf/DejaVuSansCondensed-Bold.ttf',
    shaped: false,
  },
  DejaVuSansMono: { folder: 'dejavu-fonts-ttf', file: 'ttf/DejaVuSansMono.ttf', shaped: false },
  DejaVuSans: { folder: 'dejavu-fonts-ttf', file: 'ttf/DejaVuSans.ttf', shaped: true },
  'NotoSansSC-Regular': {
    folder: '@expo-google-fonts/noto-sans-sc',
    file: '400Regular/NotoSansSC_400Regular.ttf',
    shaped: false,
  },
  'NotoSansKR-Regular': {
    folder: '@expo-google-fonts/noto-sans-kr',
    file: '400Regular/NotoSansKR_400Regular.ttf',
    shaped: false,
  },
} as const;

/** By its PostScript name, by which the writer of the PDF knows it. */
export type FaceName = keyof typeof FILES;

export const FACE_NAMES = Object.keys(FILES) as FaceName[];

/** Below the folder of packages; the package of the desktop must hold them. */
export const FACE_FILES = Object.values(FILES).map(({ folder, file }) => `${folder}/${file}`);

export interface Face {
  bytes: Buffer;
  /** Whether it has a glyph for a code point of the basic plane. */
  has(codePoint: number): boolean;
  /** Width of that glyph, as a part of the size of the font. */
  widthOf(codePoint: number): number;
}

const opened = new Map<FaceName, Face>();

export function faceOf(name: FaceName): Face {
  const known = opened.get(name);
  if (known) return known;
  const { folder, file, shaped } = FILES[name];
  const place = dataFolder(folder);
  if (place === null) throw new Error(`the font ${name} is missing: no ${folder}`);
  const bytes = readFileSync(join(place, file));
  const face = { bytes: shaped ? bytes : without(bytes, SHAPING), ...metricsOf(bytes) };
  opened.set(name, face);
  return face;
}

interface Table {
  tag: string;
  checksum: number;
  offset: number;
  length: number;
}

const SHAPING = new Set(['GSUB', 'GPOS', 'GDEF', 'kern', 'MATH']);
const HEAD = 12;
const ENTRY = 16;

function tablesOf(font: Buffer): Table[] {
  return Array.from({ length: font.readUInt16BE(4) }, (_none, index) => {
    const at = HEAD + ENTRY * index;
    return {
      tag: font.toString('latin1', at, at + 4),
      checksum: font.readUInt32BE(at + 4),
      offset: font.readUInt32BE(at + 8),
      length: font.readUInt32BE(at + 12),
    };
  });
}

/** The font without some of its tables. */
function without(font: Buffer, tags: ReadonlySet<string>): Buffer {
  const kept = tablesOf(font).filter(({ tag }) => !tags.has(tag));
  const head: Buffer = Buffer.from(font.subarray(0, HEAD));
  head.writeUInt16BE(kept.length, 4);
  const directory = Buffer.alloc(ENTRY * kept.length);
  const parts: Buffer[] = [head, directory];
  let at = HEAD + directory.length;
  kept.forEach(({ tag, checksum, offset, length }, index) => {
    const entry = ENTRY * index;
    directory.write(tag, entry, 'latin1');
    directory.writeUInt32BE(checksum, entry + 4);
    directory.writeUInt32BE(at, entry + 8);
    directory.writeUInt32BE(length, entry + 12);
    const padding = (4 - (length % 4)) % 4;
    parts.push(font.subarray(offset, offset + length), Buffer.alloc(padding));
    at += length + padding;
  });
  return Buffer.concat(parts);
}

function metricsOf(font: Buffer): Pick<Face, 'has' | 'widthOf'> {
  const tables = new Map(tablesOf(font).map((table) => [table.tag, table.offset]));
  const at = (tag: string): number => {
    const offset = tables.get(tag);
    if (offset === undefined) throw new Error(`a font without its table ${tag}`);
    return offset;
  };
  const glyphs = glyphsOf(font, at('cmap'));
  const unitsPerEm = font.readUInt16BE(at('head') + 18);
  const [widths, measured] = [at('hmtx'), font.readUInt16BE(at('hhea') + 34)];
  return {
    has: (codePoint) => (glyphs[codePoint] ?? 0) > 0,
    widthOf: (codePoint) => {
      const glyph = Math.min(glyphs[codePoint] ?? 0, measured - 1);
      return font.readUInt16BE(widths + 4 * glyph) / unitsPerEm;
    },
  };
}

const BASIC_PLANE = 0x10000;

/** The glyph of each code point of the basic plane; 0 where it has none. */
function glyphsOf(font: Buffer, cmap: number): Uint16Array {
  const glyphs = new Uint16Array(BASIC_PLANE);
  for (let index = 0; index < font.readUInt16BE(cmap + 2); index++) {
    const subtable = cmap + font.readUInt32BE(cmap + 4 + 8 * index + 4);
    const format = font.readUInt16BE(subtable);
    if (format === 4) readSegments(font, subtable, glyphs);
    if (format === 12) readGroups(font, subtable, glyphs);
  }
  return glyphs;
}

/** Format 4 of a character map: four lists of as many segments. */
function readSegments(font: Buffer, at: number, glyphs: Uint16Array): void {
  const size = font.readUInt16BE(at + 6);
  const [ends, starts] = [at + 14, at + 16 + size];
  const [deltas, offsets] = [starts + size, starts + 2 * size];
  for (let segment = 0; segment < size; segment += 2) {
    const [first, last] = [font.readUInt16BE(starts + segment), font.readUInt16BE(ends + segment)];
    const [delta, offset] = [font.readUInt16BE(deltas + segment), font.readUInt16BE(offsets + segment)];
    for (let code = first; code <= last && code < BASIC_PLANE - 1; code++) {
      const place = offsets + segment + offset + 2 * (code - first);
      const glyph = offset === 0 ? code : font.readUInt16BE(place);
      if (glyph !== 0) glyphs[code] = (glyph + delta) & 0xffff;
    }
  }
}

/** Format 12: groups of code points that follow one another, as their glyphs do. */
function readGroups(font: Buffer, at: number, glyphs: Uint16Array): void {
  for (let group = 0; group < font.readUInt32BE(at + 12); group++) {
    const [first, last, glyph] = [0, 4, 8].map((field) =>
      font.readUInt32BE(at + 16 + 12 * group + field),
    ) as [number, number, number];
    for (let code = first; code <= Math.min(last, BASIC_PLANE - 1); code++)
      glyphs[code] = glyph + code - first;
  }
}
