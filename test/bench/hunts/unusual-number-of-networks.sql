WITH amounts AS (
  SELECT u.user_name, f.slice, count(DISTINCT coalesce(a.source_as_number, l.log_as_number)) AS amount
  FROM (
    SELECT DISTINCT user_key, address_key, log_place_key, date_trunc('hour', timestamp) AS slice
    FROM event_facts
    WHERE event_outcome = 'success'
      AND action_key IN (SELECT action_key FROM actions WHERE event_category = 'authentication')
      AND coalesce(principal_key NOT IN (SELECT principal_key FROM principals WHERE user_type = 'AssumedRole'), true)
  ) f
  JOIN users u ON u.user_key = f.user_key
  LEFT JOIN addresses a ON a.address_key = f.address_key
  LEFT JOIN log_places l ON l.log_place_key = f.log_place_key
  WHERE u.user_name IS NOT NULL AND coalesce(a.source_kind, '') NOT IN ('service', 'internal')
    AND coalesce(a.source_as_number, l.log_as_number) IS NOT NULL
  GROUP BY ALL
),
past AS (
  SELECT *, min(slice) OVER (PARTITION BY user_name) AS started, coalesce(sum(amount) OVER w, 0) AS s, coalesce(sum(amount * amount) OVER w, 0) AS q
  FROM amounts
  WINDOW w AS (PARTITION BY user_name ORDER BY slice RANGE BETWEEN INTERVAL 14 DAY PRECEDING AND INTERVAL 1 HOUR PRECEDING)
)
SELECT user_name AS entity_value, slice AS happened_at
FROM (SELECT *, epoch(slice - greatest(started, slice - INTERVAL 14 DAY)) / 3600 AS n FROM past)
WHERE slice - started >= INTERVAL 3 DAY AND amount >= 2 AND n * amount - s > 3 * sqrt(greatest(0, n * q - s * s))
