import { isIPv4 } from 'node:net';
import type { Condition } from '../../../../shared/rules.ts';
import { eventColumn } from '../../db/sql.ts';
import { ANY, expressionOf, patternOf, type Piece } from '../../hunts/kinds/pattern.ts';

/** What cannot be said with our rules: the message names the field, modifier or log source. */
export class Refused extends Error {}

/** What a rule asks of one value of a field, after its modifiers. */
export type Asked =
  | { kind: 'text'; pieces: readonly Piece[]; cased: boolean }
  | { kind: 'expression'; expression: string }
  | { kind: 'network'; cidr: string }
  | { kind: 'number'; test: 'gt' | 'gte' | 'lt' | 'lte'; value: number }
  | { kind: 'exists'; exists: boolean };

/** How a field of Sigma is asked of our columns. */
export type FieldRule = (asked: Asked) => Condition;

/** A field that a column holds as it is. */
export function columnRule(column: string): FieldRule {
  const { kind } = eventColumn(column);
  return (asked) => {
    switch (asked.kind) {
      case 'exists':
        return { column, exists: asked.exists };
      case 'number':
        if (kind !== 'number') throw new Refused(`${asked.test} needs a number, and ${column} is none`);
        return compared(column, asked.test, asked.value);
      case 'expression':
        return { column, matches: asked.expression };
      case 'network':
        return inNetwork(column, asked.cidr);
      case 'text':
        return kind === 'text' ? textTest(column, asked) : valueTest(column, kind, asked.pieces);
    }
  };
}

const compared = (column: string, test: 'gt' | 'gte' | 'lt' | 'lte', value: number): Condition => {
  const bound: Condition = test.startsWith('g') ? { column, at_least: value } : { column, at_most: value };
  return test.endsWith('e') ? bound : { all: [bound, { not: { column, is: value } }] };
};

/** An empty text is none of ours: our columns hold nothing instead. */
function textTest(
  column: string,
  { pieces, cased }: { pieces: readonly Piece[]; cased: boolean },
): Condition {
  if (pieces.length === 0) return { column, exists: false };
  if (pieces.every((piece) => piece === ANY)) return { column, exists: true };
  if (cased) return casedTest(column, pieces);
  const [first, ...rest] = pieces;
  const [text] = pieces.filter((piece) => typeof piece === 'string');
  const isPlain = text !== undefined && pieces.every((piece) => piece === ANY || piece === text);
  if (isPlain && pieces.length === 3) return { column, contains: text };
  if (isPlain && pieces.length === 2)
    return first === ANY && rest.length === 1 ? { column, ends_with: text } : { column, starts_with: text };
  return { column, like: patternOf(pieces) };
}

const casedTest = (column: string, pieces: readonly Piece[]): Condition => {
  const [whole] = pieces;
  return pieces.length === 1 && typeof whole === 'string'
    ? { column, is: whole }
    : { column, matches: `(?s)^${expressionOf(pieces)}$` };
};

function valueTest(column: string, kind: string, pieces: readonly Piece[]): Condition {
  const [text] = pieces;
  if (pieces.length === 1 && text === ANY) return { column, exists: true };
  const word = pieces.length === 1 && typeof text === 'string' ? text.toLowerCase() : '';
  if (kind === 'boolean' && (word === 'true' || word === 'false')) return { column, is: word === 'true' };
  if (kind === 'number' && /^-?\d+(\.\d+)?$/.test(word)) return { column, is: Number(word) };
  throw new Refused(`${column} is a ${kind}, and ${JSON.stringify(patternOf(pieces))} is none`);
}

function inNetwork(column: string, cidr: string): Condition {
  const matches = networkExpression(cidr);
  // What the log wrote, or the address that was read from it.
  if (column !== 'source_address') return { column, matches };
  return {
    any: [
      { column, matches },
      { column: 'source_ip', matches },
    ],
  };
}

/** Finds exactly the IPv4 addresses of the network, also as they stand in IPv6. */
export function networkExpression(cidr: string): string {
  const [address = '', bits = '', ...more] = cidr.split('/');
  if (!isIPv4(address) || !/^\d{1,2}$/.test(bits) || Number(bits) > 32 || more.length > 0)
    throw new Refused(`cidr: only networks of IPv4 such as 192.0.2.0/24, not ${JSON.stringify(cidr)}`);
  const octets = address.split('.').map((octet, at) => {
    const fixed = Math.min(8, Math.max(0, Number(bits) - 8 * at));
    const size = 2 ** (8 - fixed);
    const first = Math.floor(Number(octet) / size) * size;
    return `(?:${Array.from({ length: size }, (_, index) => first + index).join('|')})`;
  });
  return `^(?:::ffff:)?${octets.join('\\.')}$`;
}

/** The field exists only where `guard` holds. */
export const guarded =
  (guard: Condition, rule: FieldRule): FieldRule =>
  (asked) =>
    asked.kind === 'exists' && !asked.exists
      ? { not: { all: [guard, rule({ kind: 'exists', exists: true })] } }
      : asked.kind === 'text' && asked.pieces.length === 0
        ? { not: { all: [guard, rule({ kind: 'exists', exists: true })] } }
        : { all: [guard, rule(asked)] };

/** A field of which only these whole values can be told. */
export const wordsRule =
  (words: Readonly<Record<string, Condition>>): FieldRule =>
  (asked) => {
    const [word] = asked.kind === 'text' ? asked.pieces : [];
    const known = typeof word === 'string' && asked.kind === 'text' && asked.pieces.length === 1;
    const held = known ? words[word.toLowerCase()] : undefined;
    if (!held) throw new Refused(`only these values are kept: ${Object.keys(words).join(', ')}`);
    return held;
  };

/** A path of which we keep the name of the file, and with `path` all of it. */
export const pathRule =
  (nameColumn: string, path?: string): FieldRule =>
  (asked) => {
    const name = asked.kind === 'text' ? nameAsked(asked.pieces) : null;
    if (name !== null && asked.kind === 'text') return textTest(nameColumn, { ...asked, pieces: name });
    if (path !== undefined) return columnRule(path)(asked);
    if (asked.kind === 'exists') return { column: nameColumn, exists: asked.exists };
    throw new Refused(`only the name of the file is kept: ask for endswith '\\name.exe'`);
  };

/** `*\name` asks for the name alone, since the name is what follows the last such character. */
function nameAsked(pieces: readonly Piece[]): Piece[] | null {
  const [first, second, ...rest] = pieces;
  if (first !== ANY || typeof second !== 'string' || !/^[\\/]/.test(second)) return null;
  const name = [second.slice(1), ...rest].filter((piece) => piece !== '');
  const isName =
    name.length > 0 &&
    name.every((piece) => piece !== ANY && !(typeof piece === 'string' && /[\\/]/.test(piece)));
  return isName ? name : null;
}
