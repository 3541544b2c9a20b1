SELECT v.verdict_id, a.question, a.answer, a.reason, a.author, a.written_at
FROM tree_answers a
JOIN verdicts v
  ON v.tree = a.tree AND v.subject_kind = a.subject_kind AND v.subject = a.subject
  AND v.alert_evidence_id IS NOT DISTINCT FROM a.alert_evidence_id AND v.alert_record IS NOT DISTINCT FROM a.alert_record
  AND v.pick_id IS NOT DISTINCT FROM a.pick_id
WHERE list_contains($ids, v.verdict_id)
ORDER BY v.verdict_id, a.question
