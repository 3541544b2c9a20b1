import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AboutEntity } from '../../shared/about-entity.ts';
import type { Verdict, VerdictName } from '../../shared/model.ts';
import { useEngine, type Engine } from '../app/engine-context.ts';
import { tellProblem } from '../app/messages.tsx';
import { CONCLUSIONS } from '../findings/queries.ts';
import { usePaged } from '../parts/paged.ts';
import type { Values } from '../hunts/queries.ts';

/** Changes and groups of alerts that are shown. */
const SHOWN = 200;

/** By rank; of these only, or of all where none is chosen. */
export function useVerdicts(only: readonly VerdictName[], about: AboutEntity | undefined) {
  const engine = useEngine();
  return usePaged({
    queryKey: ['verdicts', 'list', only, about ?? null],
    ask: (page, options) =>
      engine.verdicts.list({ only: [...only], ...(about ? { about } : {}), ...page }, options),
    itemsOf: ({ verdicts }) => verdicts,
  });
}

export function useVerdict(verdictId: string) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['verdicts', 'one', verdictId],
    queryFn: ({ signal }) => engine.verdicts.get({ verdict_id: verdictId }, { signal }),
    retry: false,
  });
}

export function useChanges() {
  const engine = useEngine();
  return useQuery({
    queryKey: ['verdicts', 'changes'],
    queryFn: ({ signal }) => engine.verdicts.changes({ limit: SHOWN }, { signal }),
  });
}

export function useAlerts() {
  const engine = useEngine();
  return useQuery({
    queryKey: ['alerts'],
    queryFn: ({ signal }) => engine.alerts.list({ limit: SHOWN }, { signal }),
  });
}

/** Gives an answer, or takes one back. What shows verdicts reads them again. */
export function useAnswering() {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (work: (verdicts: Engine['verdicts']) => Promise<Verdict>) => work(engine.verdicts),
    onSuccess: () => queries.invalidateQueries(),
    onError: tellProblem,
  });
}

export function useTrees() {
  const engine = useEngine();
  return useQuery({ queryKey: ['trees'], queryFn: ({ signal }) => engine.trees.list({}, { signal }) });
}

/** Keeps parameters, walks the tree again, and gives what changed. `{}` restores the defaults. */
export function useConfigureTree(tree: string) {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (values: Values) => engine.trees.configure({ tree, values }),
    onSuccess: () => {
      for (const key of ['trees', ...CONCLUSIONS]) void queries.invalidateQueries({ queryKey: [key] });
    },
    onError: tellProblem,
  });
}
