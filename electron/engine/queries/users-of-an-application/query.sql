WITH asked AS (
  SELECT
    f.user_key, f.application_key, f.address_key, f.log_place_key, f.client_key,
    count(*) AS events,
    count(*) FILTER (f.event_outcome = 'failure') AS failures,
    min(f.timestamp) AS first_seen,
    max(f.timestamp) AS last_seen
  FROM event_facts f
  JOIN applications n ON n.application_key = f.application_key
  WHERE lower(n.application_name) = lower($application)
    AND (NOT $successes_only OR f.event_outcome = 'success')
    AND ($period_from::TIMESTAMP IS NULL OR f.timestamp >= $period_from::TIMESTAMP)
    AND ($period_to::TIMESTAMP IS NULL OR f.timestamp <= $period_to::TIMESTAMP)
  GROUP BY ALL
),
named AS (
  SELECT
    q.*, u.user_name, n.application_name, i.source_address, c.user_agent_original,
    CASE
      WHEN i.source_as_number IS NOT NULL THEN concat_ws(' ', 'AS' || i.source_as_number, i.source_as_organization_name)
      WHEN l.log_as_number IS NOT NULL THEN concat_ws(' ', 'AS' || l.log_as_number, l.log_as_organization_name, '(log)')
    END AS network,
    coalesce(i.source_country_iso_code, l.log_country_iso_code || ' (log)') AS country
  FROM asked q
  JOIN applications n ON n.application_key = q.application_key
  LEFT JOIN users u ON u.user_key = q.user_key
  LEFT JOIN addresses i ON i.address_key = q.address_key
  LEFT JOIN log_places l ON l.log_place_key = q.log_place_key
  LEFT JOIN clients c ON c.client_key = q.client_key
)
SELECT
  user_name,
  application_name,
  CAST(sum(events) AS BIGINT) AS events,
  CAST(sum(failures) AS BIGINT) AS failures,
  min(first_seen) AS first_timestamp,
  max(last_seen) AS last_timestamp,
  count(DISTINCT source_address) AS address_count,
  coalesce(list_sort(list(DISTINCT network) FILTER (network IS NOT NULL))[:50], []) AS networks,
  coalesce(list_sort(list(DISTINCT country) FILTER (country IS NOT NULL))[:50], []) AS countries,
  count(DISTINCT user_agent_original) AS user_agent_count,
  coalesce(list_sort(list(DISTINCT user_agent_original) FILTER (user_agent_original IS NOT NULL))[:50], []) AS user_agents
FROM named
GROUP BY user_name, application_name
