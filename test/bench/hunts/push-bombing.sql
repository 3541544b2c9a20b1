WITH pushes AS (
  SELECT u.user_name, f.timestamp
  FROM event_facts f
  JOIN users u ON u.user_key = f.user_key
  JOIN actions a ON a.action_key = f.action_key
  WHERE u.user_name IS NOT NULL
    AND ((a.event_dataset = 'okta.system' AND (a.event_action = 'user.mfa.okta_verify.deny_push'
        OR (a.event_action = 'user.authentication.auth_via_mfa' AND f.event_outcome = 'failure' AND contains(lower(f.mfa_method), 'push'))))
      OR (a.event_dataset = 'azure.signinlogs' AND f.error_code = '500121'))
    AND coalesce(f.principal_key NOT IN (SELECT principal_key FROM principals WHERE user_type = 'AssumedRole'), true)
)
-- More than four within the time, and not so just before.
SELECT DISTINCT user_name AS entity_value, timestamp AS happened_at FROM (
  SELECT user_name, timestamp,
    count(*) OVER (PARTITION BY user_name ORDER BY timestamp RANGE BETWEEN to_microseconds(600119999) PRECEDING AND CURRENT ROW) AS pushes,
    count(*) OVER (PARTITION BY user_name ORDER BY timestamp RANGE BETWEEN to_microseconds(600120000) PRECEDING AND INTERVAL 1 MICROSECOND PRECEDING) AS before
  FROM pushes
)
WHERE pushes > 4 AND before <= 4
