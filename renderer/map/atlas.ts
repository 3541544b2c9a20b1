import { geoArea, geoCentroid, type GeoPermissibleObjects } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import { numericCode } from './country-codes.ts';
import { breather } from './breather.ts';

type Topology = Parameters<typeof mesh>[0];
type CountryGeometry = Parameters<typeof feature>[1] & { id?: string };

interface Country {
  /** ISO 3166-1 numeric; `null` where the territory has none. */
  code: string | null;
  shape: GeoPermissibleObjects;
}

/** The countries of the world (Natural Earth, 1:50 million, public domain), as they come with the program. */
export interface Atlas {
  countries: readonly Country[];
  borders: GeoPermissibleObjects;
  /** The middle of a country's largest part, as [longitude, latitude]; `null` for one that is not drawn. */
  middleOf(alpha2: string): [number, number] | null;
}

let loading: Promise<Atlas> | undefined;

export function loadAtlas(): Promise<Atlas> {
  loading ??= read();
  return loading;
}

/** In steps, so that the page stays alive meanwhile. */
async function read(): Promise<Atlas> {
  const { default: source } = await import('world-atlas/countries-50m.json?raw');
  const breathe = breather();
  await breathe();
  const whole = JSON.parse(source) as Topology;
  await breathe();
  const topology = thinned(whole);
  const geometries = geometriesOf(topology);
  const countries: Country[] = [];
  for (const geometry of geometries) {
    await breathe();
    countries.push({
      code: geometry.id ?? null,
      shape: feature(topology, geometry),
    });
  }
  await breathe();
  const borders = mesh(topology, countryObject(topology), (a, b) => a !== b);
  return { countries, borders, middleOf: (alpha2) => middleOf(countries, alpha2) };
}

const countryObject = (topology: Topology) =>
  topology.objects['countries'] as { type: 'GeometryCollection'; geometries: CountryGeometry[] } & Parameters<
    typeof mesh
  >[1];
const geometriesOf = (topology: Topology): CountryGeometry[] => countryObject(topology).geometries;

/** Points nearer than this to the one before are left out: on the whole world they would be a quarter of a pixel. */
const LEAST_DEGREES = 0.1;

/** A smaller arc is an island or an atoll: it could fall together or cross itself, and is then drawn inside out. */
const LEAST_EXTENT = 2;
const LEAST_POINTS = 5;

/** Of every arc the ends stay, so that borders still meet. */
function thinned(topology: Topology): Topology {
  const { scale, translate } = topology.transform ?? { scale: [1, 1], translate: [0, 0] };
  const arcs = topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    const points = arc.map(([dx = 0, dy = 0]): [number, number] => {
      x += dx;
      y += dy;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
    if (extentOf(points) < LEAST_EXTENT) return points;
    const fewer = farApart(points);
    return fewer.length < LEAST_POINTS ? points : fewer;
  });
  const { transform: _, ...rest } = topology;
  return { ...rest, arcs };
}

/** In degrees, the longer way. */
function extentOf(points: readonly [number, number][]): number {
  const reach = (at: 0 | 1) => {
    const values = points.map((point) => point[at]);
    return Math.max(...values) - Math.min(...values);
  };
  return Math.max(reach(0), reach(1));
}

function farApart(points: readonly [number, number][]): [number, number][] {
  const kept: [number, number][] = [];
  points.forEach((point, at) => {
    const last = kept.at(-1);
    const near = last !== undefined && Math.hypot(point[0] - last[0], point[1] - last[1]) < LEAST_DEGREES;
    if (!near || at === points.length - 1) kept.push(point);
  });
  return kept;
}

const middles = new Map<string, [number, number]>();

function middleOf(countries: readonly Country[], alpha2: string): [number, number] | null {
  const code = numericCode(alpha2);
  if (code === null) return null;
  const known = middles.get(code);
  if (known) return known;
  const parts = countries.filter((country) => country.code === code).flatMap(({ shape }) => partsOf(shape));
  const [largest] = parts.sort((a, b) => geoArea(b) - geoArea(a));
  if (!largest) return null;
  const middle = geoCentroid(largest);
  middles.set(code, middle);
  return middle;
}

/** A country of islands as its islands. */
function partsOf(shape: GeoPermissibleObjects): GeoPermissibleObjects[] {
  if ('geometry' in shape) return shape.geometry === null ? [] : partsOf(shape.geometry);
  if (shape.type !== 'MultiPolygon' || !('coordinates' in shape)) return [shape];
  return shape.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates }));
}
