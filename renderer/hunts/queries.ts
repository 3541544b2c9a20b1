import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Parameter } from '../../shared/contract.ts';
import type { OwnFile } from '../../shared/own-files.ts';
import { useEngine } from '../app/engine-context.ts';
import { tellProblem } from '../app/messages.tsx';
import { CONCLUSIONS } from '../findings/queries.ts';
import { usePaged } from '../parts/paged.ts';

export function useHunts(enabled = true) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['hunts'],
    queryFn: ({ signal }) => engine.hunts.list({}, { signal }),
    enabled,
  });
}

export function useOwnHunts() {
  const engine = useEngine();
  return useQuery({
    queryKey: ['hunts', 'own'],
    queryFn: ({ signal }) => engine.hunts.own.list({}, { signal }),
  });
}

/** Keeps the hunts of files without mistakes, and gives the mistakes of the others. */
export function useSaveHunts() {
  const engine = useEngine();
  const settled = useChanged();
  return useMutation({
    mutationFn: (files: OwnFile[]) => engine.hunts.own.save({ files }),
    onSettled: settled,
    onError: tellProblem,
  });
}

export function useRemoveHunt() {
  const engine = useEngine();
  const settled = useChanged();
  return useMutation({
    mutationFn: (id: string) => engine.hunts.own.remove({ id }),
    onSettled: settled,
    onError: tellProblem,
  });
}

function useChanged() {
  const queries = useQueryClient();
  return () => {
    for (const key of CHANGED) void queries.invalidateQueries({ queryKey: [key] });
  };
}

const CHANGED = ['hunts', 'findings', 'overview', 'entity', 'verdicts', 'coverage'];

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

/** Whose parameters they are. */
export interface Configured {
  kind: 'hunt' | 'tree';
  id: string;
}

/** Under the key of all hunts or trees, so that it is asked again where their states are. */
export function useParameterHistory({ kind, id }: Configured) {
  const engine = useEngine();
  return usePaged({
    queryKey: [kind === 'hunt' ? 'hunts' : 'trees', 'history', id],
    ask: (page, options) =>
      kind === 'hunt'
        ? engine.hunts.history({ hunt: id, ...page }, options)
        : engine.trees.history({ tree: id, ...page }, options),
    itemsOf: ({ changes }) => changes,
  });
}
