WITH done AS (
  SELECT f.user_key, f.timestamp, a.event_action = 'user.authentication.sso' AS is_use
  FROM event_facts f
  JOIN actions a ON a.action_key = f.action_key
  WHERE f.event_outcome = 'success'
    AND a.event_action IN ('user.authentication.sso', 'user.session.start', 'user.authentication.auth_via_mfa', 'policy.evaluate_sign_on')
    AND coalesce(f.principal_key NOT IN (SELECT principal_key FROM principals WHERE user_type = 'AssumedRole'), true)
),
signed_in AS (SELECT u.user_name, d.timestamp FROM done d JOIN users u ON u.user_key = d.user_key WHERE NOT d.is_use),
used AS (SELECT u.user_name, d.timestamp FROM done d JOIN users u ON u.user_key = d.user_key WHERE d.is_use AND u.user_name IS NOT NULL),
covered AS (
  SELECT min(f.timestamp) AS first_seen, max(f.timestamp) AS last_seen
  FROM event_facts f JOIN actions a ON a.action_key = f.action_key
  WHERE a.event_action IN ('user.session.start', 'user.authentication.auth_via_mfa', 'policy.evaluate_sign_on')
)
SELECT d.user_name AS entity_value, d.timestamp AS happened_at
FROM used d
ASOF LEFT JOIN signed_in s ON s.user_name = d.user_name AND d.timestamp >= s.timestamp
CROSS JOIN covered c
WHERE coalesce(d.timestamp - s.timestamp > INTERVAL 24 HOUR, true)
  AND c.first_seen <= d.timestamp - INTERVAL 24 HOUR AND c.last_seen >= d.timestamp
