-- A session profile is a network, a country, a client and its system that one user used together. Which are rare for their user?
WITH people AS (
  SELECT user_key, user_name
  FROM users
  WHERE user_name IS NOT NULL
    AND (len($only_users) = 0 OR list_contains(list_transform($only_users, lambda name: lower(name)), lower(user_name)))
    AND NOT list_contains(list_transform($ignore_users, lambda name: lower(name)), lower(user_name))
),
uses AS NOT MATERIALIZED (
  SELECT f.*
  FROM event_facts f
  ANTI JOIN (SELECT principal_key FROM principals WHERE user_type = 'AssumedRole' AND NOT $include_roles) r
    ON r.principal_key = f.principal_key
  WHERE f.user_key IS NOT NULL AND (NOT $successes_only OR f.event_outcome = 'success')
),
-- What events are told apart by, while they are still many: keys only.
tallies AS MATERIALIZED (
  SELECT user_key, address_key, log_place_key, client_key, device_key, count(*) AS events,
    min(timestamp) AS first_seen, max(timestamp) AS last_seen
  FROM uses
  GROUP BY ALL
),
named AS MATERIALIZED (
  SELECT
    t.*, a.source_address, c.user_agent_original,
    coalesce(a.source_as_number, l.log_as_number) AS as_number,
    CASE WHEN a.source_as_number IS NOT NULL THEN a.source_as_organization_name ELSE l.log_as_organization_name END AS organization,
    CASE WHEN a.source_as_number IS NOT NULL THEN 'our data' ELSE 'the log' END AS network_from,
    coalesce(a.source_country_iso_code, l.log_country_iso_code) AS country,
    CASE
      WHEN a.source_country_iso_code IS NOT NULL THEN 'our data'
      WHEN l.log_country_iso_code IS NOT NULL THEN 'the log'
    END AS country_from,
    coalesce(a.source_is_hosting, false) AS is_hosting,
    CASE WHEN $client = 'exact' THEN c.user_agent_original ELSE coalesce(c.client_name, c.user_agent_original) END AS client,
    CASE WHEN $client = 'exact' THEN NULL ELSE coalesce(c.os_name, d.device_os_name) END AS system
  FROM tallies t
  LEFT JOIN addresses a ON a.address_key = t.address_key
  LEFT JOIN log_places l ON l.log_place_key = t.log_place_key
  LEFT JOIN clients c ON c.client_key = t.client_key
  LEFT JOIN devices d ON d.device_key = t.device_key
  WHERE coalesce(a.source_kind, '') NOT IN ('service', 'internal')
    AND as_number IS NOT NULL
    AND NOT coalesce(list_contains($ignore_addresses, a.source_address), false)
    AND NOT coalesce(contains($ignore_known_networks, a.source_known_network_status), false)
),
profiles AS MATERIALIZED (
  SELECT
    user_key, as_number, country, client, system, CAST(sum(events) AS BIGINT) AS events,
    min(organization) AS organization, bool_or(is_hosting) AS is_hosting,
    min(network_from) AS network_from, min(country_from) AS country_from,
    min(first_seen) AS first_seen, max(last_seen) AS last_seen,
    list_sort(list(DISTINCT source_address) FILTER (source_address IS NOT NULL))[:50] AS addresses,
    list_sort(list(DISTINCT user_agent_original) FILTER (user_agent_original IS NOT NULL))[:50] AS user_agents
  FROM named
  GROUP BY user_key, as_number, country, client, system
),
-- Seen beside the user's other profiles and beside the other users of the same.
compared AS (
  SELECT
    *,
    CAST(sum(events) OVER of_user AS BIGINT) AS user_events,
    max(events) OVER of_user AS most_events,
    count(*) OVER of_user AS user_profiles,
    count(*) FILTER (events < $fewer_events_than) OVER of_user AS user_rare_profiles,
    max(events) OVER (PARTITION BY user_key, as_number) AS most_of_network,
    max(events) OVER (PARTITION BY user_key, country) AS most_of_country,
    max(events) OVER (PARTITION BY user_key, client, system) AS most_of_client,
    count(*) OVER (PARTITION BY as_number, country, client, system) AS users
  FROM profiles
  WINDOW of_user AS (PARTITION BY user_key)
),
rare AS MATERIALIZED (
  SELECT
    *,
    events / user_events AS share,
    most_of_network = events AND most_of_network < $fewer_events_than AS is_new_network,
    country IS NOT NULL AND most_of_country = events AND most_of_country < $fewer_events_than AS is_new_country,
    client IS NOT NULL AND most_of_client = events AND most_of_client < $fewer_events_than AS is_new_client
  FROM compared
  WHERE events < $fewer_events_than AND most_events > events
    AND user_key IN (SELECT user_key FROM people)
),
all_profiles AS (
  SELECT
    user_key,
    list({as_number: as_number, as_organization_name: organization, country_iso_code: country, client: client, system: system,
      is_hosting: is_hosting, events: events, share: round(events / user_events, 4), users: users,
      first_timestamp: first_seen, last_timestamp: last_seen}
      ORDER BY events DESC, as_number, country, client, system)[:20] AS profiles
  FROM compared
  WHERE user_key IN (SELECT user_key FROM rare)
  GROUP BY user_key
),
rare_tallies AS MATERIALIZED (
  SELECT n.user_key, n.address_key, n.log_place_key, n.client_key, n.device_key, r.as_number, r.country, r.client, r.system
  FROM rare r
  JOIN named n ON n.user_key = r.user_key AND n.as_number = r.as_number AND n.country IS NOT DISTINCT FROM r.country
    AND n.client IS NOT DISTINCT FROM r.client AND n.system IS NOT DISTINCT FROM r.system
),
cited AS (
  SELECT
    t.user_key, t.as_number, t.country, t.client, t.system,
    list({evidence_id: u.evidence_id, record: u.record} ORDER BY u.timestamp, u.evidence_id, u.record)[:50] AS cited
  FROM uses u
  JOIN rare_tallies t ON t.user_key = u.user_key AND t.address_key IS NOT DISTINCT FROM u.address_key
    AND t.log_place_key IS NOT DISTINCT FROM u.log_place_key AND t.client_key IS NOT DISTINCT FROM u.client_key
    AND t.device_key IS NOT DISTINCT FROM u.device_key
  GROUP BY ALL
)
SELECT
  p.user_name AS entity_value,
  r.first_seen AS window_start,
  r.last_seen AS window_end,
  r.events AS event_count,
  CASE WHEN r.is_hosting AND r.is_new_country THEN 1 WHEN NOT r.is_new_network AND NOT r.is_new_country THEN -1 ELSE 0 END
    AS severity_step,
  list_filter([
    {label: 'under 1 % of the user''s events', points: CASE WHEN r.share < 0.01 THEN 15 ELSE 0 END},
    {label: 'under 5 % of the user''s events', points: CASE WHEN r.share >= 0.01 AND r.share < 0.05 THEN 10 ELSE 0 END},
    {label: 'under 20 % of the user''s events', points: CASE WHEN r.share >= 0.05 AND r.share < 0.2 THEN 5 ELSE 0 END},
    {label: 'a profile of no other user', points: CASE WHEN r.users = 1 THEN 10 ELSE 0 END},
    {label: 'a profile of three or more other users', points: CASE WHEN r.users > 3 THEN -10 ELSE 0 END},
    {label: 'a hosting network', points: CASE WHEN r.is_hosting THEN 15 ELSE 0 END},
    {label: 'a country that the user does not use otherwise', points: CASE WHEN r.is_new_country THEN 10 ELSE 0 END},
    {label: 'a network that the user does not use otherwise', points: CASE WHEN r.is_new_network THEN 5 ELSE 0 END},
    {label: 'a client that the user does not use otherwise', points: CASE WHEN r.is_new_client THEN 5 ELSE 0 END},
    {label: 'one of more than five such profiles of the user', points: CASE WHEN r.user_rare_profiles > 5 THEN -10 ELSE 0 END}
  ], lambda part: part.points <> 0) AS score_parts,
  {
    network: concat_ws(' ', 'AS' || r.as_number, r.organization),
    country: r.country,
    client: r.client,
    system: r.system,
    events: r.events,
    user_events: r.user_events,
    share: round(r.share, 4),
    user_profiles: r.user_profiles,
    users_of_profile: r.users,
    is_hosting: r.is_hosting,
    network_from: r.network_from,
    country_from: r.country_from,
    addresses: coalesce(r.addresses, []),
    user_agents: coalesce(r.user_agents, []),
    profiles: o.profiles,
    hypotheses: list_filter([
      CASE WHEN r.is_new_network THEN 'S-H1' END,
      CASE WHEN r.is_new_client THEN 'S-H2' END,
      CASE WHEN r.is_new_country THEN 'S-H4' END
    ], lambda id: id IS NOT NULL)
  } AS finding_values,
  c.cited
FROM rare r
JOIN people p ON p.user_key = r.user_key
JOIN all_profiles o ON o.user_key = r.user_key
JOIN cited c ON c.user_key = r.user_key AND c.as_number = r.as_number AND c.country IS NOT DISTINCT FROM r.country
  AND c.client IS NOT DISTINCT FROM r.client AND c.system IS NOT DISTINCT FROM r.system
