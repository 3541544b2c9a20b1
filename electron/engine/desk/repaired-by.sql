-- A reject is repaired where the file that says so is in the case and its record became an event; one that was repaired twice counts once
-- for each file.
SELECT
  r.evidence_id, fixed.sha256, fixed.path, fixed.name, fixed.member, count(DISTINCT r.of_record) AS rejects
FROM evidence broken
JOIN repairs r ON r.of_sha256 = broken.sha256 AND r.of_member IS NOT DISTINCT FROM broken.member
JOIN rejects x ON x.evidence_id = broken.evidence_id AND x.record = r.of_record
JOIN event_facts f ON f.evidence_id = r.evidence_id AND f.record = r.record
JOIN evidence fixed ON fixed.evidence_id = r.evidence_id
WHERE broken.evidence_id = $evidence_id
GROUP BY ALL
ORDER BY r.evidence_id
