import type { HuntParameter } from '../../../../shared/definitions.ts';
import type { EntityKind } from '../../../../shared/model.ts';
import type { RuleOf } from '../../../../shared/rules.ts';
import { sql } from '../../db/sql.ts';
import { EVENT, MOST_FINDINGS, partKeys, partsOf, toldValues, toldOf, type RulePieces } from './details.ts';
import { names } from './fields.ts';
import { usesOf, type Values } from './uses.ts';

type Travel = RuleOf<'travel'>;

export const travelParameters = (rule: Travel): HuntParameter[] => [
  number('more_km_per_hour_than', 'Faster than', rule.km_per_hour, 1, 100_000, 'Kilometres in an hour.'),
  number(
    'least_km',
    'At least so far',
    rule.least_km,
    0,
    20_100,
    'Kilometres between the places. Places of addresses are approximations: what is near may be the same.',
  ),
  number(
    'radius_km',
    'Uncertainty of a place',
    rule.radius_km,
    0,
    5000,
    'Kilometres that each of the places may be off; both are taken from the distance before the speed is reckoned.',
  ),
  {
    name: 'within_hours',
    title: 'Within',
    kind: 'hours',
    value: rule.within_hours,
    minimum: 0.01,
    maximum: 8760,
    help: 'Two places further apart in time are not compared.',
  },
];

const number = (
  parameter: string,
  title: string,
  value: number,
  minimum: number,
  maximum: number,
  help: string,
): HuntParameter => ({ name: parameter, title, kind: 'number', value, minimum, maximum, help });

/** The great circle on a ball of 6,371 km. */
const DISTANCE = sql`2 * 6371.0 * asin(least(1.0, sqrt(
    pow(sin(radians(latitude - latitude_before) / 2), 2)
    + cos(radians(latitude_before)) * cos(radians(latitude)) * pow(sin(radians(longitude - longitude_before) / 2), 2))))`;

/** Jumps between the same two places within the time are one finding; the fastest is told. */
export function travelSql(rule: Travel, entity: EntityKind, values: Values): RulePieces {
  const hours = Number(values.within_hours);
  const hits = sql`${usesOf(entity, rule.where, values)},
places AS MATERIALIZED (
  SELECT
    row_number() OVER () AS place_id, p.address_key, p.log_place_key,
    coalesce(a.source_latitude, l.log_latitude) AS latitude,
    CASE WHEN a.source_latitude IS NOT NULL THEN a.source_longitude ELSE l.log_longitude END AS longitude,
    CASE WHEN a.source_latitude IS NOT NULL THEN a.source_country_iso_code ELSE l.log_country_iso_code END AS country,
    CASE WHEN a.source_latitude IS NOT NULL THEN a.source_city_name ELSE l.log_city_name END AS city,
    CASE WHEN a.source_latitude IS NOT NULL THEN 'our data' ELSE 'the log' END AS place_from,
    coalesce(a.source_as_number, l.log_as_number) AS as_number,
    a.source_country_iso_code <> l.log_country_iso_code AS is_disputed,
    list_has_any(string_split(coalesce(a.source_network_labels, ''), ', '), ['mobile carrier', 'satellite', 'relay']) AS is_roaming
  FROM (SELECT DISTINCT address_key, log_place_key FROM uses) p
  LEFT JOIN addresses a ON a.address_key = p.address_key
  LEFT JOIN log_places l ON l.log_place_key = p.log_place_key
  WHERE coalesce(a.source_kind, '') NOT IN ('service', 'internal')
    AND latitude IS NOT NULL AND longitude IS NOT NULL
),
-- Numbers only, while the rows are many.
ways AS (
  SELECT
    u.entity_key, u.timestamp, u.evidence_id, u.record, u.client_key, p.place_id,
    lag(u.timestamp) OVER in_order AS timestamp_before,
    lag(u.evidence_id) OVER in_order AS evidence_before,
    lag(u.record) OVER in_order AS record_before,
    lag(u.client_key) OVER in_order AS client_key_before,
    lag(p.place_id) OVER in_order AS place_before
  FROM uses u
  JOIN places p ON p.address_key IS NOT DISTINCT FROM u.address_key AND p.log_place_key IS NOT DISTINCT FROM u.log_place_key
  WINDOW in_order AS (PARTITION BY u.entity_key ORDER BY u.timestamp, u.evidence_id, u.record)
),
moves AS (
  SELECT
    w.entity_key, w.client_key, w.client_key_before,
    {timestamp: w.timestamp, evidence_id: w.evidence_id, record: w.record} AS event,
    {timestamp: w.timestamp_before, evidence_id: w.evidence_before, record: w.record_before} AS event_before,
    p.latitude, p.longitude, p.country, p.city, p.as_number, p.is_disputed, p.is_roaming, p.place_from,
    b.latitude AS latitude_before, b.longitude AS longitude_before, b.country AS country_before, b.city AS city_before,
    b.as_number AS as_number_before, b.is_disputed AS is_disputed_before, b.is_roaming AS is_roaming_before
  FROM ways w
  JOIN places p ON p.place_id = w.place_id
  JOIN places b ON b.place_id = w.place_before
  WHERE w.place_id <> w.place_before
),
measured AS (
  SELECT
    *, epoch(event.timestamp - event_before.timestamp) / 3600 AS hours, ${DISTANCE} AS km,
    greatest(0, km - 2 * ${Number(values.radius_km)}) AS least_distance
  FROM moves
  WHERE latitude <> latitude_before OR longitude <> longitude_before
),
jumps AS MATERIALIZED (
  SELECT
    *, least_distance / nullif(hours, 0) AS speed,
    list_sort([concat_ws(', ', city, country), concat_ws(', ', city_before, country_before)]) AS pair
  FROM measured
  WHERE hours <= ${hours} AND km >= ${Number(values.least_km)} AND least_distance > ${Number(values.more_km_per_hour_than)} * hours
),
stretched AS (
  SELECT *, sum(CAST(is_new AS INTEGER)) OVER (PARTITION BY entity_key, pair ORDER BY event) AS stretch
  FROM (
    SELECT *, coalesce(epoch(event.timestamp - lag(event.timestamp) OVER (PARTITION BY entity_key, pair ORDER BY event)) / 3600 > ${hours}, true)
      AS is_new
    FROM jumps
  )
),
told_jumps AS (
  SELECT
    entity_key, pair, stretch, count(*) AS jumps, min(event_before) AS first_event, max(event) AS last_event,
    arg_max(row_of, rank) AS fastest,
    list_sort(list_distinct(flatten(list([event_before, event])))) AS events
  FROM (
    SELECT
      *,
      {speed: speed, km: km, hours: hours, from_city: city_before, from_country: country_before, to_city: city, to_country: country,
        place_from: place_from, same_network: as_number IS NOT DISTINCT FROM as_number_before,
        same_client: client_key IS NOT DISTINCT FROM client_key_before,
        is_roaming: coalesce(is_roaming, false) OR coalesce(is_roaming_before, false),
        is_disputed: coalesce(is_disputed, false) OR coalesce(is_disputed_before, false)} AS row_of,
      -- The fastest; of several as fast the first.
      row_number() OVER (PARTITION BY entity_key, pair, stretch ORDER BY speed NULLS LAST, event DESC) AS rank
    FROM stretched
  )
  GROUP BY entity_key, pair, stretch
),
hits AS MATERIALIZED (
  SELECT t.*, e.entity_value, count(*) OVER () AS all_hits,
    row_number() OVER (ORDER BY t.first_event, e.entity_value, t.pair) AS hit_id
  FROM told_jumps t
  JOIN entity_names e ON e.entity_key = t.entity_key
  QUALIFY hit_id <= ${MOST_FINDINGS}
)`;
  const told = sql`parts AS MATERIALIZED (
  SELECT h.hit_id, ${names(partKeys(rule), 'u')}, count(*) AS events, min(${EVENT}) AS first_event, max(${EVENT}) AS last_event
  FROM (SELECT hit_id, entity_key, unnest(events) AS event FROM hits) h
  JOIN uses u ON u.entity_key = h.entity_key AND u.evidence_id = h.event.evidence_id AND u.record = h.event.record
  GROUP BY ALL
),
${toldOf(rule)}
SELECT
  h.entity_value,
  h.first_event.timestamp AS window_start,
  h.last_event.timestamp AS window_end,
  CAST(len(h.events) AS BIGINT) AS event_count,
  CAST(d.is_partly_hosting AS INTEGER) - CAST(h.fastest.is_roaming OR h.fastest.same_network AS INTEGER) AS severity_step,
  ${partsOf([
    {
      label: sql`'another client at the other place'`,
      points: sql`CASE WHEN h.fastest.same_client THEN 0 ELSE 10 END`,
    },
    {
      label: sql`'the same network at both places'`,
      points: sql`CASE WHEN h.fastest.same_network THEN -15 ELSE 0 END`,
    },
    {
      label: sql`'a mobile carrier, satellite or relay'`,
      points: sql`CASE WHEN h.fastest.is_roaming THEN -15 ELSE 0 END`,
    },
    {
      label: sql`'the log says another country of an address than our data'`,
      points: sql`CASE WHEN h.fastest.is_disputed THEN -10 ELSE 0 END`,
    },
    {
      label: sql`'back and forth: ' || h.jumps || ' jumps'`,
      points: sql`CASE WHEN h.jumps > 2 THEN 5 ELSE 0 END`,
    },
  ])} AS score_parts,
  {
    from_place: concat_ws(', ', h.fastest.from_city, h.fastest.from_country),
    to_place: concat_ws(', ', h.fastest.to_city, h.fastest.to_country),
    km: round(h.fastest.km),
    hours: round(h.fastest.hours, 2),
    km_per_hour: round(h.fastest.speed),
    at_least_km: round(greatest(0, h.fastest.km - 2 * ${Number(values.radius_km)})),
    radius_km: ${Number(values.radius_km)},
    jumps: h.jumps,
    place_from: h.fastest.place_from,
    same_network: h.fastest.same_network,
    same_client: h.fastest.same_client,
    is_roaming: h.fastest.is_roaming,
    is_disputed: h.fastest.is_disputed,
    ${toldValues(rule)}
  } AS finding_values,
  list_transform(h.events, lambda cited_event: {evidence_id: cited_event.evidence_id, record: cited_event.record})[:50] AS cited,
  h.all_hits
FROM hits h
JOIN told d ON d.hit_id = h.hit_id`;
  return { hits, told };
}
