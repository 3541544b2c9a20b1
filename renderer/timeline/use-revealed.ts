import { useEffect, useRef, useState } from 'react';
import type { EventRef } from '../../shared/model.ts';
import { usePosition, type List } from './queries.ts';

interface Revealed {
  /** The open record is none of the list. */
  isElsewhere: boolean;
  /** Why it was not found out where it stands, or `null`. */
  error: unknown;
  retry: () => void;
  /** To be called before the list itself opens a record: that one stands in sight. */
  opens: (ref: EventRef) => void;
}

export const keyOf = ({ evidence_id, record }: EventRef): string => `${evidence_id}:${record}`;

/**
 * Finds the open record in the list, once, where something else than the list opened it (a link, the history) or the list became another
 * one around it. `shown` is the record that stands in sight already, by its key.
 */
export function useRevealed(
  list: List,
  open: EventRef | null,
  shown: string | null,
  /** Puts the row of this number in sight; `null` while it cannot yet. */
  show: ((index: number) => void) | null,
): Revealed {
  const at = open && `${list.of} ${keyOf(open)}`;
  const [own, setOwn] = useState<string | null>(null);
  const [looking, setLooking] = useState<{ at: string | null; wanted: boolean }>({ at: null, wanted: false });
  if (looking.at !== at) {
    const inSight = at === own || (open !== null && keyOf(open) === shown);
    setLooking({ at, wanted: open !== null && !inSight });
  }
  const wanted = looking.at === at && looking.wanted;
  const { data, error, refetch } = usePosition(list, wanted ? open : null);
  const offset = wanted ? data?.offset : undefined;
  const done = useRef<string | null>(null);
  useEffect(() => {
    if (!wanted) done.current = null;
    else if (typeof offset === 'number' && show && done.current !== at) {
      done.current = at;
      show(offset);
    }
  }, [wanted, offset, show, at]);
  return {
    isElsewhere: offset === null,
    error: wanted ? error : null,
    retry: () => void refetch(),
    opens: (ref) => setOwn(`${list.of} ${keyOf(ref)}`),
  };
}
