WITH seen AS (
  SELECT c.access_key_id, CASE WHEN a.source_kind = 'public' THEN coalesce(a.source_ip, a.source_address) END AS address, min(f.first_seen) AS first_seen
  FROM (
    SELECT credential_key, address_key, min(timestamp) AS first_seen
    FROM event_facts
    WHERE credential_key IN (SELECT credential_key FROM credentials WHERE starts_with(lower(access_key_id), 'akia'))
    GROUP BY ALL
  ) f
  JOIN credentials c ON c.credential_key = f.credential_key
  LEFT JOIN addresses a ON a.address_key = f.address_key
  GROUP BY ALL
)
SELECT access_key_id AS entity_value, first_seen AS happened_at FROM (SELECT *, min(first_seen) OVER (PARTITION BY access_key_id) AS started FROM seen)
WHERE address IS NOT NULL AND first_seen >= started + INTERVAL 7 DAY
