-- Whose events are asked for: sign-ons in which the client named itself, of one user or of all. ../shared/slices.sql goes on from here.
WITH asked AS (
  SELECT f.*, u.user_name AS entity_value
  FROM event_facts f
  JOIN users u ON u.user_key = f.user_key
  JOIN clients n ON n.client_key = f.client_key
  WHERE u.user_name IS NOT NULL
    AND ($user = '' OR lower(u.user_name) = lower($user))
    AND trim(n.user_agent_original) <> ''
    AND ($description = '' OR f.event_description = $description)
    AND ($period_from::TIMESTAMP IS NULL OR f.timestamp >= $period_from::TIMESTAMP)
    AND ($period_to::TIMESTAMP IS NULL OR f.timestamp <= $period_to::TIMESTAMP)
),
rule AS (
  SELECT 0 AS more_networks_than, 0 AS more_countries_than, $more_user_agents_than AS more_user_agents_than, false AS known_network_only
)
