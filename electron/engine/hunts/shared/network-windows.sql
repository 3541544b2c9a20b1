-- Goes on after `entities` and `uses`: in which windows did an entity come from more networks and countries than it may?
-- Network and country are what our data says of the address, else what the log says.
length AS (SELECT to_microseconds(CAST(round($window_hours * 3600000000) AS BIGINT)) AS hours),

-- Keys only, while the rows are many.
pairs AS MATERIALIZED (SELECT DISTINCT entity_key, address_key, log_place_key FROM uses),
places AS MATERIALIZED (
  SELECT
    p.address_key, p.log_place_key,
    coalesce(a.source_as_number, l.log_as_number) AS as_number,
    coalesce(a.source_country_iso_code, l.log_country_iso_code) AS country
  FROM (SELECT DISTINCT address_key, log_place_key FROM pairs) p
  LEFT JOIN addresses a ON a.address_key = p.address_key
  LEFT JOIN log_places l ON l.log_place_key = p.log_place_key
  WHERE coalesce(a.source_kind, '') NOT IN ('service', 'internal')
    AND (as_number IS NOT NULL OR country IS NOT NULL)
    AND NOT coalesce(list_contains($ignore_addresses, a.source_address), false)
    AND NOT coalesce(contains($ignore_known_networks, a.source_known_network_status), false)
),
-- What is not exceeded over all time is not exceeded in any window. A threshold of 0 does not ask.
candidates AS MATERIALIZED (
  SELECT t.entity_key
  FROM pairs t
  JOIN places p ON p.address_key IS NOT DISTINCT FROM t.address_key
    AND p.log_place_key IS NOT DISTINCT FROM t.log_place_key
  GROUP BY t.entity_key
  HAVING ($more_networks_than = 0 OR count(DISTINCT p.as_number) > $more_networks_than)
    AND ($more_countries_than = 0 OR count(DISTINCT p.country) > $more_countries_than)
),
-- Within a slice as long as the window no two events are further apart than it, so its first and last stand for all of them.
tallies AS MATERIALIZED (
  SELECT
    entity_key, address_key, log_place_key,
    time_bucket((SELECT hours FROM length), timestamp, TIMESTAMP '1970-01-01') AS slice,
    min(timestamp) AS first_seen, max(timestamp) AS last_seen
  FROM uses
  WHERE entity_key IN (FROM candidates)
  GROUP BY ALL
),
slices AS MATERIALIZED (
  SELECT t.entity_key, p.as_number, p.country, t.slice, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen
  FROM tallies t
  JOIN places p ON p.address_key IS NOT DISTINCT FROM t.address_key
    AND p.log_place_key IS NOT DISTINCT FROM t.log_place_key
  GROUP BY ALL
),
values_seen AS (
  SELECT entity_key, slice, 'network' AS kind, CAST(as_number AS VARCHAR) AS value, first_seen, last_seen
  FROM slices WHERE as_number IS NOT NULL
  UNION ALL
  SELECT entity_key, slice, 'country', country, first_seen, last_seen
  FROM slices WHERE country IS NOT NULL
),
touches AS (
  SELECT entity_key, slice, kind, value, min(first_seen) AS first_seen, max(last_seen) AS last_seen
  FROM values_seen
  GROUP BY ALL
),

-- Sliding: at the instant t the window is (t - length, t]. A value is in it from each of its events until a length later: +1 where
-- it comes in and -1 where it goes out for want of a next event in time give the number of values at any instant.
steps AS (
  SELECT
    *,
    lag(last_seen) OVER in_time + (SELECT hours FROM length) AS stayed_until,
    lead(first_seen) OVER in_time AS seen_again
  FROM touches
  WINDOW in_time AS (PARTITION BY entity_key, kind, value ORDER BY slice)
),
changes AS (
  SELECT
    entity_key, instant,
    sum(step) FILTER (kind = 'network') AS networks,
    sum(step) FILTER (kind = 'country') AS countries
  FROM (
    SELECT entity_key, kind, first_seen AS instant, 1 AS step
    FROM steps
    WHERE stayed_until IS NULL OR first_seen >= stayed_until
    UNION ALL
    SELECT entity_key, kind, last_seen + (SELECT hours FROM length), -1
    FROM steps
    WHERE seen_again IS NULL OR seen_again >= last_seen + (SELECT hours FROM length)
  )
  GROUP BY entity_key, instant
),
levels AS (
  SELECT
    entity_key, instant,
    lead(instant) OVER (PARTITION BY entity_key ORDER BY instant) AS until,
    coalesce(sum(networks) OVER (PARTITION BY entity_key ORDER BY instant), 0) AS networks,
    coalesce(sum(countries) OVER (PARTITION BY entity_key ORDER BY instant), 0) AS countries
  FROM changes
),
judged AS (
  SELECT *, ($more_networks_than = 0 OR networks > $more_networks_than)
    AND ($more_countries_than = 0 OR countries > $more_countries_than) AND networks + countries > 0 AS exceeds
  FROM levels
),
-- All windows that exceed, one after the other without a gap, are one finding.
sliding AS (
  SELECT
    entity_key,
    min(instant) - (SELECT hours FROM length) + INTERVAL 1 MICROSECOND AS events_from,
    max(until) AS events_until,
    min(instant) AS exceeded_at,
    max(networks) AS networks,
    max(countries) AS countries
  FROM (SELECT *, count(*) FILTER (NOT exceeds) OVER (PARTITION BY entity_key ORDER BY instant) AS stretch FROM judged)
  WHERE exceeds
  GROUP BY entity_key, stretch
),
tumbling AS (
  SELECT
    entity_key,
    slice AS events_from,
    slice + (SELECT hours FROM length) AS events_until,
    CAST(NULL AS TIMESTAMP) AS exceeded_at,
    count(DISTINCT value) FILTER (kind = 'network') AS networks,
    count(DISTINCT value) FILTER (kind = 'country') AS countries
  FROM touches
  GROUP BY entity_key, slice
  HAVING ($more_networks_than = 0 OR networks > $more_networks_than)
    AND ($more_countries_than = 0 OR countries > $more_countries_than)
),
windows AS MATERIALIZED (
  FROM sliding WHERE $windows = 'sliding'
  UNION ALL
  FROM tumbling WHERE $windows = 'tumbling'
),

-- What happened in each window, by everything that can be told apart. References sort as structs: time, then place in evidence.
parts AS MATERIALIZED (
  SELECT
    w.entity_key, w.events_from, u.address_key, u.log_place_key, u.client_key,
    count(*) AS events,
    min({timestamp: u.timestamp, evidence_id: u.evidence_id, record: u.record}) AS first_event,
    max({timestamp: u.timestamp, evidence_id: u.evidence_id, record: u.record}) AS last_event
  FROM uses u
  JOIN windows w ON w.entity_key = u.entity_key AND u.timestamp >= w.events_from AND u.timestamp < w.events_until
  GROUP BY ALL
),
named AS MATERIALIZED (
  SELECT
    p.*, n.as_number, n.country,
    a.source_address, c.user_agent_original,
    coalesce(c.client_name, c.user_agent_original) AS client, c.os_name,
    CASE WHEN a.source_as_number IS NOT NULL THEN a.source_as_organization_name ELSE l.log_as_organization_name END AS organization,
    CASE WHEN a.source_as_number IS NOT NULL THEN 'our data' WHEN n.as_number IS NOT NULL THEN 'the log' END AS network_from,
    CASE WHEN a.source_country_iso_code IS NOT NULL THEN 'our data' WHEN n.country IS NOT NULL THEN 'the log' END AS country_from,
    coalesce(a.source_is_hosting, false) AS is_hosting,
    coalesce(l.log_is_proxy, false) AS is_proxy
  FROM parts p
  JOIN places n ON n.address_key IS NOT DISTINCT FROM p.address_key AND n.log_place_key IS NOT DISTINCT FROM p.log_place_key
  LEFT JOIN addresses a ON a.address_key = p.address_key
  LEFT JOIN log_places l ON l.log_place_key = p.log_place_key
  LEFT JOIN clients c ON c.client_key = p.client_key
),
networks AS (
  SELECT
    entity_key, events_from,
    list({as_number: as_number, as_organization_name: organization, country_iso_code: country, network_from: network_from,
      country_from: country_from, is_hosting: is_hosting, events: events, addresses: addresses}
      ORDER BY as_number NULLS LAST, country NULLS LAST) AS networks
  FROM (
    SELECT
      entity_key, events_from, as_number, country, min(organization) AS organization, min(network_from) AS network_from,
      min(country_from) AS country_from, bool_or(is_hosting) AS is_hosting, CAST(sum(events) AS BIGINT) AS events,
      count(DISTINCT source_address) AS addresses
    FROM named
    GROUP BY entity_key, events_from, as_number, country
  )
  GROUP BY entity_key, events_from
),
asns AS (
  SELECT
    entity_key, events_from, count(*) AS asn_count,
    list(concat_ws(' ', 'AS' || as_number, organization) ORDER BY as_number) AS asns
  FROM (
    SELECT entity_key, events_from, as_number, min(organization) AS organization
    FROM named WHERE as_number IS NOT NULL GROUP BY ALL
  )
  GROUP BY entity_key, events_from
),
used_addresses AS (
  SELECT
    entity_key, events_from, count(*) AS address_count,
    list({source_address: source_address, events: events} ORDER BY source_address)[:50] AS addresses
  FROM (
    SELECT entity_key, events_from, source_address, CAST(sum(events) AS BIGINT) AS events
    FROM named WHERE source_address IS NOT NULL GROUP BY ALL
  )
  GROUP BY entity_key, events_from
),
used_agents AS (
  SELECT
    entity_key, events_from, count(*) AS user_agent_count,
    list({user_agent_original: user_agent_original, events: events} ORDER BY user_agent_original)[:50] AS user_agents
  FROM (
    SELECT entity_key, events_from, user_agent_original, CAST(sum(events) AS BIGINT) AS events
    FROM named WHERE user_agent_original IS NOT NULL GROUP BY ALL
  )
  GROUP BY entity_key, events_from
),
-- The first and the last event of each network, country and client; where there are many, every network and country has its turn
-- before a second client of one.
cited AS (
  SELECT entity_key, events_from,
    list({evidence_id: event.evidence_id, record: event.record}
      ORDER BY event.timestamp, event.evidence_id, event.record) AS cited
  FROM (
    SELECT DISTINCT entity_key, events_from, unnest([first_event, last_event]) AS event
    FROM (
      SELECT *, row_number() OVER (
          PARTITION BY entity_key, events_from ORDER BY turn, first_event.timestamp, as_number, country, client, os_name) AS place
      FROM (
        SELECT
          entity_key, events_from, min(first_event) AS first_event, max(last_event) AS last_event,
          as_number, country, client, os_name,
          row_number() OVER (
            PARTITION BY entity_key, events_from, as_number, country ORDER BY min(first_event).timestamp, client, os_name) AS turn
        FROM named
        GROUP BY entity_key, events_from, as_number, country, client, os_name
      )
    )
    WHERE place <= 25
  )
  GROUP BY entity_key, events_from
),
totals AS (
  SELECT
    entity_key, events_from, CAST(sum(events) AS BIGINT) AS events,
    min(first_event).timestamp AS first_seen, max(last_event).timestamp AS last_seen,
    coalesce(list_sort(list(DISTINCT country) FILTER (country IS NOT NULL)), []) AS countries,
    bool_or(is_hosting) AND NOT bool_and(is_hosting) AS is_partly_hosting,
    bool_or(is_proxy) AS is_proxy
  FROM named
  GROUP BY entity_key, events_from
)
SELECT
  e.entity_value,
  CASE WHEN $windows = 'tumbling' THEN w.events_from ELSE t.first_seen END AS window_start,
  CASE WHEN $windows = 'tumbling' THEN w.events_until ELSE t.last_seen END AS window_end,
  t.events AS event_count,
  CAST(t.is_partly_hosting AS INTEGER) AS severity_step,
  list_filter([
    {label: 'networks in one window: ' || w.networks || ', more than ' || $more_networks_than || ' counts',
      points: least(15, 3 * (w.networks - $more_networks_than))},
    {label: 'countries in one window: ' || w.countries || ', more than ' || $more_countries_than || ' counts',
      points: least(15, 5 * (w.countries - $more_countries_than))},
    {label: 'a hosting network beside others', points: CASE WHEN t.is_partly_hosting THEN 10 ELSE 0 END},
    {label: 'an address that the log calls a proxy', points: CASE WHEN t.is_proxy THEN 5 ELSE 0 END},
    {label: 'several clients', points: CASE WHEN g.user_agent_count > 1 THEN 5 ELSE 0 END}
  ], lambda part: part.points > 0) AS score_parts,
  {
    distinct_asns: coalesce(n.asn_count, 0),
    distinct_countries: len(t.countries),
    most_asns_in_window: CAST(w.networks AS BIGINT),
    most_countries_in_window: CAST(w.countries AS BIGINT),
    window_hours: $window_hours,
    windows: $windows,
    exceeded_at: w.exceeded_at,
    asns: coalesce(n.asns, []),
    countries: t.countries,
    networks: k.networks,
    addresses: coalesce(d.addresses, []),
    address_count: coalesce(d.address_count, 0),
    user_agents: coalesce(g.user_agents, []),
    user_agent_count: coalesce(g.user_agent_count, 0),
    hypotheses: list_concat(
      CASE WHEN n.asn_count > 1 OR d.address_count > 1 THEN ['S-H1'] ELSE [] END,
      list_concat(
        CASE WHEN g.user_agent_count > 1 THEN ['S-H2'] ELSE [] END,
        CASE WHEN len(t.countries) > 1 THEN ['S-H4'] ELSE [] END))
  } AS finding_values,
  c.cited
FROM windows w
JOIN entities e ON e.entity_key = w.entity_key
JOIN totals t ON t.entity_key = w.entity_key AND t.events_from = w.events_from
JOIN cited c ON c.entity_key = w.entity_key AND c.events_from = w.events_from
JOIN networks k ON k.entity_key = w.entity_key AND k.events_from = w.events_from
LEFT JOIN asns n ON n.entity_key = w.entity_key AND n.events_from = w.events_from
LEFT JOIN used_addresses d ON d.entity_key = w.entity_key AND d.events_from = w.events_from
LEFT JOIN used_agents g ON g.entity_key = w.entity_key AND g.events_from = w.events_from
