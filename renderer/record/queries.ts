import { useQuery } from '@tanstack/react-query';
import type { EventRef } from '../../shared/model.ts';
import { useEngine } from '../app/engine-context.ts';

/** The original record, read from its evidence again after its hash was checked. */
export function useRecord(ref: EventRef) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['record', ref.evidence_id, ref.record],
    queryFn: ({ signal }) => engine.evidence.record(ref, { signal }),
  });
}
