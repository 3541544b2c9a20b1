WITH called AS MATERIALIZED (
  SELECT f.credential_key, f.action_key, f.timestamp, time_bucket(to_microseconds(600120000), f.timestamp) AS slice
  FROM event_facts f
  WHERE f.credential_key IS NOT NULL AND f.action_key IN (SELECT action_key FROM actions WHERE regexp_matches(event_action, '^(List|Describe|Get)') AND event_provider IS NOT NULL)
),
-- A window lies within two slices side by side: only where those have more than two calls are windows looked at.
busy AS (
  SELECT DISTINCT credential_key, unnest([slice, slice_before]) AS slice FROM (
    SELECT credential_key, slice, count(*) AS n,
      lag(slice) OVER w AS slice_before, CASE WHEN slice_before = slice - to_microseconds(600120000) THEN lag(count(*)) OVER w ELSE 0 END AS n_before
    FROM called GROUP BY credential_key, slice
    WINDOW w AS (PARTITION BY credential_key ORDER BY slice)
  ) WHERE n + n_before > 2
),
touches AS (
  SELECT k.access_key_id, a.event_provider AS value, f.slice, min(f.timestamp) AS first_seen, max(f.timestamp) AS last_seen
  FROM called f
  JOIN busy b ON b.credential_key = f.credential_key AND b.slice = f.slice
  JOIN credentials k ON k.credential_key = f.credential_key
  JOIN actions a ON a.action_key = f.action_key
  WHERE k.access_key_id IS NOT NULL
  GROUP BY ALL
),
steps AS (
  SELECT *, lag(last_seen) OVER w + to_microseconds(600120000) AS stayed, lead(first_seen) OVER w AS again FROM touches
  WINDOW w AS (PARTITION BY access_key_id, value ORDER BY slice)
),
changes AS (
  SELECT access_key_id, first_seen AS instant, 1 AS step FROM steps WHERE stayed IS NULL OR first_seen >= stayed
  UNION ALL
  SELECT access_key_id, last_seen + to_microseconds(600120000), -1 FROM steps WHERE again IS NULL OR again >= last_seen + to_microseconds(600120000)
),
levels AS (
  SELECT access_key_id, instant, sum(sum(step)) OVER (PARTITION BY access_key_id ORDER BY instant) > 2 AS exceeds FROM changes GROUP BY access_key_id, instant
)
SELECT access_key_id AS entity_value, instant AS happened_at FROM levels
QUALIFY exceeds AND NOT coalesce(lag(exceeds) OVER (PARTITION BY access_key_id ORDER BY instant), false)
