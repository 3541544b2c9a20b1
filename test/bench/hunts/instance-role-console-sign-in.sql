WITH signed_in AS (
  SELECT p.principal_arn, a.event_action, f.timestamp
  FROM event_facts f
  JOIN actions a ON a.action_key = f.action_key
  JOIN principals p ON p.principal_key = f.principal_key
  WHERE a.event_action IN ('ConsoleLogin', 'GetSigninToken') AND regexp_matches(p.principal_arn, ':assumed-role/.+/i-[0-9a-f]+$')
)
SELECT principal_arn AS entity_value, timestamp AS happened_at FROM signed_in
QUALIFY coalesce(timestamp - lag(timestamp) OVER (PARTITION BY principal_arn, event_action ORDER BY timestamp) > INTERVAL 24 HOUR, true)
