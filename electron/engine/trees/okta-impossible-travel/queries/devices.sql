-- The devices of the two ends.
SELECT
  timestamp, user_name, source_address, device_id, device_fingerprint, device_os_name, device_managed, evidence_id, record
FROM events
WHERE list_contains($user_names, lower(user_name))
  AND (event_category = 'authentication' OR event_dataset IN ('okta.system', 'azure.signinlogs', 'azure.identity_protection'))
  AND (coalesce(source_ip, source_address) = $a_address
      AND timestamp BETWEEN CAST($a_first_timestamp AS TIMESTAMP) AND CAST($a_last_timestamp AS TIMESTAMP)
    OR coalesce(source_ip, source_address) = $b_address
      AND timestamp BETWEEN CAST($b_first_timestamp AS TIMESTAMP) AND CAST($b_last_timestamp AS TIMESTAMP))
ORDER BY timestamp, evidence_id, record
