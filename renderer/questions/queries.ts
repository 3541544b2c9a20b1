import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { InputValues, SavedQuery, Sort } from '../../shared/query.ts';
import { useEngine } from '../app/engine-context.ts';
import { tellProblem } from '../app/messages.tsx';

export const ROWS = 100;

export function useQuestions() {
  const engine = useEngine();
  return useQuery({
    queryKey: ['questions', 'list'],
    queryFn: ({ signal }) => engine.queries.list({}, { signal }),
  });
}

export interface AskedNow {
  query: string;
  inputs: InputValues;
  sort: Sort | null;
  offset: number;
}

/** Leaving the page ends the call, which stops the work. */
export function useAnswer({ query, inputs, sort, offset }: AskedNow, enabled: boolean) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['questions', 'answer', query, inputs, sort, offset],
    queryFn: ({ signal }) =>
      engine.queries.run({ query, inputs, ...(sort ? { sort } : {}), offset, limit: ROWS }, { signal }),
    enabled,
    placeholderData: (before, last) => (last?.queryKey[2] === query ? before : undefined),
    retry: false,
  });
}

const REST_MS = 200;

/** Values of the case for an input, when the typing rests. */
export function useSuggestions(query: string, input: string, typed: string, enabled: boolean) {
  const engine = useEngine();
  const [text, setText] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setText(typed), REST_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return useQuery({
    queryKey: ['questions', 'suggest', query, input, text],
    queryFn: ({ signal }) => engine.queries.suggest({ query, input, text, limit: 6 }, { signal }),
    enabled,
    placeholderData: keepPreviousData,
  });
}

export function useSaved() {
  const engine = useEngine();
  return useQuery({
    queryKey: ['questions', 'saved'],
    queryFn: ({ signal }) => engine.queries.saved({}, { signal }),
  });
}

export function useKeep() {
  const engine = useEngine();
  const queries = useQueryClient();
  const done = () => void queries.invalidateQueries({ queryKey: ['questions', 'saved'] });
  const save = useMutation({
    mutationFn: (saved: SavedQuery) => engine.queries.save(saved),
    onSuccess: done,
    onError: tellProblem,
  });
  const remove = useMutation({
    mutationFn: (name: string) => engine.queries.remove({ name }),
    onSuccess: done,
    onError: tellProblem,
  });
  return { save, remove };
}
