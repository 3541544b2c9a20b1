import type { Condition } from '../../../../shared/rules.ts';
import { isObject, quoted, type Found } from '../../own-files/found.ts';
import type { Path } from '../../own-files/yaml.ts';
import { columnRule, Refused, type Asked } from './asked.ts';
import { readCondition } from './condition.ts';
import type { LogSource } from './log-sources.ts';
import { askedOf } from './modifiers.ts';

/** A detection as a condition of ours, or everything in it that cannot be said. */
export interface Detection {
  condition: Condition | null;
  found: Found[];
  expressions: { expression: string; path: Path }[];
}

const NEVER: Condition = { any: [{ column: 'timestamp', exists: false }] };

export function readDetection(detection: Record<string, unknown>, source: LogSource): Detection {
  const reading: Reading = { source, found: [], expressions: [] };
  const { condition: text, ...selections } = detection;
  const names = Object.keys(selections).filter((name) => name !== 'timeframe');
  if ('timeframe' in detection)
    reading.found.push({
      path: ['detection', 'timeframe'],
      message: 'a timeframe in the detection is not known here: use a correlation',
    });
  const known = new Map<string, Condition>();
  const named = (name: string): Condition => {
    const condition = known.get(name) ?? selectionOf(selections[name], ['detection', name], reading);
    known.set(name, condition);
    return condition;
  };
  const condition = attempt(reading, ['detection', 'condition'], () =>
    readCondition(textOf(text), names, named),
  );
  const { found, expressions } = reading;
  return { condition: found.length > 0 ? null : condition, found, expressions };
}

interface Reading {
  source: LogSource;
  found: Found[];
  expressions: Detection['expressions'];
}

function textOf(condition: unknown): string {
  const [only, ...more] = Array.isArray(condition) ? (condition as unknown[]) : [condition];
  if (typeof only === 'string' && more.length === 0) return only;
  throw new Refused('a detection has exactly one condition, a text');
}

/** A refusal becomes something found at the path, and reading goes on. */
function attempt(reading: Reading, path: Path, read: () => Condition): Condition {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof Refused)) throw cause;
    reading.found.push({ path, message: cause.message });
    return NEVER;
  }
}

function selectionOf(selection: unknown, path: Path, reading: Reading): Condition {
  if (Array.isArray(selection)) {
    if (selection.length === 0 || !selection.every(isObject)) return keywords(path, reading);
    return anyOf(selection.map((one, at) => fieldsOf(one, [...path, at], reading)));
  }
  return isObject(selection) ? fieldsOf(selection, path, reading) : keywords(path, reading);
}

function keywords(path: Path, reading: Reading): Condition {
  reading.found.push({
    path,
    message: 'keywords without a field cannot be searched: the records are not in the case',
  });
  return NEVER;
}

function fieldsOf(fields: Record<string, unknown>, path: Path, reading: Reading): Condition {
  const entries = Object.entries(fields);
  if (entries.length === 0) reading.found.push({ path, message: 'the selection is empty' });
  return allOf(
    entries.map(([key, value]) =>
      attempt(reading, [...path, key], () => fieldOf(key, value, [...path, key], reading)),
    ),
  );
}

function fieldOf(key: string, value: unknown, path: Path, reading: Reading): Condition {
  const [field = '', ...modifiers] = key.split('|');
  if (field === '')
    throw new Refused('keywords without a field cannot be searched: the records are not in the case');
  const mapped = reading.source.fields.get(field.toLowerCase());
  if (mapped === undefined)
    throw new Refused(`the field ${quoted(field)} is not kept of ${reading.source.title}`);
  const rule = typeof mapped === 'string' ? columnRule(mapped) : mapped;
  const { asked, all } = named(field, () => askedOf(modifiers, value));
  const conditions = asked.map((forms) =>
    anyOf(
      forms.map((one) =>
        noting(
          one,
          path,
          reading,
          named(field, () => rule(one)),
        ),
      ),
    ),
  );
  return all ? allOf(conditions) : anyOf(conditions);
}

function noting(asked: Asked, path: Path, reading: Reading, condition: Condition): Condition {
  if (asked.kind === 'expression') reading.expressions.push({ expression: asked.expression, path });
  return condition;
}

/** What is refused is told with the field's name. */
function named<T>(field: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof Refused)) throw cause;
    throw new Refused(`the field ${quoted(field)}: ${cause.message}`, { cause });
  }
}

const only = (conditions: readonly Condition[]): Condition | undefined =>
  conditions.length === 1 ? conditions[0] : undefined;
const anyOf = (any: Condition[]): Condition => only(any) ?? { any: any.length > 0 ? any : [NEVER] };
const allOf = (all: Condition[]): Condition => only(all) ?? { all: all.length > 0 ? all : [NEVER] };
