import { z } from 'zod';
import { Scalar } from './model.ts';
import { ReportedData } from './report.ts';

/** A case as one file that somebody else can check: a ZIP archive of a manifest, the JSON report, evidence, and the hashes of all. */

export const BUNDLE_FORMAT = 'interloper-bundle';
export const BUNDLE_VERSION = 1;

export const BUNDLE_MANIFEST = 'manifest.json';
export const BUNDLE_REPORT = 'report.json';
export const BUNDLE_SUMS = 'SHA256SUMS';
export const BUNDLE_EVIDENCE = 'evidence/';

/** A line of the ledger by what it holds: numbers of evidence are of one case only. */
export const EvidenceKey = z.strictObject({
  sha256: z.string().nullable(),
  member: z.string().nullable(),
  content_sha256: z.string().nullable(),
});
export type EvidenceKey = z.infer<typeof EvidenceKey>;

/** A file that was given to the case. `sha256` is `null` where it could not be read; counts are of all that is inside. */
export const BundledFile = z.strictObject({
  path: z.string(),
  name: z.string(),
  status: z.string(),
  message: z.string().nullable(),
  bytes: z.number().nullable(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  content_sha256: z.string().nullable(),
  compression: z.string().nullable(),
  encoding: z.string().nullable(),
  source: z.string().nullable(),
  shape: z.string().nullable(),
  lines: z.number(),
  records: z.number(),
  events: z.number(),
  rejects: z.number(),
  skips: z.number(),
});
export type BundledFile = z.infer<typeof BundledFile>;

const Values = z.record(z.string(), z.union([z.number(), z.boolean(), z.string(), z.array(z.string())]));

export const BundleManifest = z.strictObject({
  format: z.literal(BUNDLE_FORMAT),
  version: z.literal(BUNDLE_VERSION),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  case: z.strictObject({
    name: z.string(),
    examiner: z.string().nullable(),
    reference: z.string().nullable(),
    time_zone: z.string(),
  }),
  /** The evidence files are in the bundle. */
  evidence_included: z.boolean(),
  evidence: z.array(BundledFile),
  /** Places in `evidence` in the order of import, where that decides which of two records counts; else `null`. */
  import_order: z.array(z.number().int()).nullable(),
  totals: z.record(z.string(), z.union([z.number(), z.boolean()])),
  data: z.array(ReportedData),
  /** What every hunt and tree ran with. */
  hunts: z.array(z.strictObject({ id: z.string(), parameters: Values })),
  trees: z.array(z.strictObject({ id: z.string(), version: z.number(), parameters: Values })),
  /** What people gave, decided and wrote, by table. */
  kept: z.record(z.string(), z.array(z.record(z.string(), z.union([Scalar, EvidenceKey])))),
});
export type BundleManifest = z.infer<typeof BundleManifest>;

/** An entry of the report that the bundle has and the new run has not, or the other way round, beginning shortly before they part. */
export const BundleDifference = z.object({
  part: z.string(),
  bundled: z.string().nullable(),
  now: z.string().nullable(),
});
export type BundleDifference = z.infer<typeof BundleDifference>;

export const BundleVerification = z.object({
  /** Of the whole bundle: whoever made it can say whether it is still that. */
  sha256: z.string(),
  /** `damaged`: it is not as it was made, and nothing was run. `incomplete`: evidence is not there to run on. */
  state: z.enum(['same', 'differs', 'damaged', 'incomplete']),
  /** What is wrong with the bundle. */
  problems: z.array(z.string()),
  /** Evidence that was neither in the bundle nor found. */
  missing: z.array(z.string()),
  /** What to know of the run beside its differences. */
  notices: z.array(z.string()),
  differences_total: z.number(),
  /** The first of them. */
  differences: z.array(BundleDifference),
});
export type BundleVerification = z.infer<typeof BundleVerification>;
