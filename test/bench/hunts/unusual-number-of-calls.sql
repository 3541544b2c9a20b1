WITH amounts AS (
  SELECT c.access_key_id, f.slice, CAST(sum(f.amount) AS BIGINT) AS amount
  FROM (
    SELECT credential_key, date_trunc('hour', timestamp) AS slice, count(*) AS amount
    FROM event_facts WHERE credential_key IS NOT NULL GROUP BY ALL
  ) f
  JOIN credentials c ON c.credential_key = f.credential_key
  WHERE c.access_key_id IS NOT NULL
  GROUP BY ALL
),
past AS (
  SELECT *, min(slice) OVER (PARTITION BY access_key_id) AS started, coalesce(sum(amount) OVER w, 0) AS s, coalesce(sum(amount * amount) OVER w, 0) AS q
  FROM amounts
  WINDOW w AS (PARTITION BY access_key_id ORDER BY slice RANGE BETWEEN INTERVAL 14 DAY PRECEDING AND INTERVAL 1 HOUR PRECEDING)
)
SELECT access_key_id AS entity_value, slice AS happened_at
FROM (SELECT *, epoch(slice - greatest(started, slice - INTERVAL 14 DAY)) / 3600 AS n FROM past)
WHERE slice - started >= INTERVAL 3 DAY AND amount >= 20 AND n * amount - s > 4 * sqrt(greatest(0, n * q - s * s))
