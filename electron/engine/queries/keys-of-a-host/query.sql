-- Which keys were used from where this host talks, or by whoever works on it?
WITH machines AS (SELECT host_key, host_ip, host_external_ip FROM hosts WHERE lower(host_name) = lower($host)),
seen AS (SELECT DISTINCT user_key, address_key FROM event_facts WHERE host_key IN (SELECT host_key FROM machines)),
own_addresses AS (
  SELECT address_key FROM addresses
  WHERE source_kind = 'public' AND source_ip IN (SELECT unnest([host_ip, host_external_ip]) FROM machines)
  UNION
  SELECT a.address_key FROM seen s JOIN addresses a ON a.address_key = s.address_key WHERE a.source_kind = 'public'
),
-- ada of ada@example.com, EXAMPLE\ada and ada; names that every machine has are nobody's.
workers AS (
  SELECT DISTINCT lower(regexp_extract(u.user_name, '^(?:.*\\)?([^@\\]+)', 1)) AS worker
  FROM seen s
  JOIN users u ON u.user_key = s.user_key
  WHERE worker NOT IN ('', 'root', 'system', 'admin', 'administrator', 'local service', 'network service', 'localsystem')
),
owned AS (
  SELECT user_key FROM users WHERE lower(split_part(user_name, '@', 1)) IN (SELECT worker FROM workers)
),
owned_principals AS (
  SELECT principal_key FROM principals
  WHERE lower(split_part(regexp_extract(principal_arn, '([^/]+)$', 1), '@', 1)) IN (SELECT worker FROM workers)
),
used AS (
  SELECT
    f.credential_key, f.address_key, f.log_place_key, f.user_key, f.principal_key,
    coalesce(f.address_key IN (SELECT address_key FROM own_addresses), false) AS is_from_it,
    coalesce(f.user_key IN (SELECT user_key FROM owned) OR f.principal_key IN (SELECT principal_key FROM owned_principals), false)
      AS is_of_its_people,
    count(*) AS events, min(f.timestamp) AS first_seen, max(f.timestamp) AS last_seen
  FROM event_facts f
  WHERE f.credential_key IS NOT NULL
    AND ($period_from::TIMESTAMP IS NULL OR f.timestamp >= $period_from::TIMESTAMP)
    AND ($period_to::TIMESTAMP IS NULL OR f.timestamp <= $period_to::TIMESTAMP)
  GROUP BY ALL
)
SELECT
  k.access_key_id,
  list_filter([
    CASE WHEN bool_or(d.is_from_it) THEN 'used from an address of the host' END,
    CASE WHEN bool_or(d.is_of_its_people) THEN 'used by a user of the host' END
  ], lambda why: why IS NOT NULL) AS why,
  CAST(sum(d.events) AS BIGINT) AS events,
  CAST(coalesce(sum(d.events) FILTER (d.is_from_it), 0) AS BIGINT) AS from_the_host,
  count(DISTINCT coalesce(a.source_as_number, l.log_as_number)) AS network_count,
  min(d.first_seen) AS first_timestamp,
  max(d.last_seen) AS last_timestamp,
  coalesce(list_sort(list(DISTINCT p.principal_arn) FILTER (p.principal_arn IS NOT NULL))[:20], []) AS principals
FROM used d
JOIN credentials k ON k.credential_key = d.credential_key
LEFT JOIN addresses a ON a.address_key = d.address_key
LEFT JOIN log_places l ON l.log_place_key = d.log_place_key
LEFT JOIN principals p ON p.principal_key = d.principal_key
WHERE k.access_key_id IS NOT NULL
GROUP BY k.access_key_id
HAVING bool_or(d.is_from_it) OR bool_or(d.is_of_its_people)
