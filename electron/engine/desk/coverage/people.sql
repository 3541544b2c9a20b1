-- For whom each dataset speaks: each key is counted by itself, since all of them together are nearly as many as the events.
WITH datasets AS (
  SELECT action_key, coalesce(event_dataset, $unknown) AS event_dataset, dense_rank() OVER (ORDER BY event_dataset) AS dataset_key
  FROM actions
),
facts AS (
  SELECT d.dataset_key, f.user_key, f.host_key, f.principal_key, f.recipient_account_id
  FROM event_facts f
  LEFT JOIN datasets d ON d.action_key = f.action_key
),
counts AS (
  SELECT k.dataset_key, count(DISTINCT u.user_name) AS users, 0 AS accounts, 0 AS hosts
  FROM (SELECT DISTINCT dataset_key, user_key FROM facts) k
  LEFT JOIN users u ON u.user_key = k.user_key
  GROUP BY k.dataset_key
  UNION ALL
  -- The account whose log it is; where the log does not say, that of the caller.
  SELECT k.dataset_key, 0, count(DISTINCT coalesce(k.recipient_account_id, p.cloud_account_id)), 0
  FROM (SELECT DISTINCT dataset_key, principal_key, recipient_account_id FROM facts) k
  LEFT JOIN principals p ON p.principal_key = k.principal_key
  GROUP BY k.dataset_key
  UNION ALL
  SELECT k.dataset_key, 0, 0, count(DISTINCT coalesce(h.host_id, h.host_name, h.host_ip))
  FROM (SELECT DISTINCT dataset_key, host_key FROM facts) k
  LEFT JOIN hosts h ON h.host_key = k.host_key
  GROUP BY k.dataset_key
)
SELECT coalesce(d.event_dataset, $unknown) AS event_dataset, max(c.users) AS users, max(c.accounts) AS accounts, max(c.hosts) AS hosts
FROM counts c
LEFT JOIN (SELECT DISTINCT dataset_key, event_dataset FROM datasets) d ON d.dataset_key = c.dataset_key
GROUP BY ALL
ORDER BY event_dataset
