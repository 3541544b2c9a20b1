-- Everything that groups and weighs an item. Without a window it has that of its records; times in microseconds.
SELECT
  i.member_kind AS kind, i.member_id AS id, i.entity_kind, i.entity_value,
  coalesce(f.hunt, v.tree) AS definition,
  f.severity, coalesce(v.own_verdict, v.verdict) AS verdict,
  coalesce(f.summary, json_extract_string(v.own, '$.reason'), v.reason) AS summary,
  coalesce(v.own_score, v.score) AS verdict_score,
  f.own_parts,
  json_extract(f.finding_values, '$.hypotheses') AS hypotheses,
  v.alert,
  epoch_us(coalesce(f.window_start, v.window_start, t.first_seen)) AS start,
  epoch_us(coalesce(f.window_end, v.window_end, t.last_seen)) AS "end"
FROM incident_items i
-- Equalities alone: with a condition on one side beside them every item would meet every finding.
LEFT JOIN findings f ON f.finding_id = CASE WHEN i.member_kind = 'finding' THEN i.member_id END
LEFT JOIN verdicts v ON v.verdict_id = CASE WHEN i.member_kind = 'verdict' THEN i.member_id END
LEFT JOIN (
  SELECT member_kind, member_id, min(timestamp) AS first_seen, max(timestamp) AS last_seen FROM incident_facts GROUP BY ALL
) t ON t.member_kind = i.member_kind AND t.member_id = i.member_id
ORDER BY start NULLS LAST, "end" NULLS LAST, kind, definition, entity_kind, entity_value, alert NULLS FIRST, id
