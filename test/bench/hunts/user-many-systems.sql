WITH touches AS (
  SELECT u.user_name, coalesce(c.os_name, d.device_os_name) AS value, f.slice, min(f.first_seen) AS first_seen, max(f.last_seen) AS last_seen
  FROM (
    SELECT f.user_key, f.client_key, f.device_key, date_trunc('day', f.timestamp) AS slice, min(f.timestamp) AS first_seen, max(f.timestamp) AS last_seen
    FROM event_facts f
    ANTI JOIN (SELECT principal_key FROM principals WHERE user_type = 'AssumedRole') r ON r.principal_key = f.principal_key
    WHERE f.event_outcome = 'success' AND f.user_key IS NOT NULL AND (f.client_key IS NOT NULL OR f.device_key IS NOT NULL)
    GROUP BY ALL
  ) f
  JOIN users u ON u.user_key = f.user_key
  LEFT JOIN clients c ON c.client_key = f.client_key
  LEFT JOIN devices d ON d.device_key = f.device_key
  WHERE u.user_name IS NOT NULL AND coalesce(c.os_name, d.device_os_name) IS NOT NULL
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
  SELECT user_name, instant, sum(sum(step)) OVER (PARTITION BY user_name ORDER BY instant) > 2 AS exceeds FROM changes GROUP BY user_name, instant
)
SELECT user_name AS entity_value, instant AS happened_at FROM levels
QUALIFY exceeds AND NOT coalesce(lag(exceeds) OVER (PARTITION BY user_name ORDER BY instant), false)
