import { z } from 'zod';
import { Scalar } from './model.ts';

/** What a hunt asks, as data: one of seven kinds of rule. `electron/engine/hunts/kinds` makes SQL of it. */

const Texts = z.union([z.string(), z.array(z.string()).min(1)]);

/**
 * A condition over one event. Columns are those of `events`. `is` compares exactly; `like`, `contains`, `starts_with` and `ends_with`
 * take upper and lower case alike, and any of several texts is enough. In `like`, which is about the whole text, `*` stands for any
 * text, `?` for one character, and `\*`, `\?` and `\\` for these characters themselves. `matches` is a regular expression (RE2). A
 * column without a value fulfils none but `exists: false`.
 */
export type Condition =
  | { column: string; is: Scalar | Scalar[] }
  | { column: string; like: string | string[] }
  | { column: string; contains: string | string[] }
  | { column: string; starts_with: string | string[] }
  | { column: string; ends_with: string | string[] }
  | { column: string; matches: string }
  | { column: string; at_least: number }
  | { column: string; at_most: number }
  | { column: string; exists: boolean }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition };

export const Condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ column: z.string(), is: z.union([Scalar, z.array(Scalar).min(1)]) }),
    z.strictObject({ column: z.string(), like: Texts }),
    z.strictObject({ column: z.string(), contains: Texts }),
    z.strictObject({ column: z.string(), starts_with: Texts }),
    z.strictObject({ column: z.string(), ends_with: Texts }),
    z.strictObject({ column: z.string(), matches: z.string() }),
    z.strictObject({ column: z.string(), at_least: z.number() }),
    z.strictObject({ column: z.string(), at_most: z.number() }),
    z.strictObject({ column: z.string(), exists: z.boolean() }),
    z.strictObject({ all: z.array(Condition).min(1) }),
    z.strictObject({ any: z.array(Condition).min(1) }),
    z.strictObject({ not: Condition }),
  ]),
);

/**
 * What an event can be told apart by: names that the engine makes of several columns (our data first, then the log's own), or a
 * column of `events` by its name.
 */
export const MADE_FIELDS = [
  'network',
  'country',
  'address',
  'public_address',
  'client',
  'client_family',
  'system',
  'device',
  'mfa_kind',
  'cloud_or_not',
] as const;

/** A name of `MADE_FIELDS` or a column of `events`. */
export const Field = z.string();
export type Field = z.infer<typeof Field>;

const base = {
  /** Which events count; all without. */
  where: Condition.optional(),
  /** Whether only successes count, all outcomes, or whichever the analyst chooses, at first only successes. */
  outcomes: z.enum(['successes', 'all']).default('successes'),
  /** Whether sessions of AWS roles count as users at first. */
  roles: z.boolean().default(false),
  /** What a finding lists beside networks, countries, addresses and clients. */
  tell: z.array(Field).default([]),
};

/** How many, of what, in a window. A sum is of a column of numbers. */
export const Measure = z.union([
  z.strictObject({ distinct: Field, more_than: z.number().int().nonnegative() }),
  z.strictObject({ events: z.literal(true), more_than: z.number().int().nonnegative() }),
  z.strictObject({ sum: Field, more_than: z.number().nonnegative() }),
]);
export type Measure = z.infer<typeof Measure>;

/** Events that fulfil a condition; those of one entity that follow each other within `gap_hours` are one finding. */
export const MatchRule = z.strictObject({
  kind: z.literal('match'),
  ...base,
  /** Told apart beside the entity. */
  by: z.array(Field).default([]),
  gap_hours: z.number().positive().default(24),
  /** Events that name no entity: left out, or told together under the name `(none)`. */
  unnamed: z.enum(['left out', 'together']).default('left out'),
});

/** More than so many (of one to three measures, all of them) within a window. */
export const AggregationRule = z.strictObject({
  kind: z.literal('aggregation'),
  ...base,
  by: z.array(Field).default([]),
  measures: z.array(Measure).min(1).max(3),
  window_hours: z.number().positive(),
  windows: z.enum(['sliding', 'tumbling']).default('sliding'),
});

const Step = z.strictObject({ name: z.string(), where: Condition });

/**
 * Steps one after the other by one entity, from the first to the last within `within_minutes`; with `order: any` in whatever order,
 * and one event may be several of them. With `absent`, the last step counts only where no such event of the entity lies in that time
 * before it.
 */
export const SequenceRule = z.strictObject({
  kind: z.literal('sequence'),
  ...base,
  steps: z.array(Step).min(1).max(4),
  order: z.enum(['given', 'any']).default('given'),
  absent: Step.optional(),
  within_minutes: z.number().positive(),
});

/** A value, or a combination of up to three, that is new for the entity or for everybody after a time of learning. */
export const FirstSeenRule = z.strictObject({
  kind: z.literal('first_seen'),
  ...base,
  values: z.array(Field).min(1).max(3),
  scope: z.enum(['entity', 'environment']),
  learning_days: z.number().positive().default(7),
  /** What was not seen for so long is new again; 0: nothing is forgotten. */
  forget_after_days: z.number().nonnegative().default(0),
});

/** A slice in which an entity's measure is far above its own past. */
export const OutlierRule = z.strictObject({
  kind: z.literal('outlier'),
  ...base,
  measure: z.union([
    z.strictObject({ distinct: Field }),
    z.strictObject({ events: z.literal(true) }),
    z.strictObject({ sum: Field }),
  ]),
  slice: z.enum(['hour', 'day']).default('hour'),
  history_days: z.number().positive().default(14),
  least_history_days: z.number().positive().default(3),
  sigmas: z.number().positive().default(3),
  floor: z.number().nonnegative().default(1),
  /** Slices without an event count as zero, or not at all. */
  silent: z.enum(['zero', 'skipped']).default('zero'),
});

/** Combinations that an entity has few events of, beside one that is usual for it. */
export const RareRule = z.strictObject({
  kind: z.literal('rare'),
  ...base,
  values: z.array(Field).min(1).max(4),
  fewer_events_than: z.number().int().min(2).default(10),
  /** The most that the rare ones may be of all events of the entity. */
  at_most_share: z.number().min(0).max(1).default(1),
  /** Of the first value: only these are told. */
  only_values: z.array(z.string()).default([]),
});

/** Two places of an entity one after the other that lie further apart than one can go in the time between. */
export const TravelRule = z.strictObject({
  kind: z.literal('travel'),
  ...base,
  km_per_hour: z.number().positive().default(805),
  least_km: z.number().nonnegative().default(500),
  /** How far each place may be from where it is said to be. */
  radius_km: z.number().nonnegative().default(50),
  within_hours: z.number().positive().default(24),
});

export const Rule = z.discriminatedUnion('kind', [
  MatchRule,
  AggregationRule,
  SequenceRule,
  FirstSeenRule,
  OutlierRule,
  RareRule,
  TravelRule,
]);
export type Rule = z.infer<typeof Rule>;
/** A rule as it is written down: what has a default may be left out. */
export type RuleInput = z.input<typeof Rule>;
export type RuleOf<Kind extends Rule['kind']> = Extract<Rule, { kind: Kind }>;

export const RULE_KINDS = [
  'match',
  'aggregation',
  'sequence',
  'first_seen',
  'outlier',
  'rare',
  'travel',
] as const satisfies readonly Rule['kind'][];
