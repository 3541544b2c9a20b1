import type { TreeAnswer } from '../../../shared/definitions.ts';
import { join, placeholder, sql, type Statement } from '../db/sql.ts';
import { amountOf } from './amounts.ts';
import type { Answer, AskKind, Question } from './document.ts';
import { factOf } from './facts.ts';

/** Which answers a question of each kind has: these, or those that are told apart by numbers or by values. */
export const ANSWERS: Readonly<Record<AskKind, 'numbers' | 'values' | readonly (readonly string[])[]>> = {
  exists: [['yes', 'no']],
  absent: [['yes', 'no']],
  count: 'numbers',
  distinct: 'numbers',
  seen_before: [['yes', 'no']],
  same_client: [['same', 'similar', 'different']],
  known_network: [
    ['yes', 'no'],
    ['confirmed', 'learned', 'no'],
  ],
  label: [['yes', 'no']],
  alert: [['yes', 'no']],
  value: 'values',
};

/** In the order in which they are tried: fixed answers in their own, others as the document has them. */
export function orderedAnswers({ ask, answers }: Pick<Question, 'ask' | 'answers'>): [string, Answer][] {
  const fixed = ANSWERS[ask.kind];
  const entries = Object.entries(answers);
  if (fixed === 'numbers' || fixed === 'values') return entries;
  const order = fixed.find((names) => names.length === entries.length) ?? [];
  return entries.sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
}

/** The fact that says whether an answer holds; the last has none and holds where the others do not. */
export const holdsFact = (question: Pick<Question, 'id'>, at: number): string =>
  `${factOf(question)}_is_${at}`;

export function answersOf(question: Question): TreeAnswer[] {
  const ordered = orderedAnswers(question);
  return ordered.map(([answer, { reason, points, next }], at) => ({
    answer,
    reason,
    points,
    next,
    when:
      at < ordered.length - 1
        ? { fact: holdsFact(question, at), is: true }
        : { fact: holdsFact(question, Math.max(0, at - 1)), known: true },
  }));
}

/**
 * What is told apart by numbers: true, false, or NULL. `seen` is how many there are at least; where the log does not cover the time
 * there may be more.
 */
export function byNumber({ at_least, at_most }: Answer, seen: Statement, covered: Statement): Statement {
  const parts: Statement[] = [];
  if (at_least !== undefined)
    parts.push(sql`CASE WHEN ${seen} >= ${amountOf(at_least)} THEN true WHEN ${covered} THEN false END`);
  if (at_most !== undefined)
    parts.push(sql`CASE WHEN ${seen} > ${amountOf(at_most)} THEN false WHEN ${covered} THEN true END`);
  return sql`(${join(parts, ' AND ')})`;
}

/** Whether a text is one of a list, in upper or lower case. */
export function byValue({ is }: Answer, value: Statement): Statement {
  const list = Array.isArray(is)
    ? sql`${is.map((one) => String(one).toLowerCase())}`
    : sql`list_transform(${placeholder(is?.parameter ?? '')}, lambda one: lower(one))`;
  return sql`list_contains(${list}, lower(${value}))`;
}
