-- For whom each dataset speaks. Grouped by keys first: few rows are then counted by value.
WITH seen AS (
  SELECT
    coalesce(a.event_dataset, $unknown) AS event_dataset,
    f.user_key,
    f.host_key,
    coalesce(f.recipient_account_id, p.cloud_account_id) AS account
  FROM (
    SELECT DISTINCT action_key, user_key, host_key, principal_key, recipient_account_id FROM event_facts
  ) f
  LEFT JOIN actions a ON a.action_key = f.action_key
  LEFT JOIN principals p ON p.principal_key = f.principal_key
)
SELECT
  seen.event_dataset,
  count(DISTINCT u.user_name) AS users,
  count(DISTINCT seen.account) AS accounts,
  count(DISTINCT coalesce(h.host_id, h.host_name, h.host_ip)) AS hosts
FROM seen
LEFT JOIN users u ON u.user_key = seen.user_key
LEFT JOIN hosts h ON h.host_key = seen.host_key
GROUP BY seen.event_dataset
ORDER BY seen.event_dataset
