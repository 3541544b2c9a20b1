-- Every thing that carries something, when that was last written, and what it is in the case now. An incident whose time has moved is
-- the one of the same entity that holds the time at which it began.
SELECT
  t.*,
  greatest(
    (SELECT max(m.written_at) FROM marks m WHERE m.thing = t.thing),
    (SELECT max(coalesce(n.changed_at, n.written_at)) FROM notes n WHERE n.thing = t.thing)
  ) AS changed_at,
  CASE t.kind
    WHEN 'finding' THEN (
      SELECT min(f.finding_id) FROM findings f
      WHERE f.hunt = t.definition AND f.entity_kind = t.entity_kind AND f.entity_value = t.entity_value
        AND f.window_start IS NOT DISTINCT FROM t.window_start AND f.window_end IS NOT DISTINCT FROM t.window_end
    )
    WHEN 'verdict' THEN (
      SELECT min(v.verdict_id) FROM verdicts v
      WHERE v.tree = t.definition AND v.subject_kind = t.entity_kind AND v.subject = t.entity_value
        AND v.alert_evidence_id IS NOT DISTINCT FROM t.evidence_id AND v.alert_record IS NOT DISTINCT FROM t.record
        AND v.pick_id IS NOT DISTINCT FROM t.pick_id
    )
    WHEN 'incident' THEN (
      SELECT min_by(i.incident_id, {moved: i.window_start IS DISTINCT FROM t.window_start, id: i.incident_id}) FROM incidents i
      WHERE i.entity_kind = t.entity_kind AND i.entity_value = t.entity_value
        AND (i.window_start IS NOT DISTINCT FROM t.window_start
          OR (i.window_start <= t.window_start AND coalesce(i.window_end, i.window_start) >= t.window_start))
    )
  END AS id,
  CASE WHEN t.kind = 'record' THEN (SELECT min(coalesce(e.member, e.name)) FROM evidence e WHERE e.evidence_id = t.evidence_id) END AS file,
  r.evidence_id AS counts_evidence_id,
  r.record AS counts_record
FROM marked_things t
LEFT JOIN (SELECT thing, min(evidence_id) AS evidence_id, min(record) AS record FROM marked_records GROUP BY thing) r ON r.thing = t.thing
