import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Entity } from '../../shared/model.ts';
import { useEngine } from '../app/engine-context.ts';
import { tellProblem } from '../app/messages.tsx';

export function useEntity(entity: Entity) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['entity', entity.kind, entity.value],
    queryFn: ({ signal }) => engine.entities.get(entity, { signal }),
  });
}

export function usePerson(entity: Entity) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['entity', 'identity', entity.kind, entity.value],
    queryFn: ({ signal }) => engine.people.get(entity, { signal }),
  });
}

export function useLineage(entity: Entity) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['entity', 'lineage', entity.kind, entity.value],
    queryFn: ({ signal }) => engine.entities.lineage(entity, { signal }),
  });
}

/** What an analyst decides about a name. */
export type Decision =
  | { kind: 'split'; name_id: string; name: string }
  | { kind: 'merge'; person_id: string; with_person_id: string; name: string };

/** After a decision every view that shows or filters by people is asked again. */
function usePeopleChange<T>(change: (input: T) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'case' }),
    onError: tellProblem,
  });
}

export function useDecide() {
  const engine = useEngine();
  return usePeopleChange(({ decision, reason }: { decision: Decision; reason: string }) =>
    decision.kind === 'split'
      ? engine.people.split({ name_id: decision.name_id, reason })
      : engine.people.merge({
          person_id: decision.person_id,
          with_person_id: decision.with_person_id,
          reason,
        }),
  );
}

export function useUndo() {
  const engine = useEngine();
  return usePeopleChange((decision: number) => engine.people.undo({ decision }));
}

/** People by a part of any of their names, to choose one from. */
export function usePeopleCalled(wanted: string) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['search', 'people', wanted],
    queryFn: ({ signal }) => engine.people.search({ text: wanted, limit: 8 }, { signal }),
    enabled: wanted !== '',
    placeholderData: (before) => before,
  });
}
