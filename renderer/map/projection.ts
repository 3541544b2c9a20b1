import {
  geoBounds,
  geoCentroid,
  geoEqualEarth,
  geoPath,
  type GeoPermissibleObjects,
  type GeoProjection,
} from 'd3-geo';
import type { Atlas } from './atlas.ts';
import { breather } from './breather.ts';

/** In units of the drawing; on screen it is as wide as there is room. */
export const SIZE = { width: 900, height: 430 };

export type MapView = 'world' | 'places';

const WORLD: GeoPermissibleObjects = { type: 'Sphere' };
/** Nearer than this a place of an address would look more exact than it is. */
const NEAREST = 9;
/** Great circles are drawn to so much of a pixel. */
const FINE = 0.2;
const MARGIN = 56;

export type Point = [number, number];

/** The whole world, or as near as all of the points and the ways between them can be seen; areas keep their size. */
export function projectionOf(
  view: MapView,
  points: readonly Point[],
  ways: readonly (readonly [Point, Point])[],
): GeoProjection {
  const { width, height } = SIZE;
  const world = geoEqualEarth().fitExtent(
    [
      [4, 4],
      [width - 4, height - 4],
    ],
    WORLD,
  );
  if (view === 'world' || points.length === 0) return world.clipExtent(frame()).precision(FINE);
  const all: GeoPermissibleObjects = {
    type: 'GeometryCollection',
    geometries: [
      { type: 'MultiPoint', coordinates: [...points] },
      { type: 'MultiLineString', coordinates: ways.map((way) => [...way]) },
    ],
  };
  const near = geoEqualEarth().rotate([-middleLongitude(points), 0]);
  near.fitExtent(
    [
      [MARGIN, MARGIN],
      [width - MARGIN, height - MARGIN],
    ],
    all,
  );
  const most = world.scale() * NEAREST;
  if (!(near.scale() <= most)) centre(near.scale(most), all);
  return near.clipExtent(frame()).precision(FINE);
}

const frame = (): [Point, Point] => [
  [-2, -2],
  [SIZE.width + 2, SIZE.height + 2],
];

/** So that no way is cut at the date line where it need not be. */
function middleLongitude(points: readonly Point[]): number {
  const all: GeoPermissibleObjects = { type: 'MultiPoint', coordinates: [...points] };
  const [longitude] = geoCentroid(all);
  if (Number.isFinite(longitude)) return longitude;
  return geoBounds(all)[0][0];
}

function centre(projection: GeoProjection, shape: GeoPermissibleObjects): void {
  projection.translate([0, 0]);
  const [[x0, y0], [x1, y1]] = geoPath(projection).bounds(shape);
  projection.translate([SIZE.width / 2 - (x0 + x1) / 2, SIZE.height / 2 - (y0 + y1) / 2]);
}

/** The land of a projection as paths: by country code, and the borders between them. */
export interface Land {
  sphere: string;
  countries: readonly { code: string | null; path: string }[];
  borders: string;
}

/** In steps, so that the page stays alive meanwhile; stops where it is no longer wanted. */
export async function drawLand(
  atlas: Atlas,
  projection: GeoProjection,
  signal: AbortSignal,
): Promise<Land | null> {
  const path = geoPath(projection).digits(1);
  const breathe = breather();
  const countries: { code: string | null; path: string }[] = [];
  for (const { code, shape } of atlas.countries) {
    await breathe();
    if (signal.aborted) return null;
    const drawn = path(shape);
    if (drawn !== null) countries.push({ code, path: drawn });
  }
  await breathe();
  return { sphere: path(WORLD) ?? '', countries, borders: path(atlas.borders) ?? '' };
}
