import { z } from 'zod';
import { EntityKind, Scalar, VerdictName } from '../../../shared/model.ts';
import { Condition, Field } from '../../../shared/rules.ts';
import { Need, Text } from '../own-files/document.ts';

/** A tree of a person's own as its document writes it down. */

/** A number, or the name of a parameter that holds one. */
const Amount = z.union([z.number().nonnegative(), z.string()]);
export type Amount = z.infer<typeof Amount>;

/** Where the answer of a question about other events comes from: without such a log that covers the time the answer is `unknown`. */
const Log = z.strictObject({
  columns: z.array(z.string()).default([]),
  datasets: z.array(z.string()).default([]),
  /** In plain words. */
  missing: Text,
  /** Whether the log must have an event of the same, whenever, to say anything of it. */
  of_the_same: z.boolean().default(false),
});
export type Log = z.infer<typeof Log>;

/** A field that two events have alike, under one name or under one each. */
const Same = z.union([Field, z.strictObject({ start: Field, event: Field })]);
const Within = z.strictObject({
  before_hours: z.union([Amount, z.literal('all')]).default(0),
  after_hours: Amount.default(0),
});

const about = {
  /** Which events count; all without. */
  where: Condition.optional(),
  /** What they have in common with the event that starts the tree; its subject, if nothing is said. */
  same: z.array(Same).max(4).optional(),
  within: Within,
  /** A field whose values the reason can tell. */
  tell: Field.optional(),
  needs: Log,
};

export const Ask = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('exists'), ...about }),
  z.strictObject({ kind: z.literal('absent'), ...about }),
  z.strictObject({ kind: z.literal('count'), ...about }),
  z.strictObject({ kind: z.literal('distinct'), field: Field, ...about }),
  /** Whether the subject had these values before. "No" needs an event of the same that is so many days older. */
  z.strictObject({
    kind: z.literal('seen_before'),
    values: z.array(Field).min(1).max(3),
    where: Condition.optional(),
    same: z.array(Same).max(4).optional(),
    learning_days: Amount.default(7),
    needs: Log,
  }),
  /** How the client of the event is like those of other events. */
  z.strictObject({ kind: z.literal('same_client'), ...about }),
  /** Whether the address of the event is in a known network of the organisation. */
  z.strictObject({
    kind: z.literal('known_network'),
    missing: Text.default('a list of known networks, or logs of agents on devices of the organisation'),
  }),
  /** Whether its address carries one of these labels, or is of a hosting provider. */
  z.strictObject({
    kind: z.literal('label'),
    labels: z.array(z.string().min(1)).default([]),
    hosting: z.boolean().default(false),
    missing: Text.default('network data that knows the address'),
  }),
  /** Whether the event itself fulfils a condition. */
  z.strictObject({ kind: z.literal('alert'), where: Condition, missing: Text }),
  /** The value of a field of the event. */
  z.strictObject({ kind: z.literal('value'), field: Field, missing: Text }),
]);
export type Ask = z.infer<typeof Ask>;
export type AskKind = Ask['kind'];
export const ASK_KINDS: readonly AskKind[] = Ask.options.map((option) => option.shape.kind.value);

/** `next` is checked with the tree: an answer that leads nowhere is told as in a built-in one. */
const Answer = z.strictObject({
  at_least: Amount.optional(),
  at_most: Amount.optional(),
  is: z
    .union([
      z.array(z.union([z.string(), z.number(), z.boolean()])).min(1),
      z.strictObject({ parameter: z.string() }),
    ])
    .optional(),
  reason: Text,
  points: z.number().int(),
  next: z.string().default(''),
});
export type Answer = z.infer<typeof Answer>;

const Unknown = z.strictObject({
  reason: Text.optional(),
  missing: Text.optional(),
  points: z.number().int(),
  next: z.string().default(''),
});

const Question = z.strictObject({
  id: z.string().max(60),
  text: Text.max(300),
  explain: z.string().default(''),
  ask: Ask,
  answers: z.record(z.string(), Answer),
  /** Checked with the tree. */
  unknown: Unknown.optional(),
});
export type Question = z.infer<typeof Question>;

const Parameter = z.strictObject({
  name: z.string().max(60),
  title: Text,
  kind: z.enum(['integer', 'number', 'hours', 'list']),
  value: z.union([z.number(), z.array(z.string())]),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  help: z.string().default(''),
});
export type Parameter = z.infer<typeof Parameter>;

const Starts = z.strictObject({
  /** Events, mostly alerts; `label` is how one is called, else its rule or action. */
  events: z.array(z.strictObject({ where: Condition, label: Text.optional() })).default([]),
  /** Ids of hunts whose findings start it. */
  findings: z.array(z.string()).default([]),
  /** Those of one subject that follow each other by at most so many hours are one. */
  gap_hours: z.number().nonnegative().default(0),
});

/** A case inside the file. A verdict has at least the values that stand here. */
export const TreeCase = z.strictObject({
  name: z.string().min(1),
  parameters: z.record(z.string(), z.union([z.number(), z.array(z.string())])).default({}),
  events: z.array(z.string()),
  verdicts: z.array(
    z.strictObject({
      subject: z.string().optional(),
      /** The id of a verdict of the tree. */
      verdict: z.string().optional(),
      /** The answers by question, in the order in which they are asked. */
      path: z.record(z.string(), z.string()).optional(),
      score: z.number().int().optional(),
      confidence: z.enum(['high', 'medium', 'low']).optional(),
      missing: z.array(z.string()).optional(),
      facts: z.record(z.string(), z.json()).optional(),
    }),
  ),
});
export type TreeCase = z.infer<typeof TreeCase>;

export const TreeDocument = z.strictObject({
  id: z.string().max(100),
  title: Text.max(200),
  version: z.number().int().min(1).max(1_000_000),
  purpose: z.string().default(''),
  subject: EntityKind,
  /** The column of the starting event that names the subject, where it is not the usual one. */
  named_by: z.string().optional(),
  needs: Need,
  starts: Starts,
  parameters: z.array(Parameter).max(50).default([]),
  base_points: z.number().int().min(0).max(100).default(0),
  /** The first question, if nothing is said. */
  root: z.string().optional(),
  questions: z.array(Question).min(1).max(50),
  verdicts: z
    .array(z.strictObject({ id: z.string().max(60), verdict: VerdictName, reason: Text }))
    .min(1)
    .max(50),
  bundles: z.record(z.string(), z.record(z.string(), Scalar)).default({}),
  cases: z.array(TreeCase).default([]),
});
export type TreeDocument = z.infer<typeof TreeDocument>;
