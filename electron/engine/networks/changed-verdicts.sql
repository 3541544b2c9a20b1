SELECT
  coalesce(n.tree, b.tree) AS tree,
  coalesce(n.subject_kind, b.subject_kind) AS subject_kind,
  coalesce(n.subject, b.subject) AS subject,
  b.verdict AS verdict_before,
  b.score AS score_before,
  n.verdict AS verdict_now,
  n.score AS score_now
FROM verdicts n
FULL JOIN networks_verdicts_before b ON b.verdict_id = n.verdict_id
WHERE (n.verdict, n.score, n.confidence, n.reason) IS DISTINCT FROM (b.verdict, b.score, b.confidence, b.reason)
ORDER BY greatest(coalesce(n.score, 0), coalesce(b.score, 0)) DESC, coalesce(n.window_start, b.window_start) NULLS LAST,
  coalesce(n.verdict_id, b.verdict_id)
