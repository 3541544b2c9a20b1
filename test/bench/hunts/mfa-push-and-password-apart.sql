WITH answered AS MATERIALIZED (
  SELECT f.user_key, f.address_key, f.log_place_key, f.mfa_method, f.timestamp
  FROM event_facts f
  JOIN actions c ON c.action_key = f.action_key
  ANTI JOIN (SELECT principal_key FROM principals WHERE user_type = 'AssumedRole') r ON r.principal_key = f.principal_key
  WHERE f.event_outcome = 'success' AND f.user_key IS NOT NULL
    AND (c.event_action = 'user.authentication.auth_via_mfa' OR (c.event_dataset = 'azure.signinlogs' AND f.mfa_method IS NOT NULL))
    AND regexp_matches(f.mfa_method, '(?i)push|notification|phone app|approve|password')
),
places AS (
  SELECT f.*, u.user_name, CASE WHEN regexp_matches(f.mfa_method, '(?i)push|notification|phone app|approve') THEN 'push' ELSE 'password' END AS factor,
    CASE WHEN coalesce(a.source_kind, '') NOT IN ('service', 'internal') THEN coalesce(a.source_country_iso_code, l.log_country_iso_code) END AS country
  FROM (SELECT DISTINCT user_key, address_key, log_place_key, mfa_method FROM answered) f
  JOIN users u ON u.user_key = f.user_key
  LEFT JOIN addresses a ON a.address_key = f.address_key
  LEFT JOIN log_places l ON l.log_place_key = f.log_place_key
  WHERE u.user_name IS NOT NULL
),
abroad AS (
  FROM places WHERE user_name IN (SELECT user_name FROM places GROUP BY user_name HAVING count(DISTINCT country) > 1 AND count(DISTINCT factor) > 1)
),
seen AS (
  SELECT p.user_name, p.country, p.factor, f.timestamp
  FROM answered f
  JOIN abroad p ON p.user_key = f.user_key AND p.address_key IS NOT DISTINCT FROM f.address_key AND p.log_place_key IS NOT DISTINCT FROM f.log_place_key
    AND p.mfa_method = f.mfa_method
),
ways AS (
  SELECT user_name, timestamp, country, factor,
    lag(country IGNORE NULLS) OVER w AS country_before, lag(CASE WHEN country IS NOT NULL THEN timestamp END IGNORE NULLS) OVER w AS country_at,
    lag(factor IGNORE NULLS) OVER w AS factor_before, lag(CASE WHEN factor IS NOT NULL THEN timestamp END IGNORE NULLS) OVER w AS factor_at
  FROM seen
  WINDOW w AS (PARTITION BY user_name ORDER BY timestamp)
),
-- Two values are in a window of theirs where two neighbours in time differ.
changes AS (
  SELECT user_name, timestamp AS instant, 1 AS country, 0 AS factor FROM ways WHERE country <> country_before AND timestamp - country_at < INTERVAL 1 HOUR
  UNION ALL
  SELECT user_name, country_at + INTERVAL 1 HOUR, -1 AS country, 0 AS factor FROM ways WHERE country <> country_before AND timestamp - country_at < INTERVAL 1 HOUR
  UNION ALL
  SELECT user_name, timestamp AS instant, 0 AS country, 1 AS factor FROM ways WHERE factor <> factor_before AND timestamp - factor_at < INTERVAL 1 HOUR
  UNION ALL
  SELECT user_name, factor_at + INTERVAL 1 HOUR, 0 AS country, -1 AS factor FROM ways WHERE factor <> factor_before AND timestamp - factor_at < INTERVAL 1 HOUR
),
levels AS (
  SELECT user_name, instant, sum(sum(country)) OVER w > 0 AND sum(sum(factor)) OVER w > 0 AS exceeds
  FROM changes GROUP BY user_name, instant
  WINDOW w AS (PARTITION BY user_name ORDER BY instant)
)
SELECT user_name AS entity_value, instant AS happened_at FROM levels
QUALIFY exceeds AND NOT coalesce(lag(exceeds) OVER (PARTITION BY user_name ORDER BY instant), false)
