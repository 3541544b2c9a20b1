WITH begun AS MATERIALIZED (
  SELECT f.user_key, f.session_key, f.timestamp, time_bucket(to_microseconds(2099880000), f.timestamp) AS slice
  FROM event_facts f
  JOIN actions c ON c.action_key = f.action_key
  ANTI JOIN (SELECT principal_key FROM principals WHERE user_type = 'AssumedRole') r ON r.principal_key = f.principal_key
  WHERE f.event_outcome = 'success' AND f.user_key IS NOT NULL AND f.session_key IS NOT NULL
    AND ((c.event_dataset = 'okta.system' AND c.event_action = 'user.session.start') OR (c.event_dataset = 'azure.signinlogs' AND f.is_interactive))
),
-- A window lies within two slices side by side: only where those have more than two are windows looked at.
busy AS (
  SELECT DISTINCT user_key, unnest([slice, slice_before]) AS slice FROM (
    SELECT user_key, slice, count(*) AS n,
      lag(slice) OVER w AS slice_before, CASE WHEN slice_before = slice - to_microseconds(2099880000) THEN lag(count(*)) OVER w ELSE 0 END AS n_before
    FROM begun GROUP BY user_key, slice
    WINDOW w AS (PARTITION BY user_key ORDER BY slice)
  ) WHERE n + n_before > 2
),
touches AS (
  SELECT u.user_name, s.session_id AS value, f.slice, min(f.timestamp) AS first_seen, max(f.timestamp) AS last_seen
  FROM begun f
  JOIN busy b ON b.user_key = f.user_key AND b.slice = f.slice
  JOIN users u ON u.user_key = f.user_key
  JOIN sessions s ON s.session_key = f.session_key
  WHERE u.user_name IS NOT NULL AND s.session_id IS NOT NULL
  GROUP BY ALL
),
steps AS (
  SELECT *, lag(last_seen) OVER w + to_microseconds(2099880000) AS stayed, lead(first_seen) OVER w AS again FROM touches
  WINDOW w AS (PARTITION BY user_name, value ORDER BY slice)
),
changes AS (
  SELECT user_name, first_seen AS instant, 1 AS step FROM steps WHERE stayed IS NULL OR first_seen >= stayed
  UNION ALL
  SELECT user_name, last_seen + to_microseconds(2099880000), -1 FROM steps WHERE again IS NULL OR again >= last_seen + to_microseconds(2099880000)
),
levels AS (
  SELECT user_name, instant, sum(sum(step)) OVER (PARTITION BY user_name ORDER BY instant) > 2 AS exceeds FROM changes GROUP BY user_name, instant
)
SELECT user_name AS entity_value, instant AS happened_at FROM levels
QUALIFY exceeds AND NOT coalesce(lag(exceeds) OVER (PARTITION BY user_name ORDER BY instant), false)
