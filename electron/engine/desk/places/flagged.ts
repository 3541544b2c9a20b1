import { PLACES_RULE, type FlaggedJourney } from '../../../../shared/places.ts';
import type { EntityKind } from '../../../../shared/model.ts';
import type { Connection } from '../../db/database.ts';
import { sql, type Statement } from '../../db/sql.ts';
import { PLACE_OF_EVENT, spotOf, spotTables } from './spots.ts';

interface FlaggedRow extends Omit<FlaggedJourney, 'entity'> {
  entity_kind: EntityKind;
  entity_value: string;
  all_journeys: number;
}

/** Journeys that findings of a travel rule tell of, where one of their records holds `held`: the highest score first. */
export async function flaggedJourneys(connection: Connection, held: Statement) {
  const rows = await connection.rows<FlaggedRow>(flaggedSql(held));
  return {
    flagged_total: rows[0]?.all_journeys ?? 0,
    flagged: rows.map(({ entity_kind, entity_value, all_journeys: _, ...row }) => ({
      ...row,
      entity: { kind: entity_kind, value: entity_value },
    })),
  };
}

/** Only a rule of travel tells from where to where. */
const flaggedSql = (held: Statement): Statement => sql`WITH
travels AS MATERIALIZED (
  SELECT finding_id, severity, score, summary, entity_kind, entity_value
  FROM findings
  WHERE json_extract_string(finding_values, '$.from_place') IS NOT NULL
    AND finding_id NOT IN (SELECT finding_id FROM muted_findings)
),
cited AS MATERIALIZED (
  SELECT t.finding_id, f.timestamp, f.evidence_id, f.record, f.address_key, f.log_place_key, ${held} AS is_held
  FROM travels t
  JOIN finding_events c ON c.finding_id = t.finding_id
  JOIN event_facts f ON f.evidence_id = c.evidence_id AND f.record = c.record
),
${spotTables(sql`SELECT address_key, log_place_key, count(*) AS events FROM cited GROUP BY ALL`)},
legs AS (
  SELECT f.finding_id, f.timestamp, k.place,
    lag(k.place) OVER in_order AS place_before, lag(f.timestamp) OVER in_order AS timestamp_before
  FROM cited f ${PLACE_OF_EVENT}
  WHERE f.finding_id IN (SELECT finding_id FROM cited WHERE is_held)
  WINDOW in_order AS (PARTITION BY f.finding_id ORDER BY f.timestamp, f.evidence_id, f.record)
),
journeys AS (
  SELECT finding_id, place_before, place, count(*) AS times,
    min(timestamp_before) AS first_timestamp, max(timestamp) AS last_timestamp
  FROM legs WHERE place_before <> place GROUP BY finding_id, place_before, place
)
SELECT t.finding_id, t.severity, t.summary, t.entity_kind, t.entity_value, ${spotOf('a')} AS "from", ${spotOf('b')} AS "to",
  j.times, j.first_timestamp, j.last_timestamp, count(*) OVER () AS all_journeys
FROM journeys j
JOIN travels t ON t.finding_id = j.finding_id
JOIN places a ON a.place = j.place_before
JOIN places b ON b.place = j.place
ORDER BY t.score DESC, j.first_timestamp, t.finding_id, j.place_before, j.place LIMIT ${PLACES_RULE.journeys}`;
