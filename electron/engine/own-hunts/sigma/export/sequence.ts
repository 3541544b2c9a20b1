import type { RuleOf } from '../../../../../shared/rules.ts';
import { Refused } from '../asked.ts';
import { checkColumns, correlationDocuments, groupOf, type Base } from './correlation.ts';
import { askedSources, type Documents, type Exporting } from './documents.ts';

/** A rule for each step. To Sigma all rules must be found, so that a step cannot be in one log or another. */
export function sequenceDocuments(exporting: Exporting, rule: RuleOf<'sequence'>): Documents {
  const { values } = exporting;
  if (rule.absent)
    throw new Refused(`the missing step "${rule.absent.name}": Sigma cannot ask for what is absent`);
  if (rule.steps.length < 2) throw new Refused('one step by itself: a correlation in time needs two');
  const bases = rule.steps.map((step, at) => baseOf(exporting, rule, step, at));
  return correlationDocuments(exporting, {
    type: rule.order === 'any' ? 'temporal' : 'temporal_ordered',
    bases,
    group: groupOf(exporting.hunt.entity, []),
    field: null,
    hours: Number(values.within_minutes) / 60,
    condition: null,
    adjusted: (hours) => ({ within_minutes: hours * 60 }),
    differences: [],
  });
}

type Step = RuleOf<'sequence'>['steps'][number];

function baseOf(exporting: Exporting, rule: RuleOf<'sequence'>, step: Step, at: number): Base {
  const where = [...(rule.where ? [rule.where] : []), step.where];
  const group = groupOf(exporting.hunt.entity, []);
  // A source that cannot be asked may hold the step all the same.
  const asked = askedSources(exporting, where, (source) => checkColumns(source, group));
  const [first, ...more] = asked;
  const others = [...more.map(({ source }) => source.title), ...[...exporting.refused.values()].flat()];
  if (!first || others.length > 0)
    throw new Refused(
      `the step "${step.name}" may be in several logs (${[first?.source.title, ...new Set(others)].join(', ')}): let it ask for one event_dataset`,
    );
  return { ...first, part: `step ${at + 1}`, title: step.name };
}
