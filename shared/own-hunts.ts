import { z } from 'zod';

/** Hunts that a person wrote down or imported. */

export const HUNT_FORMATS = ['interloper', 'sigma'] as const;
export const HuntFormat = z.enum(HUNT_FORMATS);
export type HuntFormat = z.infer<typeof HuntFormat>;

/** How the hunt of a person is told from a built-in one. */
export const OwnMark = z.object({
  format: HuntFormat,
  /** Of its text, as UTF-8, in lower-case hexadecimal digits. */
  sha256: z.string(),
  /** The name of the file that it came in. */
  file: z.string(),
});
export type OwnMark = z.infer<typeof OwnMark>;

/** A hunt that the case keeps. */
export const OwnHunt = OwnMark.extend({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  /** Why this version cannot run it; `null` where it can. */
  problem: z.string().nullable(),
});
export type OwnHunt = z.infer<typeof OwnHunt>;
