-- The records that they cite, each with the names that stand on it. `person`: who acted by `people`, else a user name that stands for
-- one person: CloudTrail's name of a role session is that of the role, which many use, and root is one name in every account.
CREATE OR REPLACE TEMP TABLE incident_facts AS
SELECT
  c.member_kind, c.member_id, f.evidence_id, f.record, f.timestamp, f.action_key,
  CASE WHEN h.person IS NULL THEN 'user' ELSE 'person' END AS person_kind,
  lower(coalesce(
    h.person,
    CASE WHEN p.user_type IS NULL OR p.user_type NOT IN ('AssumedRole', 'Root', 'anonymous') THEN u.user_name END)) AS person,
  u.user_name, k.access_key_id, p.principal_arn, p.role_arn, p.user_type, s.session_id, d.device_id, d.device_fingerprint,
  i.source_address,
  -- Of the finding's own entity; where that is none of these, every record is.
  CASE c.entity_kind
    WHEN 'user' THEN lower(u.user_name) = lower(c.entity_value)
    WHEN 'person' THEN lower(coalesce(p.person, u.person)) = lower(c.entity_value)
    WHEN 'access_key' THEN k.access_key_id = c.entity_value
    WHEN 'principal' THEN p.principal_arn = c.entity_value
    WHEN 'session' THEN s.session_id = c.entity_value
    WHEN 'device' THEN d.device_id = c.entity_value OR d.device_fingerprint = c.entity_value
    WHEN 'address' THEN i.source_address = c.entity_value OR i.source_ip = c.entity_value
    ELSE true
  END AS is_own
FROM (
  SELECT DISTINCT i.*, e.evidence_id, e.record
  FROM incident_items i
  JOIN (
    SELECT 'finding' AS member_kind, finding_id AS member_id, evidence_id, record FROM finding_events
    UNION ALL
    SELECT 'verdict', verdict_id, evidence_id, record FROM verdict_events
    UNION ALL
    SELECT 'verdict', verdict_id, alert_evidence_id, alert_record FROM verdicts WHERE alert_record IS NOT NULL
  ) e ON e.member_kind = i.member_kind AND e.member_id = i.member_id
) c
JOIN event_facts f ON f.evidence_id = c.evidence_id AND f.record = c.record
LEFT JOIN users u ON u.user_key = f.user_key
LEFT JOIN principals p ON p.principal_key = f.principal_key
LEFT JOIN credentials k ON k.credential_key = f.credential_key
LEFT JOIN sessions s ON s.session_key = f.session_key
LEFT JOIN devices d ON d.device_key = f.device_key
LEFT JOIN addresses i ON i.address_key = f.address_key
LEFT JOIN (SELECT DISTINCT person FROM people WHERE kind IN ('person', 'unknown')) h
  ON h.person = CASE
    WHEN p.user_type IS DISTINCT FROM 'Root'
      THEN coalesce(p.person, CASE WHEN p.user_type IS DISTINCT FROM 'AssumedRole' THEN u.person END) END
