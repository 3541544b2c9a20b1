-- All calls with the credentials of the instance, whatever way they came.
SELECT
  f.timestamp, a.event_provider, a.event_action, f.event_outcome, f.error_code, s.source_address, s.source_cloud_region, f.vpc_endpoint_id,
  k.access_key_id, p.credential_origin, c.user_agent_original, f.evidence_id, f.record
FROM event_facts f
JOIN principals p ON p.principal_key = f.principal_key
JOIN actions a ON a.action_key = f.action_key
LEFT JOIN addresses s ON s.address_key = f.address_key
LEFT JOIN credentials k ON k.credential_key = f.credential_key
LEFT JOIN clients c ON c.client_key = f.client_key
WHERE a.event_dataset = 'aws.cloudtrail'
  AND contains(lower(p.principal_arn), lower(':' || $account_id || ':assumed-role/' || $role_name || '/' || $instance_id))
ORDER BY f.timestamp, f.evidence_id, f.record
