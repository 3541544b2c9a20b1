WITH asked AS (
  SELECT f.*, k.access_key_id
  FROM event_facts f
  JOIN credentials k ON k.credential_key = f.credential_key
  WHERE k.access_key_id = $access_key
    AND (NOT $successes_only OR f.event_outcome = 'success')
    AND ($period_from::TIMESTAMP IS NULL OR f.timestamp >= $period_from::TIMESTAMP)
    AND ($period_to::TIMESTAMP IS NULL OR f.timestamp <= $period_to::TIMESTAMP)
),
named AS (
  SELECT
    q.*, a.event_provider, a.event_action, i.source_address,
    CASE
      WHEN i.source_as_number IS NOT NULL THEN concat_ws(' ', 'AS' || i.source_as_number, i.source_as_organization_name)
      WHEN l.log_as_number IS NOT NULL THEN concat_ws(' ', 'AS' || l.log_as_number, l.log_as_organization_name, '(log)')
    END AS network
  FROM asked q
  LEFT JOIN actions a ON a.action_key = q.action_key
  LEFT JOIN addresses i ON i.address_key = q.address_key
  LEFT JOIN log_places l ON l.log_place_key = q.log_place_key
)
SELECT
  access_key_id,
  event_provider,
  event_action,
  count(*) AS events,
  count(*) FILTER (event_outcome = 'failure') AS failures,
  coalesce(list_sort(list(DISTINCT error_code) FILTER (error_code IS NOT NULL))[:50], []) AS error_codes,
  coalesce(list_sort(list(DISTINCT cloud_region) FILTER (cloud_region IS NOT NULL))[:50], []) AS cloud_regions,
  coalesce(list_sort(list(DISTINCT network) FILTER (network IS NOT NULL))[:50], []) AS networks,
  count(DISTINCT source_address) AS address_count,
  coalesce(list_sort(list(DISTINCT source_address) FILTER (source_address IS NOT NULL))[:50], []) AS addresses,
  min(timestamp) AS first_timestamp,
  max(timestamp) AS last_timestamp
FROM named
GROUP BY access_key_id, event_provider, event_action
