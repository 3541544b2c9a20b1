import { isDeepStrictEqual } from 'node:util';
import { networkExpression } from '../../../../shared/ip-network.ts';
import type { Scalar } from '../../../../shared/model.ts';
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

/** How a field of Sigma is asked of our columns, and how what we ask of them is said of the field. */
export interface FieldRule {
  ask: (asked: Asked) => Condition;
  /** Of a condition of ours that asks this field and nothing else; `null` of any other. */
  say: (condition: Condition) => SaidValues | null;
  /** Where several values of a list are one with us: asked of all of them at once. */
  together?: (asked: readonly Asked[]) => Condition;
}

/** Sigma's modifiers of a field and its values, of which any is enough. */
export interface SaidValues {
  modifiers: readonly string[];
  values: readonly (string | number | boolean)[];
}

/** A field that a column holds as it is. */
export function columnRule(column: string): FieldRule {
  const { kind } = eventColumn(column);
  const ask = (asked: Asked): Condition => {
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
  return { ask, say: (condition) => sayOfColumn(column, kind, condition) };
}

const ONE_BY_ONE = ['like', 'contains', 'starts_with', 'ends_with'] as const;
const MODIFIERS = { like: [], contains: ['contains'], starts_with: ['startswith'], ends_with: ['endswith'] };

function sayOfColumn(column: string, kind: string, condition: Condition): SaidValues | null {
  if (!('column' in condition) || condition.column !== column) return null;
  if ('exists' in condition) return { modifiers: ['exists'], values: [condition.exists] };
  if ('at_least' in condition) return { modifiers: ['gte'], values: [condition.at_least] };
  if ('at_most' in condition) return { modifiers: ['lte'], values: [condition.at_most] };
  if ('matches' in condition) return sayExpression(condition.matches);
  if ('is' in condition) return sayExactly(kind, listOf(condition.is));
  for (const test of ONE_BY_ONE)
    if (test in condition) {
      const texts = listOf((condition as Partial<Record<typeof test, string | string[]>>)[test] ?? []);
      const values = test === 'like' ? texts : texts.map((text) => patternOf([text]));
      return { modifiers: MODIFIERS[test], values };
    }
  return null;
}

const listOf = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

function sayExactly(kind: string, values: readonly Scalar[]): SaidValues | null {
  const held = values.filter((value) => value !== null);
  if (kind === 'time' || held.length < values.length) return null;
  return kind === 'text'
    ? { modifiers: ['cased'], values: held.map((value) => patternOf([String(value)])) }
    : { modifiers: [], values: held };
}

function sayExpression(matches: string): SaidValues {
  const [head = '', flags = ''] = /^\(\?([ims]+)\)/.exec(matches) ?? [];
  return { modifiers: ['re', ...flags], values: [matches.slice(head.length)] };
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
  if (matches === null)
    throw new Refused(
      `cidr: only networks such as 192.0.2.0/24 or 2001:db8::/32, not ${JSON.stringify(cidr)}`,
    );
  // What the log wrote, or the address that was read from it.
  if (column !== 'source_address') return { column, matches };
  return {
    any: [
      { column, matches },
      { column: 'source_ip', matches },
    ],
  };
}

/** The field exists only where `guard` holds. */
export const guarded = (guard: Condition, rule: FieldRule): FieldRule => {
  const absent: Condition = { not: { all: [guard, rule.ask({ kind: 'exists', exists: true })] } };
  const isGuard = (one: Condition | undefined) => isDeepStrictEqual(one, guard);
  return {
    ask: (asked) =>
      (asked.kind === 'exists' && !asked.exists) || (asked.kind === 'text' && asked.pieces.length === 0)
        ? absent
        : { all: [guard, rule.ask(asked)] },
    say: (condition) => {
      if (isDeepStrictEqual(condition, absent)) return { modifiers: ['exists'], values: [false] };
      const [first, inner, ...more] = 'all' in condition ? condition.all : [];
      return isGuard(first) && inner && more.length === 0 ? rule.say(inner) : null;
    },
  };
};

/** A field of which only these whole values can be told. */
export const wordsRule = (words: Readonly<Record<string, Condition>>): FieldRule => ({
  ask: (asked) => {
    const word = wordOf(asked);
    const held = word === null ? undefined : words[word];
    if (!held) throw new Refused(`only these values are kept: ${Object.keys(words).join(', ')}`);
    return held;
  },
  say: (condition) => {
    const [word] = Object.entries(words).find(([, one]) => isDeepStrictEqual(one, condition)) ?? [];
    return word === undefined ? null : { modifiers: [], values: [word] };
  },
});

/** The one whole text that is asked for, in small letters. */
export function wordOf(asked: Asked): string | null {
  const [word] = asked.kind === 'text' ? asked.pieces : [];
  const isWhole = asked.kind === 'text' && asked.pieces.length === 1 && typeof word === 'string';
  return isWhole ? word.toLowerCase() : null;
}

/** A path of which we keep the name of the file, and with `path` all of it. `separator` is what stands before the name. */
export const pathRule = (nameColumn: string, path?: string, separator = '\\'): FieldRule => ({
  ask: (asked) => {
    const name = asked.kind === 'text' ? nameAsked(asked.pieces) : null;
    if (name !== null && asked.kind === 'text') return textTest(nameColumn, { ...asked, pieces: name });
    if (path !== undefined) return columnRule(path).ask(asked);
    if (asked.kind === 'exists') return { column: nameColumn, exists: asked.exists };
    throw new Refused(`only the name of the file is kept: ask for endswith '\\name.exe'`);
  },
  say: (condition) => {
    if (path !== undefined && 'column' in condition && condition.column === path)
      return columnRule(path).say(condition);
    const said = columnRule(nameColumn).say(condition);
    if (said === null || said.modifiers[0] === 'exists') return said;
    if (said.modifiers.some((one) => one !== 'cased')) return null;
    const before = patternOf([separator]);
    return {
      modifiers: ['endswith', ...said.modifiers],
      values: said.values.map((name) => `${before}${String(name)}`),
    };
  },
});

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
