import type { Severity } from '../../shared/model.ts';
import {
  spotKey,
  type FlaggedJourney,
  type Journey,
  type Place,
  type PlacesPage,
  type Spot,
} from '../../shared/places.ts';
import type { Atlas } from './atlas.ts';
import type { Point } from './projection.ts';

/** Where a place is drawn: at its coordinates, else in the middle of its country; `null` where nobody says where that is. */
export function pointOf(atlas: Atlas, spot: Spot): Point | null {
  if (spot.latitude !== null && spot.longitude !== null) return [spot.longitude, spot.latitude];
  return spot.country_iso_code === null ? null : atlas.middleOf(spot.country_iso_code);
}

export interface PlaceMark {
  key: string;
  place: Place;
  point: Point;
  /** Radius in pixels; its area tells the number of records. */
  size: number;
}

export interface WayMark {
  key: string;
  from: Spot;
  to: Spot;
  way: readonly [Point, Point];
  /** `null`: a journey that no finding speaks of. */
  severity: Severity | null;
  times: number;
  finding_id: string | null;
}

/** What is drawn, and how much of the page cannot be drawn. */
export interface Marks {
  places: PlaceMark[];
  ways: WayMark[];
  undrawn: number;
}

const SMALLEST = 3.5;
const LARGEST = 15;

export function marksOf(atlas: Atlas, page: PlacesPage): Marks {
  const most = Math.max(1, ...page.places.map(({ events }) => events));
  const places = page.places.flatMap((place): PlaceMark[] => {
    const point = pointOf(atlas, place);
    const size = Math.max(SMALLEST, LARGEST * Math.sqrt(place.events / most));
    return point ? [{ key: spotKey(place), place, point, size }] : [];
  });
  const flagged = page.flagged.flatMap((one) => wayOf(atlas, one, one.severity, one.finding_id));
  const own = otherJourneys(page).flatMap((one) => wayOf(atlas, one, null, null));
  return { places, ways: [...own, ...flagged], undrawn: page.places.length - places.length };
}

/** A way that a finding tells of is drawn once, as the finding has it. */
export function otherJourneys({ journeys, flagged }: PlacesPage): Journey[] {
  const told = new Set(flagged.map(({ from, to }) => pairOf(from, to)));
  return journeys.filter(({ from, to }) => !told.has(pairOf(from, to)));
}

const pairOf = (from: Spot, to: Spot): string => `${spotKey(from)} ${spotKey(to)}`;

function wayOf(
  atlas: Atlas,
  { from, to, times }: FlaggedJourney | Journey,
  severity: Severity | null,
  finding_id: string | null,
): WayMark[] {
  const [start, end] = [pointOf(atlas, from), pointOf(atlas, to)];
  if (!start || !end) return [];
  const key = `${finding_id ?? ''} ${pairOf(from, to)}`;
  return [{ key, from, to, way: [start, end], severity, times, finding_id }];
}
