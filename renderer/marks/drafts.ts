import { create } from 'zustand';
import type { MarkSubject } from '../../shared/marks.ts';
import { useCase } from '../app/case.ts';

/** Notes that were begun and not saved, by case and what they are on; kept until the desk is closed. */
const useDrafts = create<{ drafts: ReadonlyMap<string, string> }>(() => ({ drafts: new Map() }));

export const draftOnThing = (subject: MarkSubject): string => JSON.stringify(subject);
export const draftOfNote = (note: number): string => `note ${note}`;
/** One for whatever is selected: a row more or less does not lose what was written. */
export const DRAFT_ON_SELECTION = 'selection';

export interface Draft {
  /** `null` where there is none. */
  draft: string | null;
  /** `null` forgets it. */
  keep: (draft: string | null) => void;
}

export function useDraft(of: string): Draft {
  const path = useCase().data?.path ?? '';
  const key = `${path}\n${of}`;
  return {
    draft: useDrafts(({ drafts }) => drafts.get(key) ?? null),
    keep: (draft) => {
      const drafts = new Map(useDrafts.getState().drafts);
      if (draft === null) drafts.delete(key);
      else drafts.set(key, draft);
      useDrafts.setState({ drafts });
    },
  };
}
