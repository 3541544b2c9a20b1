import type { Pseudonym, PseudonymKind } from '../../../shared/redaction.ts';
import { isDistinct } from './words.ts';

/** In lower case, of the same length: a letter whose small one is longer stays. */
export function folded(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from(text, (letter) =>
    letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter,
  ).join('');
}

/** A name that is looked for inside of texts. */
interface Sought {
  kind: PseudonymKind;
  value: string;
}

/** The key of a case, by value. A pseudonym is written large or small as its value was, so that two spellings stay two. */
export class KnownPseudonyms {
  private readonly byKind = new Map<PseudonymKind, Map<string, string>>();
  private readonly sought = new Map<string, Sought[]>();

  /** `services`: names of hosts that are a log's own, as `sts.amazonaws.com`: they stay. */
  constructor(
    key: readonly Pseudonym[],
    private readonly services: ReadonlySet<string>,
  ) {
    for (const { kind, value, pseudonym } of key) {
      const values = this.byKind.get(kind) ?? new Map<string, string>();
      this.byKind.set(kind, values.set(value, pseudonym));
      if (['user', 'host', 'domain'].includes(kind) && isDistinct(value)) this.seek({ kind, value });
    }
    for (const list of this.sought.values()) list.sort((a, b) => b.value.length - a.value.length);
  }

  private seek(one: Sought): void {
    const first = firstOf(one.value);
    const list = this.sought.get(first) ?? [];
    list.push(one);
    this.sought.set(first, list);
  }

  /** The names whose first word or sign this is, the longest first. */
  beginningWith = (first: string): readonly Sought[] => this.sought.get(folded(first)) ?? NOTHING;

  user = (text: string): string | null => this.cased('user', text);
  host = (text: string): string | null => this.cased('host', text);
  site = (text: string): string | null => this.cased('site', text);
  domain = (text: string): string | null => this.cased('domain', text);
  address = (text: string): string | null => this.byKind.get('address')?.get(text) ?? null;
  /** Without its length. */
  network = (text: string): string | null => this.byKind.get('network')?.get(text)?.split('/')[0] ?? null;
  isService = (text: string): boolean => this.services.has(text.toLowerCase());

  private cased(kind: PseudonymKind, text: string): string | null {
    const found = this.byKind.get(kind)?.get(folded(text));
    if (found === undefined) return null;
    if (text === folded(text)) return found;
    return text === text.toUpperCase() ? found.toUpperCase() : found[0]?.toUpperCase() + found.slice(1);
  }
}

const NOTHING: readonly Sought[] = [];

const firstOf = (value: string): string => /^[\p{L}\p{M}\p{N}]+|^[^]/u.exec(value)?.[0] ?? '';
