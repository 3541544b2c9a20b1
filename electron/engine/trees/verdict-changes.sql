-- Verdicts that are not what they were before, the highest scores first.
SELECT
  verdict_id,
  {'kind': coalesce(a.subject_kind, b.subject_kind), 'value': coalesce(a.subject, b.subject)} AS subject,
  coalesce(a.alert, b.alert) AS alert,
  CASE WHEN b.verdict IS NOT NULL THEN {'verdict': b.verdict, 'score': b.score} END AS before,
  CASE WHEN a.verdict IS NOT NULL THEN {'verdict': a.verdict, 'score': a.score} END AS after
FROM (SELECT * FROM verdicts WHERE tree = $tree) a
FULL JOIN verdicts_before b USING (verdict_id)
WHERE a.verdict IS DISTINCT FROM b.verdict OR a.score IS DISTINCT FROM b.score
ORDER BY greatest(a.score, b.score) DESC, coalesce(a.window_start, b.window_start) NULLS LAST, verdict_id
