import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { OwnFile } from '../../shared/own-files.ts';
import { useEngine } from '../app/engine-context.ts';
import { tellProblem } from '../app/messages.tsx';

export function useOwnTrees() {
  const engine = useEngine();
  return useQuery({
    queryKey: ['trees', 'own'],
    queryFn: ({ signal }) => engine.trees.own.list({}, { signal }),
  });
}

/** Keeps the trees of files without mistakes, and gives the mistakes of the others. */
export function useSaveTrees() {
  const engine = useEngine();
  return useMutation({ mutationFn: (files: OwnFile[]) => engine.trees.own.save({ files }), ...useAfter() });
}

export function useRemoveTree() {
  const engine = useEngine();
  return useMutation({ mutationFn: (id: string) => engine.trees.own.remove({ id }), ...useAfter() });
}

function useAfter() {
  const queries = useQueryClient();
  return {
    onSettled: () => {
      for (const key of CHANGED) void queries.invalidateQueries({ queryKey: [key] });
    },
    onError: tellProblem,
  };
}

const CHANGED = ['trees', 'verdicts', 'alerts', 'incidents', 'overview', 'entity', 'coverage'];
