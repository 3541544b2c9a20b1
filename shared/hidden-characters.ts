/**
 * What a reader cannot see, or takes for something else: controls, formats and marks of direction, what is not assigned, private use,
 * lone surrogates, separators of lines, selectors of variants and other characters without a picture, every space but the plain one,
 * blank letters. One set for paper, pages, tickets and tables.
 */
export const HIDDEN =
  '[\\p{C}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000\\u2800]';

/** The code point of a character, as `U+202E`. */
export const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const SEEN = /^[\x20-\x7e]*$/;
const EACH = new RegExp(HIDDEN, 'gu');

/** The text with `[U+…]` in place of each hidden character, but for those that `kept` has. */
export const withNamed = (text: string, kept = ''): string =>
  SEEN.test(text)
    ? text
    : text.replace(EACH, (character) => (kept.includes(character) ? character : `[${codeOf(character)}]`));
