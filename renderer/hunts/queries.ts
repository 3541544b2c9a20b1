import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Parameter } from '../../shared/contract.ts';
import { useEngine } from '../app/engine-context.ts';
import { tellProblem } from '../app/messages.tsx';
import { CONCLUSIONS } from '../findings/queries.ts';

export function useHunts() {
  const engine = useEngine();
  return useQuery({
    queryKey: ['hunts'],
    queryFn: ({ signal }) => engine.hunts.list({}, { signal }),
  });
}

export type Values = Record<string, Parameter['value']>;

/** Keeps parameters, runs the hunt again, and gives what changed. `{}` restores the defaults. */
export function useConfigure(hunt: string) {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (values: Values) => engine.hunts.configure({ hunt, values }),
    onSuccess: () => {
      for (const key of CONCLUSIONS) void queries.invalidateQueries({ queryKey: [key] });
    },
    onError: tellProblem,
  });
}
