import { PLACES_RULE, type Journey, type Stay } from '../../../../shared/places.ts';
import type { Connection } from '../../db/database.ts';
import { sql, type Statement } from '../../db/sql.ts';
import { PLACE_OF_EVENT, spotOf, spotTables } from './spots.ts';

/** The stays of whoever made the events that hold `held`, in order of time, and the journeys between them, the most frequent first. */
export async function journeysAndStays(connection: Connection, held: Statement) {
  const stays = await connection.rows<Stay & { all_stays: number }>(staysSql(held));
  const journeys = await connection.rows<Journey & { all_journeys: number }>(journeysSql(held));
  return {
    stays_total: stays[0]?.all_stays ?? 0,
    stays: stays.map(({ all_stays: _, ...stay }) => stay),
    journeys_total: journeys[0]?.all_journeys ?? 0,
    journeys: journeys.map(({ all_journeys: _, ...journey }) => journey),
  };
}

/**
 * Records of one moment are taken place by place, so that a stay has exactly the records that its place and its first and last time
 * name.
 */
const tables = (held: Statement): Statement => sql`
uses AS MATERIALIZED (
  SELECT address_key, log_place_key, count(*) AS events FROM event_facts f WHERE ${held} GROUP BY ALL
),
${spotTables(sql`SELECT * FROM uses`)},
moments AS (
  SELECT f.timestamp, k.place, count(*) AS events FROM event_facts f ${PLACE_OF_EVENT} WHERE ${held} GROUP BY ALL
),
numbered AS (
  SELECT *, sum(CAST(is_new AS INTEGER)) OVER (ORDER BY timestamp, place ROWS UNBOUNDED PRECEDING) AS stay
  FROM (SELECT *, lag(place) OVER (ORDER BY timestamp, place) IS DISTINCT FROM place AS is_new FROM moments)
),
stays AS MATERIALIZED (
  SELECT stay, any_value(place) AS place, CAST(sum(events) AS BIGINT) AS events,
    min(timestamp) AS first_timestamp, max(timestamp) AS last_timestamp
  FROM numbered GROUP BY stay
)`;

const staysSql = (held: Statement): Statement => sql`WITH ${tables(held)}
SELECT ${spotOf('p')} AS spot, s.events, s.first_timestamp, s.last_timestamp, count(*) OVER () AS all_stays
FROM stays s JOIN places p ON p.place = s.place
ORDER BY s.stay LIMIT ${PLACES_RULE.stays}`;

/** The great circle on a ball of 6,371 km. */
const KM = sql`CASE WHEN a.latitude IS NOT NULL AND b.latitude IS NOT NULL THEN 2 * 6371.0 * asin(least(1.0, sqrt(
    pow(sin(radians(b.latitude - a.latitude) / 2), 2)
    + cos(radians(a.latitude)) * cos(radians(b.latitude)) * pow(sin(radians(b.longitude - a.longitude) / 2), 2)))) END`;

const journeysSql = (held: Statement): Statement => sql`WITH ${tables(held)},
legs AS (
  SELECT place, first_timestamp, lag(place) OVER (ORDER BY stay) AS place_before, lag(last_timestamp) OVER (ORDER BY stay) AS left_at
  FROM stays
)
SELECT ${spotOf('a')} AS "from", ${spotOf('b')} AS "to", count(*) AS times,
  round(min(epoch(l.first_timestamp - l.left_at)) / 3600, 4) AS least_hours, round(any_value(${KM})) AS km,
  min(l.left_at) AS first_timestamp, max(l.first_timestamp) AS last_timestamp, count(*) OVER () AS all_journeys
FROM legs l JOIN places a ON a.place = l.place_before JOIN places b ON b.place = l.place
GROUP BY a.place, b.place, "from", "to"
ORDER BY times DESC, first_timestamp, a.place, b.place LIMIT ${PLACES_RULE.journeys}`;
