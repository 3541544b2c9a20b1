WITH seen AS (
  SELECT u.user_name, CASE WHEN coalesce(a.source_kind, '') NOT IN ('service', 'internal') THEN coalesce(a.source_as_number, l.log_as_number) END AS asn,
    f.timestamp
  FROM event_facts f
  JOIN (FROM addresses WHERE source_is_hosting) a ON a.address_key = f.address_key
  JOIN (FROM actions WHERE event_category = 'authentication') c ON c.action_key = f.action_key
  JOIN users u ON u.user_key = f.user_key
  LEFT JOIN log_places l ON l.log_place_key = f.log_place_key
  ANTI JOIN (SELECT principal_key FROM principals WHERE user_type = 'AssumedRole') r ON r.principal_key = f.principal_key
  WHERE f.event_outcome = 'success' AND u.user_name IS NOT NULL
)
SELECT user_name AS entity_value, timestamp AS happened_at FROM seen
QUALIFY coalesce(timestamp - lag(timestamp) OVER (PARTITION BY user_name, asn ORDER BY timestamp) > INTERVAL 24 HOUR, true)
