import { useQuery } from '@tanstack/react-query';
import type { Filter } from '../../shared/filter.ts';
import type { ProfilesInput } from '../../shared/session-profiles.ts';
import { useEngine } from '../app/engine-context.ts';

/** Under the key of entities, so that it is asked again when they are. */
export function useProfiles(input: Partial<ProfilesInput>) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['entity', 'profiles', input],
    queryFn: ({ signal }) => engine.profiles.list(input, { signal }),
    placeholderData: (before) => before,
  });
}

export function useSides(a: readonly Filter[], b: readonly Filter[]) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['entity', 'sides', a, b],
    queryFn: ({ signal }) => engine.profiles.sides({ a: [...a], b: [...b] }, { signal }),
    retry: false,
  });
}
