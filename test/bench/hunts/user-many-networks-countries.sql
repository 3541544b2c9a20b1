-- Sliding windows of a day: more than one network and more than two countries at the same instant.
WITH uses AS (
  SELECT f.user_key, a.source_as_number AS asn, a.source_country_iso_code AS country, date_trunc('day', f.timestamp) AS day,
    min(f.timestamp) AS first_seen, max(f.timestamp) AS last_seen
  FROM event_facts f
  JOIN addresses a ON a.address_key = f.address_key
  ANTI JOIN (SELECT principal_key FROM principals WHERE user_type = 'AssumedRole') r ON r.principal_key = f.principal_key
  WHERE f.event_outcome = 'success' AND f.user_key IS NOT NULL
  GROUP BY ALL
),
touches AS (
  SELECT user_key, 'n' AS kind, CAST(asn AS VARCHAR) AS value, day, min(first_seen) AS first_seen, max(last_seen) AS last_seen FROM uses GROUP BY ALL
  UNION ALL
  SELECT user_key, 'c', country, day, min(first_seen), max(last_seen) FROM uses GROUP BY ALL
),
steps AS (
  SELECT *, lag(last_seen) OVER w + INTERVAL 1 DAY AS stayed, lead(first_seen) OVER w AS again FROM touches
  WINDOW w AS (PARTITION BY user_key, kind, value ORDER BY day)
),
changes AS (
  SELECT user_key, instant, sum(step) FILTER (kind = 'n') AS n, sum(step) FILTER (kind = 'c') AS c FROM (
    SELECT user_key, kind, first_seen AS instant, 1 AS step FROM steps WHERE stayed IS NULL OR first_seen >= stayed
    UNION ALL
    SELECT user_key, kind, last_seen + INTERVAL 1 DAY, -1 FROM steps WHERE again IS NULL OR again >= last_seen + INTERVAL 1 DAY
  ) GROUP BY ALL
),
levels AS (
  SELECT user_key, instant, sum(n) OVER w AS networks, sum(c) OVER w AS countries FROM changes WINDOW w AS (PARTITION BY user_key ORDER BY instant)
)
SELECT user_key, min(instant) AS first_exceeded FROM levels WHERE networks > 1 AND countries > 2 GROUP BY user_key
