WITH seen AS (
  SELECT s.session_id, coalesce(a.source_as_number, l.log_as_number) AS value, f.timestamp
  FROM event_facts f
  JOIN sessions s ON s.session_key = f.session_key
  LEFT JOIN addresses a ON a.address_key = f.address_key
  LEFT JOIN log_places l ON l.log_place_key = f.log_place_key
  WHERE f.event_outcome = 'success' AND s.session_id IS NOT NULL
    AND coalesce(f.application_key NOT IN (SELECT application_key FROM applications WHERE application_name = 'Okta Admin Console'), true)
    AND coalesce(a.source_kind, '') NOT IN ('service', 'internal') AND coalesce(a.source_as_number, l.log_as_number) IS NOT NULL
)
,
ways AS (
  SELECT *, lag(value) OVER w AS value_before, lag(timestamp) OVER w AS timestamp_before FROM seen
  WINDOW w AS (PARTITION BY session_id ORDER BY timestamp)
)
-- Two values are in a window of theirs where two neighbours in time differ; windows without a gap are one hit.
SELECT session_id AS entity_value, timestamp AS happened_at FROM ways
WHERE value <> value_before AND timestamp - timestamp_before < INTERVAL 24 HOUR
QUALIFY coalesce(timestamp > lag(timestamp_before) OVER (PARTITION BY session_id ORDER BY timestamp, timestamp_before) + INTERVAL 24 HOUR, true)
