import { z } from 'zod';
import { AboutEntity } from './about-entity.ts';
import { CompareInput } from './compare.ts';
import { Filter } from './filter.ts';
import { LedgerFilter } from './ledger-filters.ts';
import { Entity, Severity, VerdictName } from './model.ts';
import { PdfSection } from './pdf-report.ts';
import { Redactions } from './redaction.ts';
import { ProfilesInput } from './session-profiles.ts';

/** How the case is handed over. */

export const EXPORT_OPTIONS = ['bom', 'custody', 'evidence'] as const;
export const ExportOption = z.enum(EXPORT_OPTIONS);
export type ExportOption = z.infer<typeof ExportOption>;

/** A way to hand the case over; `purpose` says in one sentence what it is for. */
export const ExportFormatInfo = z.object({
  id: z.string(),
  title: z.string(),
  purpose: z.string(),
  files: z.enum(['one', 'several']),
  /** With a dot. */
  extension: z.string(),
  /** Those that it listens to. */
  options: z.array(ExportOption),
  /** Whether pseudonyms can stand in it in place of names, addresses and domains. */
  redactable: z.boolean(),
});
export type ExportFormatInfo = z.infer<typeof ExportFormatInfo>;

export const ExportChoices = z.strictObject({
  /** CSV begins with a byte order mark, by which a spreadsheet knows UTF-8. */
  bom: z.boolean().default(false),
  /** With the audit log, which no two runs have in common. */
  custody: z.boolean().default(false),
  /** With the evidence files themselves. */
  evidence: z.boolean().default(false),
  /** What has pseudonyms in its place, whose key stays in the case. */
  redact: Redactions.default([]),
  /** Parts of the PDF; without them all but the audit log, which `custody` adds. */
  sections: z.array(PdfSection).optional(),
});
export type ExportChoices = z.infer<typeof ExportChoices>;

/**
 * A file as it was written. `name` is within the export, empty for an export of one file, and for the archive that several were packed
 * into, which is the last.
 */
export const ExportedFile = z.object({ name: z.string(), bytes: z.number(), sha256: z.string() });
export type ExportedFile = z.infer<typeof ExportedFile>;

/** Lists of which a screen shows all there is. */
const TABLE_LISTS = [
  ...(['alerts', 'audit', 'coverage', 'data', 'hunts', 'incidents', 'mutes', 'networks'] as const),
  ...(['notes', 'unusual'] as const),
] as const;
export type TableList = (typeof TABLE_LISTS)[number];

/** What a screen shows as a table, all rows of it. */
export const TableAsked = z.discriminatedUnion('table', [
  z.strictObject({ table: z.literal('events'), filters: z.array(Filter) }),
  z.strictObject({
    table: z.literal('findings'),
    hunt: z.string().optional(),
    /** Empty: of all. */
    severities: z.array(Severity).default([]),
    muted: z.enum(['without', 'with']).default('with'),
    about: AboutEntity.optional(),
  }),
  z.strictObject({
    table: z.literal('verdicts'),
    verdicts: z.array(VerdictName).default([]),
    about: AboutEntity.optional(),
  }),
  z.strictObject({
    table: z.literal('profiles'),
    ...ProfilesInput.pick({ clients: true, fewer_events_than: true, rare_only: true }).shape,
    /** `null`: of all users, each by himself. */
    entity: Entity.nullable(),
    order: ProfilesInput.shape.order.unwrap().default('common'),
  }),
  z.strictObject({ table: z.literal('evidence'), shown: LedgerFilter.default('all') }),
  z.strictObject({ table: z.literal('comparison'), asked: CompareInput }),
  z.strictObject({ table: z.literal('lineage'), entity: Entity }),
  z.strictObject({ table: z.literal('entity'), entity: Entity }),
  z.strictObject({ table: z.literal('places'), entity: Entity.nullable() }),
  z.strictObject({ table: z.enum(TABLE_LISTS) }),
]);
export type TableAsked = z.infer<typeof TableAsked>;
