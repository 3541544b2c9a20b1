import { PLACES_RULE, type Place, type PlacesPage } from '../../../../shared/places.ts';
import { entityFilter } from '../../../../shared/entities.ts';
import { SEVERITIES, type Entity } from '../../../../shared/model.ts';
import type { Connection } from '../../db/database.ts';
import { sql, type Statement } from '../../db/sql.ts';
import { where } from '../filters.ts';
import { flaggedJourneys } from './flagged.ts';
import { journeysAndStays } from './journeys.ts';
import { spotTables } from './spots.ts';

/** Where the events of an entity (`null`: of the case) were, what findings say of it, and of an entity how it moved. */
export async function placesPage(connection: Connection, entity: Entity | null): Promise<PlacesPage> {
  const held = where(entity === null ? [] : [entityFilter(entity)]);
  const counted = await placesOf(connection, held);
  const moved =
    entity === null
      ? { journeys_total: 0, journeys: [], stays_total: 0, stays: [] }
      : await journeysAndStays(connection, held);
  return { ...counted, ...(await flaggedJourneys(connection, held)), ...moved };
}

type Counted = Pick<PlacesPage, 'events' | 'unplaced' | 'places_total' | 'events_elsewhere' | 'places'>;

interface PlaceRow extends Place {
  all_places: number;
  all_placed: number;
}

async function placesOf(connection: Connection, held: Statement): Promise<Counted> {
  const rows = await connection.rows<PlaceRow>(placesSql(held));
  const { events } = await connection.row<{ events: number }>(
    sql`SELECT count(*) AS events FROM event_facts f WHERE ${held}`,
  );
  const placed = rows[0]?.all_placed ?? 0;
  const places = rows.map(({ all_places: _places, all_placed: _placed, ...place }) => place);
  return {
    events,
    unplaced: events - placed,
    places_total: rows[0]?.all_places ?? 0,
    events_elsewhere: placed - places.reduce((sum, place) => sum + place.events, 0),
    places,
  };
}

const placesSql = (held: Statement): Statement => sql`WITH
tallies AS MATERIALIZED (
  SELECT address_key, log_place_key, user_key, count(*) AS events, count(*) FILTER (event_outcome = 'failure') AS failures,
    min(timestamp) AS first_timestamp, max(timestamp) AS last_timestamp
  FROM event_facts f WHERE ${held} GROUP BY ALL
),
${spotTables(sql`SELECT address_key, log_place_key, CAST(sum(events) AS BIGINT) AS events FROM tallies GROUP BY ALL`)},
counted AS (
  SELECT k.place, CAST(sum(t.events) AS BIGINT) AS events, CAST(sum(t.failures) AS BIGINT) AS failures,
    count(DISTINCT u.user_name) AS users, count(DISTINCT i.source_address) AS addresses,
    min(t.first_timestamp) AS first_timestamp, max(t.last_timestamp) AS last_timestamp
  FROM tallies t
  JOIN pairs k ON k.address_key IS NOT DISTINCT FROM t.address_key AND k.log_place_key IS NOT DISTINCT FROM t.log_place_key
  LEFT JOIN users u ON u.user_key = t.user_key
  LEFT JOIN addresses i ON i.address_key = t.address_key
  GROUP BY k.place
),
cited AS (
  SELECT DISTINCT k.place, n.finding_id, n.score, n.severity, list_position(${SEVERITIES}, n.severity) AS grave
  FROM findings n
  JOIN finding_events c ON c.finding_id = n.finding_id
  JOIN event_facts f ON f.evidence_id = c.evidence_id AND f.record = c.record
  JOIN pairs k ON k.address_key IS NOT DISTINCT FROM f.address_key AND k.log_place_key IS NOT DISTINCT FROM f.log_place_key
  WHERE ${held} AND n.finding_id NOT IN (SELECT finding_id FROM muted_findings)
),
found AS (
  SELECT place, count(*) AS findings,
    first({finding_id: finding_id, severity: severity} ORDER BY grave DESC, score DESC, finding_id) AS gravest
  FROM cited GROUP BY place
)
SELECT p.by, p.country_iso_code, p.country_name, p.region, p.city, p.latitude, p.longitude, p.exactness, p.radius_km,
  c.events, c.failures, c.users, c.addresses, coalesce(n.findings, 0) AS findings,
  n.gravest.severity AS severity, n.gravest.finding_id AS finding_id, c.first_timestamp, c.last_timestamp,
  count(*) OVER () AS all_places, CAST(sum(c.events) OVER () AS BIGINT) AS all_placed
FROM counted c JOIN places p ON p.place = c.place LEFT JOIN found n ON n.place = c.place
ORDER BY coalesce(n.findings, 0) > 0 DESC, c.events DESC, p.place LIMIT ${PLACES_RULE.places}`;
