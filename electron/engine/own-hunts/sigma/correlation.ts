import type { EntityKind } from '../../../../shared/model.ts';
import type { Condition, Measure, RuleInput } from '../../../../shared/rules.ts';
import type { FileProblem } from '../../../../shared/own-files.ts';
import { mostName } from '../../hunts/kinds/aggregation.ts';
import { ENTITY_SOURCES } from '../../hunts/kinds/uses.ts';
import { isObject, quoted, type Found } from '../../own-files/found.ts';
import type { Placed, ReadHunt } from '../read-hunt.ts';
import type { Path } from '../../own-files/yaml.ts';
import { Refused } from './asked.ts';
import { checkHead, eventsOf, headOf, type SigmaRule } from './rule.ts';

/** A correlation read, and the rules that it stands for. */
export interface SigmaCorrelation {
  hunt: ReadHunt | null;
  problems: FileProblem[];
  rules: SigmaRule[];
  generates: boolean;
}

type Fields = Record<string, unknown>;
const TYPES = ['event_count', 'value_count', 'temporal', 'temporal_ordered'];
const KEYS = ['type', 'rules', 'group-by', 'timespan', 'condition', 'aliases', 'generate'];
const MOST_STEPS = 4;

/** Rules are looked for among all that were given, by name or id. */
export function readCorrelation(
  { file, document }: Placed,
  all: readonly SigmaRule[],
  correlations: readonly string[],
): SigmaCorrelation {
  const value = document.value as Fields;
  const found = checkHead(value);
  const asked = isObject(value.correlation) ? value.correlation : {};
  const rules: SigmaRule[] = [];
  const attempt = <T>(path: Path, work: () => T): T | null => {
    try {
      return work();
    } catch (cause) {
      if (!(cause instanceof Refused)) throw cause;
      found.push({ path: ['correlation', ...path], message: cause.message });
      return null;
    }
  };
  found.push(...unknownKeys(asked));
  for (const [at, name] of listOf(asked.rules).entries())
    attempt(['rules', ...(Array.isArray(asked.rules) ? [at] : [])], () =>
      rules.push(ruleNamed(name, all, correlations)),
    );
  if (listOf(asked.rules).length === 0)
    found.push({ path: ['correlation'], message: 'a correlation needs rules' });
  const isWhole = found.length === 0;
  const hours = attempt(['timespan'], () => hoursOf(asked.timespan));
  const group = isWhole ? attempt(['group-by'], () => groupOf(asked, rules)) : null;
  const made =
    group && hours !== null ? attempt(['condition'], () => ruleOf(asked, rules, group, hours)) : null;
  const problems = found.map(({ path, message, what }) => document.problem(path, message, what));
  if (!made || !group || problems.length > 0) return { hunt: null, problems, rules, generates: false };
  const sources = rules.flatMap(({ source }) => (source ? [source] : []));
  const hunt: ReadHunt = {
    declaration: {
      ...headOf(value, group.entity),
      needs: {
        columns: [],
        datasets: [...new Set(sources.flatMap(({ datasets }) => datasets))],
        missing: [...new Set(sources.map(({ missing }) => missing))].join(', '),
      },
      ...made,
    },
    format: 'sigma',
    file,
    text: [...rules.map((rule) => rule.document.text), document.text].join('---\n'),
    bundles: {},
    cases: [],
  };
  return { hunt, problems, rules, generates: asked.generate === true };
}

/** Anything but a text is no name. */
const wordOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? (value as unknown[]) : value === undefined ? [] : [value];

const unknownKeys = (asked: Fields): Found[] => [
  ...Object.keys(asked)
    .filter((key) => !KEYS.includes(key))
    .map((key) => ({
      path: ['correlation', key],
      message: `${quoted(key)} is not known here`,
      what: 'key' as const,
    })),
  ...(TYPES.includes(String(asked.type))
    ? []
    : [
        {
          path: ['correlation', 'type'],
          message: `the type of correlation ${quoted(asked.type)} is not known here: only ${TYPES.join(', ')}`,
        },
      ]),
];

function ruleNamed(name: unknown, all: readonly SigmaRule[], correlations: readonly string[]): SigmaRule {
  const rule = all.find(({ names }) => names.includes(String(name)));
  if (!rule && correlations.includes(String(name)))
    throw new Refused(`${quoted(name)} is a correlation: one of correlations is not known here`);
  if (!rule) throw new Refused(`no rule ${quoted(name)} among the files`);
  if (rule.problems.length > 0)
    throw new Refused(`the rule ${quoted(name)} is refused itself, in ${rule.file}`);
  return rule;
}

const UNITS: Readonly<Record<string, number>> = { s: 1 / 3600, m: 1 / 60, h: 1, d: 24 };
/** The shortest window that a hunt can have. */
const LEAST_HOURS = 0.01;

function hoursOf(timespan: unknown): number {
  const [, number, unit = ''] = /^(\d+)([smhd])$/.exec(String(timespan)) ?? [];
  const hours = Number(number) * (UNITS[unit] ?? Number.NaN);
  if (Number.isNaN(hours)) throw new Refused(`${quoted(timespan)} is no timespan such as 30s, 10m, 1h or 7d`);
  if (hours < LEAST_HOURS || hours > 8760)
    throw new Refused(`the timespan ${String(timespan)} is not from 36 seconds to 365 days`);
  return hours;
}

interface Group {
  entity: EntityKind;
  by: string[];
}

/** The first field whose column names an entity is the entity. */
function groupOf(asked: Fields, rules: readonly SigmaRule[]): Group {
  const fields = listOf(asked['group-by']).map(String);
  if (fields.length === 0)
    throw new Refused('a correlation without group-by cannot be asked: findings are of somebody');
  const columns = fields.map((field) => columnOf(field, asked, rules));
  const entities = Object.entries(ENTITY_SOURCES) as [EntityKind, { column: string }][];
  const kinds = columns.map((column) => entities.find(([, source]) => source.column === column)?.[0]);
  const at = kinds.findIndex((kind) => kind !== undefined);
  const entity = kinds[at];
  if (entity === undefined)
    throw new Refused(`none of ${fields.map(quoted).join(', ')} names somebody whose findings can be told`);
  return { entity, by: columns.filter((_, other) => other !== at) };
}

/** The column that holds the field in every rule; through an alias it may have another name in each. */
function columnOf(field: string, asked: Fields, rules: readonly SigmaRule[]): string {
  const alias = isObject(asked.aliases) ? asked.aliases[field] : undefined;
  const columns = rules.map((rule) => {
    const own = isObject(alias)
      ? rule.names.map((name) => alias[name]).find((one) => one !== undefined)
      : field;
    const mapped = rule.source?.fields.get(wordOf(own).toLowerCase());
    if (mapped === undefined)
      throw new Refused(`the field ${quoted(own ?? field)} is not kept of ${rule.source?.title ?? 'it'}`);
    if (typeof mapped !== 'string')
      throw new Refused(`the field ${quoted(own)} is not kept as it is, and cannot be grouped by`);
    return mapped;
  });
  const [column = ''] = columns;
  if (columns.some((one) => one !== column))
    throw new Refused(
      `the field ${quoted(field)} stands in several columns: ${[...new Set(columns)].join(', ')}`,
    );
  return column;
}

type Made = { rule: RuleInput; summary: string };

function ruleOf(asked: Fields, rules: readonly SigmaRule[], group: Group, hours: number): Made {
  const wheres = rules.map((rule) => eventsOf(rule)).filter((one) => one !== null);
  const tell = [...new Set(rules.flatMap(({ source }) => [...(source?.tell ?? [])]))];
  const base = { outcomes: 'all', roles: true, tell } as const;
  if (asked.type === 'temporal' || asked.type === 'temporal_ordered')
    return steps(asked, rules, wheres, group, hours, base);
  const measure = measureOf(asked, rules);
  const where: Condition = wheres.length === 1 && wheres[0] ? wheres[0] : { any: wheres };
  return {
    rule: { kind: 'aggregation', ...base, where, by: group.by, measures: [measure], window_hours: hours },
    summary: `{${mostName(measure)}} within ${String(asked.timespan)}, where more than ${measure.more_than} count`,
  };
}

function steps(
  asked: Fields,
  rules: readonly SigmaRule[],
  wheres: readonly Condition[],
  { by }: Group,
  hours: number,
  base: { outcomes: 'all'; roles: true; tell: string[] },
): Made {
  if (asked.condition !== undefined)
    throw new Refused(`a condition of ${String(asked.type)} is not known here`);
  if (by.length > 0) throw new Refused(`${String(asked.type)} can only be grouped by one field`);
  if (rules.length > MOST_STEPS) throw new Refused(`more than ${MOST_STEPS} rules in ${String(asked.type)}`);
  return {
    rule: {
      kind: 'sequence',
      ...base,
      order: asked.type === 'temporal' ? 'any' : 'given',
      steps: wheres.map((where, at) => ({ name: String(rules[at]?.value.title), where })),
      within_minutes: hours * 60,
    },
    summary: '{steps} within {minutes} minutes',
  };
}

function measureOf(asked: Fields, rules: readonly SigmaRule[]): Measure {
  const condition = isObject(asked.condition) ? asked.condition : {};
  const { field, ...tests } = condition;
  const [[test, value] = ['', undefined], ...more] = Object.entries(tests);
  if ((test !== 'gt' && test !== 'gte') || more.length > 0)
    throw new Refused(
      `only one of gt and gte can be asked, not ${Object.keys(tests).join(' and ') || 'nothing'}`,
    );
  if (!Number.isInteger(value) || Number(value) < (test === 'gt' ? 0 : 1))
    throw new Refused(`${test}: ${quoted(value)} is no whole number that can be reached`);
  const more_than = test === 'gt' ? Number(value) : Number(value) - 1;
  if (asked.type === 'event_count') {
    if (field !== undefined) throw new Refused('event_count has no field');
    return { events: true, more_than };
  }
  if (typeof field !== 'string') throw new Refused('value_count needs exactly one field');
  return { distinct: columnOf(field, asked, rules), more_than };
}
