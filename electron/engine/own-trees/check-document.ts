import { checkColumn, checkCondition, checkField } from '../own-files/check-condition.ts';
import { checkId, checkNeed } from '../own-files/document.ts';
import { isObject, quoted, valueAt, type Found } from '../own-files/found.ts';
import type { Path } from '../own-files/yaml.ts';

/** Every mistake in what a document names: ids, columns, fields and conditions. The form of the rest is the schema's to check. */
export function checkNames(document: Record<string, unknown>): Found[] {
  return [
    ...checkId(document.id, ['id']),
    ...checkNeed(document.needs, ['needs']),
    ...(document.named_by === undefined ? [] : checkField(document.named_by, ['named_by'])),
    ...listed(valueAt(document, ['starts', 'events'])).flatMap((one, at) =>
      checkWhere(one, ['starts', 'events', at]),
    ),
    ...listed(document.questions).flatMap((one, at) => checkQuestion(one, ['questions', at])),
    ...listed(document.verdicts).flatMap((one, at) => checkId(valueAt(one, ['id']), ['verdicts', at, 'id'])),
  ];
}

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const checkWhere = (value: unknown, path: Path): Found[] =>
  isObject(value) && value.where !== undefined ? checkCondition(value.where, [...path, 'where']) : [];

function checkQuestion(question: unknown, path: Path): Found[] {
  const ask = valueAt(question, ['ask']);
  return [
    ...checkId(valueAt(question, ['id']), [...path, 'id']),
    ...(isObject(ask) ? checkAsk(ask, [...path, 'ask']) : []),
  ];
}

function checkAsk(ask: Record<string, unknown>, path: Path): Found[] {
  const fields = ['field', 'tell'].filter((key) => ask[key] !== undefined);
  return [
    ...checkWhere(ask, path),
    ...fields.flatMap((key) => checkField(ask[key], [...path, key])),
    ...listed(ask.values).flatMap((field, at) => checkField(field, [...path, 'values', at])),
    ...listed(ask.same).flatMap((one, at) => checkSame(one, [...path, 'same', at])),
    ...listed(valueAt(ask, ['needs', 'columns'])).flatMap((column, at) =>
      checkColumn(column, [...path, 'needs', 'columns', at]),
    ),
    ...checkWindow(ask, path),
    ...checkLabels(ask, path),
  ];
}

function checkSame(one: unknown, path: Path): Found[] {
  if (!isObject(one)) return checkField(one, path);
  return ['start', 'event']
    .filter((key) => one[key] !== undefined)
    .flatMap((key) => checkField(one[key], [...path, key]));
}

function checkWindow({ within }: Record<string, unknown>, path: Path): Found[] {
  if (!isObject(within)) return [];
  const { before_hours = 0, after_hours = 0 } = within;
  return before_hours === 0 && after_hours === 0
    ? [{ path: [...path, 'within'], message: 'the window has no length: give before_hours or after_hours' }]
    : [];
}

function checkLabels({ kind, labels, hosting }: Record<string, unknown>, path: Path): Found[] {
  const isEmpty = kind === 'label' && listed(labels).length === 0 && hosting !== true;
  return isEmpty ? [{ path, message: `${quoted('label')} needs labels, or hosting: true` }] : [];
}
