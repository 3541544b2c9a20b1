-- Whose networks the two ends are: what the organisation knows of them, and what the data says.
SELECT
  timestamp, user_name, source_address, source_known_network, source_known_network_kind, source_known_network_status, source_is_hosting,
  source_hosting_reason, source_network_labels, source_as_number, source_as_organization_name, log_is_proxy, evidence_id, record
FROM events
WHERE list_contains($user_names, lower(user_name))
  AND (event_category = 'authentication' OR event_dataset IN ('okta.system', 'azure.signinlogs', 'azure.identity_protection'))
  AND (coalesce(source_ip, source_address) = $a_address
      AND timestamp BETWEEN CAST($a_first_timestamp AS TIMESTAMP) AND CAST($a_last_timestamp AS TIMESTAMP)
    OR coalesce(source_ip, source_address) = $b_address
      AND timestamp BETWEEN CAST($b_first_timestamp AS TIMESTAMP) AND CAST($b_last_timestamp AS TIMESTAMP))
ORDER BY timestamp, evidence_id, record
