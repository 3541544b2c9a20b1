import { z } from 'zod';
import { Filter } from './filter.ts';
import { Entity, Severity } from './model.ts';

/** Where events were, and who went from where to where. Every place of an address is an approximation; `exactness` says how coarse. */

export const PLACES_RULE = {
  /** Places that are listed: those with findings first, then by records. */
  places: 60,
  /** Journeys that findings tell of, and of an entity its own, by pair of places. */
  journeys: 60,
  /** Stays of an entity, in order of time. */
  stays: 200,
} as const;

/** By whom a place is named: our data, or the log where our data names no country. */
export const Spot = z.object({
  by: z.enum(['data', 'log']),
  country_iso_code: z.string().nullable(),
  /** Where the log names the country but gives no code. */
  country_name: z.string().nullable(),
  region: z.string().nullable(),
  city: z.string().nullable(),
  /** Those of the address most used; `null` where only the country is known. */
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  /** What is named; coordinates of a country or a region are somewhere in it. */
  exactness: z.enum(['city', 'region', 'country']),
});
export type Spot = z.infer<typeof Spot>;

export const Place = Spot.extend({
  /** What the data itself says that it may be off. */
  radius_km: z.number().nullable(),
  events: z.number(),
  failures: z.number(),
  users: z.number(),
  addresses: z.number(),
  /** Findings that cite a record from here, without those that are muted; the gravest of them. */
  findings: z.number(),
  severity: Severity.nullable(),
  finding_id: z.string().nullable(),
  first_timestamp: z.string(),
  last_timestamp: z.string(),
});
export type Place = z.infer<typeof Place>;

/** A journey that a finding calls faster than one can travel: between cited records that follow each other at different places. */
export const FlaggedJourney = z.object({
  finding_id: z.string(),
  severity: Severity,
  summary: z.string(),
  entity: Entity,
  from: Spot,
  to: Spot,
  times: z.number(),
  first_timestamp: z.string(),
  last_timestamp: z.string(),
});
export type FlaggedJourney = z.infer<typeof FlaggedJourney>;

/** All moves of an entity from one place to another; `least_hours` between the last record here and the first there. */
export const Journey = z.object({
  from: Spot,
  to: Spot,
  times: z.number(),
  least_hours: z.number(),
  /** Great circle between the coordinates; `null` where one has none. */
  km: z.number().nullable(),
  first_timestamp: z.string(),
  last_timestamp: z.string(),
});
export type Journey = z.infer<typeof Journey>;

/** Records of an entity at one place with none at another between them. */
export const Stay = z.object({
  spot: Spot,
  events: z.number(),
  first_timestamp: z.string(),
  last_timestamp: z.string(),
});
export type Stay = z.infer<typeof Stay>;

export const PlacesPage = z.object({
  events: z.number(),
  /** Of these, those of which nobody names a country: private addresses, services, addresses that no data knows. */
  unplaced: z.number(),
  places_total: z.number(),
  /** Records at places that are not listed. */
  events_elsewhere: z.number(),
  places: z.array(Place),
  flagged_total: z.number(),
  flagged: z.array(FlaggedJourney),
  /** Of an entity only. */
  journeys_total: z.number(),
  journeys: z.array(Journey),
  stays_total: z.number(),
  stays: z.array(Stay),
});
export type PlacesPage = z.infer<typeof PlacesPage>;

const is = (column: string, value: string | null): Filter =>
  value === null ? { column, op: 'missing' } : { column, op: 'is', values: [value] };

const NO_PLACE_OF_OURS = is('source_country_iso_code', null);

/** What all records from a place hold, and no others. */
export function spotFilters(spot: Spot): Filter[] {
  if (spot.by === 'data')
    return [
      is('source_country_iso_code', spot.country_iso_code),
      is('source_region_name', spot.region),
      is('source_city_name', spot.city),
    ];
  return [
    NO_PLACE_OF_OURS,
    is('log_country_iso_code', spot.country_iso_code),
    ...(spot.country_iso_code === null ? [is('log_country_name', spot.country_name)] : []),
    is('log_region_name', spot.region),
    is('log_city_name', spot.city),
  ];
}

/** What the records hold of which nobody names a country. */
export const unplacedFilters = (): Filter[] => [
  NO_PLACE_OF_OURS,
  is('log_country_iso_code', null),
  is('log_country_name', null),
];

/** The same text for the same place, and only then. */
export const spotKey = ({ by, country_iso_code, country_name, region, city }: Spot): string =>
  JSON.stringify([by, country_iso_code, country_name, region, city]);
