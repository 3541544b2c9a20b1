-- What the alerts on this message to the recipient name: of each record its addresses, file names and hashes.
SELECT
  f.timestamp, a.event_provider, a.event_action, f.rule_name, f.event_outcome, m.recipient, m.received, n.named, f.evidence_id, f.record
FROM mail_alerts m
JOIN event_facts f ON f.evidence_id = m.evidence_id AND f.record = m.record
JOIN actions a ON a.action_key = f.action_key
LEFT JOIN (
  SELECT evidence_id, record, list(role || ' ' || kind || ' ' || value ORDER BY role, kind, value) AS named
  FROM indicators
  GROUP BY evidence_id, record
) n ON n.evidence_id = m.evidence_id AND n.record = m.record
WHERE m.message = $message AND lower(m.recipient) = lower($recipient)
ORDER BY f.timestamp, f.evidence_id, f.record
