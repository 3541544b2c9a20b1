-- Calls that gave one of the keys, by the key: `$given`; or calls that one of the keys was used for: `$by`. Denied ones give nothing.
SELECT
  f.issued_access_key_id AS access_key_id,
  k.access_key_id AS by_access_key_id,
  a.event_action, f.timestamp, f.evidence_id, f.record,
  p.principal_arn AS by_principal_arn,
  u.user_name AS by_user_name,
  coalesce(p.person, u.person) AS by_person,
  i.source_address,
  CASE WHEN f.resource_name LIKE '%:role/%' THEN f.resource_name END AS role_arn,
  nullif(regexp_extract(f.event_detail, 'session given: (arn:[^; ]+)', 1), '') AS session_arn
FROM event_facts f
LEFT JOIN credentials k ON k.credential_key = f.credential_key
LEFT JOIN actions a ON a.action_key = f.action_key
LEFT JOIN principals p ON p.principal_key = f.principal_key
LEFT JOIN users u ON u.user_key = f.user_key
LEFT JOIN addresses i ON i.address_key = f.address_key
LEFT JOIN evidence e ON e.evidence_id = f.evidence_id
WHERE f.issued_access_key_id IS NOT NULL
  AND f.event_outcome IS DISTINCT FROM 'failure'
  AND (
    list_contains($given, f.issued_access_key_id)
    OR f.credential_key IN (SELECT credential_key FROM credentials WHERE list_contains($by, access_key_id))
  )
ORDER BY f.timestamp, f.issued_access_key_id, k.access_key_id NULLS LAST, e.sha256, e.member, f.record, f.evidence_id
