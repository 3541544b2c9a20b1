WITH signed_in AS (
  SELECT coalesce(u.person, p.person) AS person, f.timestamp
  FROM event_facts f
  JOIN actions a ON a.action_key = f.action_key
  JOIN principals p ON p.principal_key = f.principal_key
  LEFT JOIN users u ON u.user_key = f.user_key
  WHERE f.event_outcome = 'success' AND a.event_dataset = 'aws.cloudtrail' AND a.event_action = 'ConsoleLogin' AND p.user_type = 'AssumedRole'
    AND coalesce(u.person, p.person) IS NOT NULL
),
sso AS (SELECT action_key FROM actions WHERE event_action = 'user.authentication.sso' OR event_dataset = 'azure.signinlogs'),
entered AS (
  SELECT coalesce(u.person, p.person) AS person, f.timestamp
  FROM event_facts f
  LEFT JOIN users u ON u.user_key = f.user_key
  LEFT JOIN principals p ON p.principal_key = f.principal_key
  WHERE f.event_outcome = 'success' AND f.action_key IN (FROM sso) AND coalesce(u.person, p.person) IN (SELECT person FROM signed_in)
),
covered AS (SELECT min(timestamp) AS first_seen, max(timestamp) AS last_seen FROM event_facts WHERE action_key IN (FROM sso))
SELECT s.person AS entity_value, s.timestamp AS happened_at
FROM signed_in s CROSS JOIN covered c
WHERE c.first_seen <= s.timestamp - INTERVAL 1 HOUR AND c.last_seen >= s.timestamp
  AND NOT EXISTS (FROM entered e WHERE e.person = s.person AND e.timestamp <= s.timestamp AND e.timestamp >= s.timestamp - INTERVAL 1 HOUR)
