import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Mapping } from '../../shared/mapping.ts';
import { useEngine } from '../app/engine-context.ts';
import { forgetJob, watchJob } from '../app/job.ts';
import { tellProblem } from '../app/messages.tsx';
import { useRested } from '../parts/rested.ts';

export function useLook(evidenceId: number) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['mapping', 'look', evidenceId],
    queryFn: ({ signal }) => engine.mapping.look({ evidence_id: evidenceId }, { signal }),
    // What is being chosen must not change under the person's hands.
    staleTime: Infinity,
  });
}

export function useSavedMappings() {
  const engine = useEngine();
  return useQuery({
    queryKey: ['mapping', 'list'],
    queryFn: ({ signal }) => engine.mapping.list({}, { signal }),
  });
}

export function useRemoveMapping() {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => engine.mapping.remove({ name }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['mapping', 'list'] }),
    onError: tellProblem,
  });
}

/** What the mapping makes of the first records, a moment after the last change; asks nothing while it is not whole. */
export function usePreview(evidenceId: number, draft: Mapping) {
  const engine = useEngine();
  const mapping = useRested(draft, REST_MS);
  return useQuery({
    queryKey: ['mapping', 'preview', evidenceId, mapping],
    queryFn: ({ signal }) =>
      engine.mapping.preview({ subject: { evidence_id: evidenceId }, mapping }, { signal }),
    enabled: Mapping.safeParse(mapping).success,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

const REST_MS = 200;

/** Saves the mapping, then reads the lines again that it may fit. */
export function useMappedImport(onStarted: () => void) {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ mapping, again }: { mapping: Mapping; again: number[] }) => {
      await engine.mapping.save({ mapping });
      forgetJob();
      await engine.evidence.import({ again });
      void watchJob(engine, queries);
    },
    onSuccess: onStarted,
    onError: tellProblem,
  });
}
