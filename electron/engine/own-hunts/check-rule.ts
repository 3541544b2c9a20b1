import { checkCondition, checkField, unknownKeys } from '../own-files/check-condition.ts';
import { isObject, type Found } from '../own-files/found.ts';
import type { Path } from '../own-files/yaml.ts';

/** Every mistake in the conditions, measures and fields of a rule as it is written. The rest of it is the schema's to check. */
export function checkRule(rule: unknown, path: Path): Found[] {
  if (!isObject(rule)) return [];
  return [
    ...(rule.where === undefined ? [] : checkCondition(rule.where, [...path, 'where'])),
    ...listed(rule.steps).flatMap((step, at) => checkStep(step, [...path, 'steps', at])),
    ...checkStep(rule.absent, [...path, 'absent']),
    ...['by', 'values', 'tell'].flatMap((key) =>
      listed(rule[key]).flatMap((field, at) => checkField(field, [...path, key, at])),
    ),
    ...checkMeasures(rule, path),
  ];
}

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const checkStep = (step: unknown, path: Path): Found[] =>
  isObject(step) && step.where !== undefined ? checkCondition(step.where, [...path, 'where']) : [];

function checkMeasures(rule: Record<string, unknown>, path: Path): Found[] {
  const measures = listed(rule.measures);
  const found = measures.flatMap((one, at) => checkMeasure(one, [...path, 'measures', at], true));
  if (rule.measure !== undefined) found.push(...checkMeasure(rule.measure, [...path, 'measure'], false));
  const told = measures.map((one) => {
    if (!isObject(one)) return null;
    return JSON.stringify([one.distinct, one.events, one.sum]);
  });
  for (const [at, one] of told.entries())
    if (one !== null && told.indexOf(one) < at)
      found.push({ path: [...path, 'measures', at], message: 'the same measure stands here twice' });
  return found;
}

function checkMeasure(measure: unknown, path: Path, hasThreshold: boolean): Found[] {
  if (!isObject(measure)) return [{ path, message: 'not a measure: it needs distinct, events or sum' }];
  const kinds = ['distinct', 'events', 'sum'].filter((key) => key in measure);
  const known = ['distinct', 'events', 'sum', ...(hasThreshold ? ['more_than'] : [])];
  const found = unknownKeys(measure, known, path);
  const [kind] = kinds;
  if (kinds.length !== 1 || kind === undefined)
    found.push({ path, message: 'a measure has exactly one of distinct, events and sum' });
  else if (kind === 'events' && measure.events !== true)
    found.push({ path: [...path, kind], message: 'events is always true' });
  else if (kind !== 'events') found.push(...checkField(measure[kind], [...path, kind], kind === 'sum'));
  if (hasThreshold && !isThreshold(measure.more_than, kind))
    found.push({ path: [...path, 'more_than'], message: 'more_than is missing, or no number from 0 on' });
  return found;
}

const isThreshold = (value: unknown, kind: string | undefined): boolean =>
  typeof value === 'number' && value >= 0 && (kind === 'sum' || Number.isInteger(value));
