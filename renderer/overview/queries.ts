import { useQuery } from '@tanstack/react-query';
import { useEngine } from '../app/engine-context.ts';

export function useOverview() {
  const engine = useEngine();
  return useQuery({
    queryKey: ['overview'],
    queryFn: ({ signal }) => engine.overview.get({}, { signal }),
  });
}
