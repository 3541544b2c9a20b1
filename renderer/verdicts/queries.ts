import { useQuery } from '@tanstack/react-query';
import { useEngine } from '../app/engine-context.ts';

const AT_MOST = 1000;

export function useVerdicts() {
  const engine = useEngine();
  return useQuery({
    queryKey: ['verdicts', 'list'],
    queryFn: ({ signal }) => engine.verdicts.list({ limit: AT_MOST }, { signal }),
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
