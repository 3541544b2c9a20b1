import type { HuntProblem } from '../../../../shared/own-hunts.ts';
import { isObject } from '../found.ts';
import type { Placed, ReadHunt } from '../read.ts';
import { readCorrelation } from './correlation.ts';
import { huntOfRule, namesOf, readRule } from './rule.ts';

/**
 * Sigma's documents as hunts of ours. What cannot be said as it is meant is a problem that names the field, modifier or log source. A
 * rule that a correlation stands for is no hunt by itself, unless the correlation generates it.
 */
export function translateSigma(documents: readonly Placed[]): { hunts: ReadHunt[]; problems: HuntProblem[] } {
  const of = (key: string) =>
    documents.filter(({ document }) => isObject(document.value) && key in document.value);
  const isCorrelation = new Set(of('correlation'));
  const isFilter = new Set(of('filter'));
  const rules = documents.filter((one) => !isCorrelation.has(one) && !isFilter.has(one)).map(readRule);
  const correlating = [...isCorrelation];
  const named = correlating.flatMap(({ document }) => namesOf(document.value as Record<string, unknown>));
  const correlations = correlating.map((one) => readCorrelation(one, rules, named));
  const used = new Set(correlations.flatMap((one) => one.rules));
  const generated = new Set(correlations.filter((one) => one.generates).flatMap((one) => one.rules));
  const alone = rules.filter((rule) => !used.has(rule) || generated.has(rule)).map(huntOfRule);
  return {
    hunts: [...alone, ...correlations.map(({ hunt }) => hunt)].filter((hunt) => hunt !== null),
    problems: [
      ...rules.flatMap(({ problems }) => problems),
      ...correlations.flatMap(({ problems }) => problems),
      ...[...isFilter].map(({ document }) =>
        document.problem(['filter'], 'filters of Sigma are not known here', 'key'),
      ),
    ],
  };
}
