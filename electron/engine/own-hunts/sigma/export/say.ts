import { isDeepStrictEqual } from 'node:util';
import { MADE_FIELDS, type Condition } from '../../../../../shared/rules.ts';
import { DIMENSIONS } from '../../../db/dimensions.ts';
import { eventColumn } from '../../../db/sql.ts';
import { ANY, patternOf, piecesOf } from '../../../hunts/kinds/pattern.ts';
import { Refused } from '../asked.ts';
import { holds, isTextTest, patternsOf, type Leaf } from '../leaf.ts';
import type { LogSource, SourceField } from '../log-sources.ts';
import { askedOf } from '../modifiers.ts';
import { ALWAYS, allOf, anyOf, NEVER, notOf, type Item, type Said } from './said.ts';

export interface Saying {
  source: LogSource;
  /** In what the rule differs from the hunt, in words. */
  differences: Set<string>;
  /** Conditions of the log source itself that the hunt asks as well. */
  asked: Set<Condition>;
}

/**
 * A condition of ours about the records of one log source. Whatever is said of a field is read back by that field's own rule and must
 * be the same again. Throws `Refused` with the column that cannot be said.
 */
export function say(condition: Condition, saying: Saying): Said {
  const { source } = saying;
  const own = source.where.find((one) => isDeepStrictEqual(one, condition));
  if (own) saying.asked.add(own);
  if (own) return ALWAYS;
  const item = itemOf(condition, source);
  if (item) return item;
  if ('all' in condition) return several(condition.all, saying, 'never', allOf);
  if ('any' in condition) return several(condition.any, saying, 'always', anyOf);
  if ('not' in condition) return notOf(say(condition.not, saying));
  return constantOf(condition, source) ?? apartOf(condition, saying) ?? splitOf(condition, saying);
}

/** What decides by itself makes it needless to say the rest. */
function several(
  conditions: readonly Condition[],
  saying: Saying,
  deciding: 'always' | 'never',
  join: (parts: readonly Said[]) => Said,
): Said {
  const said: Said[] = [];
  let refused: Refused | null = null;
  for (const one of conditions)
    try {
      said.push(say(one, saying));
    } catch (cause) {
      if (!(cause instanceof Refused)) throw cause;
      refused ??= cause;
    }
  if (refused && !said.some(({ kind }) => kind === deciding)) throw refused;
  return join(said);
}

function itemOf(condition: Condition, source: LogSource): Item | null {
  for (const { name, rule } of source.fields.values()) {
    const said = rule.say(condition);
    if (said === null) continue;
    const item: Item = { kind: 'item', field: name, ...said };
    if (isReadBack(item, rule, condition)) return item;
  }
  return null;
}

function isReadBack({ modifiers, values }: Item, rule: SourceField['rule'], condition: Condition): boolean {
  try {
    const { asked } = askedOf(modifiers, [...values]);
    const again: Condition = rule.together
      ? rule.together(asked.flat())
      : { any: asked.flat().map((one) => rule.ask(one)) };
    return isDeepStrictEqual(canonical(again), canonical(condition));
  } catch (cause) {
    if (cause instanceof Refused) return false;
    throw cause;
  }
}

/** Conditions that ask the same in another form become one: lists several, texts patterns. */
function canonical(condition: Condition): unknown {
  if ('all' in condition) return { all: condition.all.map(canonical) };
  if ('not' in condition) return { not: canonical(condition.not) };
  if ('any' in condition) return oneOrAny(condition.any.map(canonical));
  const { column } = condition;
  if ('is' in condition)
    return oneOrAny(
      [condition.is].flat().map((is) => (is === null ? { column, exists: false } : { column, is })),
    );
  return isTextTest(condition)
    ? oneOrAny(patternsOf(condition).map((like) => likeOf(column, like)))
    : condition;
}

const oneOrAny = (parts: unknown[]): unknown => (parts.length === 1 ? parts[0] : { any: parts });

function likeOf(column: string, pattern: string): unknown {
  const all = piecesOf(pattern);
  const pieces = all.filter((piece, at) => piece !== ANY || all[at - 1] !== ANY);
  return pieces.length === 1 && pieces[0] === ANY
    ? { column, exists: true }
    : { column, like: patternOf(pieces) };
}

/** Where every record of the log source has the same value. */
function constantOf(leaf: Leaf, source: LogSource): Said | null {
  const constant = source.constants?.[leaf.column];
  const values = leaf.column === 'event_dataset' ? source.datasets : constant === undefined ? [] : [constant];
  if (values.length === 0) return null;
  const held = values.map((value) => holds(leaf, value));
  if (held.every(Boolean)) return ALWAYS;
  if (!held.some(Boolean)) return NEVER;
  throw new Refused(`event_dataset: of the logs that are ${source.title} to Sigma only some are asked`);
}

/** What several fields come to. */
function apartOf(leaf: Leaf, saying: Saying): Said | null {
  const apart = saying.source.apart?.[leaf.column]?.(leaf);
  if (!apart) return null;
  saying.differences.add(apart.without);
  return say(apart.condition, saying);
}

/** A list with "no value" in it is two questions. */
function splitOf(leaf: Leaf, saying: Saying): Said {
  if (!('is' in leaf) || !Array.isArray(leaf.is) || !leaf.is.includes(null))
    throw new Refused(reasonOf(leaf, saying.source));
  const { column } = leaf;
  const held = leaf.is.filter((value) => value !== null);
  return anyOf([
    say({ column, exists: false }, saying),
    ...(held.length > 0 ? [say({ column, is: held }, saying)] : []),
  ]);
}

function reasonOf({ column }: Leaf, source: LogSource): string {
  if (isMadeHere(column)) return madeHere(column);
  return fieldsOf(column, source).length > 0
    ? `${column}: this cannot be asked of its field as it is asked here`
    : noField(column);
}

const noField = (column: string): string => `${column}: no one field holds it`;
const madeHere = (column: string): string =>
  `${column}: made here of other fields and data, no field of a log holds it`;

const isMadeHere = (column: string): boolean => {
  if ((MADE_FIELDS as readonly string[]).includes(column)) return true;
  const { table } = eventColumn(column);
  const dimension = DIMENSIONS.find((one) => one.table === table);
  return dimension !== undefined && !dimension.natural.includes(column);
};

const fieldsOf = (column: string, source: LogSource): SourceField[] =>
  [...source.fields.values()].filter((field) => field.column === column);

/** Throws `Refused` on what no log holds. */
export function checkHeld(columns: readonly string[]): void {
  for (const column of columns) if (isMadeHere(column)) throw new Refused(madeHere(column));
}

/** The field that holds a column, or what events are told apart by, as it is. Throws `Refused` where none does. */
export function fieldFor(column: string, source: LogSource): string {
  checkHeld([column]);
  const [field] = fieldsOf(column, source);
  if (!field) throw new Refused(noField(column));
  return field.name;
}
