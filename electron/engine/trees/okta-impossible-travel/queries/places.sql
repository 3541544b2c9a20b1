-- Sign-ins of the user and detections about the user, wherever from, with the place by the data and by the log.
SELECT
  timestamp, user_name, event_action, event_outcome, risk_level, risk_detail, source_address, source_city_name, source_country_iso_code,
  source_latitude, source_longitude, log_city_name, log_country_name, log_latitude, log_longitude, session_id, evidence_id, record
FROM events
WHERE (list_contains($user_names, lower(user_name)) OR list_contains($user_names, lower(resource_name)))
  AND (event_category = 'authentication' OR event_dataset IN ('okta.system', 'azure.signinlogs', 'azure.identity_protection'))
ORDER BY timestamp, evidence_id, record
