-- For keys that no record issued: the last sign-in or role switch of the same session or person before the first use, at most 12 hours.
WITH asked AS (
  SELECT unnest(from_json($asked::JSON, '[{"access_key_id": "VARCHAR", "first_use": "TIMESTAMP", "names": ["VARCHAR"]}]'), recursive := true)
),
begun AS (
  SELECT
    f.timestamp, f.evidence_id, f.record, e.sha256, e.member, a.event_action, p.principal_arn, coalesce(p.person, u.person) AS person,
    nullif(regexp_extract(f.event_detail, 'switched from: (arn:[^; ]+)', 1), '') AS switched_from
  FROM event_facts f
  JOIN actions a ON a.action_key = f.action_key
  LEFT JOIN principals p ON p.principal_key = f.principal_key
  LEFT JOIN users u ON u.user_key = f.user_key
  LEFT JOIN evidence e ON e.evidence_id = f.evidence_id
  WHERE f.event_outcome = 'success'
    AND (
      (a.event_provider = 'signin.amazonaws.com' AND a.event_action IN ('ConsoleLogin', 'SwitchRole', 'GetSigninToken'))
      OR (a.event_provider IN ('sso.amazonaws.com', 'portal.sso.amazonaws.com') AND a.event_action IN ('GetRoleCredentials', 'Federate'))
    )
)
SELECT q.access_key_id, b.event_action, b.timestamp, b.switched_from, b.evidence_id, b.record
FROM asked q
JOIN begun b ON b.timestamp <= q.first_use AND b.timestamp >= q.first_use - INTERVAL 12 HOURS
  AND (list_contains(q.names, b.principal_arn) OR list_contains(q.names, b.person))
QUALIFY row_number() OVER (PARTITION BY q.access_key_id ORDER BY b.timestamp DESC, b.sha256, b.member, b.record, b.evidence_id) = 1
