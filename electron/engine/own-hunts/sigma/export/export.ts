import type { HuntDefinition } from '../../../../../shared/definitions.ts';
import type { ParameterValues } from '../../../parameters.ts';
import { readHunts } from '../../read.ts';
import { Refused } from '../asked.ts';
import { LOG_SOURCES } from '../log-sources.ts';
import { aggregationDocuments } from './aggregation.ts';
import { checkParameters } from './counted.ts';
import { textOf, type Documents, type Exporting } from './documents.ts';
import { matchDocuments } from './match.ts';
import { sequenceDocuments } from './sequence.ts';

/** A hunt as rules of Sigma. */
export interface SigmaText extends Documents {
  text: string;
}

const NO_RULE = {
  first_seen: 'Sigma has no rule for what is seen for the first time',
  outlier: 'Sigma has no rule for what is more than usual',
  rare: 'Sigma has no rule for what is rare',
  travel: 'Sigma has no rule for places too far apart',
} as const;

/**
 * The hunt with values for all of its parameters as rules of Sigma: a rule for each log source, and the correlation over them where it
 * counts or puts in order. Throws `Refused` with every reason, a line each, where none of it can be said. What differs in meaning is
 * told in the rules and in `differences`.
 */
export function sigmaOf(hunt: HuntDefinition, values: ParameterValues): SigmaText {
  checkParameters(values);
  const exporting: Exporting = {
    hunt,
    values,
    differences: new Set(),
    refused: new Map(),
    sources: asked(hunt),
  };
  const made = documentsOf(exporting);
  const text = textOf(made.documents);
  const { problems } = readHunts([{ name: hunt.id, text }]);
  if (problems.length > 0)
    throw new Refused(
      `what it would be is not read back: ${problems.map(({ message }) => message).join('; ')}`,
    );
  return { ...made, text };
}

/** Where a hunt names the logs that it needs, its words are those of these logs. */
function asked({ needs }: HuntDefinition): Exporting['sources'] {
  if (needs.datasets.length === 0) return LOG_SOURCES;
  return LOG_SOURCES.filter(({ datasets }) => datasets.some((one) => needs.datasets.includes(one)));
}

function documentsOf(exporting: Exporting): Documents {
  const { rule } = exporting.hunt;
  switch (rule.kind) {
    case 'match':
      return matchDocuments(exporting, rule);
    case 'aggregation':
      return aggregationDocuments(exporting, rule);
    case 'sequence':
      return sequenceDocuments(exporting, rule);
    default:
      throw new Refused(NO_RULE[rule.kind]);
  }
}
