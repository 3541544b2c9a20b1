import type { z } from 'zod';
import { quoted, valueAt, type Found } from './found.ts';
import type { Path } from './yaml.ts';

interface Telling {
  /** What another check tells better, since it knows which of several forms was meant. */
  isCheckedApart: (path: Path) => boolean;
  /** Where something is one of several kinds by its key `kind` (`*` is any key of a list or map), and what these are. */
  kinds: readonly (readonly [path: Path, kinds: readonly string[]])[];
}

/** What does not fit a schema in words for the person who wrote it, each at its place. */
export const told = (error: z.ZodError, value: unknown, telling: Telling): Found[] =>
  error.issues.flatMap((issue) => tell(issue, value, telling));

function tell(issue: z.core.$ZodIssue, value: unknown, { isCheckedApart, kinds }: Telling): Found[] {
  const { path } = issue;
  const held = valueAt(value, path);
  if (held === undefined && path.length > 0 && !isCheckedApart(path)) return [missing(path)];
  // A missing condition or measure is told here, a wrong one there.
  if (isCheckedApart(path)) return held === undefined && path.at(-1) === 'where' ? [missing(path)] : [];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: `unknown key ${quoted(key)}`,
        what: 'key' as const,
      }));
    case 'invalid_value':
      return [{ path, message: `${quoted(held)} is none of ${issue.values.map(String).join(', ')}` }];
    case 'invalid_union':
      return [{ path, message: unionMessage(path, held, kinds) }];
    case 'invalid_type':
      return [{ path, message: `expected ${issue.expected}, not ${quoted(held)}` }];
    default:
      return [{ path, message: issue.message.charAt(0).toLowerCase() + issue.message.slice(1) }];
  }
}

const missing = (path: Path): Found => ({
  path: path.slice(0, -1),
  message: `${quoted(String(path.at(-1)))} is missing`,
});

function unionMessage(path: Path, held: unknown, kinds: Telling['kinds']): string {
  const around = path.slice(0, -1);
  const known = path.at(-1) === 'kind' ? kinds.find(([at]) => isAt(around, at)) : undefined;
  return known ? `${quoted(held)} is none of ${known[1].join(', ')}` : `${quoted(held)} does not fit here`;
}

const isAt = (path: Path, at: Path): boolean =>
  path.length === at.length && at.every((key, index) => key === '*' || key === path[index]);
