import { walk, type GivenAnswers } from '../../../shared/check-tree.ts';
import type { Facts, TreeDefinition } from '../../../shared/definitions.ts';
import type { GivenAnswer, OwnVerdict, PathStep, VerdictName } from '../../../shared/model.ts';

/** An analyst's answer as it is kept. */
export type AnalystAnswer = Omit<GivenAnswer, 'taken'>;

/** The way with the answers that are given; `null` where none of them is on it. */
export function ownWay(tree: TreeDefinition, facts: Facts, given: GivenAnswers): OwnVerdict | null {
  if (given.size === 0) return null;
  const { verdict, reason, path, score, confidence, missing } = walk(tree, facts, given);
  const steps = path.map((step) => ({ ...step, given: given.get(step.question)?.answer === step.answer }));
  if (!steps.some((step) => step.given)) return null;
  return { verdict: verdict.verdict, reason, score, confidence, path: steps, missing };
}

/** Whether the answer is on the way. */
export const isTaken = (own: OwnVerdict | null, { question, answer }: AnalystAnswer): boolean =>
  own?.path.some((step) => step.given && step.question === question && step.answer === answer) ?? false;

/** As it is kept in `verdicts`; the records are kept beside it. */
export const ownColumns = (own: OwnVerdict | null): OwnColumns => ({
  own: own && JSON.stringify({ ...own, path: own.path.map((step) => ({ ...step, events: [] })) }),
  own_verdict: own?.verdict ?? null,
  own_score: own?.score ?? null,
});

export interface OwnColumns {
  own: string | null;
  own_verdict: VerdictName | null;
  own_score: number | null;
}

/** Of both ways, each question once. */
export function stepsOf(path: readonly PathStep[], own: OwnVerdict | null): PathStep[] {
  const asked = new Set(path.map((step) => step.question));
  return [...path, ...(own?.path ?? []).filter((step) => !asked.has(step.question))];
}
