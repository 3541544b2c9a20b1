WITH worked AS (
  SELECT p.principal_arn,
    coalesce(sum(f.events) FILTER (a.source_cloud_provider IS NOT NULL), 0) AS from_cloud,
    sum(f.events) FILTER (a.source_cloud_provider IS NULL) AS elsewhere,
    min(f.first_seen) FILTER (a.source_cloud_provider IS NULL) AS first_seen
  FROM (
    SELECT principal_key, address_key, log_place_key, count(*) AS events, min(timestamp) AS first_seen
    FROM event_facts WHERE principal_key IS NOT NULL GROUP BY ALL
  ) f
  JOIN principals p ON p.principal_key = f.principal_key
  LEFT JOIN addresses a ON a.address_key = f.address_key
  LEFT JOIN log_places l ON l.log_place_key = f.log_place_key
  WHERE p.principal_arn IS NOT NULL AND coalesce(a.source_kind, '') NOT IN ('service', 'internal')
    AND (a.source_cloud_provider IS NOT NULL OR coalesce(a.source_as_number, l.log_as_number) IS NOT NULL)
  GROUP BY p.principal_arn
)
SELECT principal_arn AS entity_value, first_seen AS happened_at FROM worked
WHERE elsewhere < 1000 AND from_cloud > elsewhere AND 100 * elsewhere <= from_cloud + elsewhere
