-- Files with the hash or the name of an attachment, and what became of them, after the delivery.
SELECT
  f.timestamp,
  coalesce(list_contains($recipient_accounts, u.user_name), false)
    OR coalesce(list_contains($recipient_devices, lower(split_part(h.host_name, '.', 1))), false) AS by_recipient,
  a.event_action, u.user_name, h.host_name, e.file_path, e.file_name, e.file_hash_md5, e.file_hash_sha1, e.file_hash_sha256, f.evidence_id, f.record
FROM event_facts f
JOIN files e ON e.file_key = f.file_key
JOIN actions a ON a.action_key = f.action_key
LEFT JOIN users u ON u.user_key = f.user_key
LEFT JOIN hosts h ON h.host_key = f.host_key
WHERE f.timestamp >= CAST($delivered_at AS TIMESTAMP) AND f.timestamp < CAST($until AS TIMESTAMP)
  AND a.event_category <> 'email'
  AND (
    list_has_any([e.file_hash_md5, e.file_hash_sha1, e.file_hash_sha256], $attachment_hashes)
    OR list_contains($attachment_names, regexp_replace(regexp_replace(
      lower(nfc_normalize(e.file_name)), '(:zone\.identifier)?(:[$]data)?$', ''), '\s?[(\[]\d{1,3}[)\]]\.', '.', 'g')))
ORDER BY f.timestamp, f.evidence_id, f.record
