import { isDistinct, isNobody } from '../../electron/engine/redact/words.ts';
import { htmlText } from '../../electron/engine/report/escapes.ts';
import { readCsv } from '../report/read-csv.ts';

/** The rows of a table as CSV has it, by column. */
export function rowsOf(csv: string): Record<string, string>[] {
  const [head = [], ...rows] = readCsv(csv);
  return rows.map((row) => Object.fromEntries(head.map((column, at) => [column, row[at] ?? ''])));
}

const isAddress = (text: string): boolean => /^[0-9.]+$|:.*:/.test(text);

/** What must be found nowhere: names that a text can be searched for, addresses, domains of e-mails and hosts. */
export function secretsOf(events: readonly Record<string, string>[]): string[] {
  const originals = (...columns: string[]): string[] =>
    [...new Set(events.flatMap((event) => columns.map((column) => event[column] ?? '')))].filter(Boolean);
  const people = originals('user_name', 'person', 'email_from_address', 'email_to_address', 'host_name')
    .map((name) => name.replace(/^'(?=[=+@-])/, '').trim())
    .filter((name) => isDistinct(name) && !isNobody(name) && !name.includes('\ufffd') && !/^arn:/.test(name));
  const addresses = originals(
    'source_address',
    'source_ip',
    'host_ip',
    'host_external_ip',
    'destination_ip',
  ).filter(isAddress);
  const mail = people.flatMap((name) => /@([\w-]+(?:\.[\w-]+)+)$/.exec(name)?.[1] ?? []);
  return [...people, ...addresses, ...mail, ...originals('url_domain').filter((name) => !isAddress(name))];
}

const WORD = /[\p{L}\p{N}]/u;

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const inside = (here: number, next: number) => WORD.test(text[here] ?? '') && WORD.test(text[next] ?? '');
    if (!inside(at - 1, at) && !inside(at + word.length - 1, at + word.length)) return true;
  }
  return false;
}

/** The secrets that a text has, on the boundaries of words, also as JSON, CSV or HTML write them. */
export function leaks(text: string, of: readonly string[]): string[] {
  const lower = text.toLowerCase();
  return of.filter((one) =>
    [one, JSON.stringify(one).slice(1, -1), one.replaceAll('"', '""'), htmlText(one)].some((written) =>
      hasWord(lower, written.toLowerCase()),
    ),
  );
}
