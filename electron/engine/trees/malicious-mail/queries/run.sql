-- Processes whose command line names an attachment, whatever its quotes, path and case, or whose program has its hash, after the delivery.
SELECT
  f.timestamp,
  coalesce(list_contains($recipient_accounts, u.user_name), false)
    OR coalesce(list_contains($recipient_devices, lower(split_part(h.host_name, '.', 1))), false) AS by_recipient,
  u.user_name, h.host_name, p.process_command_line, p.process_executable, f.evidence_id, f.record
FROM event_facts f
JOIN (
  SELECT *,
    replace(lower(nfc_normalize(concat_ws(' ', process_command_line, process_executable))), '%20', ' ') AS written,
    -- A browser adds (1) to the name of a second download.
    regexp_replace(written, '\s?[(\[]\d{1,3}[)\]]\.', '.', 'g') AS plain
  FROM processes
) p ON p.process_key = f.process_key
LEFT JOIN users u ON u.user_key = f.user_key
LEFT JOIN hosts h ON h.host_key = f.host_key
WHERE f.timestamp >= CAST($delivered_at AS TIMESTAMP) AND f.timestamp < CAST($until AS TIMESTAMP)
  AND (
    list_has_any([p.process_hash_md5, p.process_hash_sha1, p.process_hash_sha256], $attachment_hashes)
    OR EXISTS (
      SELECT 1
      FROM unnest($attachment_names) names(name)
      WHERE contains('|' || array_to_string(regexp_extract_all(p.written, '[^\\/:*?"<>|\s,;=()\[\]''&]+'), '|') || '|',
          '|' || array_to_string(regexp_extract_all(name, '[^\\/:*?"<>|\s,;=()\[\]''&]+'), '|') || '|')
        OR contains('|' || array_to_string(regexp_extract_all(p.plain, '[^\\/:*?"<>|\s,;=()\[\]''&]+'), '|') || '|',
          '|' || array_to_string(regexp_extract_all(name, '[^\\/:*?"<>|\s,;=()\[\]''&]+'), '|') || '|'))
    OR EXISTS (SELECT 1 FROM unnest($attachment_short_names) names(name) WHERE regexp_matches(p.written, name)))
ORDER BY f.timestamp, f.evidence_id, f.record
