import { useQuery } from '@tanstack/react-query';
import type { Entity } from '../../shared/model.ts';
import { useEngine } from '../app/engine-context.ts';

export function useEntity(entity: Entity) {
  const engine = useEngine();
  return useQuery({
    queryKey: ['entity', entity.kind, entity.value],
    queryFn: ({ signal }) => engine.entities.get(entity, { signal }),
  });
}
