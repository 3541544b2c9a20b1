-- What the user signed in with, until the later of the two ends is over; what lies before `opens` by the hours of the parameter is earlier.
SELECT
  timestamp, timestamp < CAST($opens AS TIMESTAMP) - to_seconds($history_hours * 3600) AS is_earlier,
  user_name, source_address, event_outcome, user_agent_original, client_name, os_name, os_version, evidence_id, record
FROM events
WHERE list_contains($user_names, lower(user_name))
  AND (event_category = 'authentication' OR event_dataset IN ('okta.system', 'azure.signinlogs', 'azure.identity_protection'))
  AND user_agent_original IS NOT NULL
  AND timestamp <= greatest(CAST($a_last_timestamp AS TIMESTAMP), CAST($b_last_timestamp AS TIMESTAMP))
ORDER BY timestamp, evidence_id, record
