import { z } from 'zod';
import { Scalar } from './model.ts';

/** A condition on events; the conditions of a list hold together. */
export const Filter = z.discriminatedUnion('op', [
  z.strictObject({ column: z.string(), op: z.literal('is'), values: z.array(Scalar).min(1) }),
  z.strictObject({ column: z.string(), op: z.literal('is_not'), values: z.array(Scalar).min(1) }),
  /** One of the values stands in one of the columns; `column` is the one to speak of. */
  z.strictObject({
    column: z.string(),
    op: z.literal('among'),
    columns: z.array(z.string()).min(1).max(20),
    values: z.array(z.string()).min(1),
  }),
  z.strictObject({ column: z.string(), op: z.literal('contains'), text: z.string().min(1) }),
  z.strictObject({
    column: z.string(),
    op: z.literal('between'),
    from: z.string().nullable(),
    to: z.string().nullable(),
  }),
  /** An address of this network of IPv4 or IPv6, or one that is there and of another. */
  z.strictObject({ column: z.string(), op: z.literal('within'), network: z.string() }),
  z.strictObject({ column: z.string(), op: z.literal('outside'), network: z.string() }),
  z.strictObject({ column: z.string(), op: z.literal('exists') }),
  z.strictObject({ column: z.string(), op: z.literal('missing') }),
]);
export type Filter = z.infer<typeof Filter>;

/** From a time to a time, both included; an open end is `null`. */
export const windowOf = (from: string | null, to: string | null): Filter => ({
  column: 'timestamp',
  op: 'between',
  from,
  to,
});
