-- Whose events are asked for: the calls with one access key. ../shared/slices.sql goes on from here.
WITH asked AS (
  SELECT f.*, k.access_key_id AS entity_value
  FROM event_facts f
  JOIN credentials k ON k.credential_key = f.credential_key
  WHERE k.access_key_id = $access_key
    AND (NOT $successes_only OR f.event_outcome = 'success')
    AND ($period_from::TIMESTAMP IS NULL OR f.timestamp >= $period_from::TIMESTAMP)
    AND ($period_to::TIMESTAMP IS NULL OR f.timestamp <= $period_to::TIMESTAMP)
),
rule AS (
  SELECT $more_networks_than AS more_networks_than, $more_countries_than AS more_countries_than, 0 AS more_user_agents_than,
    $known_network_only AS known_network_only
)
