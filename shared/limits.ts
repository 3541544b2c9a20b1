import { z } from 'zod';

/** What unpacking one evidence file may cost. Kept in the case; reaching one says which and keeps what was read. */
export const Limits = z.strictObject({
  /** Unpacked bytes of one file. */
  bytes: z.number().int().min(1),
  /** Unpacked bytes per packed byte, looked at where much is unpacked. */
  ratio: z.number().int().min(1),
  /** Entries of one file, at all depths. */
  entries: z
    .number()
    .int()
    .min(1)
    .max(2 ** 23 - 1),
  /** Containers in containers. */
  depth: z.number().int().min(1).max(20),
});
export type Limits = z.infer<typeof Limits>;

export const LIMIT_DEFAULTS: Limits = { bytes: 2 ** 40, ratio: 500, entries: 1_000_000, depth: 6 };
export const LIMIT_NAMES = ['bytes', 'ratio', 'entries', 'depth'] as const;
