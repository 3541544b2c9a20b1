import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEngine } from '../app/engine-context.ts';

/** The ways to hand the case over; they are of the program, not of the case. */
export function useFormats() {
  const engine = useEngine();
  return useQuery({
    queryKey: ['export formats'],
    queryFn: () => engine.report.formats({}),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

const SHOWN = 200;

/** Lines of the key to redacted exports. */
export function usePseudonyms(search: string) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['pseudonyms', search],
    queryFn: ({ signal }) => engine.report.pseudonyms({ search, limit: SHOWN }, { signal }),
    placeholderData: keepPreviousData,
    // Each redacted export may have added some.
    staleTime: 0,
  });
}
