import { z } from 'zod';

/** Files that a person wrote for a case, own hunts and own trees alike, and what is wrong with them. */

/** The text of a file, under the name that its problems are told with. */
export const OwnFile = z.strictObject({ name: z.string().min(1).max(4096), text: z.string() });
export type OwnFile = z.infer<typeof OwnFile>;

/** What is wrong, and where. `line` and `column` count from 1. */
export const FileProblem = z.object({
  file: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  message: z.string(),
});
export type FileProblem = z.infer<typeof FileProblem>;
