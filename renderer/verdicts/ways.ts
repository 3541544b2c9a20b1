import type { TreeWay } from '../../shared/contract.ts';

/** How many subjects went by any of these answers to a question; `null` where there is one subject only, so that nothing is to be told. */
export type Ways = (question: string, answers: readonly string[]) => number | null;

export function waysOf(tree: { root: string }, ways: readonly TreeWay[]): Ways {
  const sum = (question: string, holds: (answer: string) => boolean): number =>
    ways
      .filter((way) => way.question === question && holds(way.answer))
      .reduce((total, way) => total + way.subjects, 0);
  const total = sum(tree.root, () => true);
  return (question, answers) => (total > 1 ? sum(question, (answer) => answers.includes(answer)) : null);
}
