import { z } from 'zod';
import { Filter } from './filter.ts';

/** What a case keeps for the eyes of its analyst. Nothing of it changes what is found. */

/** True for a name of the IANA's that this computer knows. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const TimeZone = z.string().refine(isTimeZone, { message: 'no such time zone' });

const Place = z.string().max(20_000);
const Columns = z.array(z.string().max(200)).max(500);

/** Where the desk last was in this case, as its address, and the columns of its timeline; `null` before any was kept. */
export const DeskState = z.object({ place: Place.nullable(), columns: Columns.nullable() });
export type DeskState = z.infer<typeof DeskState>;

export const DeskChange = z.strictObject({ place: Place.optional(), columns: Columns.optional() });
export type DeskChange = z.infer<typeof DeskChange>;

export const CaseChange = z.strictObject({
  name: z.string().trim().min(1).max(500).optional(),
  examiner: z.string().trim().max(500).nullable().optional(),
  reference: z.string().trim().max(500).nullable().optional(),
  time_zone: TimeZone.optional(),
});
export type CaseChange = z.infer<typeof CaseChange>;

/** The timeline as it was looked at. */
const View = {
  filters: z.array(Filter),
  columns: z.array(z.string()),
  order: z.enum(['asc', 'desc']),
  /** Column that the rows are sorted by; `null` is the time. */
  sort: z.string().nullable(),
  /** Column whose values the histogram tells apart; `null` is the usual one. */
  by: z.string().nullable(),
};

export const SavedView = z.object({
  name: z.string(),
  ...View,
  /** Filters of it, as they are kept, that this version cannot read: without them it shows more than it did. */
  unread: z.array(z.unknown()),
});
export type SavedView = z.infer<typeof SavedView>;

export const ViewToSave = z.strictObject({
  name: z.string().trim().min(1).max(200),
  ...View,
  /** Takes the place of one with its name, which is refused otherwise. */
  replace: z.boolean().default(false),
});
export type ViewToSave = z.infer<typeof ViewToSave>;
