WITH seen AS (
  SELECT u.user_name, a.application_name, min(f.first_seen) AS first_seen
  FROM (
    SELECT f.user_key, f.application_key, min(f.timestamp) AS first_seen
    FROM event_facts f
    ANTI JOIN (SELECT principal_key FROM principals WHERE user_type = 'AssumedRole') r ON r.principal_key = f.principal_key
    WHERE f.event_outcome = 'success'
      AND f.action_key IN (SELECT action_key FROM actions WHERE event_action = 'user.authentication.sso' OR event_dataset = 'azure.signinlogs')
    GROUP BY ALL
  ) f
  JOIN users u ON u.user_key = f.user_key
  LEFT JOIN applications a ON a.application_key = f.application_key
  WHERE u.user_name IS NOT NULL
  GROUP BY ALL
)
SELECT user_name AS entity_value, first_seen AS happened_at FROM (SELECT *, min(first_seen) OVER (PARTITION BY user_name) AS started FROM seen)
WHERE application_name IS NOT NULL AND first_seen >= started + INTERVAL 14 DAY
