-- Whose events count: all calls that carried an access key. ../shared/network-windows.sql goes on from here.
WITH entities AS (
  SELECT credential_key AS entity_key, access_key_id AS entity_value
  FROM credentials
  WHERE access_key_id IS NOT NULL
    AND (len($only_keys) = 0 OR list_contains($only_keys, access_key_id))
    AND NOT list_contains($ignore_keys, access_key_id)
),
uses AS NOT MATERIALIZED (
  SELECT e.entity_key, f.timestamp, f.evidence_id, f.record, f.address_key, f.log_place_key, f.client_key
  FROM event_facts f
  JOIN entities e ON e.entity_key = f.credential_key
  WHERE NOT $successes_only OR f.event_outcome = 'success'
)
