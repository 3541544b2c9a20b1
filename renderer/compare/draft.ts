import { z } from 'zod';
import { Measure, Shift, SLICES, type CompareInput } from '../../shared/compare.ts';
import type { Entity } from '../../shared/model.ts';
import { isoOf, millis } from '../format/time.ts';

/** What is compared, as it is typed. */
const Draft = z.strictObject({
  measure: Measure,
  slice: z.enum(SLICES),
  from: z.string(),
  to: z.string(),
  /** `1d 7d` */
  shifts: z.string(),
  /** `7 x 1d`; empty for none. */
  baseline: z.string(),
});
export type Draft = z.infer<typeof Draft>;

/** As it stands in the address. */
export const draftText = (draft: Draft): string => JSON.stringify(draft);

/** `null` where the address holds none. */
export function draftIn(address: string): Draft | null {
  try {
    const parsed = Draft.safeParse(JSON.parse(address));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

const DAY_MS = 86_400_000;
/** Longer windows are looked at by the day. */
const HOURS_UP_TO = 3 * DAY_MS;

/** The window of a finding, or the last day of an entity. */
export function draftOf(from: string | null, to: string | null): Draft {
  const end = to ?? from ?? '1970-01-01T00:00:00.000000Z';
  const start = from ?? isoOf(millis(end) - DAY_MS);
  const slice = millis(end) - millis(start) > HOURS_UP_TO ? 'day' : 'hour';
  return { measure: 'networks', slice, from: start, to: end, shifts: '1d 7d', baseline: '7 x 1d' };
}

/** `null` where something that was typed does not fit. */
export function inputOf(entity: Entity, draft: Draft): CompareInput | null {
  const shifts = draft.shifts.split(/[\s,]+/).filter(Boolean);
  const usual = /^(\d{1,4})\s*[x×*]\s*(\S+)$/i.exec(draft.baseline.trim());
  if (shifts.length > 12 || shifts.some((shift) => !Shift.safeParse(shift).success)) return null;
  if (draft.baseline.trim() !== '' && (!usual || Number(usual[1]) < 1 || !Shift.safeParse(usual[2]).success))
    return null;
  if (draft.from.trim() === '' || draft.to.trim() === '') return null;
  const { measure, slice, from, to } = draft;
  const baseline = usual ? { every: usual[2] ?? '', times: Number(usual[1]) } : null;
  return { entity, measure, slice, from: from.trim(), to: to.trim(), shifts, baseline };
}
