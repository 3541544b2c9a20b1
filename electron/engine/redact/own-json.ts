import { isWord } from './columns.ts';
import type { Redactor } from './redactor.ts';

/** A value of ours as JSON has it, redacted in all that is not a word of ours; the names of its fields stay. */
export function redactedValue(value: unknown, redactor: Redactor, key = ''): unknown {
  if (typeof value === 'string') return isWord(key) ? value : redactor.whole(value);
  if (Array.isArray(value)) return value.map((one) => redactedValue(one, redactor, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, redactedValue(one, redactor, name)]),
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
