import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { EventRef } from '../../shared/model.ts';
import { useEngine, type Engine } from '../app/engine-context.ts';
import { forgetJob, watchJob } from '../app/job.ts';
import { tellProblem } from '../app/messages.tsx';

interface Comparison {
  sessions: [EventRef, EventRef];
  reason: string;
}

/** The tree is walked as a job, which is followed so that it can be stopped; then every view that shows verdicts is asked again. */
function useTreeJob<Input, Output>(call: (trees: Engine['trees'], input: Input) => Promise<Output>) {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => {
      const answer = call(engine.trees, input);
      forgetJob();
      void watchJob(engine, queries);
      return answer;
    },
    onSuccess: () => queries.invalidateQueries(),
    onError: tellProblem,
  });
}

/** Compares two sessions and gives the verdict. */
export const useCompareSessions = () =>
  useTreeJob((trees, comparison: Comparison) => trees.compare(comparison));

/** Takes a comparison back. */
export const useUncompare = () => useTreeJob((trees, pick_id: string) => trees.uncompare({ pick_id }));
