import type { EntityKind } from '../../../../../shared/model.ts';
import { ENTITY_SOURCES } from '../../../hunts/kinds/uses.ts';
import {
  bodyOf,
  descriptionOf,
  headOf,
  leftOutSources,
  nameOf,
  tailOf,
  type Asked,
  type Documents,
  type Exporting,
  type Source,
} from './documents.ts';
import { fieldFor } from './say.ts';
import { timespanOf } from './time-span.ts';

/** A rule that a correlation stands on: the records of one log source, and its name. */
export interface Base extends Asked {
  part: string;
  title: string;
}

export interface Correlation {
  type: string;
  bases: readonly Base[];
  /** Columns by which events are told apart, and that of the condition. */
  group: readonly string[];
  field: string | null;
  hours: number;
  condition: Record<string, number> | null;
  /** The parameter whose value the timespan is, and its value for so many hours. */
  adjusted: (hours: number) => Record<string, number | string>;
  differences: readonly string[];
}

export const groupOf = (entity: EntityKind, by: readonly string[]): string[] => [
  ENTITY_SOURCES[entity].column,
  ...by,
];

/** Throws `Refused` where a field of the source does not hold one of the columns as it is. */
export function checkColumns(source: Source, columns: readonly string[]): void {
  for (const column of columns) fieldFor(column, source);
}

/** The rules that it stands on, then the correlation itself. */
export function correlationDocuments(exporting: Exporting, correlation: Correlation): Documents {
  const { hunt, values } = exporting;
  const { bases, condition, field, group, hours, type } = correlation;
  const { timespan, hours: told, rounded } = timespanOf(hours);
  const { names, aliases } = namesOf(exporting, correlation);
  const differences = [
    ...exporting.differences,
    ...correlation.differences,
    ...(rounded
      ? [`the window is of whole seconds, ${timespan}; that of the hunt is ${hours * 3600} s`]
      : []),
    ...(hunt.entity === 'address'
      ? ['addresses that are names of services of a cloud count; the hunt leaves them out']
      : []),
    ...leftOutSources(exporting),
  ];
  const head = headOf(hunt, '', hunt.title, descriptionOf(hunt, differences));
  const body = {
    type,
    rules: bases.map(({ part }) => nameOf(hunt, part)),
    ...(aliases === null ? {} : { aliases }),
    'group-by': group.map((column) => names.get(column)),
    timespan,
    ...(condition === null
      ? {}
      : { condition: { ...(field === null ? {} : { field: names.get(field) }), ...condition } }),
  };
  return {
    documents: [
      ...bases.map((base) => baseDocument(exporting, base)),
      { ...head, correlation: body, ...tailOf(hunt) },
    ],
    sources: [...new Set(bases.map(({ source }) => source.title))],
    differences,
    values: {
      ...values,
      ...(rounded ? correlation.adjusted(told) : {}),
      ...(values.windows === 'tumbling' ? { windows: 'sliding' } : {}),
    },
    unnamed: false,
  };
}

function baseDocument({ hunt }: Exporting, base: Base) {
  return {
    ...headOf(
      hunt,
      base.part,
      base.title,
      `The records that the correlation of the hunt ${hunt.id} is about.`,
    ),
    name: nameOf(hunt, base.part),
    ...bodyOf(base),
    level: 'informational',
  };
}

/** A field that has another name in another rule stands under an alias: the name of our column. */
function namesOf({ hunt }: Exporting, { bases, group, field }: Correlation) {
  const names = new Map<string, string>();
  const aliases: Record<string, Record<string, string>> = {};
  for (const column of [...group, ...(field === null ? [] : [field])]) {
    const own = bases.map((base) => [nameOf(hunt, base.part), fieldFor(column, base.source)] as const);
    const [first, ...others] = new Set(own.map(([, name]) => name));
    if (others.length === 0) names.set(column, first ?? column);
    else {
      names.set(column, column);
      aliases[column] = Object.fromEntries(own);
    }
  }
  return { names, aliases: Object.keys(aliases).length > 0 ? aliases : null };
}
