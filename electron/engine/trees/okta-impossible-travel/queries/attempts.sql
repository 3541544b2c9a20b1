-- How the user's sign-ins went around the two ends, from an hour before the first of them: refused pushes count wherever the phone was.
SELECT
  timestamp, user_name, source_address, event_action, event_outcome, error_code, mfa_method, application_name, evidence_id, record
FROM events
WHERE list_contains($user_names, lower(user_name))
  AND (event_category = 'authentication' OR event_dataset IN ('okta.system', 'azure.signinlogs', 'azure.identity_protection'))
  AND timestamp >= least(CAST($a_first_timestamp AS TIMESTAMP), CAST($b_first_timestamp AS TIMESTAMP)) - INTERVAL 1 HOUR
  AND timestamp <= greatest(CAST($a_last_timestamp AS TIMESTAMP), CAST($b_last_timestamp AS TIMESTAMP)) + INTERVAL 10 MINUTE
ORDER BY timestamp, evidence_id, record
