import { z } from 'zod';

/** The name of the manifest in `resources/data`. */
export const MANIFEST = 'manifest.json';

const ManifestEntry = z.object({
  name: z.string(),
  group: z.string(),
  title: z.string(),
  licence: z.string(),
  attribution: z.string(),
  url: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  date: z.string().nullable(),
  /** Whether a published checksum was compared when it was fetched. */
  checked: z.boolean(),
  fetched_at: z.string(),
});
export type ManifestEntry = z.infer<typeof ManifestEntry>;

/** What `npm run data:update` writes beside the files that it fetched, and the program reads with them. */
export const DataManifest = z.object({ files: z.array(ManifestEntry) });
export type DataManifest = z.infer<typeof DataManifest>;
