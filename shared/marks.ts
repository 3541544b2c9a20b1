import { z } from 'zod';
import { Entity, EventRef, Row } from './model.ts';
import type { ColumnKind } from './model.ts';

/** Stars, tags and notes of an analyst, and the things that carry them. Nothing of it touches evidence. */

const window = { window_start: z.string().nullable(), window_end: z.string().nullable() };

/**
 * A thing of the case by what stays of it when hunts, trees and incidents are made anew: a finding as a mute names it, a verdict as an
 * answer does, an incident by what it is about and when.
 */
export const MarkSubject = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('record'), ...EventRef.shape }),
  z.strictObject({ kind: z.literal('entity'), entity: Entity }),
  z.strictObject({ kind: z.literal('finding'), hunt: z.string(), entity: Entity, ...window }),
  z.strictObject({
    kind: z.literal('verdict'),
    tree: z.string(),
    entity: Entity,
    alert: EventRef.nullable(),
    /** Of two sessions that an analyst picked. */
    pick_id: z.string().nullable(),
  }),
  z.strictObject({ kind: z.literal('incident'), entity: Entity, ...window }),
]);
export type MarkSubject = z.infer<typeof MarkSubject>;

export const MARK_KINDS = ['record', 'entity', 'finding', 'verdict', 'incident'] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

/** A word or a few of an analyst's own; kept as it is typed, without spaces at its ends. */
export const TagName = z.string().trim().min(1).max(60);

/** Markdown as it was typed. */
export const NoteBody = z.string().trim().min(1).max(20_000);

export const Note = z.object({
  note: z.number().int(),
  body: z.string(),
  author: z.string(),
  written_at: z.string(),
  /** `null` where it is as it was first written. */
  changed_at: z.string().nullable(),
});
export type Note = z.infer<typeof Note>;

/** What one thing carries. Tags in the order of their letters, notes in that of their writing. */
export const Marked = z.object({ starred: z.boolean(), tags: z.array(z.string()), notes: z.array(Note) });
export type Marked = z.infer<typeof Marked>;

/** What to change on all of these things at once. What is not named stays. */
export const MarkChange = z.strictObject({
  subjects: z.array(MarkSubject).min(1).max(1000),
  starred: z.boolean().optional(),
  add_tags: z.array(TagName).max(50).default([]),
  remove_tags: z.array(z.string()).max(50).default([]),
});
export type MarkChange = z.infer<typeof MarkChange>;

/** A thing that carries something, and what is known of it now. */
export const MarkedThing = Marked.extend({
  subject: MarkSubject,
  /** When anything of it was last written. */
  changed_at: z.string(),
  /** Of a finding, verdict or incident: its id now; `null` where the last run has none such. */
  id: z.string().nullable(),
  /** Of a finding its hunt's title, of a verdict its tree's, of a record the name of its file. */
  title: z.string().nullable(),
  /** Of a record; `null` where it is no event of the case. */
  event: Row.nullable(),
});
export type MarkedThing = z.infer<typeof MarkedThing>;

interface MarkColumn {
  name: string;
  kind: ColumnKind;
}

/** Columns that filters and facets know beside those of `events`: what the record itself carries. */
export const MARK_COLUMNS: readonly MarkColumn[] = [
  { name: 'starred', kind: 'boolean' },
  { name: 'tag', kind: 'text' },
  { name: 'note', kind: 'text' },
];

export const isMarkColumn = (name: string): boolean => MARK_COLUMNS.some((column) => column.name === name);
