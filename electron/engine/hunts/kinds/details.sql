-- Goes on after `hits (hit_id, entity_key, …)` and `parts`: what happened in each hit, by everything that can be told apart, with the
-- number, the first and the last of its events as {timestamp, evidence_id, record}.
named AS MATERIALIZED (
  SELECT
    p.*,
    CASE WHEN coalesce(a.source_kind, '') NOT IN ('service', 'internal') THEN coalesce(a.source_as_number, l.log_as_number) END
      AS as_number,
    CASE WHEN coalesce(a.source_kind, '') NOT IN ('service', 'internal')
      THEN coalesce(a.source_country_iso_code, l.log_country_iso_code) END AS country,
    a.source_address, c.user_agent_original,
    coalesce(c.client_name, c.user_agent_original) AS client,
    coalesce(c.os_name, d.device_os_name) AS system,
    CASE WHEN a.source_as_number IS NOT NULL THEN a.source_as_organization_name ELSE l.log_as_organization_name END AS organization,
    CASE WHEN a.source_as_number IS NOT NULL THEN 'our data' WHEN as_number IS NOT NULL THEN 'the log' END AS network_from,
    CASE WHEN a.source_country_iso_code IS NOT NULL THEN 'our data' WHEN country IS NOT NULL THEN 'the log' END AS country_from,
    coalesce(a.source_is_hosting, false) AS is_hosting,
    coalesce(l.log_is_proxy, false) AS is_proxy,
    string_split(a.source_network_labels, ', ') AS labels,
    a.source_known_network_status AS known
  FROM parts p
  LEFT JOIN addresses a ON a.address_key = p.address_key
  LEFT JOIN log_places l ON l.log_place_key = p.log_place_key
  LEFT JOIN clients c ON c.client_key = p.client_key
  LEFT JOIN devices d ON d.device_key = p.device_key
),
told_networks AS (
  SELECT
    hit_id,
    list({as_number: as_number, as_organization_name: organization, country_iso_code: country, network_from: network_from,
      country_from: country_from, is_hosting: is_hosting, events: events, addresses: addresses}
      ORDER BY as_number NULLS LAST, country NULLS LAST)[:100] AS networks
  FROM (
    SELECT
      hit_id, as_number, country, min(organization) AS organization, min(network_from) AS network_from,
      min(country_from) AS country_from, bool_or(is_hosting) AS is_hosting, CAST(sum(events) AS BIGINT) AS events,
      count(DISTINCT source_address) AS addresses
    FROM named
    WHERE as_number IS NOT NULL OR country IS NOT NULL
    GROUP BY hit_id, as_number, country
  )
  GROUP BY hit_id
),
told_asns AS (
  SELECT hit_id, count(*) AS asn_count, list(concat_ws(' ', 'AS' || as_number, organization) ORDER BY as_number)[:100] AS asns
  FROM (SELECT hit_id, as_number, min(organization) AS organization FROM named WHERE as_number IS NOT NULL GROUP BY ALL)
  GROUP BY hit_id
),
told_addresses AS (
  SELECT
    hit_id, count(*) AS address_count,
    list({source_address: source_address, events: events} ORDER BY source_address)[:50] AS addresses
  FROM (
    SELECT hit_id, source_address, CAST(sum(events) AS BIGINT) AS events
    FROM named WHERE source_address IS NOT NULL GROUP BY ALL
  )
  GROUP BY hit_id
),
told_agents AS (
  SELECT
    hit_id, count(*) AS user_agent_count,
    list({user_agent_original: user_agent_original, events: events} ORDER BY user_agent_original)[:50] AS user_agents
  FROM (
    SELECT hit_id, user_agent_original, CAST(sum(events) AS BIGINT) AS events
    FROM named WHERE user_agent_original IS NOT NULL GROUP BY ALL
  )
  GROUP BY hit_id
),
-- The first and the last event of each network, country and client; where there are many, every network and country has its turn
-- before a second client of one.
told_events AS (
  SELECT hit_id,
    list({evidence_id: event.evidence_id, record: event.record}
      ORDER BY event.timestamp, event.evidence_id, event.record) AS cited
  FROM (
    SELECT DISTINCT hit_id, unnest([first_event, last_event]) AS event
    FROM (
      SELECT *, row_number() OVER (PARTITION BY hit_id ORDER BY turn, first_event, as_number, country, client, system) AS place
      FROM (
        SELECT
          hit_id, min(first_event) AS first_event, max(last_event) AS last_event, as_number, country, client, system,
          row_number() OVER (PARTITION BY hit_id, as_number, country ORDER BY min(first_event), client, system) AS turn
        FROM named
        GROUP BY hit_id, as_number, country, client, system
      )
    )
    WHERE place <= 25
  )
  GROUP BY hit_id
),
told_always AS MATERIALIZED (
  SELECT
    t.*, e.cited, coalesce(n.networks, []) AS networks, coalesce(s.asn_count, 0) AS asn_count, coalesce(s.asns, []) AS asns,
    coalesce(d.address_count, 0) AS address_count, coalesce(d.addresses, []) AS addresses,
    coalesce(g.user_agent_count, 0) AS user_agent_count, coalesce(g.user_agents, []) AS user_agents
  FROM (
    SELECT
      hit_id, CAST(sum(events) AS BIGINT) AS events,
      min(first_event).timestamp AS first_seen, max(last_event).timestamp AS last_seen,
      coalesce(list_sort(list(DISTINCT country) FILTER (country IS NOT NULL)), []) AS countries,
      coalesce(list_sort(list(DISTINCT system) FILTER (system IS NOT NULL)), []) AS systems,
      bool_or(is_hosting) AS is_hosting,
      bool_or(is_hosting) AND NOT bool_and(is_hosting) AS is_partly_hosting,
      bool_or(is_proxy) AS is_proxy,
      coalesce(list_sort(list_distinct(flatten(list(labels) FILTER (labels IS NOT NULL)))), []) AS labels,
      bool_and(known IS NOT NULL AND known = 'confirmed') AS is_confirmed,
      bool_and(known IS NOT NULL) AS is_known
    FROM named
    GROUP BY hit_id
  ) t
  JOIN told_events e ON e.hit_id = t.hit_id
  LEFT JOIN told_networks n ON n.hit_id = t.hit_id
  LEFT JOIN told_asns s ON s.hit_id = t.hit_id
  LEFT JOIN told_addresses d ON d.hit_id = t.hit_id
  LEFT JOIN told_agents g ON g.hit_id = t.hit_id
)
