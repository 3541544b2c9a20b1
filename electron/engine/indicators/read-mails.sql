-- Every alert on an e-mail, and what else is recorded of the same messages: their links, attachments and clicks.
SELECT
  f.evidence_id, f.record, f.timestamp,
  a.event_kind, a.event_dataset, a.event_action,
  w.url_original, e.file_name, e.file_hash_md5, e.file_hash_sha1, e.file_hash_sha256,
  m.email_message_id, coalesce(m.email_to_address, u.user_name) AS email_to_address,
  f.event_detail
FROM event_facts f
JOIN actions a ON a.action_key = f.action_key
LEFT JOIN emails m ON m.email_key = f.email_key
LEFT JOIN users u ON u.user_key = f.user_key
LEFT JOIN urls w ON w.url_key = f.url_key
LEFT JOIN files e ON e.file_key = f.file_key
WHERE a.event_category = 'email'
  AND (
    a.event_kind = 'alert'
    OR ((f.url_key IS NOT NULL OR f.file_key IS NOT NULL) AND m.email_message_id IN (
      SELECT k.email_message_id
      FROM event_facts g
      JOIN actions b ON b.action_key = g.action_key
      JOIN emails k ON k.email_key = g.email_key
      WHERE b.event_category = 'email' AND b.event_kind = 'alert')))
ORDER BY f.evidence_id, f.record
