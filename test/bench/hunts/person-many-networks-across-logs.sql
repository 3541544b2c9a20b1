WITH kinds AS (
  SELECT f.*, coalesce(u.person, p.person) AS person, c.event_dataset AS log,
    CASE WHEN coalesce(a.source_kind, '') NOT IN ('service', 'internal') THEN coalesce(a.source_as_number, l.log_as_number) END AS asn,
    CASE WHEN coalesce(a.source_kind, '') NOT IN ('service', 'internal') THEN coalesce(a.source_country_iso_code, l.log_country_iso_code) END AS country
  FROM (SELECT DISTINCT user_key, principal_key, action_key, address_key, log_place_key FROM event_facts WHERE event_outcome = 'success') f
  JOIN actions c ON c.action_key = f.action_key
  LEFT JOIN users u ON u.user_key = f.user_key
  LEFT JOIN principals p ON p.principal_key = f.principal_key
  LEFT JOIN addresses a ON a.address_key = f.address_key
  LEFT JOIN log_places l ON l.log_place_key = f.log_place_key
  WHERE c.event_dataset IN ('okta.system', 'azure.signinlogs', 'azure.auditlogs', 'azure.graphactivitylogs', 'aws.cloudtrail', 'kubernetes.audit')
    AND coalesce(u.person, p.person) IS NOT NULL
),
abroad AS (
  FROM kinds WHERE person IN (
    SELECT person FROM kinds GROUP BY person HAVING count(DISTINCT country) > 1 AND count(DISTINCT asn) > 1 AND count(DISTINCT log) > 1)
),
seen AS (
  SELECT p.person, p.country, p.asn, p.log, f.timestamp
  FROM event_facts f
  JOIN abroad p ON p.user_key IS NOT DISTINCT FROM f.user_key AND p.principal_key IS NOT DISTINCT FROM f.principal_key AND p.action_key = f.action_key
    AND p.address_key IS NOT DISTINCT FROM f.address_key AND p.log_place_key IS NOT DISTINCT FROM f.log_place_key
  WHERE f.event_outcome = 'success'
),
ways AS (
  SELECT person, timestamp, country, asn, log,
    lag(country IGNORE NULLS) OVER w AS country_before, lag(CASE WHEN country IS NOT NULL THEN timestamp END IGNORE NULLS) OVER w AS country_at,
    lag(asn IGNORE NULLS) OVER w AS asn_before, lag(CASE WHEN asn IS NOT NULL THEN timestamp END IGNORE NULLS) OVER w AS asn_at,
    lag(log IGNORE NULLS) OVER w AS log_before, lag(CASE WHEN log IS NOT NULL THEN timestamp END IGNORE NULLS) OVER w AS log_at
  FROM seen
  WINDOW w AS (PARTITION BY person ORDER BY timestamp)
),
-- Two values are in a window of theirs where two neighbours in time differ.
changes AS (
  SELECT person, timestamp AS instant, 1 AS country, 0 AS asn, 0 AS log FROM ways WHERE country <> country_before AND timestamp - country_at < INTERVAL 1 HOUR
  UNION ALL
  SELECT person, country_at + INTERVAL 1 HOUR, -1 AS country, 0 AS asn, 0 AS log FROM ways WHERE country <> country_before AND timestamp - country_at < INTERVAL 1 HOUR
  UNION ALL
  SELECT person, timestamp AS instant, 0 AS country, 1 AS asn, 0 AS log FROM ways WHERE asn <> asn_before AND timestamp - asn_at < INTERVAL 1 HOUR
  UNION ALL
  SELECT person, asn_at + INTERVAL 1 HOUR, 0 AS country, -1 AS asn, 0 AS log FROM ways WHERE asn <> asn_before AND timestamp - asn_at < INTERVAL 1 HOUR
  UNION ALL
  SELECT person, timestamp AS instant, 0 AS country, 0 AS asn, 1 AS log FROM ways WHERE log <> log_before AND timestamp - log_at < INTERVAL 1 HOUR
  UNION ALL
  SELECT person, log_at + INTERVAL 1 HOUR, 0 AS country, 0 AS asn, -1 AS log FROM ways WHERE log <> log_before AND timestamp - log_at < INTERVAL 1 HOUR
),
levels AS (
  SELECT person, instant, sum(sum(country)) OVER w > 0 AND sum(sum(asn)) OVER w > 0 AND sum(sum(log)) OVER w > 0 AS exceeds
  FROM changes GROUP BY person, instant
  WINDOW w AS (PARTITION BY person ORDER BY instant)
)
SELECT person AS entity_value, instant AS happened_at FROM levels
QUALIFY exceeds AND NOT coalesce(lag(exceeds) OVER (PARTITION BY person ORDER BY instant), false)
