import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEngine } from '../app/engine-context.ts';

export const AUDIT_PAGE = 200;

export function useAudit(page: number) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['audit', page],
    queryFn: ({ signal }) => engine.case.audit({ offset: page * AUDIT_PAGE, limit: AUDIT_PAGE }, { signal }),
    placeholderData: keepPreviousData,
  });
}
