import { useQuery } from '@tanstack/react-query';
import { useEngine } from '../app/engine-context.ts';

export function useCoverage() {
  const engine = useEngine();
  return useQuery({
    queryKey: ['coverage'],
    queryFn: ({ signal }) => engine.coverage.get({}, { signal }),
  });
}
