SELECT user_key, timestamp FROM (
  SELECT f.user_key, f.timestamp,
    count(*) OVER (PARTITION BY f.user_key ORDER BY f.timestamp RANGE BETWEEN INTERVAL 10 MINUTE PRECEDING AND CURRENT ROW) AS pushes
  FROM event_facts f JOIN actions a ON a.action_key = f.action_key
  WHERE a.event_action = 'user.mfa.okta_verify.deny_push'
    OR (a.event_action = 'user.authentication.auth_via_mfa' AND f.event_outcome = 'failure' AND f.mfa_method ILIKE '%push%')
) WHERE pushes > 4
