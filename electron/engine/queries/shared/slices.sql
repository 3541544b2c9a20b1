-- Goes on after `asked` (whose events: entity_value and the columns of event_facts) and `rule` (which slices are kept; 0 keeps all).
-- Network and country are what our data says of the address, else what the log says.
uses AS MATERIALIZED (
  SELECT
    q.entity_value, q.timestamp, q.evidence_id, q.record, q.event_outcome, q.event_description, q.mfa_method,
    i.source_address, c.user_agent_original,
    coalesce(i.source_as_number, l.log_as_number) AS as_number,
    coalesce(i.source_country_iso_code, l.log_country_iso_code) AS country,
    CASE
      WHEN i.source_as_number IS NOT NULL THEN concat_ws(' ', 'AS' || i.source_as_number, i.source_as_organization_name)
      WHEN l.log_as_number IS NOT NULL THEN concat_ws(' ', 'AS' || l.log_as_number, l.log_as_organization_name, '(log)')
    END AS network_name,
    country || CASE WHEN i.source_country_iso_code IS NULL THEN ' (log)' ELSE '' END AS country_name
  FROM asked q
  LEFT JOIN addresses i ON i.address_key = q.address_key
  LEFT JOIN log_places l ON l.log_place_key = q.log_place_key
  LEFT JOIN clients c ON c.client_key = q.client_key
  WHERE NOT (SELECT known_network_only FROM rule) OR as_number IS NOT NULL
),
span AS (SELECT to_microseconds(CAST(round($hours * 3600000000) AS BIGINT)) AS length),

-- Sliding: of each event, what happened in the window that ends at it; events of the same instant share their window.
counted AS (
  SELECT
    entity_value, timestamp,
    count(DISTINCT as_number) OVER the_window AS networks,
    count(DISTINCT country) OVER the_window AS countries,
    count(DISTINCT user_agent_original) OVER the_window AS user_agents
  FROM uses
  WHERE $windows = 'sliding'
  WINDOW the_window AS (
    PARTITION BY entity_value ORDER BY timestamp
    RANGE BETWEEN to_microseconds(CAST(round($hours * 3600000000) AS BIGINT) - 1) PRECEDING AND CURRENT ROW
  )
),
instants AS (
  SELECT
    entity_value, timestamp,
    networks > more_networks_than AND countries > more_countries_than AND user_agents > more_user_agents_than AS kept
  FROM (
    SELECT entity_value, timestamp, any_value(networks) AS networks, any_value(countries) AS countries, any_value(user_agents) AS user_agents
    FROM counted GROUP BY entity_value, timestamp
  ), (
    SELECT
      CASE WHEN more_networks_than = 0 THEN -1 ELSE more_networks_than END AS more_networks_than,
      CASE WHEN more_countries_than = 0 THEN -1 ELSE more_countries_than END AS more_countries_than,
      CASE WHEN more_user_agents_than = 0 THEN -1 ELSE more_user_agents_than END AS more_user_agents_than
    FROM rule
  )
),
-- Windows that are kept, event after event and without a pause as long as a window, are one stretch.
stretches AS (
  SELECT *, count(*) FILTER (begins) OVER (PARTITION BY entity_value ORDER BY timestamp) AS stretch
  FROM (
    SELECT *, kept AND (
        NOT coalesce(lag(kept) OVER in_time, false)
        OR timestamp - lag(timestamp) OVER in_time >= (SELECT length FROM span)) AS begins
    FROM instants
    WINDOW in_time AS (PARTITION BY entity_value ORDER BY timestamp)
  )
  WHERE kept
),
windows AS MATERIALIZED (
  SELECT
    entity_value,
    min(timestamp) - (SELECT length FROM span) + INTERVAL 1 MICROSECOND AS events_from,
    max(timestamp) + INTERVAL 1 MICROSECOND AS events_until
  FROM stretches
  GROUP BY entity_value, stretch
  UNION ALL
  SELECT entity_value, slice, slice + (SELECT length FROM span)
  FROM (
    SELECT
      entity_value,
      time_bucket((SELECT length FROM span), timestamp, TIMESTAMP '1970-01-01') AS slice,
      count(DISTINCT as_number) AS networks,
      count(DISTINCT country) AS countries,
      count(DISTINCT user_agent_original) AS user_agents
    FROM uses
    WHERE $windows = 'tumbling'
    GROUP BY entity_value, slice
  ), rule r
  WHERE (r.more_networks_than = 0 OR networks > r.more_networks_than)
    AND (r.more_countries_than = 0 OR countries > r.more_countries_than)
    AND (r.more_user_agents_than = 0 OR user_agents > r.more_user_agents_than)
)
SELECT
  w.entity_value,
  CASE WHEN $windows = 'tumbling' THEN w.events_from ELSE min(u.timestamp) END AS window_start,
  CASE WHEN $windows = 'tumbling' THEN w.events_until ELSE max(u.timestamp) END AS window_end,
  count(*) AS events,
  count(*) FILTER (u.event_outcome = 'failure') AS failures,
  min(u.timestamp) AS first_timestamp,
  max(u.timestamp) AS last_timestamp,
  count(DISTINCT u.as_number) AS network_count,
  coalesce(list_sort(list(DISTINCT u.network_name) FILTER (u.network_name IS NOT NULL))[:50], []) AS networks,
  count(DISTINCT u.country) AS country_count,
  coalesce(list_sort(list(DISTINCT u.country_name) FILTER (u.country_name IS NOT NULL))[:50], []) AS countries,
  count(DISTINCT u.user_agent_original) AS user_agent_count,
  coalesce(list_sort(list(DISTINCT u.user_agent_original) FILTER (u.user_agent_original IS NOT NULL))[:50], []) AS user_agents,
  count(DISTINCT u.source_address) AS address_count,
  coalesce(list_sort(list(DISTINCT u.source_address) FILTER (u.source_address IS NOT NULL))[:50], []) AS addresses,
  coalesce(list_sort(list(DISTINCT u.event_description) FILTER (u.event_description IS NOT NULL))[:50], []) AS descriptions,
  coalesce(list_sort(list(DISTINCT u.mfa_method) FILTER (u.mfa_method IS NOT NULL))[:50], []) AS mfa_methods,
  coalesce(list_sort(list(DISTINCT concat_ws(': ', u.country_name, u.mfa_method))
    FILTER (u.country_name IS NOT NULL AND u.mfa_method IS NOT NULL))[:50], []) AS methods_by_country,
  list(DISTINCT u.country) FILTER (u.country IS NOT NULL AND u.event_outcome = 'success' AND u.mfa_method ILIKE '%push%') AS push_countries,
  list(DISTINCT u.country) FILTER (
    u.country IS NOT NULL AND u.event_outcome = 'success' AND u.mfa_method ILIKE 'password%' AND u.mfa_method NOT ILIKE 'passwordless%'
  ) AS password_countries,
  -- Any two of them that differ are a push here and a password there.
  len(push_countries) > 0 AND len(password_countries) > 0
    AND len(list_distinct(list_concat(push_countries, password_countries))) > 1 AS push_and_password_apart
FROM windows w
JOIN uses u ON u.entity_value = w.entity_value AND u.timestamp >= w.events_from AND u.timestamp < w.events_until
GROUP BY w.entity_value, w.events_from, w.events_until
