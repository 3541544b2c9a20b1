import { z } from 'zod';
import { parsePrefix } from '../parse-address.ts';

export const Prefix = z.string().refine((text) => parsePrefix(text) !== null, {
  error: (issue) => `not a prefix: ${JSON.stringify(issue.input)}`,
});

/** The value in the shape of the file; throws one line that names the file and the place where it is not. */
export function inShape<T>(shape: z.ZodType<T>, value: unknown, what: string, name: string): T {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`not ${what}: ${name}: ${placeOf(issue?.path ?? [])}: ${issue?.message}`);
}

/** `prefixes[12].region`; `top level` for the whole document. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '') || 'top level';
