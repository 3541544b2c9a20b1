WITH pairs AS (
  SELECT f.*, u.user_name, c.user_agent_original AS value
  FROM (
    SELECT DISTINCT f.user_key, f.client_key
    FROM event_facts f
    ANTI JOIN (SELECT principal_key FROM principals WHERE user_type = 'AssumedRole') r ON r.principal_key = f.principal_key
    WHERE f.event_outcome = 'success' AND f.user_key IS NOT NULL
  ) f
  JOIN users u ON u.user_key = f.user_key
  JOIN clients c ON c.client_key = f.client_key
  WHERE u.user_name IS NOT NULL
),
many AS (
  FROM pairs WHERE value IS NOT NULL AND user_name IN (SELECT user_name FROM pairs GROUP BY user_name HAVING count(DISTINCT value) > 5)
),
touches AS (
  SELECT p.user_name, p.value, time_bucket(INTERVAL 24 HOUR, f.timestamp) AS slice, min(f.timestamp) AS first_seen, max(f.timestamp) AS last_seen
  FROM event_facts f
  JOIN many p ON p.user_key IS NOT DISTINCT FROM f.user_key AND p.client_key IS NOT DISTINCT FROM f.client_key
  ANTI JOIN (SELECT principal_key FROM principals WHERE user_type = 'AssumedRole') r ON r.principal_key = f.principal_key
  WHERE f.event_outcome = 'success' AND f.user_key IS NOT NULL
  GROUP BY ALL
),
steps AS (
  SELECT *, lag(last_seen) OVER w + INTERVAL 24 HOUR AS stayed, lead(first_seen) OVER w AS again FROM touches
  WINDOW w AS (PARTITION BY user_name, value ORDER BY slice)
),
changes AS (
  SELECT user_name, first_seen AS instant, 1 AS step FROM steps WHERE stayed IS NULL OR first_seen >= stayed
  UNION ALL
  SELECT user_name, last_seen + INTERVAL 24 HOUR, -1 FROM steps WHERE again IS NULL OR again >= last_seen + INTERVAL 24 HOUR
),
levels AS (
  SELECT user_name, instant, sum(sum(step)) OVER (PARTITION BY user_name ORDER BY instant) > 5 AS exceeds FROM changes GROUP BY user_name, instant
)
SELECT user_name AS entity_value, instant AS happened_at FROM levels
QUALIFY exceeds AND NOT coalesce(lag(exceeds) OVER (PARTITION BY user_name ORDER BY instant), false)
