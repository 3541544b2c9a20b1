WITH answered AS MATERIALIZED (
  SELECT f.user_key, f.address_key, f.log_place_key, f.timestamp
  FROM event_facts f
  JOIN actions c ON c.action_key = f.action_key
  ANTI JOIN (SELECT principal_key FROM principals WHERE user_type = 'AssumedRole') r ON r.principal_key = f.principal_key
  WHERE f.event_outcome = 'success' AND f.user_key IS NOT NULL
    AND (c.event_action = 'user.authentication.auth_via_mfa' OR (c.event_dataset = 'azure.signinlogs' AND f.mfa_method IS NOT NULL))
),
places AS (
  SELECT f.*, u.user_name, coalesce(a.source_country_iso_code, l.log_country_iso_code) AS value
  FROM (SELECT DISTINCT user_key, address_key, log_place_key FROM answered) f
  JOIN users u ON u.user_key = f.user_key
  LEFT JOIN addresses a ON a.address_key = f.address_key
  LEFT JOIN log_places l ON l.log_place_key = f.log_place_key
  WHERE u.user_name IS NOT NULL AND coalesce(a.source_kind, '') NOT IN ('service', 'internal')
),
abroad AS (FROM places WHERE value IS NOT NULL AND user_name IN (SELECT user_name FROM places GROUP BY user_name HAVING count(DISTINCT value) > 1)),
seen AS (
  SELECT p.user_name, p.value, f.timestamp
  FROM answered f
  JOIN abroad p ON p.user_key = f.user_key AND p.address_key IS NOT DISTINCT FROM f.address_key AND p.log_place_key IS NOT DISTINCT FROM f.log_place_key
)
,
ways AS (
  SELECT *, lag(value) OVER w AS value_before, lag(timestamp) OVER w AS timestamp_before FROM seen
  WINDOW w AS (PARTITION BY user_name ORDER BY timestamp)
)
-- Two values are in a window of theirs where two neighbours in time differ; windows without a gap are one hit.
SELECT user_name AS entity_value, timestamp AS happened_at FROM ways
WHERE value <> value_before AND timestamp - timestamp_before < INTERVAL 1 HOUR
QUALIFY coalesce(timestamp > lag(timestamp_before) OVER (PARTITION BY user_name ORDER BY timestamp, timestamp_before) + INTERVAL 1 HOUR, true)
