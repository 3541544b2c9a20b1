import { z } from 'zod';

/** What an export can leave out: the same value then has the same pseudonym in every export of the case. */
export const REDACTIONS = ['names', 'addresses', 'domains'] as const;
export const Redaction = z.enum(REDACTIONS);
export type Redaction = z.infer<typeof Redaction>;

/** In their order, each once: two exports of one choice are equal. */
export const Redactions = z
  .array(Redaction)
  .transform((chosen) => REDACTIONS.filter((one) => chosen.includes(one)));

/** A text that a face shows and now gives away: the value of a column, a `record` as the evidence has it, or words of the screen. */
export const TextToRedact = z.strictObject({
  text: z.string(),
  /** Of `events` or of a table of the desk. */
  column: z.string().optional(),
  record: z.boolean().optional(),
});
export type TextToRedact = z.infer<typeof TextToRedact>;

export const PSEUDONYM_KINDS = ['user', 'host', 'site', 'domain', 'network', 'address'] as const;
export const PseudonymKind = z.enum(PSEUDONYM_KINDS);
export type PseudonymKind = z.infer<typeof PseudonymKind>;

/**
 * A line of the key. `value` is in lower case; a `network` is the /24 (IPv6: /64) that addresses lie in, a `site` what stands before
 * the registrable domain in the name of a host.
 */
export const Pseudonym = z.object({ kind: PseudonymKind, value: z.string(), pseudonym: z.string() });
export type Pseudonym = z.infer<typeof Pseudonym>;

export const PseudonymsPage = z.object({
  /** In the whole key. */
  known: z.number(),
  /** That the search finds. */
  total: z.number(),
  pseudonyms: z.array(Pseudonym),
});
export type PseudonymsPage = z.infer<typeof PseudonymsPage>;
