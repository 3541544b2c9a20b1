-- Findings of GuardDuty about credentials of an instance in the account, and all calls with those of this one.
SELECT
  f.timestamp, 'finding' AS what, a.event_action, s.source_address, f.risk_level, f.event_detail, f.evidence_id, f.record
FROM event_facts f
JOIN actions a ON a.action_key = f.action_key
LEFT JOIN principals p ON p.principal_key = f.principal_key
LEFT JOIN addresses s ON s.address_key = f.address_key
WHERE a.event_dataset = 'aws.guardduty' AND contains(a.event_action, 'InstanceCredentialExfiltration')
  AND coalesce(p.cloud_account_id, f.recipient_account_id, $account_id) = $account_id
UNION ALL
SELECT
  f.timestamp, 'call' AS what, a.event_action, s.source_address, NULL AS risk_level, NULL AS event_detail, f.evidence_id, f.record
FROM event_facts f
JOIN principals p ON p.principal_key = f.principal_key
JOIN actions a ON a.action_key = f.action_key
LEFT JOIN addresses s ON s.address_key = f.address_key
WHERE a.event_dataset = 'aws.cloudtrail'
  AND contains(lower(p.principal_arn), lower(':' || $account_id || ':assumed-role/' || $role_name || '/' || $instance_id))
ORDER BY timestamp, evidence_id, record
