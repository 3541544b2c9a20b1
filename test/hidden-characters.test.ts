import { expect, test } from 'vitest';
import { HIDDEN, withNamed } from '../shared/hidden-characters.ts';

const hidden = new RegExp(`^${HIDDEN}$`, 'u');
/** Of the Unicode that this runtime knows. */
const BY_PROPERTY =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\p{Zs}]/u;
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;
/** Blank, though Unicode calls them letters or symbols. */
const BLANK = new Set([0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0]);

/** A younger Unicode may have more of them than the set was written from. */
const isYounger = Number(process.versions.unicode) > 17;

test('what Unicode calls unseen is in the set, and no letter, digit or sign but the blank ones', () => {
  const wrong = [];
  for (let code = 0; code <= 0x10ffff; code += 1) {
    const character = String.fromCodePoint(code);
    const isIn = hidden.test(character);
    if (!isYounger && BY_PROPERTY.test(character) && !isIn && character !== ' ')
      wrong.push(code.toString(16));
    if (SEEN.test(character) && isIn && !BLANK.has(code)) wrong.push(code.toString(16));
  }
  expect(wrong).toEqual([]);
});

test('each is named by its code, and the rest of the text stays', () => {
  expect(withNamed('a\u202eb\u00a0c\u{e0100}d\ud800e 日本')).toBe(
    'a[U+202E]b[U+00A0]c[U+E0100]d[U+D800]e 日本',
  );
  expect(withNamed('a\tb\n', '\t')).toBe('a\tb[U+000A]');
});
