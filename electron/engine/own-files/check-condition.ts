import { EVENT_COLUMNS, type EventColumn } from '../../../shared/model.ts';
import { MADE_FIELDS } from '../../../shared/rules.ts';
import { isObject, quoted, type Found } from './found.ts';
import type { Path } from './yaml.ts';

const columns = new Map(EVENT_COLUMNS.map((column) => [column.name, column]));
const TESTS = [
  'is',
  'like',
  'contains',
  'starts_with',
  'ends_with',
  'matches',
  'at_least',
  'at_most',
  'exists',
] as const;
const GROUPS = ['all', 'any', 'not'] as const;

/** Of a name that is neither made of columns nor a column of `events`; a number is a column of numbers. */
export function checkField(field: unknown, path: Path, isNumber = false): Found[] {
  if (typeof field !== 'string') return [{ path, message: `${quoted(field)} is no name of a field` }];
  if (!isNumber && (MADE_FIELDS as readonly string[]).includes(field)) return [];
  const column = columns.get(field);
  if (!column) return [{ path, message: `no such field: ${quoted(field)}${nearTo(field, true)}` }];
  return isNumber && column.kind !== 'number' ? [{ path, message: `${field} is no number` }] : [];
}

/** Of a name that is no column of `events`. */
export function checkColumn(column: unknown, path: Path): Found[] {
  if (typeof column === 'string' && columns.has(column)) return [];
  return [{ path, message: `no such column of events: ${quoted(column)}${nearTo(column)}` }];
}

function nearTo(name: unknown, withMade = false): string {
  const names = [...(withMade ? MADE_FIELDS : []), ...columns.keys()];
  const [best] = names
    .map((one) => ({ one, steps: stepsBetween(String(name).toLowerCase().slice(0, 60), one) }))
    .sort((a, b) => a.steps - b.steps);
  return best && best.steps <= Math.max(1, best.one.length / 4) ? `; there is ${best.one}` : '';
}

/** Letters to be added, left out or changed to make one of the other. */
function stepsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1];
    for (let at = 1; at <= b.length; at++)
      next.push(
        Math.min(
          (next[at - 1] ?? 0) + 1,
          (row[at] ?? 0) + 1,
          (row[at - 1] ?? 0) + (b[at - 1] === letter ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}

export const unknownKeys = (value: Record<string, unknown>, known: readonly string[], path: Path): Found[] =>
  Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      path: [...path, key],
      message: `unknown key ${quoted(key)}: known here are ${known.join(', ')}`,
      what: 'key' as const,
    }));

/** Every mistake in a condition over one event, each at its place. */
export function checkCondition(condition: unknown, path: Path): Found[] {
  if (!isObject(condition)) return [{ path, message: `${quoted(condition)} is no condition` }];
  const group = GROUPS.find((key) => key in condition);
  if (group !== undefined) return checkGroup(condition, group, path);
  const tests = TESTS.filter((key) => key in condition);
  const [test] = tests;
  const found = [
    ...unknownKeys(condition, ['column', ...TESTS, ...GROUPS], path),
    ...checkColumn(condition.column, 'column' in condition ? [...path, 'column'] : path),
  ];
  if (tests.length !== 1 || test === undefined)
    found.push({ path, message: `a condition has exactly one of ${TESTS.join(', ')}, or all, any or not` });
  const column = columns.get(String(condition.column));
  if (column) found.push(...tests.flatMap((one) => checkTest(one, condition[one], column, [...path, one])));
  return found;
}

function checkGroup(condition: Record<string, unknown>, group: (typeof GROUPS)[number], path: Path): Found[] {
  const found = unknownKeys(condition, [group], path);
  const inner = condition[group];
  if (group === 'not') return [...found, ...checkCondition(inner, [...path, group])];
  if (!Array.isArray(inner) || inner.length === 0)
    return [...found, { path: [...path, group], message: `${group} needs a list of conditions` }];
  return [...found, ...inner.flatMap((one, at) => checkCondition(one, [...path, group, at]))];
}

function checkTest(test: (typeof TESTS)[number], value: unknown, column: EventColumn, path: Path): Found[] {
  const wrong = (message: string): Found[] => [{ path, message: `${test}: ${message}` }];
  switch (test) {
    case 'is':
      return checkValues(value, column, path);
    case 'exists':
      return typeof value === 'boolean' ? [] : wrong(`${quoted(value)} is not true or false`);
    case 'at_least':
    case 'at_most':
      if (column.kind !== 'number') return wrong(`${column.name} is no number`);
      return typeof value === 'number' && Number.isFinite(value)
        ? []
        : wrong(`${quoted(value)} is no number`);
    case 'matches':
      return typeof value === 'string' ? [] : wrong(`${quoted(value)} is no text`);
    default: {
      const texts = Array.isArray(value) ? (value as unknown[]) : [value];
      if (texts.length === 0) return wrong('the list is empty');
      const other = texts.find((one) => typeof one !== 'string');
      return other === undefined ? [] : wrong(`${quoted(other)} is no text: write it in quotation marks`);
    }
  }
}

const KINDS = { text: 'string', number: 'number', boolean: 'boolean', time: 'string' } as const;
const KIND_WORDS = {
  text: 'a text: write it in quotation marks',
  number: 'a number',
  boolean: 'true or false',
  time: 'a time such as "2024-05-01T10:00:00Z"',
} as const;

function checkValues(value: unknown, { kind }: EventColumn, path: Path): Found[] {
  const values = Array.isArray(value) ? (value as unknown[]) : [value];
  if (values.length === 0) return [{ path, message: 'is: the list is empty' }];
  return values
    .map((one, at) => ({ one, path: Array.isArray(value) ? [...path, at] : path }))
    .filter(({ one }) => one !== null && (typeof one !== KINDS[kind] || (kind === 'time' && !isTime(one))))
    .map(({ one, path: at }) => ({ path: at, message: `is: ${quoted(one)} is not ${KIND_WORDS[kind]}` }));
}

const isTime = (value: unknown): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/.test(String(value)) &&
  !Number.isNaN(Date.parse(String(value)));
