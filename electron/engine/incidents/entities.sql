-- Those that stand on the cited records of each incident: people first, then by the number of records.
INSERT INTO incident_entities
SELECT incident_id, ordinal, kind, value, records
FROM (
  SELECT
    incident_id, kind, value, records,
    row_number() OVER (PARTITION BY incident_id ORDER BY list_position($kinds, kind), records DESC, value) AS ordinal
  FROM (
    SELECT m.incident_id, n.kind, n.value, count(DISTINCT {evidence_id: n.evidence_id, record: n.record}) AS records
    FROM incident_members m
    JOIN incident_names n ON n.member_kind = m.member_kind AND n.member_id = m.member_id
    GROUP BY ALL
  )
  QUALIFY row_number() OVER (PARTITION BY incident_id, kind ORDER BY records DESC, value) <= $most
)
