import type { Filter } from '../../shared/contract.ts';
import { canonicalAddress } from '../../shared/ip-address.ts';
import { networkExpression } from '../../shared/ip-network.ts';
import { typedTime } from '../format/time.ts';
import { windowFilter } from '../parts/filters.ts';
import { text } from '../text.ts';
import { columnNamed } from './columns.ts';
import { scalarOf } from './scalar-of.ts';

/** One condition as it was typed, `-field:value`, and where: `[from, to)` of the whole text. */
export interface Term {
  from: number;
  to: number;
  not: boolean;
  column: string;
  /** Without its quotes; `null` where no colon was typed yet. */
  value: string | null;
  /** A quoted value is taken as it is: in it `*`, `~` and `..` mean nothing. */
  quoted: boolean;
}

export interface Mistake {
  from: number;
  to: number;
  message: string;
}

export interface TypedFilters {
  filters: Filter[];
  mistakes: Mistake[];
}

const TERM = /(-?)([^\s:"]*)(?::("(?:[^"\\]|\\.)*"?|\S*))?/gy;

/** Cuts what was typed at spaces that stand in no quotes. */
export function termsOf(typed: string): Term[] {
  const terms: Term[] = [];
  for (let at = 0; at < typed.length;) {
    const blank = /\s*/y;
    blank.lastIndex = at;
    at += blank.exec(typed)?.[0].length ?? 0;
    if (at >= typed.length) break;
    TERM.lastIndex = at;
    const [whole, minus, column = '', value] = TERM.exec(typed) ?? [''];
    // A quote or another sign where none can stand is a condition of its own, which is then told to be none.
    const to = whole === '' ? at + 1 : at + whole.length;
    const quoted = value?.startsWith('"') ?? false;
    terms.push({
      from: at,
      to,
      not: minus === '-',
      column: whole === '' ? typed.slice(at, to) : column,
      value: value === undefined ? null : quoted ? unquoted(value) : value,
      quoted,
    });
    at = to;
  }
  return terms;
}

const unquoted = (value: string): string =>
  value
    .replace(/^"/, '')
    .replace(/(?<!\\)"$/, '')
    .replaceAll(/\\(.)/g, '$1');

/** The value as it has to be typed. */
export const quotedValue = (value: string): string =>
  /^[^\s"*~\\]+$/.test(value) && !value.includes('..') ? value : `"${value.replaceAll(/["\\]/g, '\\$&')}"`;

/** The filters that were typed; what is none is told at its place, and the others stand. */
export function parseFilters(typed: string): TypedFilters {
  const parsed: TypedFilters = { filters: [], mistakes: [] };
  for (const term of termsOf(typed)) {
    const made = filterOf(term);
    if (typeof made === 'string') parsed.mistakes.push({ from: term.from, to: term.to, message: made });
    else parsed.filters.push(made);
  }
  return parsed;
}

/** The filter, or what is wrong with it. */
function filterOf(term: Term): Filter | string {
  const { column, value, not, quoted } = term;
  const words = text.timeline.typed;
  if (value === null) return words.noColon;
  const kind = columnNamed(column)?.kind;
  if (!kind) return words.noColumn(column);
  if (value === '') return words.noValue;
  if (!quoted && value === '*') return { column, op: not ? 'missing' : 'exists' };
  if (!quoted && value.startsWith('~')) return containing(column, value.slice(1), not);
  if (!quoted && value.includes('..')) return between(column, kind, value, not);
  if (kind === 'time') return not ? words.notRange : spanOf(value);
  const address = quoted ? null : addressFilter(column, value, not);
  if (address !== null) return address;
  const scalar = scalarOf(column, value);
  if (scalar === null) return kind === 'number' ? words.noNumber : words.noBoolean;
  return { column, op: not ? 'is_not' : 'is', values: [scalar] };
}

function containing(column: string, wanted: string, not: boolean): Filter | string {
  if (not) return text.timeline.typed.notContains;
  return wanted === '' ? text.timeline.typed.noValue : { column, op: 'contains', text: wanted };
}

export const holdsAddresses = (column: string): boolean =>
  /(^|_)(ip|address)$/.test(column) && !column.startsWith('email_');

/** What is written with colons and is no host with a port. */
const LIKE_IPV6 = /^\[?[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*(%|\]|$)/i;

/** The filter of a network, or of an IPv6 address in whatever form it was typed; `null` where the value is neither. */
export function addressFilter(column: string, value: string, not: boolean): Filter | string | null {
  if (!holdsAddresses(column)) return null;
  if (value.includes('/')) return networkFilter(column, value, not);
  if (!LIKE_IPV6.test(value)) return null;
  const ip = canonicalAddress(value);
  if (ip === null) return text.timeline.typed.noAddress;
  // The other columns have it as the log wrote it, which may be any of its forms.
  return column === 'source_ip'
    ? { column, op: not ? 'is_not' : 'is', values: [ip] }
    : networkFilter(column, `${ip}/${ip.includes(':') ? 128 : 32}`, not);
}

function networkFilter(column: string, network: string, not: boolean): Filter | string {
  if (networkExpression(network) === null) return text.timeline.typed.noNetwork;
  return { column, op: not ? 'outside' : 'within', network };
}

function between(column: string, kind: string, value: string, not: boolean): Filter | string {
  const words = text.timeline.typed;
  if (not) return words.notRange;
  const [from = '', to = '', ...more] = value.split('..');
  if (more.length > 0 || (from === '' && to === '')) return words.noRange;
  if (kind === 'time') return spanBetween(from, to);
  if (kind !== 'number') return words.noOrder;
  if (![from, to].every((end) => end === '' || Number.isFinite(Number(end)))) return words.noNumber;
  return { column, op: 'between', from: from || null, to: to || null };
}

function spanBetween(from: string, to: string): Filter | string {
  const ends = [from === '' ? null : typedTime(from), to === '' ? null : lastOf(to)] as const;
  if ((from !== '' && ends[0] === null) || (to !== '' && ends[1] === null)) return text.timeline.typed.noTime;
  return windowFilter(ends[0], ends[1]);
}

/** A day, minute or second alone is all of it. */
function spanOf(value: string): Filter | string {
  const from = typedTime(value);
  return from === null ? text.timeline.typed.noTime : windowFilter(from, lastOf(value));
}

/** The last moment of what was typed as a time. */
function lastOf(typed: string): string | null {
  const first = typedTime(typed);
  if (first === null) return null;
  if (/\.\d+/.test(typed)) return first;
  const parts = typed.split(/[T ]/)[1]?.replace(/Z$/i, '').split(':').length ?? 0;
  const rest = [
    'T23:59:59.999999Z',
    '',
    `${first.slice(10, 16)}:59.999999Z`,
    `${first.slice(10, 19)}.999999Z`,
  ][parts];
  return `${first.slice(0, 10)}${rest ?? ''}`;
}

/** The condition that is being typed at this place of the text: the one to complete. */
export const termAt = (typed: string, caret: number): Term | null =>
  termsOf(typed).find(({ from, to }) => from <= caret && caret <= to) ?? null;
