WITH seen AS (
  SELECT u.user_name, CASE WHEN coalesce(a.source_kind, '') NOT IN ('service', 'internal') THEN coalesce(a.source_as_number, l.log_as_number) END AS asn,
    min(f.first_seen) AS first_seen
  FROM (
    SELECT user_key, address_key, log_place_key, min(timestamp) AS first_seen
    FROM event_facts
    WHERE event_outcome = 'success'
      AND action_key IN (SELECT action_key FROM actions WHERE event_category = 'authentication')
      AND coalesce(principal_key NOT IN (SELECT principal_key FROM principals WHERE user_type = 'AssumedRole'), true)
    GROUP BY ALL
  ) f
  JOIN users u ON u.user_key = f.user_key
  LEFT JOIN addresses a ON a.address_key = f.address_key
  LEFT JOIN log_places l ON l.log_place_key = f.log_place_key
  WHERE u.user_name IS NOT NULL
  GROUP BY ALL
)
SELECT user_name AS entity_value, first_seen AS happened_at FROM (SELECT *, min(first_seen) OVER (PARTITION BY user_name) AS started FROM seen)
WHERE asn IS NOT NULL AND first_seen >= started + INTERVAL 7 DAY
