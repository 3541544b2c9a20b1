import { isObject } from '../../own-files/found.ts';
import type { Claim, Placed, ReadHunt, ReadHunts } from '../read-hunt.ts';
import { readCorrelation } from './correlation.ts';
import { huntOfRule, namesOf, readRule, refusals } from './rule.ts';

/**
 * Sigma's documents as hunts of ours. What cannot be said as it is meant is a problem that names the field, modifier or log source. A
 * rule that a correlation stands for is no hunt by itself, unless the correlation generates it.
 */
export function translateSigma(documents: readonly Placed[]): ReadHunts {
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
  const hunts: ReadHunt[] = [];
  const claims: Claim[] = [];
  const add = (
    hunt: ReadHunt | null,
    { document, file }: Placed,
    place: string,
    expressions: Claim['expressions'],
  ) => {
    if (hunt) hunts.push(hunt);
    const problem: Claim['problem'] = ([key], message) =>
      document.problem([key === 'id' ? 'id' : place], message);
    claims.push({
      file,
      id: hunt?.declaration.id ?? null,
      rule: hunt?.declaration ?? null,
      expressions,
      problem,
    });
  };
  for (const rule of rules)
    add(used.has(rule) && !generated.has(rule) ? null : huntOfRule(rule), rule, 'detection', refusals(rule));
  for (const [at, { hunt }] of correlations.entries()) {
    const placed = correlating[at];
    if (placed) add(hunt, placed, 'correlation', []);
  }
  return {
    hunts,
    claims,
    problems: [
      ...rules.flatMap(({ problems }) => problems),
      ...correlations.flatMap(({ problems }) => problems),
      ...[...isFilter].map(({ document }) =>
        document.problem(['filter'], 'filters of Sigma are not known here', 'key'),
      ),
    ],
  };
}
