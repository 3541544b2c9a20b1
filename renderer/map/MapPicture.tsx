import { geoCircle, geoInterpolate, geoPath, type GeoProjection } from 'd3-geo';
import { memo, useEffect, useMemo, useRef, useState } from 'react';
import { severityLevel } from '../parts/Badge.tsx';
import { text } from '../text.ts';
import type { Atlas } from './atlas.ts';
import { numericCode } from './country-codes.ts';
import type { Marks, PlaceMark, WayMark } from './marks.ts';
import { placeName, shortName } from './place-name.ts';
import { SIZE, type Land, type MapView } from './projection.ts';
import { useLand } from './queries.ts';

interface MapPictureProps {
  atlas: Atlas;
  marks: Marks;
  view: MapView;
  /** The place that the list beside the map points at. */
  active: string | null;
  onActive: (key: string | null) => void;
  hrefOf: (mark: PlaceMark) => string;
}

/** Places as points, journeys as great circles. The list beside it says the same in words and is the way by keyboard. */
export function MapPicture({ atlas, marks, view, active, onActive, hrefOf }: MapPictureProps) {
  const points = useMemo(() => marks.places.map(({ point }) => point), [marks]);
  const ways = useMemo(() => marks.ways.map(({ way }) => way), [marks]);
  const { projection, land } = useLand(atlas, view, points, ways);
  const { box, unit } = useUnit();
  const visited = useMemo(
    () => new Set(marks.places.map(({ place }) => numericCode(place.country_iso_code ?? ''))),
    [marks],
  );
  return (
    <svg
      ref={box}
      className="map"
      viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
      role="group"
      aria-label={text.map.label(marks.places.length, marks.ways.length)}
      data-picture={text.map.title}
      data-drawn={land !== null}
    >
      {land && <LandPaths land={land} visited={visited} />}
      {marks.places.map((mark) => (
        <Radius key={mark.key} mark={mark} projection={projection} />
      ))}
      {marks.ways.map((mark) => (
        <Way key={mark.key} mark={mark} projection={projection} unit={unit} />
      ))}
      {[...marks.places].reverse().map((mark) => (
        <PlacePoint
          key={mark.key}
          mark={mark}
          projection={projection}
          unit={unit}
          active={active === mark.key}
          onActive={onActive}
          to={hrefOf(mark)}
        />
      ))}
      <Labels marks={marks.places} projection={projection} unit={unit} active={active} />
    </svg>
  );
}

/** How many units of the drawing a pixel is: what is read keeps its size however wide the map is. */
function useUnit() {
  const box = useRef<SVGSVGElement>(null);
  const [unit, setUnit] = useState(1);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setUnit(SIZE.width / Math.max(1, element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { box, unit };
}

const LandPaths = memo(function LandPaths({
  land,
  visited,
}: {
  land: Land;
  visited: ReadonlySet<string | null>;
}) {
  const seen = (code: string | null) => code !== null && visited.has(code);
  const joined = (wanted: boolean) =>
    land.countries
      .filter(({ code }) => seen(code) === wanted)
      .map(({ path }) => path)
      .join('');
  return (
    <>
      <path className="map-sea" d={land.sphere} />
      <path className="map-land" d={joined(false)} />
      <path className="map-land visited" d={joined(true)} />
      <path className="map-border" d={land.borders} />
    </>
  );
});

const KM_OF_DEGREE = 111.2;

/** How far off the data says that the place may be, where that can be seen. */
function Radius({ mark, projection }: { mark: PlaceMark; projection: GeoProjection }) {
  const { radius_km } = mark.place;
  if (radius_km === null || radius_km <= 0) return null;
  const circle = geoCircle()
    .center(mark.point)
    .radius(radius_km / KM_OF_DEGREE)();
  const path = geoPath(projection).digits(1)(circle);
  return path === null ? null : <path className="map-radius" d={path} />;
}

const toneOf = (severity: WayMark['severity']): string =>
  severity === null ? 'plain' : `tone-${severityLevel(severity)}`;

function Way({ mark, projection, unit }: { mark: WayMark; projection: GeoProjection; unit: number }) {
  const path = geoPath(projection).digits(1)({ type: 'LineString', coordinates: [...mark.way] });
  if (path === null) return null;
  const words = text.map.way(placeName(mark.from), placeName(mark.to), mark.times);
  return (
    <g className={`map-way ${toneOf(mark.severity)}`}>
      <title>
        {mark.severity === null ? words : text.map.flaggedWay(words, text.severity[mark.severity])}
      </title>
      {mark.severity !== null && <path className="halo" d={path} strokeWidth={5 * unit} />}
      <path className="line" d={path} strokeWidth={(mark.severity === null ? 1.2 : 2.4) * unit} />
      <Arrow way={mark.way} projection={projection} size={(mark.severity === null ? 4 : 6) * unit} />
    </g>
  );
}

/** Which way it went, a little behind the middle: there and back do not cover each other. */
function Arrow({ way, projection, size }: { way: WayMark['way']; projection: GeoProjection; size: number }) {
  const along = geoInterpolate(way[0], way[1]);
  const [from, to] = [projection(along(0.58)), projection(along(0.6))];
  if (!from || !to) return null;
  const angle = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI;
  return (
    <path
      className="arrow"
      d={`M${-size} ${-size}L${size} 0L${-size} ${size}Z`}
      transform={`translate(${to[0]} ${to[1]}) rotate(${angle})`}
    />
  );
}

interface PlacePointProps {
  mark: PlaceMark;
  projection: GeoProjection;
  unit: number;
  active: boolean;
  onActive: (key: string | null) => void;
  to: string;
}

function PlacePoint({ mark, projection, unit, active, onActive, to }: PlacePointProps) {
  const at = projection(mark.point);
  if (!at) return null;
  const { place } = mark;
  const size = mark.size * unit;
  const half = Math.max(5.5 * unit, Math.min(size * 0.75, 9 * unit));
  const words = text.map.point(placeName(place), place.events, place.findings);
  return (
    <g
      className={`map-place ${place.exactness === 'country' ? 'vague' : ''}`}
      transform={`translate(${at[0]} ${at[1]})`}
      onMouseEnter={() => onActive(mark.key)}
      onMouseLeave={() => onActive(null)}
    >
      <a href={to} tabIndex={-1} aria-label={words}>
        <title>{words}</title>
        {active && <circle className="ring" r={Math.max(size, half) + 4 * unit} strokeWidth={2 * unit} />}
        <circle
          className="dot"
          r={size}
          strokeWidth={1.4 * unit}
          {...(place.exactness === 'country' ? { strokeDasharray: `${3 * unit} ${2 * unit}` } : {})}
        />
        {place.severity !== null && (
          <path
            className={`found ${toneOf(place.severity)}`}
            d={`M0 ${-half}L${half} 0L0 ${half}L${-half} 0Z`}
            strokeWidth={1.5 * unit}
          />
        )}
      </a>
    </g>
  );
}

const MOST_LABELS = 12;
const LETTER = 6.4;
const LINE = 14;

interface LabelsProps {
  marks: readonly PlaceMark[];
  projection: GeoProjection;
  unit: number;
  active: string | null;
}

/** Names of the first places, where one does not lie over another. */
function Labels({ marks, projection, unit, active }: LabelsProps) {
  const taken: [number, number, number, number][] = [];
  const first = [...marks].sort((a, b) => Number(b.key === active) - Number(a.key === active));
  const shown = first.flatMap((mark) => {
    const at = projection(mark.point);
    if (!at || taken.length >= MOST_LABELS) return [];
    const words = shortName(mark.place);
    const width = words.length * LETTER * unit;
    const off = (Math.max(mark.size, mark.place.severity === null ? 0 : 9) + 4) * unit;
    const left = at[0] + off + width > SIZE.width;
    const x = left ? at[0] - off - width : at[0] + off;
    const box: [number, number, number, number] = [
      x,
      at[1] - (LINE / 2) * unit,
      x + width,
      at[1] + (LINE / 2) * unit,
    ];
    if (taken.some((other) => overlap(box, other))) return [];
    taken.push(box);
    return [{ key: mark.key, words, x: left ? at[0] - off : x, y: at[1], left }];
  });
  return (
    <g className="map-labels" aria-hidden="true" fontSize={11 * unit} strokeWidth={3 * unit}>
      {shown.map(({ key, words, x, y, left }) => (
        <text key={key} x={x} y={y} dominantBaseline="central" textAnchor={left ? 'end' : 'start'}>
          {words}
        </text>
      ))}
    </g>
  );
}

const overlap = (a: readonly number[], b: readonly number[]): boolean =>
  (a[0] ?? 0) < (b[2] ?? 0) &&
  (b[0] ?? 0) < (a[2] ?? 0) &&
  (a[1] ?? 0) < (b[3] ?? 0) &&
  (b[1] ?? 0) < (a[3] ?? 0);
