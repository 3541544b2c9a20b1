-- One row per role session of an EC2 instance: what is known of where its credentials were used from. A fact is NULL when no log or
-- data answers. Addresses are counted by their text, orders are by time and then by text, so that keys of ours decide nothing.
WITH
-- H-A0. What EC2 hands to an instance is a session named after the instance; sessions of Lambda, ECS and SSO are not.
sessions AS MATERIALIZED (
  SELECT principal_key, principal_arn, credential_origin, invoked_by
  FROM principals
  WHERE user_type = 'AssumedRole'
    AND regexp_matches(principal_arn, ':assumed-role/.+/i-[0-9a-f]+$', 'i')
    AND NOT contains(principal_arn, ':assumed-role/AWSReservedSSO_')
    AND (credential_origin IS NULL OR credential_origin = 'console' OR starts_with(credential_origin, 'ec2'))
),
-- GuardDuty's own word. A finding is written again while the activity goes on: the last one written counts. Its session is the one
-- that used its key, else the one that its role and instance make.
reported AS MATERIALIZED (
  SELECT
    f.timestamp, f.evidence_id, f.record, f.credential_key, a.event_action AS rule,
    p.principal_id, p.cloud_account_id, f.cloud_region, f.address_key, u.user_name, f.risk_detail,
    CASE WHEN json_valid(f.event_detail) THEN f.event_detail::JSON END AS detail
  FROM event_facts f
  JOIN actions a ON a.action_key = f.action_key
  LEFT JOIN principals p ON p.principal_key = f.principal_key
  LEFT JOIN users u ON u.user_key = f.user_key
  WHERE a.event_dataset = 'aws.guardduty' AND contains(a.event_action, 'InstanceCredentialExfiltration')
  QUALIFY row_number() OVER (
    PARTITION BY coalesce(f.event_id, concat(f.evidence_id, ' ', f.record)) ORDER BY f.timestamp DESC, f.evidence_id DESC, f.record DESC) = 1
),
reported_keys AS (
  SELECT f.credential_key, min(s.principal_arn) AS principal_arn
  FROM event_facts f
  JOIN sessions s ON s.principal_key = f.principal_key
  WHERE f.credential_key IN (SELECT credential_key FROM reported)
  GROUP BY f.credential_key
),
findings AS MATERIALIZED (
  SELECT
    r.timestamp, r.evidence_id, r.record, r.rule, r.address_key, r.risk_detail,
    coalesce(TRY_CAST(r.detail ->> '$.first_seen' AS TIMESTAMPTZ) AT TIME ZONE 'UTC', r.timestamp) AS first_seen,
    coalesce(k.principal_arn,
      'arn:' || CASE WHEN r.cloud_region LIKE 'cn-%' THEN 'aws-cn' WHEN r.cloud_region LIKE 'us-gov-%' THEN 'aws-us-gov' ELSE 'aws' END
        || ':sts::' || r.cloud_account_id || ':assumed-role/' || r.user_name || '/' || regexp_extract(r.principal_id, '[^:]*$'))
      AS principal_arn
  FROM reported r
  LEFT JOIN reported_keys k ON k.credential_key = r.credential_key
  WHERE coalesce(r.detail ->> '$.sample', '') <> 'true'
),
named AS MATERIALIZED (
  SELECT
    row_number() OVER (ORDER BY principal_arn) AS subject, principal_arn,
    regexp_extract(principal_arn, '^[^:]*:[^:]*:[^:]*:[^:]*:([^:]*):', 1) AS account_id,
    regexp_extract(principal_arn, ':assumed-role/(.+)/[^/]*$', 1) AS role_name,
    lower(regexp_extract(principal_arn, '[^/]*$')) AS instance_id
  FROM (
    SELECT principal_arn FROM sessions
    UNION
    SELECT principal_arn FROM findings WHERE regexp_matches(principal_arn, ':assumed-role/.+/i-[0-9a-f]+$', 'i')
  )
)
