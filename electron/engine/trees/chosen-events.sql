-- The event at a place in the evidence, or those that a log gives this id.
SELECT
  evidence_id, record, timestamp, event_id, event_category, event_action, user_name, person, source_address, source_kind
FROM events
WHERE CASE WHEN $event_id IS NULL THEN evidence_id = $evidence_id AND record = $record ELSE event_id = $event_id END
ORDER BY timestamp, evidence_id, record
LIMIT 2
