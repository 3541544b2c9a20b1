import { z } from 'zod';

/** Decision trees that a person wrote down. */

/** How the tree of a person is told from a built-in one. */
export const OwnTreeMark = z.object({
  /** Of its text, as UTF-8, in lower-case hexadecimal digits. */
  sha256: z.string(),
  /** The name of the file that it came in. */
  file: z.string(),
});
export type OwnTreeMark = z.infer<typeof OwnTreeMark>;

/** A version of a tree that the case keeps. */
export const OwnTree = OwnTreeMark.extend({
  id: z.string(),
  title: z.string(),
  version: z.number().int(),
  text: z.string(),
  /** The one that walks; another only explains verdicts that were reached by it. */
  current: z.boolean(),
  /** Why this version of the program cannot run it; `null` where it can. */
  problem: z.string().nullable(),
});
export type OwnTree = z.infer<typeof OwnTree>;
