WITH seen AS (
  SELECT d.device_fingerprint, c.os_name AS value, f.timestamp
  FROM event_facts f
  JOIN devices d ON d.device_key = f.device_key
  JOIN clients c ON c.client_key = f.client_key
  WHERE f.event_outcome = 'success' AND d.device_fingerprint IS NOT NULL AND c.os_name IS NOT NULL
)
,
ways AS (
  SELECT *, lag(value) OVER w AS value_before, lag(timestamp) OVER w AS timestamp_before FROM seen
  WINDOW w AS (PARTITION BY device_fingerprint ORDER BY timestamp)
)
-- Two values are in a window of theirs where two neighbours in time differ; windows without a gap are one hit.
SELECT device_fingerprint AS entity_value, timestamp AS happened_at FROM ways
WHERE value <> value_before AND timestamp - timestamp_before < INTERVAL 1 HOUR
QUALIFY coalesce(timestamp > lag(timestamp_before) OVER (PARTITION BY device_fingerprint ORDER BY timestamp, timestamp_before) + INTERVAL 1 HOUR, true)
