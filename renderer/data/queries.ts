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

export type Brought = Parameters<ReturnType<typeof useEngine>['data']['import']>[0];

/** Takes files into the case one after the other. */
export function useImportData() {
  const engine = useEngine();
  return useDataChange(async (files: readonly Brought[]) => {
    for (const file of files) await engine.data.import(file);
  }, text.data.bringDone);
}

export function useRemoveData() {
  const engine = useEngine();
  return useDataChange((id: string) => engine.data.remove({ id }), text.data.removeDone);
}

function useDataChange<T>(change: (what: T) => Promise<unknown>, done: string) {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => tell(done),
    onError: tellProblem,
    // Of several files the first may have been taken before one was refused.
    onSettled: () => void watchJob(engine, queries),
  });
}

export function useAskAgain() {
  const engine = useEngine();
  return useDataChange((_nothing: undefined) => engine.data.again({}), text.data.againDone);
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
