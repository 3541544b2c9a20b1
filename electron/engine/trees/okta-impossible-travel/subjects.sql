-- One row per pair of stays that an alert is about: the alert's own end (b) and where the user signed in before (a). Either may be
-- somebody else's, so every fact is made for both alike. A fact is NULL when no log or data answers. An act stands for an event,
-- counted in the order of time and then of place in the evidence: keys of ours decide nothing.
WITH
-- Two sign-ins that an analyst picked, of whatever source.
chosen AS MATERIALIZED (
  SELECT pick_id, 1 AS half, first_evidence_id AS evidence_id, first_record AS record FROM compared_sessions WHERE tree = 'okta-impossible-travel'
  UNION ALL
  SELECT pick_id, 2 AS half, second_evidence_id, second_record FROM compared_sessions WHERE tree = 'okta-impossible-travel'
),
kinds AS MATERIALIZED (
  SELECT
    action_key, event_dataset, event_action,
    CASE event_dataset WHEN 'okta.system' THEN 'Okta' ELSE 'Entra' END AS product,
    -- Sign-ins of other sources are there for whoever picked one of them: they start nothing, and are no other end of an alert.
    event_dataset NOT IN ('okta.system', 'azure.signinlogs', 'azure.identity_protection') AS is_only_picked,
    event_dataset = 'azure.identity_protection' OR list_contains($okta_events, event_action) AS is_detection,
    -- What lets somebody in. The right password alone does not, so the steps of a sign-in are not counted.
    event_dataset = 'azure.signinlogs' OR is_only_picked
      OR event_action IN ('user.session.start', 'user.authentication.sso', 'user.session.access_admin_app') AS lets_in,
    -- What can fail at the door; a refused policy only repeats it.
    event_dataset = 'azure.signinlogs' OR is_only_picked
      OR event_action IN ('user.session.start', 'user.authentication.auth_via_mfa', 'user.authentication.verify') AS is_attempt,
    event_action = 'user.mfa.okta_verify.deny_push' AS refuses_push
  FROM actions
  WHERE event_dataset IN ('azure.signinlogs', 'azure.identity_protection')
    OR (event_dataset = 'okta.system' AND (
      event_action LIKE 'user.session.%' OR event_action LIKE 'user.authentication.%' OR event_action LIKE 'user.mfa.%'
      OR event_action = 'policy.evaluate_sign_on' OR list_contains($okta_events, event_action)))
    OR (event_category = 'authentication' AND event_dataset <> 'okta.system' AND event_dataset IN (
      SELECT a.event_dataset
      FROM chosen c
      JOIN event_facts f ON f.evidence_id = c.evidence_id AND f.record = c.record
      JOIN actions a ON a.action_key = f.action_key))
),
people AS MATERIALIZED (
  SELECT user_key, user_name, dense_rank() OVER (ORDER BY lower(user_name)) AS person
  FROM users
  WHERE user_name IS NOT NULL AND lower(user_name) <> 'system@okta.com'
),
names AS MATERIALIZED (SELECT lower(user_name) AS lower_name, min(user_name) AS user_name, any_value(person) AS person FROM people GROUP BY 1),
machines AS MATERIALIZED (
  SELECT principal_key FROM principals
  WHERE user_type IN ('SystemPrincipal', 'PublicClientApp', 'service principal', 'managed identity')
),
-- Whether an address can be called unknown at all: somebody named networks, or devices of the organisation told where they were.
coverage AS (
  SELECT
    (SELECT count(*) FROM addresses WHERE source_known_network_status IS NOT NULL) > 0
    OR (SELECT count(*) FROM actions WHERE list_contains([
      'crowdstrike.fdr', 'm365_defender.event', 'sentinel_one_cloud_funnel.event', 'jamf_protect.alerts', 'jamf_protect.telemetry',
      'jamf_protect.web_threat_events', 'jamf_protect.web_traffic_events', 'carbon_black_cloud.endpoint_event',
      'carbon_black_cloud.alert', 'zscaler_zia.web', 'cisco_umbrella.log', 'skyhigh.web'], event_dataset)) > 0 AS is_there
),
-- H-O5. One program on one machine, whatever its version; a release of Windows stays far longer than that.
programs AS MATERIALIZED (
  SELECT
    client_key, user_agent_original, client_kind,
    coalesce(
      client_name || ' on ' || os_name
        || CASE WHEN os_name = 'Windows' AND os_version IS NOT NULL THEN ' ' || os_version ELSE '' END
        || coalesce(', ' || device_kind, ''),
      user_agent_original) AS client
  FROM clients
),
spots AS MATERIALIZED (
  SELECT address_key, dense_rank() OVER (ORDER BY coalesce(source_ip, source_address)) AS spot
  FROM addresses
  WHERE source_kind = 'public'
),
spot_facts AS MATERIALIZED (
  SELECT
    s.spot,
    min(coalesce(a.source_ip, a.source_address)) AS ip,
    -- 'confirmed' before 'learned'.
    min(a.source_known_network_status) AS known_status,
    min(concat_ws(', ', a.source_known_network, a.source_known_network_kind)) FILTER (a.source_known_network_status IS NOT NULL) AS known_as,
    bool_or(a.source_is_hosting) AS is_hosting,
    min(a.source_hosting_reason) FILTER (a.source_is_hosting) AS hosting_reason,
    min(a.source_network_labels) AS labels,
    bool_or(a.source_as_number IS NOT NULL OR a.source_cloud_provider IS NOT NULL OR a.source_is_hosting IS NOT NULL
      OR a.source_network_labels IS NOT NULL) AS is_looked_up,
    min(nullif(concat_ws(' ', 'AS' || a.source_as_number, a.source_as_organization_name), '')) AS network
  FROM spots s
  JOIN addresses a ON a.address_key = s.address_key
  GROUP BY s.spot
),
acts AS MATERIALIZED (
  SELECT
    row_number() OVER (ORDER BY f.timestamp, f.evidence_id, f.record) AS act,
    f.timestamp, f.evidence_id, f.record, f.event_outcome, f.action_key, f.address_key, f.session_key, f.client_key, f.device_key,
    f.application_key, f.log_place_key, f.mfa_method, f.risk_level, f.risk_detail, f.rule_name, f.error_code, s.spot,
    k.product, k.event_dataset, k.is_detection, k.is_only_picked, k.event_action,
    -- Okta speaks for the user in its own detections: then the user is whom they are about.
    coalesce(t.person, p.person) AS person,
    coalesce(t.user_name, p.user_name) AS user_name,
    k.lets_in AND f.event_outcome = 'success' AS is_success,
    k.lets_in AND f.event_outcome = 'success' AND f.is_interactive IS DISTINCT FROM false AND s.spot IS NOT NULL
      AND NOT k.is_detection AND NOT k.is_only_picked AS is_sign_in,
    -- Of Entra's failures those that only ask for the next step are none.
    k.is_attempt AND f.event_outcome = 'failure' AND f.is_interactive IS DISTINCT FROM false
      AND coalesce(f.error_code, '') NOT IN ('50055', '50058', '50072', '50074', '50076', '50079', '50125', '50127', '50129', '50140',
        '50144', '50203', '16000', '65001', '65004', '9002341') AS is_failure,
    k.refuses_push OR (k.is_attempt AND NOT k.is_only_picked AND f.event_outcome = 'failure'
      AND (f.error_code = '500121' OR (f.mfa_method IS NOT NULL AND regexp_matches(f.mfa_method, '(?i)push|app notification')))) AS is_refused_push
  FROM event_facts f
  JOIN kinds k ON k.action_key = f.action_key
  LEFT JOIN people p ON p.user_key = f.user_key
  LEFT JOIN machines m ON m.principal_key = f.principal_key
  -- One equality: with other conditions beside it every event would meet every name.
  LEFT JOIN names t ON t.lower_name
    = CASE WHEN k.is_detection AND (m.principal_key IS NOT NULL OR p.person IS NULL) THEN lower(f.resource_name) END
  LEFT JOIN spots s ON s.address_key = f.address_key
  LEFT JOIN applications n ON n.application_key = f.application_key
  WHERE coalesce(t.person, p.person) IS NOT NULL AND (m.principal_key IS NULL OR t.person IS NOT NULL)
    -- The Admin Console calls by itself in the administrator's session, from other addresses and clients.
    AND (n.application_name IS DISTINCT FROM 'Okta Admin Console' OR k.event_action LIKE 'user.authentication.%'
      OR k.event_action LIKE 'user.session.%')
),

-- Where an event was: by our own data, else by the log. A place is a point on the unit sphere, to be compared with others.
placed AS MATERIALIZED (
  SELECT
    address_key, log_place_key,
    CASE WHEN latitude IS NOT NULL THEN [cos(radians(latitude)) * cos(radians(longitude)), cos(radians(latitude)) * sin(radians(longitude)), sin(radians(latitude))] END
      AS point,
    level, nullif(concat_ws(', ', city, CASE WHEN city IS NULL THEN region END, country), '') AS place, log_is_proxy
  FROM (
    SELECT
      o.address_key, o.log_place_key, l.log_is_proxy,
      a.source_latitude IS NOT NULL AND a.source_longitude IS NOT NULL AS ours,
      CASE WHEN ours THEN a.source_latitude ELSE l.log_latitude END AS latitude,
      CASE WHEN ours THEN a.source_longitude ELSE l.log_longitude END AS longitude,
      CASE WHEN ours THEN a.source_city_name ELSE l.log_city_name END AS city,
      CASE WHEN ours THEN a.source_region_name ELSE l.log_region_name END AS region,
      CASE WHEN ours THEN a.source_country_iso_code ELSE coalesce(l.log_country_iso_code, l.log_country_name) END AS country,
      CASE WHEN city IS NOT NULL THEN 'city' WHEN region IS NOT NULL THEN 'region' WHEN country IS NOT NULL THEN 'country' END AS level
    FROM (SELECT DISTINCT address_key, log_place_key FROM acts WHERE spot IS NOT NULL) o
    LEFT JOIN addresses a ON a.address_key = o.address_key
    LEFT JOIN log_places l ON l.log_place_key = o.log_place_key
  )
),
sign_ins AS MATERIALIZED (
  SELECT a.act, a.person, a.timestamp, a.spot, p.point
  FROM acts a
  LEFT JOIN placed p ON p.address_key = a.address_key AND p.log_place_key IS NOT DISTINCT FROM a.log_place_key
  WHERE a.is_sign_in
),

-- What starts a walk: signals of Okta and Entra, and two sign-ins one after the other that no journey joins.
signals AS (
  SELECT
    a.act, a.person, a.user_name, a.timestamp, a.evidence_id, a.record, a.spot, a.address_key, a.log_place_key,
    list_filter([
      CASE WHEN a.is_detection THEN a.product || ' ' || coalesce(CASE a.product WHEN 'Entra' THEN a.rule_name END, a.event_action) END,
      CASE WHEN a.event_dataset = 'azure.signinlogs' AND len(detections) > 0 THEN 'Entra ' || array_to_string(detections, ', ') END,
      CASE WHEN okta AND regexp_matches(behaviors, '(?i)velocity[^,=;]*=POSITIVE') THEN 'Okta behavior Velocity' END,
      CASE WHEN okta AND regexp_matches(behaviors, '(?i)new geo-?location=POSITIVE') THEN 'Okta behavior New Geo-Location' END,
      CASE WHEN okta AND regexp_matches(behaviors, '(?i)new country=POSITIVE') THEN 'Okta behavior New Country' END,
      CASE WHEN okta AND ends_with(a.risk_detail, 'threat suspected') THEN 'Okta ThreatInsight' END,
      CASE WHEN okta AND a.risk_level = 'high' THEN 'Okta risk HIGH' END
    ], lambda label: label IS NOT NULL) AS labels
  FROM (
    SELECT
      *, event_dataset = 'okta.system' AS okta,
      coalesce(regexp_extract(risk_detail, 'behaviors: ([^;]*)', 1), '') AS behaviors,
      list_filter(string_split(regexp_extract(coalesce(risk_detail, ''), '^events: ([^;]*)', 1), ', '),
        lambda name: list_contains($entra_detections, name)) AS detections
    FROM acts
    WHERE (risk_detail IS NOT NULL OR risk_level = 'high' OR is_detection) AND NOT is_only_picked
  ) a
  WHERE len(labels) > 0
    AND (a.event_dataset <> 'azure.identity_protection' OR list_contains($entra_detections, a.rule_name))
),
-- A detection that names no address is about the sign-in before it.
about AS (
  SELECT
    s.act, s.person, s.user_name, s.timestamp, s.evidence_id, s.record, s.labels,
    coalesce(s.spot, b.spot) AS spot,
    CASE WHEN s.spot IS NULL THEN b.point ELSE p.point END AS point,
    CASE WHEN s.spot IS NULL THEN b.act ELSE s.act END AS end_act
  FROM signals s
  ASOF LEFT JOIN sign_ins b ON b.person = s.person AND b.act <= s.act
  LEFT JOIN placed p ON p.address_key = s.address_key AND p.log_place_key IS NOT DISTINCT FROM s.log_place_key
  WHERE coalesce(s.spot, b.spot) IS NOT NULL
),
moves AS MATERIALIZED (
  SELECT act, person, timestamp, spot, point
  FROM sign_ins
  QUALIFY spot IS DISTINCT FROM lag(spot) OVER (PARTITION BY person ORDER BY act)
),
hops AS (
  SELECT
    act, person, spot, other_act, other_spot,
    6371 * acos(greatest(-1, least(1, list_dot_product(point, other_point)))) AS km, epoch_us(timestamp) - epoch_us(other_timestamp) AS us
  FROM (
    SELECT
      *, lag(act) OVER before AS other_act, lag(spot) OVER before AS other_spot, lag(point) OVER before AS other_point,
      lag(timestamp) OVER before AS other_timestamp
    FROM sign_ins
    WHERE point IS NOT NULL
    WINDOW before AS (PARTITION BY person ORDER BY act)
  )
  WHERE spot <> other_spot
),
-- H-O1. The other end is the last sign-in before it from elsewhere, over any number of sign-ins from the same place.
starts AS MATERIALIZED (
  SELECT a.*, m.other_spot, false AS is_ours
  FROM about a
  LEFT JOIN (
    SELECT s.act, max_by(m.spot, m.act) AS other_spot
    FROM about s
    JOIN moves m ON m.person = s.person AND m.act < s.end_act AND m.spot <> s.spot
      AND (m.point IS NULL OR s.point IS NULL
        OR 6371 * acos(greatest(-1, least(1, list_dot_product(m.point, s.point)))) >= $same_place_km)
    GROUP BY s.act
  ) m ON m.act = a.act
  UNION ALL BY NAME
  SELECT
    h.act, h.person, a.user_name, a.timestamp, a.evidence_id, a.record, h.spot, h.act AS end_act, h.other_spot, true AS is_ours,
    ['sign-ins faster than ' || $speed_kmh || ' km/h'] AS labels
  FROM hops h
  JOIN acts a ON a.act = h.act
  WHERE h.km >= $minimum_distance_km AND h.km * 3600000000 > $speed_kmh * h.us
  QUALIFY row_number() OVER (ORDER BY h.km / greatest(h.us, 1) DESC, h.act) <= $most_journeys
),
-- One record is one alert; where it started twice, our own pair has both places.
alerts AS MATERIALIZED (
  SELECT s.*, o.act AS other_act, n.labels AS all_labels
  FROM (FROM starts QUALIFY row_number() OVER (PARTITION BY act ORDER BY is_ours DESC) = 1) s
  JOIN (SELECT act, list_sort(list_distinct(flatten(list(labels)))) AS labels FROM starts GROUP BY act) n ON n.act = s.act
  ASOF LEFT JOIN sign_ins o ON o.person = s.person AND o.spot = s.other_spot AND o.act < s.end_act
),

picked AS MATERIALIZED (
  SELECT c.pick_id, min(a.act) AS other_act, max(a.act) AS end_act
  FROM chosen c
  JOIN acts a ON a.evidence_id = c.evidence_id AND a.record = c.record AND a.spot IS NOT NULL
  GROUP BY c.pick_id
  HAVING count(*) = 2
)
