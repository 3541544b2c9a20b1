-- Every name on a cited record, under the kind of what it names.
CREATE OR REPLACE TEMP TABLE incident_names AS
SELECT member_kind, member_id, evidence_id, record, person, is_own, kind, value
FROM (
  SELECT
    *,
    unnest([
      {kind: person_kind, value: person},
      {kind: 'access_key', value: access_key_id},
      {kind: 'principal', value: principal_arn},
      {kind: 'session', value: session_id},
      {kind: 'device', value: device_id},
      {kind: 'device', value: device_fingerprint},
      {kind: 'address', value: source_address}
    ], recursive := true)
  FROM incident_facts
)
WHERE value IS NOT NULL
