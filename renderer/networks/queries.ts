import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { NetworksDifference } from '../../shared/contract.ts';
import { useEngine, type Engine } from '../app/engine-context.ts';
import { forgetJob, watchJob } from '../app/job.ts';

export type Which = 'all' | 'counting' | 'undecided';
export const PAGE = 100;

export function useNetworks(which: Which, offset: number) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['networks', which, offset],
    queryFn: ({ signal }) => engine.networks.list({ which, offset, limit: PAGE }, { signal }),
  });
}

export type Change = (networks: Engine['networks']) => Promise<NetworksDifference>;

/** Changes networks; hunts and trees run again meanwhile as a job. Keeps what the last change did. */
export function useChange() {
  const engine = useEngine();
  const queries = useQueryClient();
  const [difference, setDifference] = useState<NetworksDifference | null>(null);
  const mutation = useMutation({
    mutationFn: (change: Change) => change(engine.networks),
    onSuccess: (done) => {
      setDifference(done);
      forgetJob();
      void watchJob(engine, queries);
    },
  });
  return { ...mutation, difference };
}
