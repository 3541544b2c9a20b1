import { useQuery } from '@tanstack/react-query';
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
