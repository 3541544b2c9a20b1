-- Sliding windows of a day: more than one network and more than two countries at the same instant.
WITH uses AS (
  SELECT u.user_name, CASE WHEN coalesce(a.source_kind, '') NOT IN ('service', 'internal') THEN coalesce(a.source_as_number, l.log_as_number) END AS asn,
    CASE WHEN coalesce(a.source_kind, '') NOT IN ('service', 'internal') THEN coalesce(a.source_country_iso_code, l.log_country_iso_code) END AS country,
    f.day, min(f.first_seen) AS first_seen, max(f.last_seen) AS last_seen
  FROM (
    SELECT user_key, address_key, log_place_key, date_trunc('day', timestamp) AS day, min(timestamp) AS first_seen, max(timestamp) AS last_seen
    FROM event_facts
    WHERE event_outcome = 'success' AND user_key IS NOT NULL
      AND coalesce(principal_key NOT IN (SELECT principal_key FROM principals WHERE user_type = 'AssumedRole'), true)
    GROUP BY ALL
  ) f
  JOIN users u ON u.user_key = f.user_key
  LEFT JOIN addresses a ON a.address_key = f.address_key
  LEFT JOIN log_places l ON l.log_place_key = f.log_place_key
  WHERE u.user_name IS NOT NULL
  GROUP BY ALL
),
touches AS (
  SELECT user_name, 'n' AS kind, CAST(asn AS VARCHAR) AS value, day, min(first_seen) AS first_seen, max(last_seen) AS last_seen
  FROM uses WHERE asn IS NOT NULL GROUP BY ALL
  UNION ALL
  SELECT user_name, 'c', country, day, min(first_seen), max(last_seen) FROM uses WHERE country IS NOT NULL GROUP BY ALL
),
steps AS (
  SELECT *, lag(last_seen) OVER w + INTERVAL 1 DAY AS stayed, lead(first_seen) OVER w AS again FROM touches
  WINDOW w AS (PARTITION BY user_name, kind, value ORDER BY day)
),
changes AS (
  SELECT user_name, instant, sum(step) FILTER (kind = 'n') AS n, sum(step) FILTER (kind = 'c') AS c FROM (
    SELECT user_name, kind, first_seen AS instant, 1 AS step FROM steps WHERE stayed IS NULL OR first_seen >= stayed
    UNION ALL
    SELECT user_name, kind, last_seen + INTERVAL 1 DAY, -1 FROM steps WHERE again IS NULL OR again >= last_seen + INTERVAL 1 DAY
  ) GROUP BY ALL
),
levels AS (
  SELECT user_name, instant, sum(n) OVER w > 1 AND sum(c) OVER w > 2 AS exceeds
  FROM changes WINDOW w AS (PARTITION BY user_name ORDER BY instant)
)
SELECT user_name AS entity_value, instant AS happened_at FROM levels
QUALIFY exceeds AND NOT coalesce(lag(exceeds) OVER (PARTITION BY user_name ORDER BY instant), false)
