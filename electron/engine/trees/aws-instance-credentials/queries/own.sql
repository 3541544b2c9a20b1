-- Records that say whose public addresses are, for the account of the instance, and calls of every session of the instance.
SELECT
  stated_at AS timestamp, stated_by AS event_action, address AS source_address, holder_kind || ' ' || holder_id AS held_by, held_from,
  held_until, evidence_id, record
FROM address_holders
WHERE is_public AND coalesce(cloud_account_id, $account_id) = $account_id
UNION ALL
SELECT
  f.timestamp, a.event_action, s.source_address, p.principal_arn AS held_by, NULL AS held_from, NULL AS held_until, f.evidence_id, f.record
FROM event_facts f
JOIN principals p ON p.principal_key = f.principal_key
JOIN actions a ON a.action_key = f.action_key
LEFT JOIN addresses s ON s.address_key = f.address_key
WHERE a.event_dataset = 'aws.cloudtrail'
  AND contains(lower(p.principal_arn), lower(':' || $account_id || ':assumed-role/')) AND ends_with(lower(p.principal_arn), '/' || $instance_id)
ORDER BY timestamp, evidence_id, record
