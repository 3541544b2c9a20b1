import { isWord } from './columns.ts';
import type { Redactor } from './redactor.ts';

/** A value of ours as JSON has it, redacted in all that is not a word of ours; the names of its fields stay. */
export const redactedValue = (value: unknown, redactor: Redactor): unknown =>
  redactedUnder('', value, redactor, isWord);

/** The same for what a call of the contract gives. */
export const redactedAnswer = <T>(value: T, redactor: Redactor): T =>
  redactedUnder('', value, redactor, (key) => isWord(key) || ANSWERED.has(key)) as T;

/** Keys of such answers under which our own words stand, beside those of our JSON. */
const ANSWERED = new Set(['status', 'source', 'shape', 'definition', 'sha256', 'measure', 'slice']);

function redactedUnder(
  key: string,
  value: unknown,
  redactor: Redactor,
  isOurs: (key: string) => boolean,
): unknown {
  if (typeof value === 'string') return isOurs(key) ? value : redactor.whole(value);
  if (Array.isArray(value)) return value.map((one) => redactedUnder(key, one, redactor, isOurs));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, redactedUnder(name, one, redactor, isOurs)]),
  );
}

/** A text of ours, which may be JSON. */
export function redactedOwn(text: string, redactor: Redactor, about?: string): string {
  if (!/^\s*[[{"]/.test(text)) return redactor.text(text, about);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return redactor.text(text, about);
  }
  return JSON.stringify(redactedValue(value, redactor));
}
