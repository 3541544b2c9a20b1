import type { Scalar } from '../../../../shared/model.ts';
import type { Condition } from '../../../../shared/rules.ts';
import { matchesWhole, patternOf, piecesOf } from '../../hunts/kinds/pattern.ts';
import { Refused } from './asked.ts';

/** A condition about one column. */
export type Leaf = Exclude<Condition, { all: Condition[] } | { any: Condition[] } | { not: Condition }>;
export type TextTest = Extract<
  Leaf,
  { like: unknown } | { contains: unknown } | { starts_with: unknown } | { ends_with: unknown }
>;

/** How a test of one column is told of several fields. */
export interface Apart {
  condition: Condition;
  /** What is not looked at then. */
  without: string;
}

const TEXT_TESTS = ['like', 'contains', 'starts_with', 'ends_with'] as const;
export const isTextTest = (leaf: Leaf): leaf is TextTest => TEXT_TESTS.some((test) => test in leaf);

/** The patterns of which any is enough. */
export function patternsOf(leaf: TextTest): string[] {
  if ('like' in leaf) return [leaf.like].flat();
  const literal = (text: string) => patternOf([text]);
  if ('contains' in leaf) return [leaf.contains].flat().map((text) => `*${literal(text)}*`);
  if ('starts_with' in leaf) return [leaf.starts_with].flat().map((text) => `${literal(text)}*`);
  return [leaf.ends_with].flat().map((text) => `*${literal(text)}`);
}

/** Whether the column fulfils it with this value. Throws `Refused` on a test that only the database can tell. */
export function holds(leaf: Leaf, value: Scalar): boolean {
  if ('exists' in leaf) return leaf.exists;
  if ('is' in leaf) return [leaf.is].flat().includes(value);
  if (!isTextTest(leaf))
    throw new Refused(`${leaf.column}: only its value can be asked for, without a regular expression`);
  return patternsOf(leaf).some((pattern) => matchesWhole(piecesOf(pattern), String(value)));
}

/** A list, of which any is enough, one by one. */
export function oneByOne(leaf: Leaf): Leaf[] {
  const { column } = leaf;
  if ('is' in leaf) return [leaf.is].flat().map((is) => ({ column, is }));
  return isTextTest(leaf) ? patternsOf(leaf).map((like) => ({ column, like })) : [leaf];
}
