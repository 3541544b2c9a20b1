import type { Redaction } from '../../../shared/redaction.ts';

/** What a reader of a redacted export has to know, before he relies on it; nothing where it is not redacted. */
export const redactionNote = (redacted: readonly Redaction[] = []): string | null =>
  redacted.length === 0
    ? null
    : `Pseudonyms stand for ${redacted.join(', ')}; the same value has the same one throughout, and the key is kept in the case alone. ` +
      'Replaced is what stands in a field of the evidence, wherever it is found again, and what has the form of an e-mail address or an IP ' +
      'address. A name that no field has, an abbreviation of one, or one inside of encoded text may have stayed; hashes, ids and numbers of ' +
      'accounts are as in the case, and whoever guesses a value may check it by them. Passing this on is for a person to decide who has read it.';
