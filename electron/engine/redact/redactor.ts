import type { Redaction } from '../../../shared/redaction.ts';
import { addressOf, mappedIn, UNLISTED } from './addresses.ts';
import { folded, type KnownPseudonyms } from './known-pseudonyms.ts';
import { EMAIL_TEXT, emailOf, hostNameOf, personOfArn, windowsAccountOf } from './name-parts.ts';
import { isDistinct, isWordLike } from './words.ts';

/** Texts of this length were cut: a reject keeps 1,024 bytes. */
const CUT = 250;

/** Encoded texts inside of encoded texts that are opened. */
const DEPTH = 8;

/** Where a name can begin: a run of letters and figures, or any other sign. */
const STARTS = /[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}\s]/gu;
const EMAIL = new RegExp(EMAIL_TEXT, 'uy');
const DOTTED = /(?:[\p{L}\p{M}\p{N}_-]{1,63}\.){1,10}\p{L}[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{N}]/uy;
const ADDRESS4 = /\d{1,3}(?:\.\d{1,3}){3}(?![\d]|\.\d)/y;
const ADDRESS6 = /[0-9a-fA-F:]{2,39}(?:\d?(?:\.\d{1,3}){3})?/y;
const DASHED = /(?<=(?:ip|ec2)-)\d{1,3}(?:-\d{1,3}){3}(?!\d)/iy;
const ARN = /arn:[\w-]*:(?:iam|sts)::\d*:(?:user|assumed-role|federated-user)\/[^\s"'<>\\]+/y;
const LENGTH = /\/(\d{1,3})(?!\d)/y;
const LETTER = /[\p{L}\p{M}\p{N}]/u;

interface Replaced {
  /** Where the text goes on behind it. */
  end: number;
  by: string;
}

/**
 * Puts pseudonyms in the place of what the key of the case has, wherever it stands in a text: the longest first, on the boundaries of
 * words. An e-mail or address that the key does not have gets the one that stands for all such.
 */
export class Redactor {
  private readonly names: boolean;
  private readonly addresses: boolean;
  private readonly domains: boolean;

  constructor(
    private readonly known: KnownPseudonyms,
    readonly chosen: readonly Redaction[],
  ) {
    this.names = chosen.includes('names');
    this.addresses = chosen.includes('addresses');
    this.domains = chosen.includes('domains');
  }

  /** A value that stands alone in a field, where also a name that could be a word is one. */
  whole(value: string): string {
    return this.alone(value) ?? this.text(value);
  }

  /** Any text: a sentence, a record, a path. `about`: what it tells of, which is found in it though it could be a word. */
  text(text: string, about?: string): string {
    const name = about?.trim() ?? '';
    const by = isDistinct(name) ? null : this.alone(name);
    if (by === null || !text.includes(name)) return this.opened(text, 0);
    return text
      .split(new RegExp(`(?<!${LETTER.source})${escaped(name)}(?!${LETTER.source})`, 'u'))
      .map((part) => this.opened(part, 0))
      .join(by);
  }

  /** The beginning of a record, whose last word may be half a name. */
  beginning(text: string): string {
    return this.record(text.length < CUT ? text : text.replace(/[^\s"'<>,;:=|]{0,300}$/, '…'));
  }

  /** A record of the evidence, where a name that could be a word is known by the name of its field. */
  record(text: string): string {
    const whole = isWordLike(text) ? null : this.alone(text);
    if (whole !== null) return whole;
    return inPieces(
      text,
      FIELD,
      (rest) => this.text(rest),
      ([whole, field = '', literal = '']) => {
        const by = this.alone(decoded(literal) ?? '');
        return by === null ? this.text(whole) : `${this.text(field)}${JSON.stringify(by)}`;
      },
    );
  }

  private alone(value: string): string | null {
    if (!this.names) return null;
    const name = value.trim();
    const person = personOfArn(name);
    if (person !== null && this.known.user(person) !== null)
      return `${this.text(name.slice(0, -person.length))}${this.whole(person)}`;
    const account = windowsAccountOf(name);
    const user =
      account === null ? (this.known.user(value) ?? this.known.user(name)) : this.known.user(account.account);
    if (user !== null && account !== null) return `${this.zone(account.domain)}\\${user}`;
    return user ?? this.known.host(name);
  }

  private zone(domain: string): string {
    return (this.domains ? this.known.domain(domain) : null) ?? this.text(domain);
  }

  /** JSON texts with escapes are read before they are looked at. */
  private opened(text: string, depth: number): string {
    if (depth > DEPTH || !text.includes('\\') || !text.includes('"')) return this.unescaped(text, depth);
    return inPieces(
      text,
      LITERAL,
      (rest) => this.unescaped(rest, depth),
      ([literal]) => {
        const inside = decoded(literal);
        if (inside === null) return this.unescaped(literal, depth);
        const done = this.opened(inside, depth + 1);
        return done === inside ? literal : JSON.stringify(done);
      },
    );
  }

  /** What stands in the address of a web page. */
  private unescaped(text: string, depth: number): string {
    if (!PERCENT.test(text)) return this.scanned(text);
    return inPieces(
      text,
      PIECE,
      (rest) => this.scanned(rest),
      ([piece]) => {
        const inside = uri(piece);
        if (inside === null || depth > DEPTH) return this.scanned(piece);
        const done = this.opened(inside, depth + 1);
        return done === inside ? piece : encodeURIComponent(done);
      },
      (piece) => PERCENT.test(piece),
    );
  }

  private scanned(text: string): string {
    let done = '';
    let from = 0;
    const starts = new RegExp(STARTS);
    for (let start = starts.exec(text); start; start = starts.exec(text)) {
      const found = this.longest(text, start.index, start[0]);
      if (found === null) continue;
      done += text.slice(from, start.index) + found.by;
      from = starts.lastIndex = found.end;
    }
    return from === 0 ? text : done + text.slice(from);
  }

  private longest(text: string, at: number, first: string): Replaced | null {
    const all = [
      this.addresses ? this.addressAt(text, at) : null,
      this.names || this.domains ? this.emailAt(text, at) : null,
      this.names || this.domains ? this.hostAt(text, at) : null,
      this.nameAt(text, at, first),
      this.names && first === 'arn' ? this.arnAt(text, at) : null,
    ];
    return all.reduce(
      (best, one) => (one !== null && (best === null || one.end > best.end) ? one : best),
      null,
    );
  }

  private nameAt(text: string, at: number, first: string): Replaced | null {
    for (const { value, kind } of this.known.beginningWith(first)) {
      if (kind === 'domain' ? !this.domains : !this.names) continue;
      const end = at + value.length;
      const slice = text.slice(at, end);
      if (folded(slice) !== value || !isEnd(text, end)) continue;
      const by =
        kind === 'domain'
          ? this.known.domain(slice)
          : kind === 'user'
            ? this.known.user(slice)
            : this.known.host(slice);
      if (by !== null) return { end, by };
    }
    return null;
  }

  private arnAt(text: string, at: number): Replaced | null {
    const found = matchAt(ARN, text, at);
    const person = found === null ? null : personOfArn(found);
    if (found === null || person === null || this.known.user(person) === null) return null;
    return {
      end: at + found.length,
      by: `${this.text(found.slice(0, -person.length))}${this.whole(person)}`,
    };
  }

  private emailAt(text: string, at: number): Replaced | null {
    const found = matchAt(EMAIL, text, at);
    const email = found === null ? null : emailOf(found);
    if (found === null || email === null) return null;
    const local = this.names ? (this.known.user(email.local) ?? 'user-unlisted') : email.local;
    const host = this.hostName(email.host, true) ?? email.host;
    return { end: at + found.length, by: `${local}@${host}` };
  }

  private hostAt(text: string, at: number): Replaced | null {
    const found = matchAt(DOTTED, text, at);
    if (found === null || !isEnd(text, at + found.length)) return null;
    const by = this.hostName(found, /:\/\/$/.test(text.slice(Math.max(0, at - 3), at)));
    return by === null ? null : { end: at + found.length, by };
  }

  /** `surely`: it is the name of a host, also where the key does not have it. */
  private hostName(text: string, surely: boolean): string | null {
    if (this.known.isService(text)) return text;
    const parts = hostNameOf(text);
    if (parts === null) return null;
    const named = this.known.domain(text.slice(-parts.domain.length));
    if (named === null && !surely) return this.labelled(parts.labels, text);
    if (!this.domains) return this.labelled(parts.labels, text) ?? (surely ? text : null);
    const domain = named ?? 'domain-unlisted.example';
    if (parts.labels === '') return domain;
    const label = this.known.host(parts.labels) ?? this.known.site(parts.labels) ?? 'site-unlisted';
    return `${label}.${domain}`;
  }

  /** A device that is named by itself too, before a domain that stays. */
  private labelled(labels: string, text: string): string | null {
    const host = this.names && labels !== '' ? this.known.host(labels) : null;
    return host === null ? null : `${host}${text.slice(labels.length)}`;
  }

  private addressAt(text: string, at: number): Replaced | null {
    const dashed = matchAt(DASHED, text, at);
    if (dashed !== null) {
      const by = this.address(dashed.replaceAll('-', '.'));
      return by === null ? null : { end: at + dashed.length, by: by.replaceAll('.', '-') };
    }
    const found = addressText(text, at);
    if (found === null) return null;
    const end = at + found.length;
    const length = Number(matchAt(LENGTH, text, end)?.slice(1) ?? Number.NaN);
    const wide = length <= (found.includes(':') ? 64 : 24);
    const isVersion = /\p{L}\/$/u.test(text.slice(Math.max(0, at - 2), at));
    const by = wide ? this.networkOf(found) : this.address(found, isVersion);
    return by === null ? null : { end, by };
  }

  /** `version`: it may be one of a program, so that it is an address only where the key has it. */
  private address(text: string, version = false): string | null {
    const found = addressOf(text);
    if (found === null) return null;
    const by = this.known.address(found.address) ?? (version ? null : UNLISTED[found.version]);
    return by === null || mappedIn(text) === null ? by : `::ffff:${by}`;
  }

  private networkOf(text: string): string | null {
    const found = addressOf(text);
    return found === null ? null : (this.known.network(found.network) ?? UNLISTED[found.version]);
  }
}

/** With an escape. */
const LITERAL = /"[^"\\]*(?:\\.[^"\\]*)+"/gs;
/** A part of the address of a web page; whether it is written with `%`. */
const PIECE = /[^\s"'<>&=?;,/#:]+/g;
const PERCENT = /%[0-9a-f]{2}/i;
/** A field of JSON whose name says that a name stands in it. */
const FIELD =
  /("[^"\\]{0,40}(?:user|name|principal|actor|login|account|mail|host|alternateid|upn|subject|owner)[^"\\]{0,40}"\s*:\s*)("(?:[^"\\]+|\\.)*")/gi;

/** What the expression finds through `found`, the stretches between through `rest`. */
function inPieces(
  text: string,
  expression: RegExp,
  rest: (text: string) => string,
  found: (match: RegExpMatchArray) => string,
  counts: (match: string) => boolean = () => true,
): string {
  let done = '';
  let from = 0;
  for (const match of text.matchAll(expression)) {
    if (!counts(match[0])) continue;
    done += (match.index > from ? rest(text.slice(from, match.index)) : '') + found(match);
    from = match.index + match[0].length;
  }
  return from < text.length ? done + rest(text.slice(from)) : done;
}

function decoded(literal: string): string | null {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

function uri(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

function matchAt(expression: RegExp, text: string, at: number): string | null {
  expression.lastIndex = at;
  return expression.exec(text)?.[0] ?? null;
}

function addressText(text: string, at: number): string | null {
  const before = at === 0 ? '' : (text[at - 1] ?? '');
  if (before !== '.') {
    const four = matchAt(ADDRESS4, text, at);
    if (four !== null && addressOf(four)) return four;
  }
  if (before === ':' || (text[at] === ':' && LETTER.test(before))) return null;
  const six = matchAt(ADDRESS6, text, at)?.replace(/(?<!:):$/, '') ?? '';
  return six.includes(':') && isEnd(text, at + six.length) && addressOf(six) ? six : null;
}

/** Whether a word can end here. */
function isEnd(text: string, at: number): boolean {
  if (at >= text.length) return true;
  const [last = '', next = ''] = [text[at - 1], text[at]];
  return !LETTER.test(last) || !LETTER.test(next);
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
