import type { RuleOf } from '../../../../../shared/rules.ts';
import { ENTITY_SOURCES } from '../../../hunts/kinds/uses.ts';
import { Refused } from '../asked.ts';
import {
  askedSources,
  bodyOf,
  descriptionOf,
  headOf,
  leftOutSources,
  nameOf,
  tailOf,
  type Asked,
  type Documents,
  type Exporting,
} from './documents.ts';

/** A rule for each log source. Sigma tells single events, and need not know whose they are. */
export function matchDocuments(exporting: Exporting, rule: RuleOf<'match'>): Documents {
  const { hunt, values } = exporting;
  const where = rule.where ? [rule.where] : [];
  const { asked, unnamed } = askedOf(exporting, where, rule.unnamed === 'together');
  const { column } = ENTITY_SOURCES[hunt.entity];
  const apart = [column, ...rule.by].join(' and ');
  const differences = [
    ...exporting.differences,
    `each event is told by itself; the hunt puts those of one ${apart} that follow each other within ${Number(values.gap_hours)} hours into one finding`,
    ...(unnamed && rule.unnamed === 'left out'
      ? [`events that name no ${column} count; the hunt leaves them out`]
      : []),
    ...(hunt.entity === 'address'
      ? ['addresses that are names of services of a cloud count; the hunt leaves them out']
      : []),
    ...leftOutSources(exporting),
  ];
  const documents = asked.map((one) => ({
    ...headOf(
      hunt,
      one.source.title,
      titleOf(hunt.title, one, asked.length),
      descriptionOf(hunt, differences),
    ),
    name: nameOf(hunt, one.source.title),
    ...bodyOf(one),
    ...tailOf(hunt),
  }));
  return { documents, sources: asked.map(({ source }) => source.title), differences, values, unnamed };
}

const titleOf = (title: string, { source }: Asked, count: number): string =>
  count === 1 ? title : `${title} (${source.title})`;

/** With those who are named where every source can ask for a name; else of all events. */
function askedOf(exporting: Exporting, where: Parameters<typeof askedSources>[1], unnamed: boolean) {
  if (unnamed) return { asked: askedSources(exporting, where, () => undefined, true), unnamed };
  const all = { ...exporting, differences: new Set<string>(), refused: new Map<string, string[]>() };
  const withEverybody = askedSources(all, where, () => undefined, true);
  try {
    const asked = askedSources(exporting, where, () => undefined);
    if (asked.length === withEverybody.length) return { asked, unnamed };
  } catch (cause) {
    if (!(cause instanceof Refused)) throw cause;
  }
  exporting.refused.clear();
  exporting.differences.clear();
  return { asked: askedSources(exporting, where, () => undefined, true), unnamed: true };
}
