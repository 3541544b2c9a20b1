import { z } from 'zod';
import type { HuntDeclaration } from '../../../shared/definitions.ts';
import { EntityKind, Scalar, Severity } from '../../../shared/model.ts';
import { Rule } from '../../../shared/rules.ts';
import { checkColumn, checkRule } from './check-rule.ts';
import { isObject, quoted, valueAt, type Found } from './found.ts';
import type { Path } from './yaml.ts';

/** A case inside a file of hunts, as in a `cases.json`. */
export const HuntCase = z.strictObject({
  name: z.string().min(1),
  /** The numeric parameter whose boundary this case stands on. */
  boundary: z.string().optional(),
  parameters: z
    .record(z.string(), z.union([z.number(), z.boolean(), z.string(), z.array(z.string())]))
    .default({}),
  /** Written short: see `expand`. */
  events: z.array(z.string()),
  /** In rank order; each finding has at least these values. */
  findings: z.array(z.record(z.string(), z.json())),
});
export type HuntCase = z.infer<typeof HuntCase>;

export interface HuntCases {
  bundles: Record<string, Record<string, Scalar>>;
  cases: HuntCase[];
}

const Text = z.string().trim().min(1);
const Need = z.strictObject({
  columns: z.array(z.string()).default([]),
  datasets: z.array(z.string()).default([]),
  missing: Text,
});
const Document = z.strictObject({
  id: z.string().max(100),
  title: Text.max(200),
  delivers: z.array(z.string()).default([]),
  question: Text,
  hypotheses: z.array(z.string()).default([]),
  attack: z.array(z.string()).default([]),
  severity: Severity,
  entity: EntityKind,
  needs: Need.extend({ also: z.array(Need).default([]) }),
  rule: Rule,
  summary: Text,
  next_steps: z.string().default(''),
  false_positives: z.string().default(''),
  bundles: z.record(z.string(), z.record(z.string(), Scalar)).default({}),
  cases: z.array(HuntCase).default([]),
});

/** Reads one of our own definitions from a document; gives all its mistakes that can be told without a database. */
export function readDeclaration(value: unknown): {
  read: (HuntCases & { declaration: HuntDeclaration }) | null;
  found: Found[];
} {
  if (!isObject(value)) return { read: null, found: [{ path: [], message: 'a hunt is a list of keys' }] };
  const parsed = Document.safeParse(value);
  const found = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => told(issue, value))),
    ...checkNames(value),
    ...checkRule(value.rule, ['rule']),
  ];
  if (!parsed.success || found.length > 0) return { read: null, found };
  const { bundles, cases, ...declaration } = parsed.data;
  return { read: { declaration, bundles, cases }, found };
}

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const NAMED: [key: string, form: RegExp, message: string][] = [
  ['attack', /^T\d{4}(\.\d{3})?$/, 'is no ATT&CK technique, such as T1078.004'],
  ['hypotheses', /^S-H[1-7]$/, 'is no hypothesis, S-H1 to S-H7'],
];

function checkNames(value: Record<string, unknown>): Found[] {
  const found: Found[] = [];
  if (typeof value.id === 'string' && !ID.test(value.id))
    found.push({
      path: ['id'],
      message: `${quoted(value.id)}: an id is of small letters, digits and hyphens`,
    });
  for (const [key, form, message] of NAMED)
    for (const [at, one] of (Array.isArray(value[key]) ? (value[key] as unknown[]) : []).entries())
      if (typeof one === 'string' && !form.test(one))
        found.push({ path: [key, at], message: `${quoted(one)} ${message}` });
  found.push(...checkNeed(value.needs, ['needs']));
  const also = valueAt(value, ['needs', 'also']);
  for (const [at, need] of (Array.isArray(also) ? also : []).entries())
    found.push(...checkNeed(need, ['needs', 'also', at]));
  return found;
}

function checkNeed(need: unknown, path: Path): Found[] {
  const needed = valueAt(need, ['columns']);
  const columns = Array.isArray(needed) ? (needed as unknown[]) : [];
  return columns.flatMap((column, at) => checkColumn(column, [...path, 'columns', at]));
}

type Issue = z.core.$ZodIssue;

/** What `checkRule` tells better, since it knows which of several forms was meant. */
const isCheckedApart = (path: readonly PropertyKey[]): boolean =>
  path[0] === 'rule' &&
  (path.includes('where') || path.includes('measures') || path.includes('measure')) &&
  path.at(-1) !== 'measures';

function told(issue: Issue, value: unknown): Found[] {
  const { path } = issue;
  const held = valueAt(value, path);
  if (held === undefined && path.length > 0 && !isCheckedApart(path))
    return [{ path: path.slice(0, -1), message: `${quoted(String(path.at(-1)))} is missing` }];
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
      return [{ path, message: unionMessage(path, held) }];
    case 'invalid_type':
      return [{ path, message: `expected ${issue.expected}, not ${quoted(held)}` }];
    default:
      return [{ path, message: issue.message.charAt(0).toLowerCase() + issue.message.slice(1) }];
  }
}

const missing = (path: readonly PropertyKey[]): Found => ({
  path: path.slice(0, -1),
  message: `${quoted(String(path.at(-1)))} is missing`,
});

const KINDS = Rule.options.map((option) => option.shape.kind.value).join(', ');
const unionMessage = (path: readonly PropertyKey[], held: unknown): string =>
  path.at(-1) === 'kind' && path.length === 2
    ? `${quoted(held)} is none of ${KINDS}`
    : `${quoted(held)} does not fit here`;
