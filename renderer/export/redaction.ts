import { create } from 'zustand';
import type { Redaction, TextToRedact } from '../../shared/redaction.ts';
import { useEngine } from '../app/engine-context.ts';

/** What has pseudonyms in all that is saved or copied from a screen, until the window is closed. */
export const useRedaction = create<{
  chosen: readonly Redaction[];
  choose: (chosen: readonly Redaction[]) => void;
}>()((set) => ({ chosen: [], choose: (chosen) => set({ chosen }) }));

/** For a call of the engine: nothing where nothing is chosen. */
export const redactOf = (chosen: readonly Redaction[]): { redact?: Redaction[] } =>
  chosen.length === 0 ? {} : { redact: [...chosen] };

/** Gives texts of the screen as they may leave it. */
export type Redact = (texts: readonly TextToRedact[]) => Promise<string[]>;

export function useRedact(): Redact {
  const engine = useEngine();
  const chosen = useRedaction((state) => state.chosen);
  return async (texts) => {
    if (chosen.length === 0 || texts.length === 0) return texts.map(({ text }) => text);
    return (await engine.report.redact({ texts: [...texts], redact: [...chosen] })).texts;
  };
}
