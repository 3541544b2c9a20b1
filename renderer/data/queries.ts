import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEngine } from '../app/engine-context.ts';
import { watchJob } from '../app/job.ts';
import { tell, tellProblem } from '../app/messages.tsx';
import type { Limits } from '../../shared/limits.ts';
import { text } from '../text.ts';

export function useDataFiles() {
  const engine = useEngine();
  return useQuery({
    queryKey: ['data'],
    queryFn: ({ signal }) => engine.data.list({}, { signal }),
  });
}

export function useImportRanges() {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (path: string) => engine.data.ranges({ path }),
    onSuccess: () => {
      tell(text.data.rangesDone);
      void watchJob(engine, queries);
    },
    onError: tellProblem,
  });
}

export function useLimits(open: boolean) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['limits'],
    queryFn: ({ signal }) => engine.limits.read({}, { signal }),
    enabled: open,
  });
}

/** Keeps the limits in the case; `{}` restores the defaults. */
export function useSaveLimits() {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (limits: Partial<Limits>) => engine.limits.save(limits),
    onSuccess: (limits) => {
      queries.setQueryData(['limits'], limits);
      tell(text.data.limitsSaved);
    },
    onError: tellProblem,
  });
}
