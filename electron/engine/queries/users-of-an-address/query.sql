WITH asked AS (
  SELECT
    f.user_key, f.address_key, f.client_key, f.application_key, f.action_key,
    count(*) AS events,
    count(*) FILTER (f.event_outcome = 'failure') AS failures,
    min(f.timestamp) AS first_seen,
    max(f.timestamp) AS last_seen
  FROM event_facts f
  JOIN addresses i ON i.address_key = f.address_key
  WHERE (lower(i.source_address) = lower($address) OR i.source_ip = lower($address))
    AND (NOT $successes_only OR f.event_outcome = 'success')
    AND ($period_from::TIMESTAMP IS NULL OR f.timestamp >= $period_from::TIMESTAMP)
    AND ($period_to::TIMESTAMP IS NULL OR f.timestamp <= $period_to::TIMESTAMP)
  GROUP BY ALL
)
SELECT
  u.user_name,
  i.source_address,
  CAST(sum(q.events) AS BIGINT) AS events,
  CAST(sum(q.failures) AS BIGINT) AS failures,
  min(q.first_seen) AS first_timestamp,
  max(q.last_seen) AS last_timestamp,
  coalesce(list_sort(list(DISTINCT a.event_dataset) FILTER (a.event_dataset IS NOT NULL)), []) AS datasets,
  coalesce(list_sort(list(DISTINCT n.application_name) FILTER (n.application_name IS NOT NULL))[:50], []) AS applications,
  count(DISTINCT c.user_agent_original) AS user_agent_count,
  coalesce(list_sort(list(DISTINCT c.user_agent_original) FILTER (c.user_agent_original IS NOT NULL))[:50], []) AS user_agents
FROM asked q
JOIN addresses i ON i.address_key = q.address_key
LEFT JOIN users u ON u.user_key = q.user_key
LEFT JOIN clients c ON c.client_key = q.client_key
LEFT JOIN applications n ON n.application_key = q.application_key
LEFT JOIN actions a ON a.action_key = q.action_key
GROUP BY u.user_name, i.source_address
