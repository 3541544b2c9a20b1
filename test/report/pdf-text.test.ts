import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FACE_NAMES, faceOf } from '../../electron/engine/report/pdf/faces.ts';
import { codeOf } from '../../shared/hidden-characters.ts';
import { cut, plain, runsOf } from '../../electron/engine/report/pdf/visible.ts';
import { say, time } from '../../electron/engine/report/pdf/words.ts';
import { Svg } from '../../electron/engine/report/pdf/svg.ts';
import { HOSTILE } from './pdf-case.ts';

const FACE = 'DejaVuSansCondensed';
const read = (text: string): string =>
  runsOf(text, FACE)
    .map((run) => run.text)
    .join('');
const facesOf = (text: string): string[] => runsOf(text, FACE).map((run) => (run.code ? 'code' : run.face));

describe('a text on paper', () => {
  test('each script has a font that has its letters', () => {
    expect(facesOf('Latin Ελληνικά Кириллица ½')).toEqual([FACE]);
    expect(facesOf('עברית')).toEqual(['DejaVuSans']);
    expect(facesOf('العربية')).toEqual(['DejaVuSans']);
    expect(facesOf('漢字かな')).toEqual(['NotoSansSC-Regular']);
    expect(facesOf('한국어')).toEqual(['NotoSansKR-Regular']);
    expect(facesOf('a漢b')).toEqual([FACE, 'NotoSansSC-Regular', FACE]);
  });

  test('a name of several Arabic or Hebrew words is one piece, since a font turns only what it is given together', () => {
    const name = { face: 'DejaVuSans', code: false };
    expect(runsOf('محمد عبد الله', FACE)).toEqual([{ ...name, text: 'محمد\u00a0عبد\u00a0الله' }]);
    expect(read('יוסי, כהן x')).toBe('יוסי, כהן x');
    expect(read('محمد x عبد')).toBe('محمد x عبد');
  });

  test('a number in digits of such a script is read from left to right: no digit is turned with another', () => {
    const texts = (text: string) => runsOf(text, FACE).map((run) => run.text);
    expect(texts('R/١٢٣')).toEqual(['R/', '١', '٢', '٣']);
    expect(texts('محمد ۱۲')).toEqual(['محمد', ' ', '۱', '۲']);
  });

  test('what cannot be seen or has no glyph is its code; a plain word with such a code is not marked', () => {
    expect(read(HOSTILE.direction)).toBe('invoiceU+202Efdp.exe');
    expect(read(HOSTILE.nul)).toBe('nulU+0000here');
    expect(read('\u{E0041}')).toBe('U+E0041');
    expect(read('\uE000')).toBe('U+E000');
    expect(facesOf('U+202E')).toEqual([FACE]);
  });

  test('a letter that looks Latin is marked in a Latin word, and not in a word of its own script', () => {
    expect(read(HOSTILE.homoglyph)).toBe('p\u0430U+0430ypal.com');
    expect(read('привет Latin')).toBe('привет Latin');
    expect(read('αβγ-abc')).toBe('αβγ-abc');
  });

  test('whatever the text, every character is drawn by a glyph of its font, and none is lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        let back = '';
        for (const run of runsOf(text, FACE)) {
          for (const character of run.text)
            expect(faceOf(run.face).has(character.codePointAt(0) ?? 0), codeOf(character)).toBe(true);
          back += run.text;
        }
        back = back.replaceAll('\u00a0', ' ');
        for (const character of text)
          expect(
            back.includes(character) || back.includes(codeOf(character)) || /[\n\t]/.test(character),
          ).toBe(true);
        expect(back).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 500 },
    );
  });

  test('a long text is cut, and says by how much', () => {
    expect(cut('abcdef', 4)).toEqual({ shown: 'abcd', left: 2 });
    expect(
      say('x'.repeat(2000), { most: 10 })
        .map((piece) => piece.text as string)
        .join(''),
    ).toBe(`${'x'.repeat(10)} … (1,990 more characters)`);
    expect(plain('a\u202eb')).toBe('a[U+202E]b');
  });

  test('times are told without their letters, and with the part of a second only where there is one', () => {
    expect(time('2024-05-01T10:00:00.000000Z')).toBe('2024-05-01 10:00:00');
    expect(time('2024-05-01T10:00:00.120000Z')).toBe('2024-05-01 10:00:00.12');
    expect(time(null)).toBe('–');
  });

  test('a drawing holds no element but its own, whatever text it is given', () => {
    const svg = new Svg(100, 20);
    for (const value of Object.values(HOSTILE)) svg.text(0, 10, value, 90);
    const { svg: text } = svg.content() as { svg: string };
    expect(text.replace(/<\/?(svg|text)\b[^<>]*>/g, '')).not.toMatch(/[<>]/);
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

test('a font that is read has all the glyphs that its letters need, each with a width', () => {
  for (const name of FACE_NAMES) {
    const face = faceOf(name);
    for (const character of 'Aa0~') {
      expect(face.has(character.charCodeAt(0)), `${name} ${character}`).toBe(true);
      expect(face.widthOf(character.charCodeAt(0))).toBeGreaterThan(0.2);
    }
    expect(face.has(0xe000)).toBe(false);
  }
  const mono = faceOf('DejaVuSansMono');
  expect(mono.widthOf(0x69)).toBe(mono.widthOf(0x57));
});
