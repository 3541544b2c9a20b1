import { HIDDEN, withNamed } from '../../../shared/hidden-characters.ts';

/**
 * How text of the evidence is made safe, one function for each kind of file. What steers a terminal or turns the direction of writing
 * is never written as it is: JSON keeps the value behind an escape, what a person reads shows the character's name.
 */

/** But for those that JSON escapes by itself inside of a text, and that stand between its values. */
const STEERING = new RegExp(`(?![\\u0000-\\u001f])${HIDDEN}`, 'gu');

/** As most lines are: several times faster to find out. */
const PLAIN = /^[\n -~]*$/;

const escaped = (text: string): string =>
  Array.from(
    { length: text.length },
    (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');

/** JSON already written, with what could steer its reader as `\u…` inside its texts: their values stay. */
export const safeJson = (json: string): string => (PLAIN.test(json) ? json : json.replace(STEERING, escaped));

/** A value as JSON text, `indent` characters deeper for each level where it is for people too. */
export const jsonText = (value: unknown, indent?: number): string =>
  safeJson(JSON.stringify(value, null, indent));

/** For a person: every unseen character by its name, on one line. */
export const shownText = (text: string): string => withNamed(text.toWellFormed());

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** As text or quoted attribute of HTML. */
export const htmlText = (text: string): string =>
  shownText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** The longest value that a ticket is given whole. */
const MOST_CHARACTERS = 1000;

/**
 * As a code span of Markdown, in which nothing is a link, a mention, an image or HTML. Its fence is longer than any run of backticks
 * inside, and it is cut where it is too long for a ticket, which is said.
 */
export function markdownText(text: string): string {
  const shown = shownText(cut(text, MOST_CHARACTERS)).replaceAll('|', '\u00a6');
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = isCutByReaders(shown) ? ' ' : '';
  return `${fence}${padding}${shown}${padding}${fence}`;
}

/** A reader takes a backtick at an end for the fence, and a space at both ends away, but for a text of nothing else. */
const isCutByReaders = (text: string): boolean =>
  text === '' || /^`|`$/.test(text) || (/^ .* $/.test(text) && text.trim() !== '');

function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most).toWellFormed()}… (${text.length} characters)`;
}

/** Inside the quotes of a STIX pattern. */
export const patternText = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
