WITH firsts AS (
  SELECT f.address_key, f.log_place_key, min(f.timestamp) AS first_seen
  FROM event_facts f
  JOIN (FROM users WHERE user_name IS NOT NULL) u ON u.user_key = f.user_key
  ANTI JOIN (SELECT principal_key FROM principals WHERE user_type = 'AssumedRole') r ON r.principal_key = f.principal_key
  WHERE f.event_outcome = 'success' AND f.action_key IN (SELECT action_key FROM actions WHERE event_category = 'authentication')
  GROUP BY ALL
),
valued AS (
  SELECT f.*, CASE WHEN a.source_kind = 'public' THEN coalesce(a.source_ip, a.source_address) END AS value
  FROM firsts f
  LEFT JOIN addresses a ON a.address_key = f.address_key
  LEFT JOIN log_places l ON l.log_place_key = f.log_place_key
),
fresh AS (
  SELECT value, min(first_seen) AS first_seen FROM valued WHERE value IS NOT NULL GROUP BY ALL
  HAVING min(first_seen) >= (SELECT min(first_seen) FROM firsts) + INTERVAL 7 DAY
)
-- Who came first with it.
SELECT arg_min(u.user_name, (f.evidence_id, f.record)) AS entity_value, n.first_seen AS happened_at
FROM fresh n
JOIN valued v ON v.value = n.value AND v.first_seen = n.first_seen
JOIN event_facts f ON f.timestamp = v.first_seen AND f.address_key IS NOT DISTINCT FROM v.address_key AND f.log_place_key IS NOT DISTINCT FROM v.log_place_key
JOIN users u ON u.user_key = f.user_key
ANTI JOIN (SELECT principal_key FROM principals WHERE user_type = 'AssumedRole') r ON r.principal_key = f.principal_key
WHERE f.event_outcome = 'success' AND f.action_key IN (SELECT action_key FROM actions WHERE event_category = 'authentication')
  AND u.user_name IS NOT NULL
GROUP BY n.value, n.first_seen
