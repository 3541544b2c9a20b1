import { z } from 'zod';
import { Redactions, type Redaction } from './redaction.ts';

/** Parts of the PDF report that can be chosen, in their order. The cover, the contents and how to read it are always there. */
export const PDF_SECTIONS = [
  'summary',
  'incidents',
  'coverage',
  'decisions',
  'notes',
  'method',
  'evidence',
  'rejects',
  'audit',
  'records',
] as const;
export const PdfSection = z.enum(PDF_SECTIONS);
export type PdfSection = z.infer<typeof PdfSection>;

/** Without the audit log, which no two runs have in common: the same case then gives the same bytes. */
export const PDF_DEFAULTS = {
  sections: PDF_SECTIONS.filter((section) => section !== 'audit'),
  incidents: 50,
  redact: [] as Redaction[],
};

export const PdfChoices = z.strictObject({
  /** `audit` also tells when and by whom answers and notes were given. */
  sections: z.array(PdfSection).default(PDF_DEFAULTS.sections),
  /** Incidents that are told in full, those with the highest score; the others stand in a table. */
  incidents: z.number().int().min(1).max(1000).default(PDF_DEFAULTS.incidents),
  /** What has pseudonyms in its place, whose key stays in the case. */
  redact: Redactions.default([]),
});
export type PdfChoices = z.infer<typeof PdfChoices>;

/** A heading of the report and the page that it is on. `level` counts from 1. */
export const PdfHeading = z.object({ level: z.number().int(), title: z.string(), page: z.number().int() });
export type PdfHeading = z.infer<typeof PdfHeading>;

/** A report that was made. `base64` is `null` where it was written to a path. */
export const PdfMade = z.object({
  base64: z.string().nullable(),
  /** Of its bytes, in lower-case hexadecimal digits; the audit log has it too. */
  sha256: z.string(),
  bytes: z.number().int(),
  pages: z.number().int(),
  headings: z.array(PdfHeading),
});
export type PdfMade = z.infer<typeof PdfMade>;
