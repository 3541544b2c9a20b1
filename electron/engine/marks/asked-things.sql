-- The things that carry what is asked for: each itself, copies of a record that counts for them, and incidents that began within it.
WITH asked AS (
  SELECT unnest(from_json($asked::JSON, '[{
    "at": "INTEGER", "thing": "VARCHAR", "kind": "VARCHAR", "entity_kind": "VARCHAR", "entity_value": "VARCHAR",
    "window_start": "TIMESTAMP", "window_end": "TIMESTAMP", "evidence_id": "BIGINT", "record": "BIGINT"
  }]'), recursive := true)
)
SELECT a.at, t.thing FROM asked a JOIN marked_things t ON t.thing = a.thing
UNION
SELECT a.at, r.thing FROM asked a JOIN marked_records r ON r.evidence_id = a.evidence_id AND r.record = a.record
WHERE a.kind = 'record'
UNION
SELECT a.at, t.thing FROM asked a JOIN marked_things t ON t.kind = a.kind AND t.entity_kind = a.entity_kind
  AND t.entity_value = a.entity_value AND t.window_start BETWEEN a.window_start AND coalesce(a.window_end, a.window_start)
WHERE a.kind = 'incident'
ORDER BY ALL
