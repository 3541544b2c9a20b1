-- A stay: what a user did from one address without a long pause, and with the same session also over a pause. The first act names it.
stretches AS MATERIALIZED (
  SELECT act, person, spot, session_key, sum(is_new) OVER (PARTITION BY person, spot ORDER BY act) AS stretch
  FROM (
    -- What was only picked makes stays of its own: a pick changes no alert's ends.
    SELECT
      act, CASE WHEN is_only_picked THEN -person ELSE person END AS person, spot, session_key,
      CASE WHEN epoch_us(timestamp) - epoch_us(lag(timestamp) OVER (PARTITION BY person, is_only_picked, spot ORDER BY act)) <= $pause_hours * 3600000000
        THEN 0 ELSE 1 END AS is_new
    FROM acts
    WHERE spot IS NOT NULL AND person IN (
      SELECT person FROM alerts
      UNION
      SELECT person FROM acts WHERE act IN (SELECT unnest([other_act, end_act]) FROM picked))
  )
),
stays AS MATERIALIZED (
  SELECT act, person, spot, min(act) OVER (PARTITION BY person, spot, joined) AS stay
  FROM (
    SELECT s.act, s.person, s.spot, least(s.stretch, coalesce(l.joined, s.stretch)) AS joined
    FROM stretches s
    LEFT JOIN (
      SELECT person, spot, stretch, min(first_stretch) AS joined
      FROM (
        SELECT person, spot, stretch, min(stretch) OVER (PARTITION BY person, spot, session_key) AS first_stretch
        FROM stretches WHERE session_key IS NOT NULL
      )
      GROUP BY person, spot, stretch
    ) l ON l.person = s.person AND l.spot = s.spot AND l.stretch = s.stretch
  )
),
paired AS (
  SELECT a.*, b.stay AS b_stay, o.stay AS a_stay
  FROM alerts a
  JOIN stays b ON b.act = a.end_act
  LEFT JOIN stays o ON o.act = a.other_act
),
-- Several signals on the same two stays are one alert, whichever of them came first; one without the other end counts only by itself.
signal_pairs AS MATERIALIZED (
  SELECT
    act, person, person AS other_person, user_name, user_name AS other_user_name, timestamp, evidence_id, record, a_stay, b_stay, other_act, end_act, s.pair, s.labels, s.signal_count,
    s.signal_records
  FROM (FROM paired QUALIFY row_number() OVER (PARTITION BY person, least(a_stay, b_stay), greatest(a_stay, b_stay) ORDER BY act) = 1) p
  JOIN (
    SELECT
      min(act) AS act, row_number() OVER (ORDER BY min(act)) AS pair,
      list_sort(list_distinct(flatten(list(all_labels)))) AS labels, count(*) AS signal_count,
      list({evidence_id: evidence_id, record: record} ORDER BY act)[:20] AS signal_records
    FROM paired
    GROUP BY person, least(a_stay, b_stay), greatest(a_stay, b_stay)
  ) s USING (act)
  WHERE a_stay IS NOT NULL OR b_stay NOT IN (SELECT unnest([a_stay, b_stay]) FROM paired WHERE a_stay IS NOT NULL)
),
-- Two sign-ins within one stay, at one address, are told apart by their sessions. Stays of that kind have negative numbers, as the pairs.
picks AS MATERIALIZED (
  SELECT
    p.*, -row_number() OVER (ORDER BY p.other_act, p.end_act) AS pair, a.stay = b.stay AS is_one_stay,
    x.session_key AS a_session, y.session_key AS b_session,
    CASE WHEN is_one_stay THEN 2 * pair ELSE a.stay END AS a_stay,
    CASE WHEN is_one_stay THEN 2 * pair + 1 ELSE b.stay END AS b_stay
  FROM picked p
  JOIN stays a ON a.act = p.other_act
  JOIN stays b ON b.act = p.end_act
  JOIN acts x ON x.act = p.other_act
  JOIN acts y ON y.act = p.end_act
  WHERE a.stay <> b.stay OR x.session_key <> y.session_key
),
all_stays AS MATERIALIZED (
  SELECT act, stay FROM stays
  UNION ALL
  SELECT s.act, CASE WHEN x.session_key = p.a_session THEN p.a_stay ELSE p.b_stay END
  FROM picks p
  JOIN stays o ON o.act = p.other_act
  JOIN stays s ON s.stay = o.stay
  JOIN acts x ON x.act = s.act AND x.session_key IN (p.a_session, p.b_session)
  WHERE p.is_one_stay
),
pairs AS MATERIALIZED (
  SELECT *, NULL::VARCHAR AS pick_id FROM signal_pairs
  UNION ALL BY NAME
  SELECT
    p.end_act AS act, b.person, a.person AS other_person, b.user_name, a.user_name AS other_user_name, b.timestamp, b.evidence_id, b.record, p.a_stay, p.b_stay, p.other_act, p.end_act, p.pair,
    ['none, an analyst picked the two sessions'] AS labels, 0 AS signal_count, []::STRUCT(evidence_id BIGINT, record BIGINT)[] AS signal_records,
    p.pick_id
  FROM picks p
  JOIN acts a ON a.act = p.other_act
  JOIN acts b ON b.act = p.end_act
),
ends AS MATERIALIZED (
  SELECT pair, 'a' AS side, a_stay AS stay FROM pairs WHERE a_stay IS NOT NULL
  UNION ALL
  SELECT pair, 'b' AS side, b_stay AS stay FROM pairs
),
end_acts AS MATERIALIZED (
  SELECT e.stay, a.*, c.user_agent_original, c.client_kind, c.client, d.device_id, d.device_fingerprint, d.device_managed, x.session_id, n.application_name, p.place, p.point, p.level, p.log_is_proxy
  FROM (SELECT DISTINCT stay FROM ends) e
  JOIN all_stays s ON s.stay = e.stay
  JOIN acts a ON a.act = s.act
  LEFT JOIN programs c ON c.client_key = a.client_key
  LEFT JOIN devices d ON d.device_key = a.device_key
  LEFT JOIN sessions x ON x.session_key = a.session_key
  LEFT JOIN applications n ON n.application_key = a.application_key
  LEFT JOIN placed p ON p.address_key = a.address_key AND p.log_place_key IS NOT DISTINCT FROM a.log_place_key
),
-- H-O9. One word for what Okta and Entra call a factor; what an earlier sign-in proved is none of this one.
factors AS MATERIALIZED (
  SELECT
    mfa_method,
    CASE
      WHEN regexp_matches(mfa_method, '(?i)^password|PASSWORD_AS_FACTOR') THEN NULL
      WHEN mfa_method ILIKE 'previously satisfied%' THEN NULL
      WHEN regexp_matches(mfa_method, '(?i)push|app notification') THEN 'push notification'
      WHEN regexp_matches(mfa_method, '(?i)sms|text message') THEN 'text message'
      WHEN regexp_matches(mfa_method, '(?i)totp|otp|oath|google|code') THEN 'one-time code'
      WHEN regexp_matches(mfa_method, '(?i)signed_nonce|fastpass') THEN 'Okta FastPass'
      WHEN regexp_matches(mfa_method, '(?i)hello') THEN 'Windows Hello'
      WHEN regexp_matches(mfa_method, '(?i)fido|webauthn|passkey|security key|u2f') THEN 'security key or passkey'
      WHEN regexp_matches(mfa_method, '(?i)call|phone') THEN 'phone call'
      WHEN regexp_matches(mfa_method, '(?i)mail') THEN 'e-mail'
      ELSE lower(mfa_method)
    END AS factor
  FROM (SELECT DISTINCT mfa_method FROM acts WHERE mfa_method IS NOT NULL)
),
logs AS MATERIALIZED (
  SELECT
    a.event_dataset, count(*) FILTER (a.is_failure OR a.is_refused_push) > 0 AS has_failures,
    count(*) FILTER (x.factor IS NOT NULL) > 0 AS has_factors, min(a.timestamp) AS begins
  FROM acts a
  LEFT JOIN factors x ON x.mfa_method = a.mfa_method
  GROUP BY a.event_dataset
),
-- The programs of a stay: of its successes, of all where nothing succeeded.
stay_clients AS MATERIALIZED (
  SELECT stay, user_agent_original, any_value(client) AS client, any_value(client_kind) AS client_kind, min(act) AS first_act
  FROM (FROM end_acts QUALIFY is_success OR NOT bool_or(is_success) OVER (PARTITION BY stay))
  WHERE user_agent_original IS NOT NULL
  GROUP BY stay, user_agent_original
),
stay_programs AS MATERIALIZED (
  SELECT
    stay, list_sort(list(user_agent_original)) AS user_agents, list_sort(list_distinct(list(client))) AS clients,
    coalesce(list_sort(list_distinct(list(client) FILTER (client_kind IN ('script', 'tool', 'cli', 'sdk', 'iac')))), []) AS scripts
  FROM stay_clients
  GROUP BY stay
),
refused AS (
  -- Near the first success of a stay, wherever the phone was that refused.
  SELECT f.stay, count(*) AS refused_pushes, list(a.act ORDER BY a.act)[:10] AS refused_acts
  FROM (
    SELECT stay, any_value(person) AS person, coalesce(min(timestamp) FILTER (is_success), max(timestamp)) AS moment
    FROM end_acts GROUP BY stay
  ) f
  JOIN acts a ON a.person = f.person AND a.is_refused_push
    AND a.timestamp BETWEEN f.moment - INTERVAL 1 HOUR AND f.moment + INTERVAL 10 MINUTE
  GROUP BY f.stay
),
stay_facts AS MATERIALIZED (
  SELECT
    e.stay, any_value(e.person) AS person, any_value(e.spot) AS spot,
    min(e.timestamp) AS first_seen, max(e.timestamp) AS last_seen, count(*) AS event_count, min(e.act) AS first_act,
    count(*) FILTER (e.is_success) AS success_count, min(e.act) FILTER (e.is_success) AS first_success,
    count(*) FILTER (e.is_failure) AS failure_count,
    list(e.act ORDER BY e.act) FILTER (e.is_failure) AS failures,
    CASE WHEN count(*) FILTER (e.is_success) > 0 THEN true
      WHEN count(*) FILTER (e.is_failure OR e.is_refused_push OR e.event_outcome = 'failure') > 0 THEN false END AS succeeded,
    list_sort(coalesce(list(DISTINCT e.session_id) FILTER (e.session_id IS NOT NULL), [])) AS session_ids,
    list_sort(coalesce(list(DISTINCT e.device_fingerprint) FILTER (e.device_fingerprint IS NOT NULL), [])) AS fingerprints,
    list_sort(coalesce(list(DISTINCT e.product || ' ' || e.device_id) FILTER (e.device_id IS NOT NULL), [])) AS device_ids,
    list_sort(coalesce(list(DISTINCT e.product) FILTER (e.device_id IS NOT NULL), [])) AS device_products,
    min(e.act) FILTER (e.device_id IS NOT NULL OR e.device_fingerprint IS NOT NULL) AS device_act,
    list_sort(coalesce(list(DISTINCT e.application_name) FILTER (e.application_name IS NOT NULL AND e.is_success), [])) AS applications,
    list_sort(coalesce(list(DISTINCT x.factor) FILTER (x.factor IS NOT NULL AND e.event_outcome = 'success'), [])) AS factors,
    min(e.act) FILTER (x.factor IS NOT NULL AND e.event_outcome = 'success') AS factor_act,
    -- That no factor is in a log which never has one says nothing, nor does the claim that there was one before.
    bool_or(l.has_factors) AND NOT coalesce(bool_or(e.mfa_method ILIKE 'previously satisfied%'), false) AS tells_factors,
    bool_or(l.has_failures) AS tells_failures,
    bool_or(e.log_is_proxy) AS is_proxy,
    min(e.place) AS place
  FROM end_acts e
  LEFT JOIN factors x ON x.mfa_method = e.mfa_method
  LEFT JOIN logs l ON l.event_dataset = e.event_dataset
  GROUP BY e.stay
),
described AS MATERIALIZED (
  SELECT
    f.*, s.ip, s.known_status, s.known_as, s.labels,
    coalesce(r.refused_pushes, 0) AS refused_pushes, coalesce(r.refused_acts, []) AS refused_acts,
    coalesce(p.user_agents, []) AS user_agents, coalesce(p.clients, []) AS clients, coalesce(p.scripts, []) AS scripts,
    s.ip || coalesce(' (' || nullif(concat_ws('; ', f.place, s.network), '') || ')', '') AS at,
    CASE
      WHEN s.known_status IS NOT NULL THEN 'known'
      WHEN s.is_hosting OR f.is_proxy OR regexp_matches(coalesce(s.labels, ''), '(?i)anonym|\btor\b|vpn|proxy') THEN 'hosting'
      WHEN regexp_matches(coalesce(s.labels, ''), '(?i)mobile|carrier|relay|satellite') THEN 'moving'
      WHEN s.is_looked_up THEN 'ordinary'
    END AS network_kind,
    concat_ws(', ',
      CASE WHEN s.known_status IS NOT NULL THEN 'a known network (' || concat_ws(', ', nullif(s.known_as, ''), s.known_status) || ')' END,
      s.labels,
      CASE WHEN s.is_hosting THEN coalesce('hosting: ' || s.hosting_reason, 'a hosting network') END,
      CASE WHEN f.is_proxy THEN 'called a proxy by the log' END) AS remarks
  FROM stay_facts f
  JOIN spot_facts s ON s.spot = f.spot
  LEFT JOIN refused r ON r.stay = f.stay
  LEFT JOIN stay_programs p ON p.stay = f.stay
),

-- Both names, where two sessions that were picked have two of one person.
names_of_picked AS (SELECT pair, person FROM pairs WHERE pair < 0 UNION SELECT pair, other_person FROM pairs WHERE pair < 0),
-- Apart from what it is compared with: else every act would first meet every stay of its client.
picked_uses AS MATERIALIZED (
  SELECT p.pair, p.person, a.act, a.timestamp, c.client, c.user_agent_original
  FROM names_of_picked p
  JOIN acts a ON a.person = p.person
  JOIN programs c ON c.client_key = a.client_key
  WHERE a.is_success AND c.user_agent_original IS NOT NULL
),
-- H-O6. What the user signed in with on days before, wherever from. Each client of a person is taken once, by its first time, and the
-- sign-ins are counted as they go on, so that the pairs of a busy person do not meet all of that person's acts.
uses AS MATERIALIZED (
  SELECT
    a.act, a.person, a.timestamp, c.client, c.user_agent_original,
    count(*) OVER (PARTITION BY a.person ORDER BY a.timestamp) AS sign_in_count,
    min(a.timestamp) OVER (PARTITION BY a.person) AS begins
  FROM acts a
  JOIN programs c ON c.client_key = a.client_key AND c.user_agent_original IS NOT NULL
  WHERE a.is_success AND NOT a.is_only_picked AND a.person IN (SELECT person FROM pairs)
),
first_uses AS MATERIALIZED (
  SELECT person, client, user_agent_original, min(act) AS first_act, min(timestamp) AS first_seen
  FROM uses
  GROUP BY person, client, user_agent_original
),
openings AS MATERIALIZED (
  SELECT p.pair, any_value(p.person) AS person, min(d.first_seen) - to_microseconds(CAST($history_hours * 3600000000 AS BIGINT)) AS opens
  FROM pairs p JOIN ends e ON e.pair = p.pair JOIN described d ON d.stay = e.stay
  WHERE p.pair >= 0
  GROUP BY p.pair
),
before AS MATERIALIZED (
  SELECT p.pair, u.sign_in_count, u.begins, f.user_agents, f.clients
  FROM openings p
  ASOF JOIN uses u ON u.person = p.person AND p.opens > u.timestamp
  JOIN (
    SELECT p.pair, list(DISTINCT f.user_agent_original) AS user_agents, list(DISTINCT f.client) AS clients
    FROM openings p
    JOIN first_uses f ON f.person = p.person AND f.first_seen < p.opens
    GROUP BY p.pair
  ) f ON f.pair = p.pair
  UNION ALL
  SELECT
    p.pair, count(*) AS sign_in_count, min(u.timestamp) AS begins,
    list(DISTINCT u.user_agent_original) AS user_agents, list(DISTINCT u.client) AS clients
  FROM (
    SELECT e.pair, min(d.first_seen) AS opens
    FROM ends e JOIN described d ON d.stay = e.stay
    WHERE e.pair < 0
    GROUP BY e.pair
  ) p
  JOIN picked_uses u ON u.pair = p.pair AND epoch_us(u.timestamp) < epoch_us(p.opens) - $history_hours * 3600000000
  GROUP BY p.pair
),
new_clients AS (
  SELECT
    e.pair,
    list_sort(list_distinct(list(c.client) FILTER (NOT is_old))) AS new_clients,
    list_sort(list_distinct(list(c.client) FILTER (is_old))) AS old_clients,
    list(c.first_act ORDER BY c.first_act)[:20] AS acts
  FROM ends e
  JOIN stay_clients c ON c.stay = e.stay
  JOIN before b ON b.pair = e.pair,
  LATERAL (SELECT list_contains(b.user_agents, c.user_agent_original) OR list_contains(b.clients, c.client) AS is_old)
  GROUP BY e.pair
),
end_clients AS MATERIALIZED (
  SELECT DISTINCT e.pair, p.person, c.client, c.first_act
  FROM ends e
  JOIN stay_clients c ON c.stay = e.stay
  JOIN pairs p ON p.pair = e.pair
),
old_acts AS (
  -- The first time that each of the two clients was seen.
  SELECT pair, list(first_act ORDER BY first_act)[:20] AS acts
  FROM (
    SELECT e.pair, e.client, min(u.first_act) AS first_act
    FROM end_clients e
    JOIN (SELECT person, client, min(first_act) AS first_act FROM first_uses GROUP BY person, client) u
      ON u.person = e.person AND u.client = e.client AND u.first_act < e.first_act
    WHERE e.pair >= 0
    GROUP BY e.pair, e.client
    UNION ALL
    SELECT e.pair, e.client, min(u.act)
    FROM end_clients e
    JOIN picked_uses u ON u.pair = e.pair AND u.client = e.client AND u.act < e.first_act
    GROUP BY e.pair, e.client
  )
  GROUP BY pair
),
-- Users before whose first sign-in nothing is known of them.
firsts AS (SELECT person, min(act) AS first_act FROM sign_ins GROUP BY person),

compared AS MATERIALIZED (
  SELECT
    p.*, a AS a, b AS b,
    v.is_there AS has_coverage,
    o.timestamp AS a_time, coalesce(i.timestamp, p.timestamp) AS b_time,
    op.level AS a_level, ip.level AS b_level,
    -- least() would take 1 for what is not known.
    CASE WHEN op.point IS NOT NULL AND ip.point IS NOT NULL
      THEN 6371 * acos(greatest(-1, least(1, list_dot_product(op.point, ip.point)))) END AS km,
    abs(epoch_us(coalesce(i.timestamp, p.timestamp)) - epoch_us(o.timestamp)) AS us,
    f.first_act < p.end_act AS has_before,
    h.sign_in_count AS earlier_count, h.begins AS earlier_begins, n.new_clients, n.old_clients, n.acts AS client_acts, q.acts AS old_client_acts
  FROM pairs p
  CROSS JOIN coverage v
  LEFT JOIN described a ON a.stay = p.a_stay
  JOIN described b ON b.stay = p.b_stay
  LEFT JOIN acts o ON o.act = p.other_act
  LEFT JOIN acts i ON i.act = p.end_act
  LEFT JOIN placed op ON op.address_key = o.address_key AND op.log_place_key IS NOT DISTINCT FROM o.log_place_key
  LEFT JOIN placed ip ON ip.address_key = i.address_key AND ip.log_place_key IS NOT DISTINCT FROM i.log_place_key
  LEFT JOIN firsts f ON f.person = p.person
  LEFT JOIN before h ON h.pair = p.pair
  LEFT JOIN new_clients n ON n.pair = p.pair
  LEFT JOIN old_acts q ON q.pair = p.pair
),
cited AS (
  SELECT c.pair, c.answer, list({evidence_id: a.evidence_id, record: a.record} ORDER BY a.act) AS records
  FROM (
    SELECT pair, 'ends' AS answer, unnest([other_act, end_act]) AS act FROM compared
    UNION
    SELECT pair, 'success', unnest([coalesce(a.first_success, a.first_act), coalesce(b.first_success, b.first_act)]) FROM compared
    UNION
    SELECT pair, 'network', unnest([a.first_act, b.first_act]) FROM compared
    UNION
    SELECT e.pair, 'client', c.first_act FROM ends e JOIN stay_clients c ON c.stay = e.stay
    UNION
    SELECT pair, 'history', unnest(list_concat(client_acts, coalesce(old_client_acts, []))) FROM compared
    UNION
    SELECT pair, 'device', unnest([a.device_act, b.device_act]) FROM compared
    UNION
    SELECT pair, 'attempt', unnest(list_concat(coalesce(a.failures[:20], []), coalesce(b.failures[:20], []), coalesce(a.refused_acts, []), b.refused_acts,
      [a.first_success, b.first_success])) FROM compared
    UNION
    SELECT pair, 'factor', unnest([a.factor_act, b.factor_act]) FROM compared
  ) c
  JOIN acts a ON a.act = c.act
  GROUP BY c.pair, c.answer
),
records AS (
  SELECT
    pair,
    any_value(records) FILTER (answer = 'ends') AS end_records, any_value(records) FILTER (answer = 'success') AS success_records,
    any_value(records) FILTER (answer = 'network') AS network_records, any_value(records) FILTER (answer = 'client') AS client_records,
    any_value(records) FILTER (answer = 'history') AS history_records, any_value(records) FILTER (answer = 'device') AS device_records,
    any_value(records) FILTER (answer = 'attempt') AS attempt_records, any_value(records) FILTER (answer = 'factor') AS factor_records
  FROM cited
  GROUP BY pair
)
SELECT
  c.user_name AS subject, c.user_name AS subject_name,
  least(c.a.first_seen, c.b.first_seen) AS window_start, greatest(c.a.last_seen, c.b.last_seen) AS window_end,
  CASE WHEN c.pick_id IS NULL THEN {label: array_to_string(c.labels, ', '), evidence_id: c.evidence_id, record: c.record} END AS alert,
  c.pick_id,
  c.labels AS alert_labels, c.signal_count,
  list_sort(list_distinct([lower(c.user_name), lower(c.other_user_name)])) AS user_names,

  CASE WHEN c.a_stay IS NOT NULL THEN 'found' WHEN c.has_before THEN 'same place only' END AS other_end,
  strftime(c.timestamp, '%Y-%m-%d %H:%M:%S') AS alert_time,
  coalesce(c.a.at, 'not in the evidence') AS a_at, c.b.at AS b_at,
  coalesce(strftime(c.a_time, '%Y-%m-%d %H:%M:%S'), 'unknown') AS a_time, strftime(c.b_time, '%Y-%m-%d %H:%M:%S') AS b_time,
  c.a.ip AS a_address, c.b.ip AS b_address, c.a.place AS a_place, c.b.place AS b_place,
  c.a.first_seen AS a_first_timestamp, c.a.last_seen AS a_last_timestamp, c.b.first_seen AS b_first_timestamp, c.b.last_seen AS b_last_timestamp,
  c.a.event_count AS a_event_count, c.b.event_count AS b_event_count,
  coalesce(c.a.session_ids, []) AS a_session_ids, c.b.session_ids AS b_session_ids,
  list_sort(list_distinct(list_concat(c.signal_records, coalesce(x.end_records, [])))) AS end_records,

  CASE WHEN c.a_stay IS NOT NULL THEN CASE WHEN c.a.succeeded AND c.b.succeeded THEN 'yes'
    WHEN NOT c.a.succeeded OR NOT c.b.succeeded THEN 'no' END END AS both_succeeded,
  coalesce(c.a.success_count, 0) AS a_success_count, c.b.success_count AS b_success_count,
  coalesce(x.success_records, []) AS success_records,

  CASE
    WHEN c.a.known_status = 'confirmed' AND c.b.known_status = 'confirmed' THEN 'both confirmed'
    WHEN c.a.known_status IS NOT NULL AND c.b.known_status IS NOT NULL THEN 'both'
    WHEN c.has_coverage THEN 'not both'
  END AS known_networks,
  CASE WHEN c.b.known_status IS NOT NULL THEN 'yes' WHEN c.has_coverage THEN 'no' END AS b_is_known,
  c.a.known_status AS a_known_status, c.b.known_status AS b_known_status,
  CASE WHEN c.a.known_status IS NOT NULL AND c.b.known_status IS NOT NULL THEN 'both are'
    WHEN c.a.known_status IS NOT NULL THEN c.a.ip || ' is, ' || c.b.ip || ' is not'
    WHEN c.b.known_status IS NOT NULL THEN c.b.ip || ' is' || coalesce(', ' || c.a.ip || ' is not', '')
    ELSE 'neither is' END AS known_listed,
  concat_ws('; ', c.a.ip || ': ' || coalesce(nullif(c.a.remarks, ''), 'nothing remarkable'),
    c.b.ip || ': ' || coalesce(nullif(c.b.remarks, ''), 'nothing remarkable')) AS networks_listed,
  coalesce(x.network_records, []) AS network_records,

  CASE
    WHEN len(c.a.user_agents) = 0 OR len(c.b.user_agents) = 0 THEN NULL
    WHEN c.a.scripts <> c.b.scripts THEN parted
    WHEN list_has_all(c.a.user_agents, c.b.user_agents) OR list_has_all(c.b.user_agents, c.a.user_agents) THEN 'same'
    WHEN list_has_all(c.a.clients, c.b.clients) OR list_has_all(c.b.clients, c.a.clients) THEN 'similar'
    ELSE parted
  END AS client_match,
  CASE WHEN len(c.a.session_ids) > 0 AND len(c.b.session_ids) > 0 THEN list_has_any(c.a.session_ids, c.b.session_ids) END AS is_one_session,
  list_sort(coalesce(list_intersect(c.a.session_ids, c.b.session_ids), []))[:5] AS shared_sessions,
  CASE WHEN list_has_all(c.a.user_agents, c.b.user_agents) OR list_has_all(c.b.user_agents, c.a.user_agents) THEN 'same text'
    ELSE 'same program and system, in other versions' END AS client_basis,
  coalesce(c.a.user_agents[:10], []) AS a_user_agents, c.b.user_agents[:10] AS b_user_agents,
  coalesce(nullif(array_to_string(c.a.clients[:5], ', '), ''), 'not told') AS a_clients,
  coalesce(nullif(array_to_string(c.b.clients[:5], ', '), ''), 'not told') AS b_clients,
  coalesce(x.client_records, []) AS client_records,

  CASE WHEN c.earlier_count > 0 AND c.a_stay IS NOT NULL AND len(c.a.user_agents) > 0 AND len(c.b.user_agents) > 0
    THEN CASE WHEN coalesce(len(c.new_clients), 0) = 0 THEN 'yes' ELSE 'no' END END AS clients_seen_before,
  coalesce(c.earlier_count, 0) AS earlier_count,
  coalesce('since ' || strftime(c.earlier_begins, '%Y-%m-%d %H:%M:%S'), 'none') AS earlier_since,
  strftime(least(c.a.first_seen, c.b.first_seen), '%Y-%m-%d %H:%M:%S') AS opens,
  coalesce(nullif(array_to_string(c.new_clients[:5], ', '), ''), 'none') AS new_clients,
  coalesce(nullif(array_to_string(c.old_clients[:5], ', '), ''), 'none') AS old_clients,
  coalesce(x.history_records, []) AS history_records,

  CASE
    WHEN list_has_any(c.a.fingerprints, c.b.fingerprints) OR list_has_any(c.a.device_ids, c.b.device_ids) THEN 'same'
    WHEN len(c.a.fingerprints) > 0 AND len(c.b.fingerprints) > 0 THEN 'different'
    WHEN list_has_any(c.a.device_products, c.b.device_products) THEN 'different'
  END AS device_match,
  concat_ws(' and ',
    CASE WHEN list_has_any(c.a.fingerprints, c.b.fingerprints) THEN 'device fingerprint ' || list_sort(list_intersect(c.a.fingerprints, c.b.fingerprints))[1] END,
    CASE WHEN list_has_any(c.a.device_ids, c.b.device_ids) THEN 'device of ' || list_sort(list_intersect(c.a.device_ids, c.b.device_ids))[1] END) AS device_basis,
  coalesce(c.a.fingerprints, []) AS a_fingerprints, c.b.fingerprints AS b_fingerprints,
  coalesce(c.a.device_ids, []) AS a_device_ids, c.b.device_ids AS b_device_ids,
  len(c.a.fingerprints) + len(c.a.device_ids) AS a_device_count, len(c.b.fingerprints) + len(c.b.device_ids) AS b_device_count,
  coalesce(x.device_records, []) AS device_records,

  CASE
    WHEN greatest(c.a.refused_pushes, c.b.refused_pushes) >= $refused_pushes THEN 'refused pushes'
    WHEN NOT (c.a.tells_failures AND c.b.tells_failures) THEN NULL
    WHEN greatest(c.a.failure_count, c.b.failure_count) >= $failed_attempts AND least(c.a.failure_count, c.b.failure_count) = 0 THEN 'one side'
    ELSE 'no'
  END AS attempt_pattern,
  coalesce(c.a.failure_count, 0) AS a_failure_count, c.b.failure_count AS b_failure_count,
  coalesce(c.a.refused_pushes, 0) AS a_refused_pushes, c.b.refused_pushes AS b_refused_pushes,
  coalesce(c.a.applications[:20], []) AS a_applications, c.b.applications[:20] AS b_applications,
  coalesce(nullif(array_to_string(c.a.applications[:5], ', '), ''), 'none') AS a_reached,
  coalesce(nullif(array_to_string(c.b.applications[:5], ', '), ''), 'none') AS b_reached,
  coalesce(x.attempt_records, []) AS attempt_records,

  CASE
    WHEN list_has_any(c.a.factors, c.b.factors) THEN 'same'
    WHEN (len(c.a.factors) > 0 OR c.a.tells_factors) AND (len(c.b.factors) > 0 OR c.b.tells_factors) THEN 'not the same'
  END AS factor_match,
  coalesce(c.a.factors, []) AS a_factor_list, c.b.factors AS b_factor_list,
  coalesce(nullif(array_to_string(c.a.factors, ', '), ''), 'none seen') AS a_factors,
  coalesce(nullif(array_to_string(c.b.factors, ', '), ''), 'none seen') AS b_factors,
  coalesce(x.factor_records, x.success_records, []) AS factor_records,

  CASE
    WHEN c.a.network_kind = 'hosting' OR c.b.network_kind = 'hosting' THEN 'hosting'
    WHEN c.a.network_kind = 'moving' OR c.b.network_kind = 'moving' THEN 'moving'
    WHEN c.a_stay IS NULL THEN c.b.network_kind
    WHEN c.a.network_kind IS NOT NULL AND c.b.network_kind IS NOT NULL THEN 'ordinary'
  END AS network_kind,
  c.a.labels AS a_network_labels, c.b.labels AS b_network_labels,

  CASE WHEN c.a_level = 'city' AND c.b_level = 'city' AND c.km IS NOT NULL
    THEN CASE WHEN c.km >= $minimum_distance_km AND c.km * 3600000000 > $speed_kmh * c.us THEN 'beyond' ELSE 'within' END END AS reach,
  CAST(round(c.km) AS BIGINT) AS distance_km,
  CASE WHEN c.us > 0 THEN CAST(round(c.km * 3600000000 / c.us, -1) AS BIGINT) END AS speed_kmh_needed,
  c.a_level AS a_place_level, c.b_level AS b_place_level,
  coalesce('about ' || CAST(round(c.km) AS BIGINT) || ' km in ' || CAST(round(c.us / 60000000) AS BIGINT) || ' minutes'
    || CASE WHEN c.us > 0 THEN ', about ' || CAST(round(c.km * 3600000000 / c.us, -1) AS BIGINT) || ' km/h' ELSE '' END
    || ' between the middles of ' || CASE WHEN c.a_level = 'city' AND c.b_level = 'city' THEN 'two cities, whose size is not in the data'
      ELSE 'a ' || coalesce(c.a_level, 'place') || ' and a ' || coalesce(c.b_level, 'place') END,
    'the distance is not known') AS speed_listed
FROM compared c
LEFT JOIN records x ON x.pair = c.pair,
LATERAL (SELECT CASE WHEN list_has_any(c.a.session_ids, c.b.session_ids) THEN 'different in one session' ELSE 'different' END AS parted)
ORDER BY c.user_name, c.timestamp, c.evidence_id, c.record, c.pick_id NULLS FIRST
