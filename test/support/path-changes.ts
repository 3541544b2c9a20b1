import type { Condition, Fact, TreeDefinition } from '../../shared/definitions.ts';
import type { Verdict } from '../../shared/model.ts';

/** From and to; `null` where the question was not on the path. */
type Change<T> = readonly [before: T, after: T];

export interface PathChanges {
  /** Facts that decide some question of the tree, asked or not. */
  facts: Record<string, Change<Fact>>;
  /** By question. */
  answers: Record<string, Change<string | null>>;
  verdict: Change<Verdict['verdict']>;
}

/** All that differs between two verdicts of a tree: of one flipped fact nothing else may. */
export function pathChanges(tree: TreeDefinition, before: Verdict, after: Verdict): PathChanges {
  const asked = new Set([...before.path, ...after.path].map((step) => step.question));
  return {
    facts: changesOf(decidingFacts(tree), (fact, { facts }) => facts[fact] ?? null, before, after),
    answers: changesOf([...asked], answerTo, before, after),
    verdict: [before.verdict, after.verdict],
  };
}

const answerTo = (question: string, { path }: Verdict): string | null =>
  path.find((step) => step.question === question)?.answer ?? null;

function changesOf<T>(
  names: readonly string[],
  of: (name: string, verdict: Verdict) => T,
  before: Verdict,
  after: Verdict,
): Record<string, Change<T>> {
  const pairs = names.map((name) => [name, [of(name, before), of(name, after)] as const] as const);
  return Object.fromEntries(pairs.filter(([, [was, is]]) => JSON.stringify(was) !== JSON.stringify(is)));
}

/** Names of the facts that the tree's conditions ask for. */
export function decidingFacts(tree: TreeDefinition): string[] {
  const conditions = tree.questions.flatMap((question) => question.answers.map((answer) => answer.when));
  return [...new Set(conditions.flatMap(namesIn))].sort();
}

function namesIn(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(namesIn);
  if ('any' in condition) return condition.any.flatMap(namesIn);
  return 'not' in condition ? namesIn(condition.not) : [condition.fact];
}
