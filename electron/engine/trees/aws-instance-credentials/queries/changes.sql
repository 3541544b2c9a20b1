-- Calls with the credentials of the instance from public addresses, and between them what may have changed an address: successful calls
-- of the EC2 API in the account, and records that say whose an address is.
SELECT
  f.timestamp, 'call' AS what, a.event_action, f.event_id, s.source_address, f.event_detail, f.evidence_id, f.record
FROM event_facts f
JOIN principals p ON p.principal_key = f.principal_key
JOIN actions a ON a.action_key = f.action_key
JOIN addresses s ON s.address_key = f.address_key
WHERE a.event_dataset = 'aws.cloudtrail' AND s.source_kind = 'public'
  AND contains(lower(p.principal_arn), lower(':' || $account_id || ':assumed-role/' || $role_name || '/' || $instance_id))
UNION ALL
SELECT
  f.timestamp, 'change' AS what, a.event_action, f.event_id, NULL AS source_address, f.event_detail, f.evidence_id, f.record
FROM event_facts f
JOIN actions a ON a.action_key = f.action_key
LEFT JOIN principals p ON p.principal_key = f.principal_key
WHERE a.event_provider = 'ec2.amazonaws.com' AND f.event_outcome = 'success'
  AND coalesce(f.recipient_account_id, p.cloud_account_id) = $account_id
  AND a.event_action IN ('StartInstances', 'StopInstances', 'RebootInstances', 'RunInstances', 'AssociateAddress',
    'DisassociateAddress', 'ReleaseAddress', 'AssignPrivateIpAddresses', 'AttachNetworkInterface', 'CreateNatGateway',
    'DeleteNatGateway', 'ReplaceRoute')
UNION ALL
SELECT
  stated_at AS timestamp, 'holding' AS what, stated_by AS event_action, NULL AS event_id, address AS source_address,
  holder_kind || ' ' || holder_id AS event_detail, evidence_id, record
FROM address_holders
WHERE is_public AND coalesce(cloud_account_id, $account_id) = $account_id
ORDER BY timestamp, evidence_id, record
