import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { EventRef } from '../../shared/model.ts';
import { useEngine } from '../app/engine-context.ts';
import { tellProblem } from '../app/messages.tsx';

interface Comparison {
  sessions: [EventRef, EventRef];
  reason: string;
}

/** Compares two sessions and gives the verdict; every view that shows verdicts is asked again. */
export function useCompareSessions() {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (comparison: Comparison) => engine.trees.compare(comparison),
    onSuccess: () => queries.invalidateQueries(),
    onError: tellProblem,
  });
}

/** Takes a comparison back. */
export function useUncompare() {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (pick_id: string) => engine.trees.uncompare({ pick_id }),
    onSuccess: () => queries.invalidateQueries(),
    onError: tellProblem,
  });
}
