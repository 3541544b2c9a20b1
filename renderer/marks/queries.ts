import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { MARK_COLUMNS, type Marked, type MarkKind, type MarkSubject } from '../../shared/marks.ts';
import { useEngine, type Engine } from '../app/engine-context.ts';
import { tellProblem } from '../app/messages.tsx';

const BARE: Marked = { starred: false, tags: [], notes: [] };

/** What one thing carries. */
export function useMarks(subject: MarkSubject, known?: Marked) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['marks', 'of', subject],
    queryFn: async ({ signal }) => (await engine.marks.of({ subjects: [subject] }, { signal }))[0] ?? BARE,
    ...(known ? { initialData: known } : {}),
  });
}

export function useTags() {
  const engine = useEngine();
  return useQuery({
    queryKey: ['marks', 'tags'],
    queryFn: ({ signal }) => engine.marks.tags({}, { signal }),
  });
}

export interface MarkedFilter {
  kind: MarkKind | null;
  which: 'all' | 'starred' | 'tagged' | 'noted';
  tag: string | null;
}

export const MARKED_PAGE = 100;

export function useMarkedThings({ kind, which, tag }: MarkedFilter, page: number) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['marks', 'list', kind, which, tag, page],
    queryFn: ({ signal }) =>
      engine.marks.list(
        {
          which,
          ...(kind ? { kind } : {}),
          ...(tag !== null ? { tag } : {}),
          offset: page * MARKED_PAGE,
          limit: MARKED_PAGE,
        },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
}

/** Writes marks or notes, then renews what shows them, the timeline only where it is filtered by them. */
export function useWriteMarks() {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (write: (engine: Pick<Engine, 'marks' | 'notes'>) => Promise<unknown>) => write(engine),
    onSuccess: () =>
      queries.invalidateQueries({
        predicate: ({ queryKey: [first, ...rest] }) =>
          first === 'marks' || first === 'audit' || ASKS_FOR_MARKS.test(JSON.stringify(rest)),
      }),
    onError: tellProblem,
  });
}

const ASKS_FOR_MARKS = new RegExp(`"(${MARK_COLUMNS.map((column) => column.name).join('|')})"`);
