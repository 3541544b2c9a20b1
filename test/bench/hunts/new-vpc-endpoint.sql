WITH called AS (
  SELECT f.vpc_endpoint_id, f.timestamp, f.evidence_id, f.record, p.principal_arn
  FROM event_facts f JOIN principals p ON p.principal_key = f.principal_key
  WHERE f.vpc_endpoint_id IS NOT NULL AND p.principal_arn IS NOT NULL
),
firsts AS (SELECT vpc_endpoint_id, min((timestamp, evidence_id, record, principal_arn)) AS first FROM called GROUP BY vpc_endpoint_id)
SELECT first[4] AS entity_value, first[1] AS happened_at FROM firsts WHERE first[1] >= (SELECT min(first[1]) FROM firsts) + INTERVAL 7 DAY
