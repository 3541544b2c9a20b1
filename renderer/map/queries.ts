import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Entity } from '../../shared/model.ts';
import { useEngine } from '../app/engine-context.ts';
import { loadAtlas, type Atlas } from './atlas.ts';
import { drawLand, projectionOf, type Land, type MapView, type Point } from './projection.ts';

/** Of an entity, or of the case. */
export function usePlaces(entity: Entity | null) {
  const engine = useEngine();
  return useQuery({
    queryKey: entity === null ? ['places'] : ['entity', 'places', entity.kind, entity.value],
    queryFn: ({ signal }) => engine.places.list({ entity }, { signal }),
  });
}

/** The same for every map: read once, from the program's own files. */
export const useAtlas = () =>
  useQuery({ queryKey: ['atlas'], queryFn: loadAtlas, gcTime: Number.POSITIVE_INFINITY });

type Ways = readonly (readonly [Point, Point])[];

/** The projection of a view, and its land once that is drawn. */
export function useLand(atlas: Atlas, view: MapView, points: readonly Point[], ways: Ways) {
  const shape = JSON.stringify([view, view === 'world' ? [] : [points, ways]]);
  const [drawn, setDrawn] = useState<{ shape: string; land: Land } | null>(null);
  const projection = projectionFor(shape);
  useEffect(() => {
    const stop = new AbortController();
    void drawLand(atlas, projectionFor(shape), stop.signal).then((land) => {
      if (land) setDrawn({ shape, land });
    });
    return () => stop.abort();
  }, [atlas, shape]);
  return { projection, land: drawn?.shape === shape ? drawn.land : null };
}

function projectionFor(shape: string) {
  const [view, [points = [], ways = []]] = JSON.parse(shape) as [MapView, [Point[]?, [Point, Point][]?]];
  return projectionOf(view, points, ways);
}
