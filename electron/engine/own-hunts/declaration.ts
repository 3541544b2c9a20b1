import { z } from 'zod';
import type { HuntDeclaration } from '../../../shared/definitions.ts';
import { EntityKind, Scalar, Severity } from '../../../shared/model.ts';
import { Rule } from '../../../shared/rules.ts';
import { checkId, checkNeed, Need, Text } from '../own-files/document.ts';
import { isObject, quoted, type Found } from '../own-files/found.ts';
import { told } from '../own-files/told.ts';
import { checkRule } from './check-rule.ts';

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

const Document = z.strictObject({
  id: z.string().max(100),
  title: Text.max(200),
  delivers: z.array(z.string()).default([]),
  question: Text,
  hypotheses: z.array(z.string()).default([]),
  attack: z.array(z.string()).default([]),
  severity: Severity,
  entity: EntityKind,
  needs: Need,
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
    ...(parsed.success ? [] : told(parsed.error, value, { isCheckedApart, kinds: [[['rule'], RULE_WORDS]] })),
    ...checkNames(value),
    ...checkRule(value.rule, ['rule']),
  ];
  if (!parsed.success || found.length > 0) return { read: null, found };
  const { bundles, cases, ...declaration } = parsed.data;
  return { read: { declaration, bundles, cases }, found };
}

const NAMED: [key: string, form: RegExp, message: string][] = [
  ['attack', /^T\d{4}(\.\d{3})?$/, 'is no ATT&CK technique, such as T1078.004'],
  ['hypotheses', /^S-H[1-7]$/, 'is no hypothesis, S-H1 to S-H7'],
];

function checkNames(value: Record<string, unknown>): Found[] {
  const found = checkId(value.id, ['id']);
  for (const [key, form, message] of NAMED)
    for (const [at, one] of (Array.isArray(value[key]) ? (value[key] as unknown[]) : []).entries())
      if (typeof one === 'string' && !form.test(one))
        found.push({ path: [key, at], message: `${quoted(one)} ${message}` });
  return [...found, ...checkNeed(value.needs, ['needs'])];
}

/** What `checkRule` tells better, since it knows which of several forms was meant. */
const isCheckedApart = (path: readonly PropertyKey[]): boolean =>
  path[0] === 'rule' &&
  (path.includes('where') || path.includes('measures') || path.includes('measure')) &&
  path.at(-1) !== 'measures';

const RULE_WORDS = Rule.options.map((option) => option.shape.kind.value);
