WITH asked AS (
  SELECT
    f.user_key, f.principal_key, f.credential_key, f.client_key, f.address_key,
    count(*) AS events,
    min(f.timestamp) AS first_seen,
    max(f.timestamp) AS last_seen
  FROM event_facts f
  JOIN actions a ON a.action_key = f.action_key AND a.event_dataset = 'kubernetes.audit'
  JOIN addresses i ON i.address_key = f.address_key AND i.source_kind = 'public'
  WHERE ($period_from::TIMESTAMP IS NULL OR f.timestamp >= $period_from::TIMESTAMP)
    AND ($period_to::TIMESTAMP IS NULL OR f.timestamp <= $period_to::TIMESTAMP)
  GROUP BY ALL
),
groups AS (
  SELECT
    p.principal_arn,
    k.access_key_id,
    c.user_agent_original,
    CAST(sum(q.events) AS BIGINT) AS events,
    count(DISTINCT i.source_address) AS address_count,
    list_sort(list(DISTINCT i.source_address))[:50] AS addresses,
    coalesce(list_sort(list(DISTINCT concat_ws(' ', 'AS' || i.source_as_number, i.source_as_organization_name))
      FILTER (i.source_as_number IS NOT NULL))[:50], []) AS networks,
    coalesce(list_sort(list(DISTINCT i.source_country_iso_code) FILTER (i.source_country_iso_code IS NOT NULL))[:50], []) AS countries,
    coalesce(list_sort(list(DISTINCT u.user_name) FILTER (u.user_name IS NOT NULL))[:50], []) AS users,
    min(q.first_seen) AS first_timestamp,
    max(q.last_seen) AS last_timestamp
  FROM asked q
  JOIN addresses i ON i.address_key = q.address_key
  LEFT JOIN principals p ON p.principal_key = q.principal_key
  LEFT JOIN credentials k ON k.credential_key = q.credential_key
  LEFT JOIN clients c ON c.client_key = q.client_key
  LEFT JOIN users u ON u.user_key = q.user_key
  WHERE $without_arn OR p.principal_arn IS NOT NULL
  GROUP BY p.principal_arn, k.access_key_id, c.user_agent_original
)
SELECT *, address_count >= $marked_from AS is_marked
FROM groups
WHERE NOT $marked_only OR address_count >= $marked_from
