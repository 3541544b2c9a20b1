SELECT
  regexp_extract(f.event_detail, 'switched from: (arn:[^; ]+)', 1) AS switched_from,
  p.principal_arn,
  f.timestamp, f.evidence_id, f.record
FROM event_facts f
JOIN principals p ON p.principal_key = f.principal_key
WHERE f.action_key IN (
    SELECT action_key FROM actions WHERE event_provider = 'signin.amazonaws.com' AND event_action IN ('SwitchRole', 'RenewRole')
  )
  AND f.event_outcome = 'success'
  AND p.principal_arn IS NOT NULL
  AND contains(f.event_detail, 'switched from: arn:')
ORDER BY f.timestamp, f.evidence_id, f.record
