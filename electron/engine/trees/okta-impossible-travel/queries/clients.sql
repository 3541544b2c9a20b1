-- The clients of the two ends, and their sessions.
SELECT
  timestamp, user_name, source_address, session_id, user_agent_original, client_name, os_name, os_version, client_kind, event_outcome, evidence_id, record
FROM events
WHERE list_contains($user_names, lower(user_name))
  AND (event_category = 'authentication' OR event_dataset IN ('okta.system', 'azure.signinlogs', 'azure.identity_protection'))
  AND (coalesce(source_ip, source_address) = $a_address
      AND timestamp BETWEEN CAST($a_first_timestamp AS TIMESTAMP) AND CAST($a_last_timestamp AS TIMESTAMP)
    OR coalesce(source_ip, source_address) = $b_address
      AND timestamp BETWEEN CAST($b_first_timestamp AS TIMESTAMP) AND CAST($b_last_timestamp AS TIMESTAMP))
ORDER BY timestamp, evidence_id, record
