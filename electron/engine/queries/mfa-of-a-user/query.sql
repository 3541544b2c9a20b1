-- Whose events are asked for: those of one user in which a method of authentication was used. ../shared/slices.sql goes on from here.
WITH asked AS (
  SELECT f.*, u.user_name AS entity_value
  FROM event_facts f
  JOIN users u ON u.user_key = f.user_key
  WHERE lower(u.user_name) = lower($user)
    AND f.mfa_method IS NOT NULL AND f.mfa_method <> 'none'
    AND ($description = '' OR f.event_description = $description)
    AND (NOT $successes_only OR f.event_outcome = 'success')
    AND ($period_from::TIMESTAMP IS NULL OR f.timestamp >= $period_from::TIMESTAMP)
    AND ($period_to::TIMESTAMP IS NULL OR f.timestamp <= $period_to::TIMESTAMP)
),
rule AS (
  SELECT 0 AS more_networks_than, $more_countries_than AS more_countries_than, 0 AS more_user_agents_than, false AS known_network_only
)
