import { Window } from 'happy-dom';
import { beforeAll, describe, expect, test } from 'vitest';
import { printReport } from '../../electron/engine/report/pdf/write-pdf.ts';
import { PDF_DEFAULTS, PDF_SECTIONS } from '../../shared/pdf-report.ts';
import { keepPicture } from '../../electron/engine/pictures/store.ts';
import { pngOf } from '../support/png.ts';
import { HOSTILE, hostileCase, pdfCase } from './pdf-case.ts';
import { fontsOf, hasPoppler, infoOf } from './poppler.ts';
import {
  everyDictionary,
  everyValue,
  Name,
  nameIn,
  Operator,
  readPdf,
  textIn,
  Tokens,
  unpacked,
  type Dictionary,
  type Pdf,
  type Value,
} from './read-pdf.ts';

/**
 * What ISO 19005-2 (PDF/A-2b) asks of a file, as far as it can be told without a validator: Debian has none. Numbers are those of its
 * clauses.
 */
const cases = {
  'a plain case': pdfCase,
  'hostile values, a picture and letters of every script': async () => {
    const made = await hostileCase();
    const by = { by: HOSTILE.direction, at: '2024-06-01T00:00:00.000000Z' };
    await keepPicture(made.job, { title: HOSTILE.scripts, base64: pngOf().toString('base64') }, by);
    const about = {
      ...made.info.case,
      name: `${HOSTILE.html} ${HOSTILE.scripts}`,
      examiner: HOSTILE.scripts,
    };
    return { ...made, info: { ...made.info, case: about, made: new Date('2024-06-02T03:04:05Z') } };
  },
};

describe.each(Object.entries(cases))('H-X5 the PDF of %s', (_name, make) => {
  let pdf: Pdf;
  let catalog: Dictionary;
  beforeAll(async () => {
    const { desk, info } = await make();
    const { bytes } = await printReport(desk, info, { ...PDF_DEFAULTS, sections: [...PDF_SECTIONS] });
    pdf = readPdf(bytes);
    catalog = pdf.dictionary(pdf.trailer.get('Root'));
  }, 120_000);

  test('6.1.2 to 6.1.4 begins with its version and four bytes that are no text, ends after its end, and every object is where it is said to be', () => {
    expect(pdf.bytes.toString('latin1', 0, 9)).toMatch(/^%PDF-1\.[4-7]\n$/);
    const [, comment = ''] = pdf.bytes.toString('latin1', 0, 64).split('\n');
    expect(comment[0]).toBe('%');
    expect(
      [...comment.slice(1)].filter((letter) => letter.charCodeAt(0) > 127).length,
    ).toBeGreaterThanOrEqual(4);
    expect(pdf.bytes.toString('latin1', pdf.bytes.length - 6)).toBe('%%EOF\n');
    expect(pdf.objects.size).toBeGreaterThan(50);
    expect(pdf.trailer.get('Size')).toBe(pdf.objects.size + 1);
  });

  test('6.1.3 has an identifier, and is not encrypted', () => {
    const id = pdf.trailer.get('ID') as Value[];
    expect(id.map((one) => Buffer.isBuffer(one) && one.length > 0)).toEqual([true, true]);
    expect(pdf.trailer.has('Encrypt')).toBe(false);
    expect(catalog.has('Perms')).toBe(false);
  });

  test('6.1.7 and 6.1.8 streams stand in the file, packed by nothing but Flate; names and strings are within the limits', () => {
    for (const [number, { value, stream }] of pdf.objects) {
      if (stream === null) continue;
      expect(() => unpacked({ value, stream }), `object ${number}`).not.toThrow();
      for (const key of ['F', 'FFilter', 'FDecodeParms']) expect((value as Dictionary).has(key)).toBe(false);
    }
    for (const { value } of everyValue(pdf)) {
      if (Buffer.isBuffer(value)) expect(value.length).toBeLessThanOrEqual(32_767);
      if (value instanceof Name) expect(Buffer.byteLength(value.text, 'latin1')).toBeLessThanOrEqual(127);
      if (typeof value === 'number') expect(Math.abs(value)).toBeLessThanOrEqual(2 ** 31 - 1);
    }
  });

  test('6.2.3 its colours are meant as a profile of its own says, and it has no others', () => {
    const intents = pdf.get(catalog.get('OutputIntents')) as Value[];
    expect(intents).toHaveLength(1);
    const intent = pdf.dictionary(intents[0]);
    expect(nameIn(intent, 'S')).toBe('GTS_PDFA1');
    expect(textIn(intent.get('OutputConditionIdentifier'))).not.toBe('');
    const profile = pdf.data(intent.get('DestOutputProfile'));
    expect(pdf.dictionary(intent.get('DestOutputProfile')).get('N')).toBe(3);
    expect(profile.readUInt32BE(0)).toBe(profile.length);
    expect(profile.toString('latin1', 36, 40)).toBe('acsp');
    expect(['mntr', 'prtr', 'scnr', 'spac']).toContain(profile.toString('latin1', 12, 16));
    expect(profile.toString('latin1', 16, 20)).toBe('RGB ');
    expect(profile[8]).toBeLessThanOrEqual(4);
    for (const { value } of everyValue(pdf))
      if (value instanceof Name)
        expect(value.text).not.toMatch(/^(DeviceCMYK|Separation|DeviceN|Lab|CalRGB)$/);
  });

  test('6.2.4 to 6.2.10 draws with what ISO 32000 knows, in resources of the page, without nested states beyond the limit', () => {
    let drawn = 0;
    for (const page of pagesOf(pdf)) {
      const resources = pdf.dictionary(page.get('Resources'));
      for (const fonts of [resources.get('Font')]) if (fonts !== undefined) pdf.dictionary(fonts);
      let depth = 0;
      for (const { operator, operands } of operations(pdf.data(page.get('Contents')))) {
        expect(OPERATORS.has(operator), operator).toBe(true);
        depth += operator === 'q' ? 1 : operator === 'Q' ? -1 : 0;
        expect(depth).toBeGreaterThanOrEqual(0);
        expect(depth).toBeLessThanOrEqual(28);
        const kind = {
          Tf: 'Font',
          gs: 'ExtGState',
          Do: 'XObject',
          cs: 'ColorSpace',
          CS: 'ColorSpace',
          scn: 'Pattern',
          SCN: 'Pattern',
        }[operator];
        const name = operands.find((one) => one instanceof Name);
        if (kind === undefined || !(name instanceof Name) || /^Device(RGB|Gray)$/.test(name.text)) continue;
        expect(pdf.dictionary(resources.get(kind)).has(name.text), `${kind} ${name.text}`).toBe(true);
        drawn += 1;
      }
      expect(depth).toBe(0);
    }
    expect(drawn).toBeGreaterThan(100);
  });

  test('6.2.5 to 6.2.10 states, pictures and transparency are of the kinds that are allowed', () => {
    for (const dictionary of everyDictionary(pdf)) {
      for (const key of ['TR', 'TR2', 'HTP', 'Alternates', 'OPI', 'Ref', 'PS'])
        expect(dictionary.has(key), key).toBe(false);
      if (dictionary.has('BM')) expect(BLENDS).toContain(nameIn(dictionary, 'BM'));
      if (nameIn(dictionary, 'Subtype') === 'Image')
        expect(dictionary.get('Interpolate') ?? false).toBe(false);
      if (nameIn(dictionary, 'Type') === 'XObject')
        expect(['Image', 'Form']).toContain(nameIn(dictionary, 'Subtype'));
    }
  });

  test('6.2.11 every font is embedded, with the letters that its glyphs mean, and no glyph is missing', () => {
    const used = glyphsUsed(pdf);
    expect(used.size).toBeGreaterThan(2);
    for (const [number, glyphs] of used) {
      const font = pdf.objects.get(number)!.value as Dictionary;
      expect([nameIn(font, 'Type'), nameIn(font, 'Subtype'), nameIn(font, 'Encoding')]).toEqual([
        'Font',
        'Type0',
        'Identity-H',
      ]);
      const inside = pdf.dictionary((pdf.get(font.get('DescendantFonts')) as Value[])[0]);
      expect([nameIn(inside, 'Subtype'), nameIn(inside, 'CIDToGIDMap')]).toEqual([
        'CIDFontType2',
        'Identity',
      ]);
      expect(nameIn(inside, 'BaseFont')).toBe(nameIn(font, 'BaseFont'));
      expect(nameIn(font, 'BaseFont')).toMatch(/^[A-Z]{6}\+/);
      const descriptor = pdf.dictionary(inside.get('FontDescriptor'));
      expect(nameIn(descriptor, 'FontName')).toBe(nameIn(font, 'BaseFont'));
      const program = pdf.data(descriptor.get('FontFile2'));
      const widths = widthsOf(pdf, inside);
      const own = metricsOf(program);
      const letters = lettersOf(pdf.data(font.get('ToUnicode')).toString('latin1'));
      expect(glyphs.has(0), 'a missing glyph').toBe(false);
      for (const glyph of glyphs) {
        expect(glyph).toBeLessThan(own.count);
        // Within a thousandth of the size, as the standard has it.
        expect(Math.abs((widths.get(glyph) ?? 1000) - own.widthOf(glyph))).toBeLessThanOrEqual(1);
        const letter = letters.get(glyph) ?? '';
        expect(letter.length, `glyph ${glyph} of ${nameIn(font, 'BaseFont')}`).toBeGreaterThan(0);
        expect(['\0', '\ufeff', '\ufffe'].some((forbidden) => letter.includes(forbidden))).toBe(false);
      }
    }
  });

  test('6.3 and 6.5 links stay inside, can be printed, and nothing runs', () => {
    let links = 0;
    for (const dictionary of everyDictionary(pdf)) {
      for (const key of [
        'AA',
        'JS',
        'JavaScript',
        'URI',
        'EmbeddedFiles',
        'AcroForm',
        'XFA',
        'Requirements',
        'NeedsRendering',
        'OCProperties',
      ])
        expect(dictionary.has(key), key).toBe(false);
      const action = nameIn(dictionary, 'S');
      if (dictionary.has('S') && (dictionary.has('D') || nameIn(dictionary, 'Type') === 'Action'))
        expect(action).toBe('GoTo');
      if (!dictionary.has('Rect') || !dictionary.has('Subtype')) continue;
      expect(nameIn(dictionary, 'Subtype')).toBe('Link');
      expect(Number(dictionary.get('F')) & 0b10_0111).toBe(0b100);
      links += 1;
    }
    expect(links).toBeGreaterThan(10);
    expect(catalog.has('OpenAction')).toBe(false);
  });

  test('6.6 its metadata is XML that says PDF/A-2b and agrees with the properties of the file', () => {
    const metadata = pdf.dictionary(catalog.get('Metadata'));
    expect([nameIn(metadata, 'Type'), nameIn(metadata, 'Subtype'), metadata.has('Filter')]).toEqual([
      'Metadata',
      'XML',
      false,
    ]);
    const xml = pdf.data(catalog.get('Metadata')).toString('utf8');
    expect(xml).toMatch(
      /^<\?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"\?>[\s\S]*<\?xpacket end="w"\?>$/,
    );
    const window = new Window();
    const document = new window.DOMParser().parseFromString(
      xml.replace(/<\?xpacket[^>]*\?>/g, '').trim(),
      'application/xml',
    );
    expect(document.querySelector('parsererror')?.textContent).toBeUndefined();
    const said = (name: string) =>
      [...document.getElementsByTagName(name)].map(
        (element) => element.textContent?.trim().replace(/\s+/g, ' ') ?? '',
      );
    expect([said('pdfaid:part'), said('pdfaid:conformance')]).toEqual([['2'], ['B']]);
    const info = pdf.dictionary(pdf.trailer.get('Info'));
    const has = (key: string) =>
      textIn(pdf.get(info.get(key)))
        .trim()
        .replace(/\s+/g, ' ');
    expect(said('dc:title')).toEqual([has('Title')]);
    expect(said('dc:creator')).toEqual([has('Author')]);
    expect(said('xmp:CreatorTool')).toEqual([has('Creator')]);
    expect(said('pdf:Producer')).toEqual([has('Producer')]);
    expect(said('xmp:CreateDate').map(Date.parse)).toEqual([timeOf(has('CreationDate'))]);
    const known = ['Title', 'Author', 'Creator', 'Producer', 'CreationDate'];
    expect([...info.keys()].filter((key) => !known.includes(key))).toEqual([]);
  });

  test('6.7 it claims no tags, which it does not have, and names its language', () => {
    expect(catalog.get('MarkInfo')).toBeUndefined();
    expect(catalog.get('StructTreeRoot')).toBeUndefined();
    expect(textIn(catalog.get('Lang'))).toBe('en');
  });

  test.skipIf(!hasPoppler)(
    'a reader of somebody else finds it whole: no complaint, all fonts embedded and with their letters',
    () => {
      const fonts = fontsOf(pdf.bytes).trim().split('\n').slice(2);
      expect(fonts.length).toBeGreaterThan(2);
      for (const font of fonts) expect(font).toMatch(/CID TrueType\s+Identity-H\s+yes yes yes\s/);
      expect(infoOf(pdf.bytes)).toMatch(/JavaScript: +no[\s\S]*Encrypted: +no/);
    },
  );
});

function* pagesOf(pdf: Pdf): Generator<Dictionary> {
  for (const dictionary of everyDictionary(pdf)) if (nameIn(dictionary, 'Type') === 'Page') yield dictionary;
}

function* operations(data: Buffer): Generator<{ operator: string; operands: Value[] }> {
  const tokens = new Tokens(data);
  let operands: Value[] = [];
  while (!tokens.ended) {
    const next = tokens.next();
    if (!(next instanceof Operator)) operands.push(next);
    else {
      yield { operator: next.text, operands };
      operands = [];
    }
  }
}

const OPERATORS = new Set(
  'b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re RG rg ri s S sc SC scn SCN sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y \' "'.split(
    ' ',
  ),
);
const BLENDS = ['Normal', 'Compatible'];

/** The glyphs that each font draws, by the number of its object. */
function glyphsUsed(pdf: Pdf): Map<number, Set<number>> {
  const used = new Map<number, Set<number>>();
  for (const page of pagesOf(pdf)) {
    const fonts = pdf.dictionary(pdf.dictionary(page.get('Resources')).get('Font') ?? new Map());
    let current = new Set<number>();
    for (const { operator, operands } of operations(pdf.data(page.get('Contents')))) {
      const [first] = operands;
      if (operator === 'Tf' && first instanceof Name) {
        const { number } = fonts.get(first.text) as unknown as { number: number };
        current = used.get(number) ?? new Set();
        used.set(number, current);
      }
      if (operator !== 'TJ' && operator !== 'Tj') continue;
      for (const text of [first].flat())
        if (Buffer.isBuffer(text))
          for (let at = 0; at < text.length; at += 2) current.add(text.readUInt16BE(at));
    }
  }
  return used;
}

/** What the file says of the widths of glyphs, in thousandths. */
function widthsOf(pdf: Pdf, font: Dictionary): Map<number, number> {
  const widths = new Map<number, number>();
  const list = pdf.get(font.get('W')) as Value[];
  for (let at = 0; at < list.length; at += 2) {
    const [first, following] = [list[at] as number, pdf.get(list[at + 1]) as Value[]];
    following.forEach((width, index) => widths.set(first + index, width as number));
  }
  return widths;
}

/** The widths in the font itself. */
function metricsOf(font: Buffer): { count: number; widthOf: (glyph: number) => number } {
  const tables = new Map<string, number>();
  for (let index = 0; index < font.readUInt16BE(4); index++)
    tables.set(font.toString('latin1', 12 + 16 * index, 16 + 16 * index), font.readUInt32BE(20 + 16 * index));
  const at = (tag: string) => tables.get(tag) ?? Number.NaN;
  const [units, measured] = [font.readUInt16BE(at('head') + 18), font.readUInt16BE(at('hhea') + 34)];
  return {
    count: font.readUInt16BE(at('maxp') + 4),
    widthOf: (glyph) => (font.readUInt16BE(at('hmtx') + 4 * Math.min(glyph, measured - 1)) * 1000) / units,
  };
}

/** Of each glyph the letters that it means. */
function lettersOf(map: string): Map<number, string> {
  const letters = new Map<number, string>();
  for (const [, range = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, first = '', , list = ''] of range.matchAll(/<(\w+)>\s*<(\w+)>\s*\[([^\]]*)\]/g))
      [...list.matchAll(/<([\w ]*)>/g)].forEach(([, code = ''], index) => {
        const units = code.match(/\w{4}/g)?.map((unit) => Number.parseInt(unit, 16)) ?? [];
        letters.set(Number.parseInt(first, 16) + index, String.fromCharCode(...units));
      });
  return letters;
}

/** `D:20240602030405Z` */
function timeOf(text: string): number {
  const [, year, month, day, hour, minute, second] =
    /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
