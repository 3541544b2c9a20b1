-- Alerts that no verdict starts from, and that stand behind no answer of one, by log and rule.
WITH alerts AS (
  SELECT f.evidence_id, f.record, f.timestamp, coalesce(a.event_dataset, 'unknown') AS event_dataset, f.rule_name
  FROM event_facts f
  JOIN actions a ON a.action_key = f.action_key
  WHERE a.event_kind = 'alert'
),
walked AS (
  SELECT alert_evidence_id AS evidence_id, alert_record AS record FROM verdicts WHERE alert_record IS NOT NULL
  UNION
  SELECT evidence_id, record FROM verdict_events
),
loose AS (
  SELECT a.*, row_number() OVER (
    PARTITION BY a.event_dataset, a.rule_name ORDER BY a.timestamp, e.path, e.member NULLS FIRST, a.record) AS place
  FROM alerts a
  LEFT JOIN evidence e ON e.evidence_id = a.evidence_id
  ANTI JOIN walked w ON w.evidence_id = a.evidence_id AND w.record = a.record
),
touching AS (
  SELECT l.event_dataset, l.rule_name, c.finding_id, any_value(f.score) AS score
  FROM loose l
  JOIN finding_events c ON c.evidence_id = l.evidence_id AND c.record = l.record
  JOIN findings f ON f.finding_id = c.finding_id
  GROUP BY ALL
),
found AS (
  SELECT event_dataset, rule_name, count(*) AS findings_total, list(finding_id ORDER BY score DESC, finding_id)[:$listed] AS finding_ids
  FROM touching
  GROUP BY ALL
)
SELECT l.event_dataset, l.rule_name, count(*) AS alerts, min(l.timestamp) AS first_timestamp, max(l.timestamp) AS last_timestamp,
  list({evidence_id: l.evidence_id, record: l.record} ORDER BY l.place) FILTER (l.place <= $listed) AS refs,
  coalesce(any_value(t.findings_total), 0) AS findings_total, coalesce(any_value(t.finding_ids), []) AS finding_ids
FROM loose l
LEFT JOIN found t ON t.event_dataset = l.event_dataset AND t.rule_name IS NOT DISTINCT FROM l.rule_name
GROUP BY l.event_dataset, l.rule_name
ORDER BY alerts DESC, l.event_dataset, l.rule_name NULLS FIRST
