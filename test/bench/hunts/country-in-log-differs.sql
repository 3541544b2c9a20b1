WITH disputed AS (FROM source_addresses WHERE source_countries_by_log IS NOT NULL),
seen AS (
  SELECT u.user_name, f.address_key, f.timestamp
  FROM event_facts f
  JOIN disputed s ON s.address_key = f.address_key
  JOIN (FROM actions WHERE event_category = 'authentication') c ON c.action_key = f.action_key
  JOIN users u ON u.user_key = f.user_key
  ANTI JOIN (SELECT principal_key FROM principals WHERE user_type = 'AssumedRole') r ON r.principal_key = f.principal_key
  WHERE f.event_outcome = 'success' AND u.user_name IS NOT NULL
),
addressed AS (
  SELECT s.user_name, s.timestamp, CASE WHEN coalesce(a.source_kind, '') NOT IN ('service', 'internal') THEN coalesce(a.source_ip, a.source_address) END AS address
  FROM seen s JOIN (FROM addresses WHERE source_countries_by_log IS NOT NULL) a ON a.address_key = s.address_key
)
SELECT user_name AS entity_value, timestamp AS happened_at FROM addressed
QUALIFY coalesce(timestamp - lag(timestamp) OVER (PARTITION BY user_name, address ORDER BY timestamp) > INTERVAL 24 HOUR, true)
