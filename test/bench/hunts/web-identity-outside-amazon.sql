WITH assumed AS (
  SELECT u.user_name, f.timestamp
  FROM event_facts f
  JOIN actions c ON c.action_key = f.action_key
  JOIN users u ON u.user_key = f.user_key
  JOIN addresses a ON a.address_key = f.address_key
  WHERE c.event_action = 'AssumeRoleWithWebIdentity' AND contains(lower(u.user_name), 'system:serviceaccount:')
    AND a.source_kind = 'public' AND a.source_as_number IS NOT NULL AND a.source_cloud_provider IS DISTINCT FROM 'AWS'
)
SELECT user_name AS entity_value, timestamp AS happened_at FROM assumed
QUALIFY coalesce(timestamp - lag(timestamp) OVER (PARTITION BY user_name ORDER BY timestamp) > INTERVAL 24 HOUR, true)
