import { codeOf, HIDDEN } from '../../../../shared/hidden-characters.ts';
import { faceOf, type FaceName } from './faces.ts';

/**
 * The one place where a text becomes what stands on paper. What cannot be seen, or would be taken for something else, is written as
 * its code: a control, a mark of direction, a letter of another script within a Latin word, a character that no font has.
 */

/** `code`: it stands for one character, as `U+202E`. */
export interface Run {
  text: string;
  face: FaceName;
  code: boolean;
}

const CODES: FaceName = 'DejaVuSansMono';
const PLAIN = /^[\x20-\x7e]*$/;
const UNSEEN = new RegExp(HIDDEN, 'u');
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Nko}]/u;
/** The space between two such words: only in one piece do they stand in their order, the first at the right. */
const BETWEEN = '\u00a0';
/** Digits that a font would turn with the letters around them, though numbers are read from left to right: each is a piece of its own. */
const TURNED_DIGIT = /[\u0660-\u0669\u06f0-\u06f9\u07c0-\u07c9]/;
const MARK = /\p{M}/u;
/** More of them on one letter climb over the lines above. */
const MARKS = 2;
/** With bold letters of the same width of alphabet; Arabic, Hebrew and CJK have one weight. */
const FALLBACKS: readonly FaceName[] = ['DejaVuSans', 'NotoSansSC-Regular', 'NotoSansKR-Regular'];

/** The text in runs of one font each, all of it visible. */
export function runsOf(text: string, face: FaceName): Run[] {
  if (text === '') return [];
  if (PLAIN.test(text)) return [{ text, face, code: false }];
  const foreign = foreignLetters(text);
  const runs = new Runs();
  let marks = 0;
  let at = 0;
  let turned = false;
  for (const character of text) {
    marks = MARK.test(character) ? marks + 1 : 0;
    if (turned && character === ' ' && isTurned(text[at + 1] ?? '')) {
      runs.add(BETWEEN, 'DejaVuSans');
      at += 1;
      continue;
    }
    turned = isTurned(character) || (turned && marks > 0);
    const found = marks > MARKS ? null : faceFor(character, face);
    if (found === null) runs.code(character);
    else if (TURNED_DIGIT.test(character)) runs.alone(character, found);
    else {
      runs.add(character, found);
      if (foreign.has(at)) runs.code(character);
    }
    at += character.length;
  }
  return runs.list;
}

const isTurned = (character: string): boolean =>
  RIGHT_TO_LEFT.test(character) && !TURNED_DIGIT.test(character);

class Runs {
  readonly list: Run[] = [];
  /** The last one takes nothing more. */
  private ended = false;

  add(text: string, face: FaceName): void {
    const last = this.list.at(-1);
    if (last && !last.code && !this.ended && last.face === face) last.text += text;
    else this.list.push({ text, face, code: false });
    this.ended = false;
  }

  alone(text: string, face: FaceName): void {
    this.list.push({ text, face, code: false });
    this.ended = true;
  }

  code(character: string): void {
    this.list.push({ text: SIGNS[character] ?? codeOf(character), face: CODES, code: true });
  }
}

/** Breaks of lines and tabs, which are frequent and harmless. */
const SIGNS: Readonly<Record<string, string>> = { '\n': '↵', '\t': '⇥' };

/** Nothing where it must be written as its code. */
function faceFor(character: string, wanted: FaceName): FaceName | null {
  const code = character.codePointAt(0) ?? 0;
  if (code > 0xffff || UNSEEN.test(character)) return null;
  // Only this face joins and turns their letters.
  if (RIGHT_TO_LEFT.test(character)) return faceOf('DejaVuSans').has(code) ? 'DejaVuSans' : null;
  return [wanted, ...FALLBACKS].find((name) => faceOf(name).has(code)) ?? null;
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const LATIN = /\p{Script=Latin}/u;
/** Scripts with letters that look like Latin ones. */
const LOOKALIKE =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}]/u;

/** Where letters of a script that looks like Latin stand in words that have Latin letters too. */
function foreignLetters(text: string): ReadonlySet<number> {
  const places = new Set<number>();
  if (!LOOKALIKE.test(text)) return places;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!LATIN.test(word)) continue;
    let at = index;
    for (const character of word) {
      if (LOOKALIKE.test(character)) places.add(at);
      at += character.length;
    }
  }
  return places;
}

/** The beginning of a text that is longer than may be shown, and how many characters (UTF-16 units) are left out. */
export function cut(text: string, most: number): { shown: string; left: number } {
  if (text.length <= most) return { shown: text, left: 0 };
  const shown = text.slice(0, most);
  return { shown, left: text.length - most };
}

/** In one font and without runs, as a bookmark has it. */
export function plain(text: string, most = 120): string {
  const { shown, left } = cut(text, most);
  const words = runsOf(shown, 'DejaVuSansCondensed').map((run) => (run.code ? `[${run.text}]` : run.text));
  return words.join('') + (left > 0 ? '…' : '');
}
