import { z } from 'zod';
import { Entity } from './model.ts';

/** The present of an entity beside its past: the same slice some periods ago, and what is usual in it. */

export const MEASURES = ['events', 'failures', 'networks', 'countries', 'addresses', 'clients'] as const;
export const Measure = z.enum(MEASURES);
export type Measure = z.infer<typeof Measure>;

export const SLICES = ['hour', 'day'] as const;

/** How far back, as `1d`, `7d`, `12h` or `4w`; there is no limit but six digits. */
export const Shift = z.string().regex(/^[1-9]\d{0,5}[hdw]$/, 'not a number of hours, days or weeks, as 7d');
export type Shift = z.infer<typeof Shift>;

const HOURS = { h: 1, d: 24, w: 168 } as const;
export const hoursOf = (shift: Shift): number =>
  Number(shift.slice(0, -1)) * HOURS[shift.slice(-1) as keyof typeof HOURS];

/** The slices one period ago, two periods ago, … as many as `times`. */
export const Baseline = z.strictObject({ every: Shift, times: z.number().int().min(1).max(10_000) });
export type Baseline = z.infer<typeof Baseline>;

/** Slices that one comparison has at most. */
export const MOST_SLICES = 2000;

export const CompareInput = z.strictObject({
  entity: Entity,
  measure: Measure.default('events'),
  slice: z.enum(SLICES).default('hour'),
  /** The window, widened to whole slices of the UTC calendar; the slice of `to` is part of it. */
  from: z.string(),
  to: z.string(),
  shifts: z.array(Shift).max(12).default(['1d', '7d']),
  baseline: Baseline.nullable().default({ every: '1d', times: 7 }),
});
export type CompareInput = z.infer<typeof CompareInput>;

/**
 * `value` is `null` where it is unknown: no log covers the slice, or no record in it has what is counted. Where only a part of the
 * slice, or only some of the logs of the entity, are covered, the value is at least that.
 */
export const CompareCell = z.object({
  value: z.number().nullable(),
  coverage: z.enum(['whole', 'part', 'none']),
});
export type CompareCell = z.infer<typeof CompareCell>;

export const CompareRow = z.object({
  start: z.string(),
  now: CompareCell,
  /** In the order of the shifts. */
  shifted: z.array(CompareCell),
  /** Over the slices of the baseline whose value is known; `null` where there is none. */
  average: z.number().nullable(),
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
  /** How many slices of the baseline are known, and how many of these only in part. */
  known: z.number(),
  partly: z.number(),
});
export type CompareRow = z.infer<typeof CompareRow>;

export const Comparison = z.object({
  entity: Entity,
  measure: Measure,
  slice: z.enum(SLICES),
  /** The first slice, and the end of the last. */
  from: z.string(),
  to: z.string(),
  shifts: z.array(Shift),
  baseline: Baseline.nullable(),
  /** The logs that name the entity, from their first record to their last. */
  logs: z.array(
    z.object({ event_dataset: z.string(), first_timestamp: z.string(), last_timestamp: z.string() }),
  ),
  rows: z.array(CompareRow),
});
export type Comparison = z.infer<typeof Comparison>;
