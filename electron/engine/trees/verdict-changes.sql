SELECT
  CAST(row_number() OVER (ORDER BY greatest(coalesce(n.rank, 0), coalesce(b.rank, 0)) DESC,
    coalesce(n.window_start, b.window_start) NULLS LAST, coalesce(n.verdict_id, b.verdict_id)) AS INTEGER) AS ordinal,
  n.verdict_id,
  coalesce(n.tree, b.tree) AS tree,
  coalesce(n.subject_kind, b.subject_kind) AS subject_kind,
  coalesce(n.subject, b.subject) AS subject,
  coalesce(n.alert, b.alert) AS alert,
  b.side AS side_before,
  n.side AS side_now
FROM verdicts_now n
FULL JOIN verdicts_before b ON b.key = n.key
WHERE n.side IS DISTINCT FROM b.side
