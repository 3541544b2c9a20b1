import type { FileProblem, OwnFile } from '../../../shared/own-files.ts';
import type { Path } from './yaml.ts';

/** Something found at a place of a document, to be told or to be checked there. */
export interface Found {
  path: Path;
  message: string;
  what?: 'key' | 'value';
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const quoted = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

/** What stands at the path; nothing where it leads nowhere. */
export function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return at;
}

/** By file as they were given, then by place. */
export function inFileOrder(problems: readonly FileProblem[], files: readonly OwnFile[]): FileProblem[] {
  const order = new Map(files.map(({ name }, at) => [name, at]));
  return [...problems].sort(
    (a, b) => (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0) || a.line - b.line || a.column - b.column,
  );
}
