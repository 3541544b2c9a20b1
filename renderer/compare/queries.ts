import { useQuery } from '@tanstack/react-query';
import type { CompareInput } from '../../shared/compare.ts';
import { useEngine } from '../app/engine-context.ts';

/** Under the key of the entity, so that it is asked again when the entity's page is. */
export function useComparison(input: CompareInput) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['entity', 'compare', input],
    queryFn: ({ signal }) => engine.entities.compare(input, { signal }),
    placeholderData: (before) => before,
    retry: false,
  });
}
