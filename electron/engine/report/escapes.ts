/**
 * How text of the evidence is made safe, one function for each kind of file. What steers a terminal or turns the direction of writing
 * is never written as it is: JSON keeps the value behind an escape, what a person reads shows the character's name.
 */

const UNSEEN = '[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\udb40[\udc00-\udc7f]';
const STEERING = new RegExp(`[\u007f-\u009f]|${UNSEEN}`, 'g');
const NAMED = new RegExp(`[\u0000-\u001f\u007f-\u009f]|${UNSEEN}`, 'g');

const escaped = (text: string): string =>
  Array.from(
    { length: text.length },
    (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');

const named = (text: string): string =>
  `[U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

/** JSON already written, with what could steer its reader as `\u…` inside its texts: their values stay. */
export const safeJson = (json: string): string => json.replace(STEERING, escaped);

/** A value as JSON text, `indent` characters deeper for each level where it is for people too. */
export const jsonText = (value: unknown, indent?: number): string =>
  safeJson(JSON.stringify(value, null, indent));

/** For a person: every unseen character by its name, on one line. */
export const shownText = (text: string): string => text.toWellFormed().replace(NAMED, named);

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
  const padding =
    shown === '' || shown.startsWith('`') || shown.endsWith('`') || shown.trim() === '' ? ' ' : '';
  return `${fence}${padding}${shown}${padding}${fence}`;
}

function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most).toWellFormed()}… (${text.length} characters)`;
}

/** Inside the quotes of a STIX pattern. */
export const patternText = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
