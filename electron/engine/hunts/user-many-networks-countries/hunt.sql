-- Whose events count: all that a user did over a network. ../shared/network-windows.sql goes on from here.
WITH entities AS (
  SELECT user_key AS entity_key, user_name AS entity_value
  FROM users
  WHERE user_name IS NOT NULL
    AND (len($only_users) = 0 OR list_contains(list_transform($only_users, lambda name: lower(name)), lower(user_name)))
    AND NOT list_contains(list_transform($ignore_users, lambda name: lower(name)), lower(user_name))
),
uses AS NOT MATERIALIZED (
  SELECT e.entity_key, f.timestamp, f.evidence_id, f.record, f.address_key, f.log_place_key, f.client_key
  FROM event_facts f
  JOIN entities e ON e.entity_key = f.user_key
  ANTI JOIN (SELECT principal_key FROM principals WHERE user_type = 'AssumedRole' AND NOT $include_roles) r
    ON r.principal_key = f.principal_key
  WHERE NOT $successes_only OR f.event_outcome = 'success'
)
