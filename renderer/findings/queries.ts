import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEngine } from '../app/engine-context.ts';

const AT_MOST = 1000;

/** All findings by rank (the engine gives them in that order). */
export function useFindings(hunt: string | undefined) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['findings', 'list', hunt ?? null],
    queryFn: ({ signal }) => engine.findings.list({ ...(hunt ? { hunt } : {}), limit: AT_MOST }, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function useFinding(findingId: string) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['findings', 'one', findingId],
    queryFn: ({ signal }) => engine.findings.get({ finding_id: findingId }, { signal }),
    retry: false,
  });
}
