/**
 * What a reader cannot see, or takes for something else: controls, formats and marks of direction, private use, lone surrogates, what is
 * no character, separators of lines, selectors of variants and other characters without a picture, every space but the plain one, blank
 * letters. One set for paper, pages, tickets and tables, written out (Unicode 17): the versions of Unicode that Node and Electron know
 * differ, and the bytes of a report must not.
 */
const RANGES = [
  ...[
    '0-1f',
    '7f-a0',
    'ad',
    '34f',
    '600-605',
    '61c',
    '6dd',
    '70f',
    '890-891',
    '8e2',
    '115f-1160',
    '1680',
    '17b4-17b5',
  ],
  ...[
    '180b-180f',
    '2000-200f',
    '2028-202f',
    '205f-206f',
    '2800',
    '3000',
    '3164',
    'd800-f8ff',
    'fdd0-fdef',
    'fe00-fe0f',
  ],
  ...[
    'feff',
    'ffa0',
    'fff0-fffb',
    'fffe-ffff',
    '110bd',
    '110cd',
    '13430-1343f',
    '1bca0-1bca3',
    '1d173-1d17a',
  ],
  ...['1fffe-1ffff', '2fffe-2ffff', '3fffe-10ffff'],
];

/** As a class of a regular expression with the flag `u`. */
export const HIDDEN = `[${RANGES.map((range) => range.replace(/[0-9a-f]+/g, '\\u{$&}')).join('')}]`;

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
