import { Document, Scalar } from 'yaml';
import type { HuntDefinition } from '../../../../../shared/definitions.ts';
import type { Condition } from '../../../../../shared/rules.ts';
import type { ParameterValues } from '../../../parameters.ts';
import { Refused } from '../asked.ts';
import type { LOG_SOURCES } from '../log-sources.ts';
import { countedIn } from './counted.ts';
import { detectionOf } from './detection.ts';
import type { Said } from './said.ts';
import { uuidOf } from './uuid.ts';

export type Source = (typeof LOG_SOURCES)[number];

export interface Exporting {
  hunt: HuntDefinition;
  values: ParameterValues;
  sources: readonly Source[];
  differences: Set<string>;
  /** Log sources whose records cannot be asked, by the reason. */
  refused: Map<string, string[]>;
}

type Value = Record<string, unknown>;

export interface Documents {
  documents: Value[];
  /** Log sources of Sigma that are asked. */
  sources: string[];
  /** In what the rules differ from the hunt, a sentence each. */
  differences: string[];
  /** With these values of its parameters the hunt finds what the rules find. */
  values: ParameterValues;
  /** Events that name nobody count to the rules. */
  unnamed: boolean;
}

/** A log source with what is asked of its records. */
export interface Asked {
  source: Source;
  said: Said;
}

/**
 * What each log source is asked; `check` may refuse one by what else it must hold. Throws `Refused` where none can be asked, or a
 * source would have to give all of its records.
 */
export function askedSources(
  exporting: Exporting,
  where: readonly Condition[],
  check: (source: Source) => void,
  unnamed = false,
): Asked[] {
  const { hunt, values, sources, differences, refused } = exporting;
  const asked: Asked[] = [];
  for (const source of sources) {
    // What is said of a source that is refused in the end is not told.
    const own = new Set<string>();
    try {
      const saying = { source, differences: own, asked: new Set<Condition>() };
      const said = countedIn(source, hunt, values, saying, where, unnamed);
      if (source.scope !== undefined && saying.asked.size < source.where.length) own.add(source.scope);
      if (said.kind === 'never') continue;
      if (said.kind === 'always') throw new Refused('nothing is asked of its records');
      check(source);
      asked.push({ source, said });
      for (const difference of own) differences.add(difference);
    } catch (cause) {
      if (!(cause instanceof Refused)) throw cause;
      refused.set(cause.message, [...(refused.get(cause.message) ?? []), source.title]);
    }
  }
  if (asked.length > 0) return asked;
  const reasons = [...refused].map(([reason, titles]) => `${reason} (${titles.join(', ')})`);
  throw new Refused(reasons.join('\n') || 'no log source of Sigma has such records');
}

/** What is told of the sources that are left out. */
export function leftOutSources({ refused }: Exporting): string[] {
  return [...refused].map(([reason, titles]) => `not asked of ${titles.join(', ')}: ${reason}`);
}

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

export const nameOf = (hunt: HuntDefinition, part: string): string => `${slug(hunt.id)}-${slug(part)}`;

/** What stands at the head of every rule; the same hunt gives the same id. */
export function headOf(hunt: HuntDefinition, part: string, title: string, description: string): Value {
  return {
    title,
    id: uuidOf(part === '' ? hunt.id : `${hunt.id}/${part}`),
    status: 'experimental',
    description,
    ...(hunt.own === null ? { author: 'Interloper' } : {}),
    ...(hunt.attack.length > 0 ? { tags: hunt.attack.map((id) => `attack.${id.toLowerCase()}`) } : {}),
  };
}

export const tailOf = (hunt: HuntDefinition): Value => ({
  ...(hunt.false_positives.trim() === '' ? {} : { falsepositives: [hunt.false_positives.trim()] }),
  level: hunt.severity,
});

/** The question, and in what the rule differs from the hunt. */
export function descriptionOf(hunt: HuntDefinition, differences: readonly string[]): string {
  const told = differences.map((one) => `- ${one}`);
  return [
    hunt.question.trim(),
    `Exported by Interloper from the hunt ${hunt.id}.`,
    ...(told.length > 0 ? ['In this it differs from the hunt:', ...told] : []),
  ].join('\n');
}

export const bodyOf = ({ source, said }: Asked): Value => ({
  logsource: { ...source.logsource },
  detection: detectionOf(said),
});

/** Texts stand in quotation marks, since readers of YAML take different words for numbers and truth values. */
export const textOf = (documents: readonly Value[]): string =>
  documents
    .map((value) => {
      const document = new Document(value);
      const description = document.get('description', true);
      if (description instanceof Scalar && String(description.value).includes('\n'))
        description.type = Scalar.BLOCK_LITERAL;
      return document.toString({ lineWidth: 0, defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'PLAIN' });
    })
    .join('---\n');
