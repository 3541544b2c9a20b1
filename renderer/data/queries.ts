import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { EvidenceInput } from '../../shared/contract.ts';
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

/** Adds files about addresses; the case is enriched and analysed anew when it returns. */
export function useAddData() {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (inputs: EvidenceInput[]) => engine.data.add({ inputs }),
    onSuccess: (files) => tell(text.data.added(files.map(({ title }) => title).join(', '))),
    onError: tellProblem,
    onSettled: () => queries.invalidateQueries(),
  });
}

export function useRemoveData() {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => engine.data.remove({ id }),
    onSuccess: () => tell(text.data.removed),
    onError: tellProblem,
    onSettled: () => queries.invalidateQueries(),
  });
}

export function useAskAgain() {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => engine.data.again({}),
    onSuccess: () => tell(text.data.againDone),
    onError: tellProblem,
    onSettled: () => queries.invalidateQueries(),
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
