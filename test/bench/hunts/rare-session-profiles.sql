WITH profiles AS (
  SELECT u.user_name, CASE WHEN coalesce(a.source_kind, '') NOT IN ('service', 'internal') THEN coalesce(a.source_as_number, l.log_as_number) END AS asn,
    CASE WHEN coalesce(a.source_kind, '') NOT IN ('service', 'internal') THEN coalesce(a.source_country_iso_code, l.log_country_iso_code) END AS country,
    coalesce(c.client_name, c.user_agent_original) AS client, coalesce(c.os_name, d.device_os_name) AS system,
    sum(f.events) AS events, min(f.first_seen) AS first_seen
  FROM (
    SELECT user_key, address_key, log_place_key, client_key, device_key, count(*) AS events, min(timestamp) AS first_seen
    FROM event_facts WHERE event_outcome = 'success' AND user_key IS NOT NULL GROUP BY ALL
  ) f
  JOIN users u ON u.user_key = f.user_key
  LEFT JOIN addresses a ON a.address_key = f.address_key
  LEFT JOIN log_places l ON l.log_place_key = f.log_place_key
  LEFT JOIN clients c ON c.client_key = f.client_key
  LEFT JOIN devices d ON d.device_key = f.device_key
  WHERE u.user_name IS NOT NULL
  GROUP BY ALL
)
SELECT user_name AS entity_value, first_seen AS happened_at FROM (SELECT *, max(events) OVER (PARTITION BY user_name) AS most FROM profiles WHERE asn IS NOT NULL)
WHERE events < 10 AND most > events
