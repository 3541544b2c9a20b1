-- Goes on after `asked` (the columns of event_facts and user_name): a session profile is the network, country and client that one user
-- used together. Network and country are what our data says of the address, else what the log says.
tallies AS MATERIALIZED (
  SELECT user_name, address_key, log_place_key, client_key, count(*) AS events,
    count(*) FILTER (event_outcome = 'failure') AS failures, min(timestamp) AS first_seen, max(timestamp) AS last_seen
  FROM asked
  GROUP BY ALL
),
named AS (
  SELECT
    t.*, i.source_address, c.user_agent_original, c.client_name, c.os_name,
    coalesce(i.source_as_number, l.log_as_number) AS as_number,
    i.source_as_number IS NULL AS network_by_log,
    CASE WHEN i.source_as_number IS NOT NULL THEN i.source_as_organization_name ELSE l.log_as_organization_name END AS organization,
    coalesce(i.source_country_iso_code, l.log_country_iso_code) AS country_code,
    i.source_country_iso_code IS NULL AS country_by_log,
    coalesce(i.source_is_hosting, false) AS is_hosting
  FROM tallies t
  LEFT JOIN addresses i ON i.address_key = t.address_key
  LEFT JOIN log_places l ON l.log_place_key = t.log_place_key
  LEFT JOIN clients c ON c.client_key = t.client_key
  WHERE NOT $known_network_only OR as_number IS NOT NULL
),
profiles AS (
  SELECT
    user_name, as_number, country_code, user_agent_original,
    CAST(sum(events) AS BIGINT) AS events, CAST(sum(failures) AS BIGINT) AS failures,
    min(first_seen) AS first_timestamp, max(last_seen) AS last_timestamp,
    concat_ws(' ', 'AS' || as_number, min(organization),
      CASE WHEN bool_and(network_by_log) THEN '(log)' WHEN bool_or(network_by_log) THEN '(partly log)' END) AS network_name,
    country_code || CASE WHEN bool_and(country_by_log) THEN ' (log)' WHEN bool_or(country_by_log) THEN ' (partly log)' ELSE '' END
      AS country,
    any_value(client_name) AS client_name, any_value(os_name) AS os_name, bool_or(is_hosting) AS is_hosting,
    count(DISTINCT source_address) AS address_count,
    coalesce(list_sort(list(DISTINCT source_address) FILTER (source_address IS NOT NULL))[:50], []) AS addresses
  FROM named
  GROUP BY user_name, as_number, country_code, user_agent_original
)
SELECT
  *,
  CASE WHEN as_number IS NOT NULL THEN network_name END AS network,
  events / sum(events) OVER (PARTITION BY user_name) AS share,
  count(*) OVER (PARTITION BY as_number, country_code, user_agent_original) AS users
FROM profiles
