WITH seen AS (
  SELECT f.user_key, a.source_as_number AS asn, min(f.timestamp) AS first_seen
  FROM event_facts f
  JOIN addresses a ON a.address_key = f.address_key
  JOIN actions c ON c.action_key = f.action_key
  WHERE f.event_outcome = 'success' AND c.event_category = 'authentication'
  GROUP BY ALL
)
SELECT * FROM (SELECT *, min(first_seen) OVER (PARTITION BY user_key) AS started FROM seen) WHERE first_seen >= started + INTERVAL 7 DAY
