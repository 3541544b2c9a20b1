import { join, name, sql, type Statement } from '../../db/sql.ts';

/** What tells one place from another. */
export const SPOT = ['by', 'country_iso_code', 'country_name', 'region', 'city'] as const;
/** Of a place whose coordinates are to be told too. */
const WHERE = ['latitude', 'longitude', 'exactness'] as const;

/**
 * CTEs over `uses` (address_key, log_place_key, events): `spots` says of each pair of keys where it is, by our data where that knows a
 * country, else by the log; `places` has each place once, with a number by its names (keys decide nothing) and the coordinates that
 * most of its events have.
 */
export const spotTables = (uses: Statement): Statement => sql`
spots AS MATERIALIZED (
  SELECT o.address_key, o.log_place_key, o.events, a.source_country_iso_code IS NOT NULL AS ours,
    CASE WHEN ours THEN 'data' ELSE 'log' END AS by,
    CASE WHEN ours THEN a.source_country_iso_code ELSE l.log_country_iso_code END AS country_iso_code,
    CASE WHEN NOT ours AND l.log_country_iso_code IS NULL THEN l.log_country_name END AS country_name,
    CASE WHEN ours THEN a.source_region_name ELSE l.log_region_name END AS region,
    CASE WHEN ours THEN a.source_city_name ELSE l.log_city_name END AS city,
    CASE WHEN city IS NOT NULL THEN 'city' WHEN region IS NOT NULL THEN 'region' ELSE 'country' END AS exactness,
    CASE WHEN ours THEN a.source_latitude ELSE l.log_latitude END AS log_or_own_latitude,
    CASE WHEN ours THEN a.source_longitude ELSE l.log_longitude END AS log_or_own_longitude,
    -- Neither counts without the other.
    CASE WHEN log_or_own_longitude IS NOT NULL THEN log_or_own_latitude END AS latitude,
    CASE WHEN log_or_own_latitude IS NOT NULL THEN log_or_own_longitude END AS longitude,
    CASE WHEN ours THEN a.source_accuracy_radius_km END AS radius_km
  FROM (${uses}) o
  LEFT JOIN addresses a ON a.address_key = o.address_key
  LEFT JOIN log_places l ON l.log_place_key = o.log_place_key
  WHERE coalesce(country_iso_code, country_name) IS NOT NULL
),
places AS MATERIALIZED (
  SELECT * EXCLUDE (point), point.latitude AS latitude, point.longitude AS longitude, point.radius_km AS radius_km,
    row_number() OVER (ORDER BY ${spotNames()}) AS place
  FROM (
    SELECT ${spotNames()}, any_value(exactness) AS exactness,
      first({latitude: latitude, longitude: longitude, radius_km: radius_km} ORDER BY events DESC, latitude, longitude, radius_km)
        FILTER (latitude IS NOT NULL) AS point
    FROM spots GROUP BY ${spotNames()}
  )
),
-- Of each pair of keys, which place.
pairs AS MATERIALIZED (
  SELECT DISTINCT s.address_key, s.log_place_key, p.place
  FROM spots s JOIN places p ON ${same('s', 'p')}
)`;

const spotNames = (): Statement =>
  join(
    SPOT.map((column) => sql`${name(column)}`),
    ', ',
  );

const same = (a: string, b: string): Statement =>
  join(
    SPOT.map((column) => sql`${name(a)}.${name(column)} IS NOT DISTINCT FROM ${name(b)}.${name(column)}`),
    ' AND ',
  );

/** Joins the place of an event `f`. */
export const PLACE_OF_EVENT: Statement = sql`JOIN pairs k ON k.address_key IS NOT DISTINCT FROM f.address_key AND k.log_place_key IS NOT DISTINCT FROM f.log_place_key`;

/** A place as it crosses the port. */
export const spotOf = (alias: string): Statement =>
  sql`{${join(
    [...SPOT, ...WHERE].map((column) => sql`${name(column)}: ${name(alias)}.${name(column)}`),
    ', ',
  )}}`;
