WITH amounts AS (
  SELECT user_key, slice, count(DISTINCT asn) AS amount FROM (
    SELECT DISTINCT f.user_key, date_trunc('hour', f.timestamp) AS slice, a.source_as_number AS asn
    FROM event_facts f
    JOIN addresses a ON a.address_key = f.address_key
    JOIN actions c ON c.action_key = f.action_key
    WHERE f.event_outcome = 'success' AND c.event_category = 'authentication'
  ) GROUP BY ALL
),
past AS (
  SELECT *, min(slice) OVER (PARTITION BY user_key) AS started, sum(amount) OVER w AS s, sum(amount * amount) OVER w AS q
  FROM amounts
  WINDOW w AS (PARTITION BY user_key ORDER BY slice RANGE BETWEEN INTERVAL 14 DAY PRECEDING AND INTERVAL 1 HOUR PRECEDING)
)
SELECT * FROM (SELECT *, epoch(slice - greatest(started, slice - INTERVAL 14 DAY)) / 3600 AS n FROM past)
WHERE slice - started >= INTERVAL 3 DAY AND amount >= 2 AND amount > s / n + 3 * sqrt(greatest(0, q / n - (s / n) * (s / n)))
