import { Redaction, REDACTIONS } from '../../shared/redaction.ts';
import { UsageError } from './usage-error.ts';

/** What `--redact` names, in one order; nothing where it is left out. Throws `UsageError`. */
export function readRedactions(words: unknown): Redaction[] {
  if (typeof words !== 'string') return [];
  const chosen = words.split(',').map((word) => word.trim());
  for (const word of chosen)
    if (!Redaction.safeParse(word).success)
      throw new UsageError(`--redact knows ${REDACTIONS.join(', ')}, and not ${JSON.stringify(word)}`);
  return REDACTIONS.filter((one) => chosen.includes(one));
}
