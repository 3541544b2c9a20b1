import type { Measure, RuleOf } from '../../../../../shared/rules.ts';
import { thresholdName } from '../../../hunts/kinds/aggregation.ts';
import { Refused } from '../asked.ts';
import { checkColumns, correlationDocuments, groupOf } from './correlation.ts';
import { askedSources, type Documents, type Exporting } from './documents.ts';
import { checkHeld } from './say.ts';

/** One measure, counted over the rules of all log sources. */
export function aggregationDocuments(exporting: Exporting, rule: RuleOf<'aggregation'>): Documents {
  const { hunt, values } = exporting;
  const { measure, threshold } = measureOf(exporting, rule);
  const field = 'distinct' in measure ? measure.distinct : 'sum' in measure ? measure.sum : null;
  const group = groupOf(hunt.entity, rule.by);
  const columns = [...group, ...(field === null ? [] : [field])];
  checkHeld(columns);
  const asked = askedSources(exporting, rule.where ? [rule.where] : [], (source) =>
    checkColumns(source, columns),
  );
  return correlationDocuments(exporting, {
    type: 'distinct' in measure ? 'value_count' : 'sum' in measure ? 'value_sum' : 'event_count',
    bases: asked.map((one) => ({
      ...one,
      part: one.source.title,
      title: `${hunt.title}: records of ${one.source.title}`,
    })),
    group,
    field,
    hours: Number(values.window_hours),
    condition: { gt: threshold },
    adjusted: (hours) => ({ window_hours: hours }),
    differences: [
      ...(values.windows === 'tumbling'
        ? [
            'windows slide over any stretch of that length; the hunt counts in slices of the UTC calendar, and finds no more than the rule',
          ]
        : []),
      ...(rule.by.length > 0
        ? [`to the hunt events without a value of ${rule.by.join(', ')} are a group of their own`]
        : []),
    ],
  });
}

/** A threshold of 0 does not ask. */
function measureOf(
  { values }: Exporting,
  { measures }: RuleOf<'aggregation'>,
): { measure: Measure; threshold: number } {
  const all = measures.map((measure) => ({ measure, threshold: Number(values[thresholdName(measure)]) }));
  const asked = all.length === 1 ? all : all.filter(({ threshold }) => threshold > 0);
  const [first, ...more] = asked;
  if (!first) throw new Refused('no threshold asks anything: a correlation counts one thing');
  if (more.length > 0)
    throw new Refused(
      `${asked.map(({ measure }) => thresholdName(measure)).join(' and ')} at once in one window: a correlation counts one thing`,
    );
  return first;
}
