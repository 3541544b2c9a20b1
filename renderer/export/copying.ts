import type { TextToRedact } from '../../shared/redaction.ts';
import { copied } from '../app/copy.ts';
import { tell, tellProblem } from '../app/messages.tsx';
import { text } from '../text.ts';
import { useRedact, useRedaction } from './redaction.ts';

/** Copies texts of the evidence, with pseudonyms where they are chosen; `made` puts them together. */
export function useCopying() {
  const redact = useRedact();
  const isRedacted = useRedaction((state) => state.chosen.length > 0);
  const copyAll = async (
    texts: readonly TextToRedact[],
    made: (texts: readonly string[]) => string,
    said: string = text.action.copied,
  ) => {
    try {
      const done = await copied(made(await redact(texts)));
      tell(done ? (isRedacted ? text.redaction.copied(said) : said) : text.redaction.notCopied);
    } catch (error) {
      tellProblem(error);
    }
  };
  return {
    isRedacted,
    copyAll,
    copyOne: (one: TextToRedact) => void copyAll([one], ([only = '']) => only),
  };
}
