WITH places AS (
  SELECT f.*, c.access_key_id, coalesce(a.source_as_number, l.log_as_number) AS asn, coalesce(a.source_country_iso_code, l.log_country_iso_code) AS country
  FROM (SELECT DISTINCT credential_key, address_key, log_place_key FROM event_facts WHERE credential_key IS NOT NULL) f
  JOIN credentials c ON c.credential_key = f.credential_key
  LEFT JOIN addresses a ON a.address_key = f.address_key
  LEFT JOIN log_places l ON l.log_place_key = f.log_place_key
  WHERE c.access_key_id IS NOT NULL AND coalesce(a.source_kind, '') NOT IN ('service', 'internal')
),
abroad AS (
  FROM places WHERE access_key_id IN (SELECT access_key_id FROM places GROUP BY access_key_id HAVING count(DISTINCT asn) > 1 AND count(DISTINCT country) > 1)
),
seen AS (
  SELECT p.access_key_id, p.asn, p.country, f.timestamp
  FROM event_facts f
  JOIN abroad p ON p.credential_key = f.credential_key AND p.address_key IS NOT DISTINCT FROM f.address_key
    AND p.log_place_key IS NOT DISTINCT FROM f.log_place_key
),
ways AS (
  SELECT access_key_id, timestamp, asn, country,
    lag(asn IGNORE NULLS) OVER w AS asn_before, lag(CASE WHEN asn IS NOT NULL THEN timestamp END IGNORE NULLS) OVER w AS asn_at,
    lag(country IGNORE NULLS) OVER w AS country_before, lag(CASE WHEN country IS NOT NULL THEN timestamp END IGNORE NULLS) OVER w AS country_at
  FROM seen
  WINDOW w AS (PARTITION BY access_key_id ORDER BY timestamp)
),
-- Two values are in a window of theirs where two neighbours in time differ.
changes AS (
  SELECT access_key_id, timestamp AS instant, 1 AS asn, 0 AS country FROM ways WHERE asn <> asn_before AND timestamp - asn_at < INTERVAL 1 HOUR
  UNION ALL
  SELECT access_key_id, asn_at + INTERVAL 1 HOUR, -1 AS asn, 0 AS country FROM ways WHERE asn <> asn_before AND timestamp - asn_at < INTERVAL 1 HOUR
  UNION ALL
  SELECT access_key_id, timestamp AS instant, 0 AS asn, 1 AS country FROM ways WHERE country <> country_before AND timestamp - country_at < INTERVAL 1 HOUR
  UNION ALL
  SELECT access_key_id, country_at + INTERVAL 1 HOUR, 0 AS asn, -1 AS country FROM ways WHERE country <> country_before AND timestamp - country_at < INTERVAL 1 HOUR
),
levels AS (
  SELECT access_key_id, instant, sum(sum(asn)) OVER w > 0 AND sum(sum(country)) OVER w > 0 AS exceeds
  FROM changes GROUP BY access_key_id, instant
  WINDOW w AS (PARTITION BY access_key_id ORDER BY instant)
)
SELECT access_key_id AS entity_value, instant AS happened_at FROM levels
QUALIFY exceeds AND NOT coalesce(lag(exceeds) OVER (PARTITION BY access_key_id ORDER BY instant), false)
