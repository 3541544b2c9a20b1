-- How the keys were used. A call that CloudTrail delivered to two accounts has one id in both.
WITH used AS (
  SELECT
    k.access_key_id, f.timestamp, f.evidence_id, f.record, f.event_outcome, f.address_key, f.principal_key, f.user_key, f.action_key,
    f.event_outcome = 'failure' AND f.action_key IN (
      SELECT action_key FROM actions WHERE event_action IN ('AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity', 'AssumeRoot',
        'GetSessionToken', 'GetFederationToken', 'CreateAccessKey')
    ) AS attempts,
    coalesce(
      nullif(regexp_extract(f.event_detail, 'shared event: ([0-9A-Za-z-]+)', 1), ''),
      f.evidence_id || ':' || f.record) AS call
  FROM event_facts f
  JOIN credentials k ON k.credential_key = f.credential_key
  WHERE list_contains($keys, k.access_key_id)
    AND f.action_key NOT IN (SELECT action_key FROM actions WHERE event_kind = 'alert')
)
SELECT
  d.access_key_id,
  count(DISTINCT d.call) AS uses,
  count(DISTINCT d.call) FILTER (d.event_outcome = 'failure') AS failures,
  min(d.timestamp) AS first_use,
  max(d.timestamp) AS last_use,
  list_sort(list(DISTINCT a.event_dataset) FILTER (a.event_dataset IS NOT NULL)) AS datasets,
  list_sort(list(DISTINCT p.principal_arn) FILTER (p.principal_arn IS NOT NULL))[:20] AS principal_arns,
  list_sort(list(DISTINCT coalesce(p.person, u.person)) FILTER (coalesce(p.person, u.person) IS NOT NULL))[:20] AS persons,
  list_sort(list(DISTINCT i.source_address) FILTER (i.source_address IS NOT NULL))[:20] AS source_addresses,
  count(DISTINCT i.source_address) AS addresses_total,
  list_sort(list(DISTINCT p.credential_origin) FILTER (p.credential_origin IS NOT NULL)) AS origins,
  list({'evidence_id': d.evidence_id, 'record': d.record} ORDER BY d.timestamp, e.sha256, e.member, d.record, d.evidence_id)[:3] AS records,
  count(DISTINCT d.call) FILTER (d.attempts) AS attempts,
  list({'evidence_id': d.evidence_id, 'record': d.record} ORDER BY d.timestamp, e.sha256, e.member, d.record, d.evidence_id)
    FILTER (d.attempts)[:3] AS attempt_records
FROM used d
LEFT JOIN actions a ON a.action_key = d.action_key
LEFT JOIN principals p ON p.principal_key = d.principal_key
LEFT JOIN users u ON u.user_key = d.user_key
LEFT JOIN addresses i ON i.address_key = d.address_key
LEFT JOIN evidence e ON e.evidence_id = d.evidence_id
GROUP BY d.access_key_id
