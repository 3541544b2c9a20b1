WITH seen AS (
  SELECT u.user_name, a.event_provider, a.event_action, min(f.first_seen) AS first_seen
  FROM (
    SELECT user_key, action_key, min(timestamp) AS first_seen
    FROM event_facts
    WHERE event_outcome = 'success' AND user_key IS NOT NULL
      AND action_key IN (SELECT action_key FROM actions WHERE event_dataset IN ('aws.cloudtrail', 'azure.auditlogs', 'kubernetes.audit'))
    GROUP BY ALL
  ) f
  JOIN users u ON u.user_key = f.user_key
  JOIN actions a ON a.action_key = f.action_key
  WHERE u.user_name IS NOT NULL
  GROUP BY ALL
)
SELECT user_name AS entity_value, first_seen AS happened_at FROM (SELECT *, min(first_seen) OVER (PARTITION BY user_name) AS started FROM seen)
WHERE event_provider IS NOT NULL AND event_action IS NOT NULL AND first_seen >= started + INTERVAL 7 DAY
