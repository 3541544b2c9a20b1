-- One row per message and recipient that an alert names: what became of its links and attachments. A fact is NULL when no log answers.
-- Orders are by time and place, mails are counted by their names, so that keys of ours decide nothing.
WITH
-- Whoever acts: one person may be EXAMPLE\ana, ana and ana@example.com. Accounts of the system are nobody.
accounts AS MATERIALIZED (
  SELECT
    user_key, user_name, account,
    CASE
      WHEN account = '' OR account LIKE '%$'
        OR regexp_full_match(account, '-|n/a|unknown|root|(local )?system|(local|network) service|anonymous logon|(dwm|umfd)-\d+') THEN NULL
      ELSE split_part(account, '@', 1)
    END AS person
  FROM (SELECT user_key, user_name, lower(regexp_extract(user_name, '[^\\/]*$')) AS account FROM users)
),
devices AS MATERIALIZED (
  SELECT
    host_key, host_ip,
    CASE WHEN regexp_full_match(named, '[\d.]+|.*:.*') THEN named ELSE split_part(named, '.', 1) END AS device
  FROM (SELECT host_key, host_ip, lower(coalesce(host_name, host_id)) AS named FROM hosts)
  WHERE named IS NOT NULL
),
-- A log that holds processes or files comes from endpoints; web requests of any other are a proxy's, but for those of cloud services
-- and of web servers. CEF carries both.
kinds AS MATERIALIZED (
  SELECT
    action_key,
    regexp_matches(event_action, 'delet|remov|unlink', 'i') AS is_deletion,
    coalesce(regexp_matches(event_action, 'dns', 'i'), false) AS is_lookup,
    CASE
      WHEN event_category = 'email' THEN CASE WHEN regexp_matches(event_action, '^click', 'i') THEN 'click' END
      WHEN event_category IN ('web', 'malware') AND (event_dataset = 'cef.log' OR event_dataset NOT IN (
          SELECT event_dataset FROM actions WHERE event_category IN ('process', 'file') AND event_dataset IS NOT NULL)) THEN
        CASE WHEN NOT regexp_matches(event_dataset, '^(azure|aws|okta|m365_defender|kubernetes|iis)\b') THEN 'proxy' END
      WHEN event_category IN ('process', 'file', 'network', 'web', 'malware', 'library') THEN 'endpoint'
    END AS kind
  FROM actions
),
-- Who and what was seen on which day, and with what.
seen AS MATERIALIZED (
  SELECT
    k.kind, f.user_key, f.host_key, CASE WHEN k.kind = 'proxy' THEN f.address_key END AS address_key,
    CAST(f.timestamp AS DATE) AS day,
    min(f.timestamp) AS first_seen, max(f.timestamp) AS last_seen,
    max({timestamp: f.timestamp, evidence_id: f.evidence_id, record: f.record}) AS last_any,
    max({timestamp: f.timestamp, evidence_id: f.evidence_id, record: f.record}) FILTER (f.url_key IS NOT NULL) AS last_network,
    max({timestamp: f.timestamp, evidence_id: f.evidence_id, record: f.record}) FILTER (p.process_key IS NOT NULL) AS last_command,
    max({timestamp: f.timestamp, evidence_id: f.evidence_id, record: f.record}) FILTER (h.file_key IS NOT NULL) AS last_hash
  FROM event_facts f
  JOIN kinds k ON k.action_key = f.action_key AND k.kind IN ('proxy', 'endpoint')
  LEFT JOIN (SELECT process_key FROM processes WHERE process_command_line IS NOT NULL) p ON p.process_key = f.process_key
  LEFT JOIN (
    SELECT file_key FROM files WHERE coalesce(file_hash_md5, file_hash_sha1, file_hash_sha256) IS NOT NULL
  ) h ON h.file_key = f.file_key
  GROUP BY ALL
),
-- An address is a device's on the days on which it is that of no other.
leases AS MATERIALIZED (
  SELECT ip, day, min(device) AS device
  FROM (
    SELECT DISTINCT d.host_ip AS ip, s.day, d.device
    FROM seen s
    JOIN devices d ON d.host_key = s.host_key
    WHERE s.kind = 'endpoint' AND d.host_ip IS NOT NULL
  )
  GROUP BY ip, day
  HAVING count(*) = 1
),
present AS MATERIALIZED (
  SELECT s.* EXCLUDE (host_key, address_key), a.person, coalesce(d.device, l.device) AS device, i.source_address,
    s.kind = 'proxy' AND d.device IS NOT NULL AS is_named_by_proxy
  FROM seen s
  LEFT JOIN accounts a ON a.user_key = s.user_key
  LEFT JOIN devices d ON d.host_key = s.host_key
  LEFT JOIN addresses i ON i.address_key = s.address_key
  LEFT JOIN leases l ON l.ip = i.source_address AND l.day = s.day
),
-- A device that one person uses stands for that person.
owners AS MATERIALIZED (
  SELECT device, min(person) AS person
  FROM present
  WHERE person IS NOT NULL AND device IS NOT NULL
  GROUP BY device
  HAVING count(DISTINCT person) = 1
),
-- H-C6. Without a number that somebody set: one in a hundred of the users that the evidence shows, at least three.
measure AS MATERIALIZED (
  SELECT
    users_seen,
    CASE WHEN $rare_below > 0 THEN $rare_below ELSE greatest(3, CAST(ceil(users_seen / 100) AS INTEGER)) END AS rare_below,
    CASE
      WHEN $rare_below > 0 THEN 'as set'
      ELSE 'one in a hundred of the ' || users_seen || ' users seen, at least 3'
    END AS rare_basis
  FROM (
    SELECT count(DISTINCT coalesce(p.person, o.person, p.device, p.source_address)) AS users_seen
    FROM present p
    LEFT JOIN owners o ON o.device = p.device
  )
),
spans AS MATERIALIZED (
  SELECT
    min(first_seen) FILTER (kind = 'proxy') AS first_proxy,
    max(last_seen) FILTER (kind = 'proxy') AS last_proxy,
    bool_or(is_named_by_proxy) AS proxy_names_devices,
    max(last_network.timestamp) FILTER (kind = 'endpoint') AS last_network,
    max(last_command.timestamp) FILTER (kind = 'endpoint') AS last_command,
    max(last_hash.timestamp) FILTER (kind = 'endpoint') AS last_hash
  FROM present
),

-- Several alerts on one message are one matter for each of its recipients. Where no log tells when it was delivered, the day before
-- the alert counts too.
mails AS MATERIALIZED (
  SELECT
    *,
    delivered_at + to_days(CAST($horizon_days AS INTEGER)) AS until,
    delivered_at + to_hours(CAST($coverage_hours AS INTEGER)) AS covered_until
  FROM (
    SELECT
      row_number() OVER (ORDER BY m.message, lower(m.recipient)) AS mail,
      m.message, lower(m.recipient) AS address, min(m.recipient) AS recipient,
      coalesce(min(m.received) FILTER (NOT m.is_click), min(f.timestamp) - INTERVAL 1 DAY) AS delivered_at,
      min(m.received) FILTER (NOT m.is_click) IS NOT NULL AS is_delivery_known,
      coalesce(bool_and(coalesce(f.event_outcome = 'failure', false)) FILTER (m.is_alert AND NOT m.is_click), false) AS is_stopped,
      count(*) FILTER (m.is_alert) AS alert_count,
      max(f.timestamp) AS last_alert,
      list({evidence_id: m.evidence_id, record: m.record} ORDER BY f.timestamp, m.evidence_id, m.record)[:20] AS records,
      list({
          label: concat_ws(', ', a.event_provider, coalesce(f.event_description, f.rule_name, a.event_action)),
          evidence_id: m.evidence_id,
          record: m.record}
        ORDER BY m.is_click, f.timestamp, m.evidence_id, m.record) FILTER (m.is_alert)[1] AS alert
    FROM mail_alerts m
    JOIN event_facts f ON f.evidence_id = m.evidence_id AND f.record = m.record
    JOIN actions a ON a.action_key = f.action_key
    GROUP BY m.message, lower(m.recipient)
    HAVING bool_or(m.is_alert)
  )
),
-- H-C1. What an alert says is the threat; where it says nothing of that, all that the message held and that it does not clear.
named AS MATERIALIZED (
  SELECT * EXCLUDE (is_threat, is_clean), is_threat
  FROM (
    SELECT
      message, kind, normalised, any_value(host) AS host, any_value(registrable_domain) AS registrable_domain, min(value) AS value,
      bool_or(role = 'threat') AS is_threat, bool_or(role = 'clean') AS is_clean,
      bool_or(bool_or(role = 'threat')) OVER (PARTITION BY message) AS has_threat
    FROM indicators
    GROUP BY message, kind, normalised
  )
  WHERE is_threat OR NOT (has_threat OR is_clean)
),
contents AS MATERIALIZED (
  SELECT
    message,
    bool_or(is_threat) AS is_threat,
    coalesce(list_sort(list(normalised) FILTER (kind IN ('url', 'rewritten url'))), []) AS link_urls,
    coalesce(list_sort(list(DISTINCT host) FILTER (kind IN ('url', 'domain'))), []) AS link_hosts,
    coalesce(list_sort(list(DISTINCT registrable_domain) FILTER (kind IN ('url', 'domain'))), []) AS link_domains,
    coalesce(list_sort(list(normalised) FILTER (kind = 'file name')), []) AS attachment_names,
    coalesce(list_sort(list(normalised) FILTER (kind IN ('md5', 'sha1', 'sha256'))), []) AS attachment_hashes,
    string_agg(CASE WHEN kind LIKE '%url' OR kind = 'domain' THEN value ELSE kind || ' ' || value END, ', ' ORDER BY kind DESC, normalised)
      FILTER (place <= 5) || CASE WHEN count(*) > 5 THEN ' and ' || (count(*) - 5) || ' more' ELSE '' END AS listed
  FROM (SELECT *, row_number() OVER (PARTITION BY message ORDER BY kind DESC, normalised) AS place FROM named)
  GROUP BY message
),
-- H-C10. The recipient by the full address, or by what stands before the @, with or without a domain in front of it.
mail_accounts AS MATERIALIZED (
  SELECT m.mail, a.user_key, a.user_name
  FROM mails m
  JOIN accounts a ON a.account = m.address
  WHERE a.person IS NOT NULL
  UNION
  SELECT m.mail, a.user_key, a.user_name
  FROM mails m
  JOIN accounts a ON a.account = split_part(m.address, '@', 1)
  WHERE a.person IS NOT NULL
),
mail_presence AS MATERIALIZED (
  SELECT c.mail, m.delivered_at, m.until, p.kind, p.device, p.first_seen, p.last_seen, p.last_any
  FROM mail_accounts c
  JOIN mails m ON m.mail = c.mail
  JOIN present p ON p.user_key = c.user_key
  WHERE p.last_seen >= m.delivered_at - (m.until - m.delivered_at) AND p.first_seen < m.until
),
mail_devices AS MATERIALIZED (
  SELECT mail, device, any_value(delivered_at) AS delivered_at, any_value(until) AS until, bool_or(last_seen >= delivered_at) AS is_active
  FROM mail_presence
  WHERE device IS NOT NULL
  GROUP BY mail, device
),
device_cover AS MATERIALIZED (
  SELECT
    d.mail, d.device,
    bool_or(p.kind = 'proxy') AS in_proxy,
    min(p.last_network) FILTER (p.kind = 'endpoint' AND p.last_network.timestamp >= d.delivered_at) AS first_network,
    max(p.last_network) FILTER (p.kind = 'endpoint' AND p.last_network.timestamp >= d.delivered_at) AS last_network,
    min(p.last_command) FILTER (p.kind = 'endpoint' AND p.last_command.timestamp >= d.delivered_at) AS first_command,
    max(p.last_command) FILTER (p.kind = 'endpoint' AND p.last_command.timestamp >= d.delivered_at) AS last_command,
    min(p.last_hash) FILTER (p.kind = 'endpoint' AND p.last_hash.timestamp >= d.delivered_at) AS first_hash,
    max(p.last_hash) FILTER (p.kind = 'endpoint' AND p.last_hash.timestamp >= d.delivered_at) AS last_hash
  FROM mail_devices d
  JOIN present p ON p.device = d.device AND p.last_seen >= d.delivered_at AND p.first_seen < d.until
  WHERE d.is_active
  GROUP BY d.mail, d.device
),
known_addresses AS (SELECT DISTINCT device FROM leases),
-- H-C4. A device that the proxy could name, or whose address is known, and that it never saw, is not behind it.
cover AS MATERIALIZED (
  SELECT
    c.mail,
    string_agg(c.device, ', ' ORDER BY c.device) AS devices,
    string_agg(c.device, ', ' ORDER BY c.device)
      FILTER (NOT c.in_proxy AND (s.proxy_names_devices OR k.device IS NOT NULL)) AS without_proxy,
    list_sort(list_distinct([min(c.first_network), max(c.last_network)])) AS network_witnesses,
    list_sort(list_distinct([min(c.first_command), max(c.last_command)])) AS command_witnesses,
    list_sort(list_distinct([min(c.first_hash), max(c.last_hash)])) AS file_witnesses,
    string_agg(c.device, ', ' ORDER BY c.device) FILTER (c.last_network IS NULL) AS without_network,
    string_agg(c.device, ', ' ORDER BY c.device) FILTER (c.last_command IS NULL) AS without_command,
    string_agg(c.device, ', ' ORDER BY c.device) FILTER (c.last_hash IS NULL) AS without_hash
  FROM device_cover c
  CROSS JOIN spans s
  LEFT JOIN known_addresses k ON k.device = c.device
  GROUP BY c.mail
),
gaps AS MATERIALIZED (
  SELECT
    mail, who, devices, proxy_witnesses, network_witnesses, command_witnesses, file_witnesses,
    CASE
      WHEN last_proxy IS NULL THEN 'No proxy data for anybody is in this case'
      WHEN first_proxy > delivered_at + INTERVAL 1 HOUR
        THEN 'No proxy data for the hours after the delivery: it begins at ' || strftime(first_proxy, '%Y-%m-%d %H:%M:%S')
      WHEN last_proxy < covered_until
        THEN 'No proxy data for the ' || $coverage_hours || ' hours after the delivery: it ends at ' || strftime(last_proxy, '%Y-%m-%d %H:%M:%S')
      WHEN NOT is_in_proxy THEN 'No proxy data for ' || who || coalesce(' (host ' || devices || ')', '') || ' after the delivery'
      WHEN without_proxy IS NOT NULL THEN 'No proxy data for host ' || without_proxy || ' of ' || who || ' after the delivery'
    END AS proxy_gap,
    CASE
      WHEN s.last_network IS NULL THEN 'No network or DNS events of any endpoint are in this case'
      WHEN s.last_network < covered_until THEN 'No network events for the ' || $coverage_hours || ' hours after the delivery: they end at '
        || strftime(s.last_network, '%Y-%m-%d %H:%M:%S')
      WHEN devices IS NULL THEN 'No network events for ' || who || ': no device of theirs is seen after the delivery'
      WHEN without_network IS NOT NULL THEN 'No network events for host ' || without_network || ' of ' || who || ' after the delivery'
    END AS network_gap,
    CASE
      WHEN s.last_command IS NULL THEN 'No command lines of any endpoint are in this case'
      WHEN s.last_command < covered_until THEN 'No command lines for the ' || $coverage_hours || ' hours after the delivery: they end at '
        || strftime(s.last_command, '%Y-%m-%d %H:%M:%S')
      WHEN devices IS NULL THEN 'No command lines for ' || who || ': no device of theirs is seen after the delivery'
      WHEN without_command IS NOT NULL THEN 'No command lines for host ' || without_command || ' of ' || who || ' after the delivery'
    END AS command_gap,
    CASE
      WHEN s.last_hash IS NULL THEN 'No file events with hashes of any endpoint are in this case'
      WHEN s.last_hash < covered_until THEN 'No file events with hashes for the ' || $coverage_hours
        || ' hours after the delivery: they end at ' || strftime(s.last_hash, '%Y-%m-%d %H:%M:%S')
      WHEN devices IS NULL THEN 'No file events for ' || who || ': no device of theirs is seen after the delivery'
      WHEN without_hash IS NOT NULL THEN 'No file events with hashes for host ' || without_hash || ' of ' || who || ' after the delivery'
    END AS file_gap
  FROM (
    SELECT m.mail, m.recipient AS who, m.delivered_at, m.covered_until, c.* EXCLUDE (mail), p.proxy_witnesses,
      coalesce(p.is_in_proxy, false) AS is_in_proxy
    FROM mails m
    LEFT JOIN cover c ON c.mail = m.mail
    LEFT JOIN (
      SELECT
        mail, bool_or(kind = 'proxy' AND last_seen >= delivered_at) AS is_in_proxy,
        list_sort(list_distinct([
          min(last_any) FILTER (kind = 'proxy' AND last_seen >= delivered_at),
          max(last_any) FILTER (kind = 'proxy' AND last_seen >= delivered_at)])) AS proxy_witnesses
      FROM mail_presence
      GROUP BY mail
    ) p ON p.mail = m.mail
  )
  CROSS JOIN spans s
),

-- H-C3, H-C5. Requests and look-ups below the domains of links, those reported by the mail product among them. A proxy that asks for
-- a password has not passed anything on.
web AS MATERIALIZED (
  SELECT
    f.evidence_id, f.record, f.timestamp, f.user_key, k.kind, i.normalised, i.host, i.registrable_domain, a.person,
    coalesce(d.device, l.device) AS device,
    coalesce(a.person, o.person, d.device, l.device, s.source_address) AS who,
    k.kind = 'proxy' AND coalesce(f.http_request_method = 'CONNECT', false) AS is_tunnel,
    w.url_original IS NOT NULL AS is_url,
    k.kind = 'endpoint' AND k.is_lookup AND f.destination_ip IS NULL AS is_lookup,
    coalesce(f.event_outcome = 'failure' AND NOT regexp_full_match(coalesce(f.error_code, ''), '\d+'), false) AS is_blocked,
    strftime(f.timestamp, '%Y-%m-%d %H:%M:%S') || ' ' || concat_ws(' ', coalesce(u.user_name, s.source_address), 'on ' || h.host_name)
      || ' ' || left(coalesce(w.url_original, w.url_domain), 160) AS line
  FROM event_facts f
  JOIN kinds k ON k.action_key = f.action_key AND k.kind IS NOT NULL
  JOIN indicator_urls i ON i.url_key = f.url_key
  JOIN urls w ON w.url_key = f.url_key
  LEFT JOIN users u ON u.user_key = f.user_key
  LEFT JOIN accounts a ON a.user_key = f.user_key
  LEFT JOIN hosts h ON h.host_key = f.host_key
  LEFT JOIN devices d ON d.host_key = f.host_key
  LEFT JOIN addresses s ON s.address_key = f.address_key
  -- Equalities alone: with a condition on one side beside them every request would meet every lease.
  LEFT JOIN leases l ON l.ip = CASE WHEN k.kind = 'proxy' THEN s.source_address END AND l.day = CAST(f.timestamp AS DATE)
  LEFT JOIN owners o ON o.device = coalesce(d.device, l.device)
  WHERE coalesce(f.http_response_status_code, 0) <> 407
),
reach AS MATERIALIZED (
  SELECT registrable_domain, count(DISTINCT who) AS users FROM web WHERE NOT is_blocked GROUP BY registrable_domain
),
mail_domains AS MATERIALIZED (
  SELECT DISTINCT m.mail, m.message, m.delivered_at, m.until, n.registrable_domain
  FROM mails m
  JOIN named n ON n.message = m.message
  WHERE n.registrable_domain IS NOT NULL
),
own_web AS MATERIALIZED (
  SELECT w.*, t.normalised IS NOT NULL AS is_link, h.host IS NOT NULL AS is_host, r.users, m.mail, w.timestamp >= m.delivered_at AS is_after
  FROM (
    SELECT d.mail, d.message, w.*
    FROM mail_domains d
    JOIN mail_accounts a ON a.mail = d.mail
    JOIN web w ON w.registrable_domain = d.registrable_domain AND w.user_key = a.user_key
    UNION ALL
    SELECT d.mail, d.message, w.*
    FROM mail_domains d
    JOIN mail_devices v ON v.mail = d.mail
    JOIN web w ON w.registrable_domain = d.registrable_domain AND w.device = v.device
    WHERE w.person IS NULL
  ) w
  JOIN mails m ON m.mail = w.mail AND w.timestamp < m.until
  LEFT JOIN (SELECT DISTINCT message, normalised FROM named WHERE kind IN ('url', 'rewritten url')) t
    ON t.message = w.message AND t.normalised = w.normalised
  LEFT JOIN (SELECT DISTINCT message, host FROM named WHERE kind IN ('url', 'domain')) h ON h.message = w.message AND h.host = w.host
  LEFT JOIN reach r ON r.registrable_domain = w.registrable_domain
),
own AS MATERIALIZED (
  SELECT
    mail,
    count(*) FILTER (is_click AND NOT is_blocked AND is_after) AS clicks,
    min(entry, 20) FILTER (is_click AND NOT is_blocked AND is_after) AS click_entries,
    count(*) FILTER (is_click AND NOT is_blocked AND NOT is_after) AS early_clicks,
    max(timestamp) FILTER (is_click AND NOT is_blocked AND NOT is_after) AS last_early_click,
    count(*) FILTER (is_attempt AND is_after) AS attempts,
    min(entry, 20) FILTER (is_attempt AND is_after) AS attempt_entries,
    count(*) FILTER (is_passage AND is_after) AS passages,
    min(entry, 20) FILTER (is_passage AND is_after) AS passage_entries,
    count(*) FILTER (is_link AND is_contact AND is_url AND kind = 'endpoint' AND is_after) AS links_seen,
    count(*) FILTER (is_contact AND is_after) AS contacts,
    count(*) FILTER (is_contact AND is_lookup AND is_after) AS lookups,
    min(entry, 20) FILTER (is_contact AND is_after) AS contact_entries,
    count(*) FILTER (is_contact AND NOT is_after) AS early_contacts,
    min({users: users, domain: registrable_domain}) FILTER (is_contact AND is_after OR is_passage AND is_after) AS rarest
  FROM (
    SELECT
      *,
      {timestamp: timestamp, evidence_id: evidence_id, record: record, line: line} AS entry,
      is_link AND kind IN ('proxy', 'click') AND NOT is_tunnel AS is_click,
      is_blocked AND ((is_link AND kind IN ('proxy', 'click')) OR (is_host AND is_tunnel)) AS is_attempt,
      is_host AND is_tunnel AND NOT is_blocked AS is_passage,
      NOT is_blocked AND kind <> 'click' AND NOT is_tunnel AND NOT (is_link AND kind = 'proxy') AS is_contact
    FROM own_web
  )
  GROUP BY mail
),
-- What a recipient did is told in that recipient's verdict; here counts what nobody's verdict tells.
unclaimed AS MATERIALIZED (
  SELECT w.*
  FROM web w
  ANTI JOIN (SELECT DISTINCT evidence_id, record FROM own_web WHERE is_after) o ON o.evidence_id = w.evidence_id AND o.record = w.record
  WHERE NOT w.is_blocked
),
mail_links AS MATERIALIZED (
  SELECT m.mail, m.delivered_at, m.until, n.normalised
  FROM mails m
  JOIN (SELECT DISTINCT message, normalised FROM named WHERE kind IN ('url', 'rewritten url')) n ON n.message = m.message
),
others AS MATERIALIZED (
  SELECT
    n.mail, count(*) AS clicks,
    min({timestamp: w.timestamp, evidence_id: w.evidence_id, record: w.record, line: w.line}, 20) AS entries
  FROM mail_links n
  JOIN (SELECT * FROM unclaimed WHERE kind IN ('proxy', 'click') AND NOT is_tunnel) w ON w.normalised = n.normalised
  WHERE w.timestamp >= n.delivered_at AND w.timestamp < n.until
  GROUP BY n.mail
),
rarely AS MATERIALIZED (
  SELECT w.*, r.users
  FROM unclaimed w
  JOIN reach r ON r.registrable_domain = w.registrable_domain
  WHERE w.kind <> 'click' AND r.users < (SELECT rare_below FROM measure)
),
few_others AS MATERIALIZED (
  SELECT
    d.mail, count(*) AS contacts,
    min({timestamp: w.timestamp, evidence_id: w.evidence_id, record: w.record, line: w.line}, 20) AS entries,
    min({users: w.users, domain: w.registrable_domain}) AS rarest
  FROM mail_domains d
  JOIN rarely w ON w.registrable_domain = d.registrable_domain
  WHERE w.timestamp >= d.delivered_at AND w.timestamp < d.until
  GROUP BY d.mail
),
domain_users AS (
  SELECT d.mail, string_agg(d.registrable_domain || ': ' || coalesce(r.users, 0), ', ' ORDER BY d.registrable_domain) AS listed
  FROM mail_domains d
  JOIN (SELECT DISTINCT message, registrable_domain FROM named WHERE kind IN ('url', 'domain')) n
    ON n.message = d.message AND n.registrable_domain = d.registrable_domain
  LEFT JOIN reach r ON r.registrable_domain = d.registrable_domain
  GROUP BY d.mail
),

-- H-C7. A name is found as a sequence of words in a command line: quotes, blanks and what separates the parts of a path divide words,
-- so that upper and lower case and the way it is quoted do not matter. A browser adds (1) before the ending of a second download.
file_names AS MATERIALIZED (
  SELECT
    name, string_split(words, '|')[-1] AS last_word, '|' || words || '|' AS sequence,
    -- Windows makes a short name of six letters, ~ and a digit where a name is long or has blanks.
    CASE WHEN length(stem) > 8 OR length(ending) > 3 OR contains(name, ' ') OR contains(stem, '.')
      THEN left(regexp_replace(regexp_replace(stem, '[ .]', '', 'g'), '[+,;=\[\]]', '_', 'g'), 6) END AS short_stem,
    left(ending, 3) AS short_ending
  FROM (
    SELECT
      normalised AS name,
      trim(regexp_replace(translate(normalised, E'\\/:*?"<>| \t\r\n,;=()[]\'&', repeat('|', 22)), '\|+', '|', 'g'), '|') AS words,
      regexp_replace(normalised, '\.[^.]*$', '') AS stem, regexp_extract(normalised, '\.([^.]*)$', 1) AS ending
    FROM (SELECT DISTINCT normalised FROM named WHERE kind = 'file name')
  )
  WHERE words <> ''
),
commands AS MATERIALIZED (
  SELECT
    process_key,
    translate(written, E'\\/:*?"<>| \t\r\n,;=()[]\'&', repeat('|', 22)) AS words,
    CASE WHEN contains(written, ').') OR contains(written, '].') THEN translate(
      regexp_replace(written, '\s?[(\[]\d{1,3}[)\]]\.', '.', 'g'), E'\\/:*?"<>| \t\r\n,;=()[]\'&', repeat('|', 22)) END AS plain_words
  FROM (
    SELECT process_key, replace(lower(nfc_normalize(concat_ws(' ', process_command_line, process_executable))), '%20', ' ') AS written
    FROM processes
    WHERE coalesce(process_command_line, process_executable) IS NOT NULL AND EXISTS (SELECT 1 FROM file_names)
  )
),
words AS MATERIALIZED (
  SELECT process_key, word
  FROM (
    SELECT process_key, unnest(string_split(words, '|')) AS word FROM commands
    UNION ALL
    SELECT process_key, unnest(string_split(plain_words, '|')) AS word FROM commands WHERE plain_words IS NOT NULL
  )
  WHERE contains(word, '~') OR word IN (SELECT last_word FROM file_names)
),
name_hits AS MATERIALIZED (
  SELECT n.name, w.process_key, 'name' AS basis
  FROM words w
  JOIN file_names n ON n.last_word = w.word
  JOIN commands c ON c.process_key = w.process_key
  WHERE contains('|' || regexp_replace(c.words, '\|+', '|', 'g') || '|', n.sequence)
    OR contains('|' || regexp_replace(coalesce(c.plain_words, ''), '\|+', '|', 'g') || '|', n.sequence)
  UNION
  SELECT n.name, w.process_key, 'short name' AS basis
  FROM words w
  JOIN file_names n ON n.short_stem = regexp_extract(w.word, '^([^~.]{1,6})~\d\.([^.]{0,3})$', 1)
    AND n.short_ending = regexp_extract(w.word, '^([^~.]{1,6})~\d\.([^.]{0,3})$', 2)
  WHERE contains(w.word, '~')
),
hash_hits AS (
  SELECT n.normalised AS name, p.process_key, 'hash' AS basis
  FROM (SELECT DISTINCT kind, normalised FROM named WHERE kind IN ('md5', 'sha1', 'sha256')) n
  JOIN (
    SELECT process_key, unnest([process_hash_md5, process_hash_sha1, process_hash_sha256]) AS hash FROM processes
  ) p ON p.hash = n.normalised
),
process_hits AS MATERIALIZED (
  SELECT * FROM name_hits
  UNION ALL
  SELECT * FROM hash_hits
),
runs AS MATERIALIZED (
  SELECT
    f.evidence_id, f.record, f.timestamp, f.user_key, f.process_key, d.device,
    strftime(f.timestamp, '%Y-%m-%d %H:%M:%S') || ' ' || concat_ws(' ', u.user_name, 'on ' || h.host_name) || ' '
      || left(coalesce(p.process_command_line, p.process_executable, p.process_name), 200) AS line
  FROM event_facts f
  JOIN (SELECT DISTINCT process_key FROM process_hits) t ON t.process_key = f.process_key
  JOIN kinds k ON k.action_key = f.action_key AND k.kind = 'endpoint'
  JOIN processes p ON p.process_key = f.process_key
  LEFT JOIN users u ON u.user_key = f.user_key
  LEFT JOIN hosts h ON h.host_key = f.host_key
  LEFT JOIN devices d ON d.host_key = f.host_key
),
-- What a message names is matched before the time is: else all messages would meet all runs.
message_runs AS MATERIALIZED (
  SELECT n.message, t.basis, r.*
  FROM process_hits t
  JOIN named n ON n.normalised = t.name
  JOIN runs r ON r.process_key = t.process_key
),
mail_runs AS MATERIALIZED (
  SELECT
    m.mail, r.evidence_id, r.record, r.timestamp >= m.delivered_at AS is_after, bool_or(r.basis <> 'short name') AS is_sure,
    any_value({timestamp: r.timestamp, evidence_id: r.evidence_id, record: r.record, line: r.line}) AS entry,
    bool_or(a.mail IS NOT NULL OR v.mail IS NOT NULL) AS is_own
  FROM mails m
  JOIN message_runs r ON r.message = m.message AND r.timestamp < m.until
  LEFT JOIN mail_accounts a ON a.mail = m.mail AND a.user_key = r.user_key
  LEFT JOIN mail_devices v ON v.mail = m.mail AND v.device = r.device
  GROUP BY ALL
),
-- H-C8. A file is the attachment by its hash, whether it was made or deleted; by its name it may be.
file_hits AS MATERIALIZED (
  SELECT n.normalised AS name, f.file_key, f.file_path, 'hash' AS basis
  FROM (SELECT DISTINCT normalised FROM named WHERE kind IN ('md5', 'sha1', 'sha256')) n
  JOIN (
    SELECT file_key, file_path, unnest([file_hash_md5, file_hash_sha1, file_hash_sha256]) AS hash FROM files
  ) f ON f.hash = n.normalised
  UNION
  SELECT n.name, f.file_key, f.file_path, 'name' AS basis
  FROM file_names n
  JOIN (
    SELECT
      file_key, file_path,
      unnest(list_distinct([written, regexp_replace(written, '\s?[(\[]\d{1,3}[)\]]\.', '.', 'g')])) AS name
    FROM (SELECT file_key, file_path, regexp_replace(lower(nfc_normalize(file_name)), '(:zone\.identifier)?(:[$]data)?$', '') AS written FROM files)
  ) f ON f.name = n.name
),
saves AS MATERIALIZED (
  SELECT
    f.evidence_id, f.record, f.timestamp, f.user_key, f.file_key, d.device, k.is_deletion,
    strftime(f.timestamp, '%Y-%m-%d %H:%M:%S') || ' ' || concat_ws(' ', u.user_name, 'on ' || h.host_name, a.event_action) || ' '
      || left(coalesce(e.file_path, e.file_name), 200) AS line
  FROM event_facts f
  JOIN (
    SELECT DISTINCT file_key FROM file_hits
    UNION
    SELECT e.file_key FROM files e WHERE e.file_path IN (SELECT file_path FROM file_hits WHERE file_path IS NOT NULL)
  ) t ON t.file_key = f.file_key
  JOIN kinds k ON k.action_key = f.action_key AND k.kind = 'endpoint'
  JOIN actions a ON a.action_key = f.action_key
  JOIN files e ON e.file_key = f.file_key
  LEFT JOIN users u ON u.user_key = f.user_key
  LEFT JOIN hosts h ON h.host_key = f.host_key
  LEFT JOIN devices d ON d.host_key = f.host_key
),
message_saves AS MATERIALIZED (
  SELECT n.message, t.basis, t.file_path, s.*
  FROM file_hits t
  JOIN named n ON n.normalised = t.name
  JOIN saves s ON s.file_key = t.file_key
),
mail_saves AS MATERIALIZED (
  SELECT
    m.mail, s.evidence_id, s.record, s.timestamp >= m.delivered_at AS is_after, bool_or(s.basis = 'hash') AS is_sure,
    any_value({timestamp: s.timestamp, evidence_id: s.evidence_id, record: s.record, line: s.line}) AS entry,
    bool_or(a.mail IS NOT NULL OR v.mail IS NOT NULL) AS is_own,
    any_value(s.file_path) AS file_path, any_value(s.device) AS device
  FROM mails m
  JOIN message_saves s ON s.message = m.message AND s.timestamp < m.until
  LEFT JOIN mail_accounts a ON a.mail = m.mail AND a.user_key = s.user_key
  LEFT JOIN mail_devices v ON v.mail = m.mail AND v.device = s.device
  GROUP BY ALL
),
-- Deleted later: the same hash, or the same path on the same device.
mail_deletions AS MATERIALIZED (
  SELECT h.mail, max({timestamp: s.timestamp, evidence_id: s.evidence_id, record: s.record, line: s.line}) AS entry
  FROM mail_saves h
  JOIN files e ON e.file_path = h.file_path
  JOIN saves s ON s.file_key = e.file_key AND s.is_deletion AND s.device IS NOT DISTINCT FROM h.device AND s.timestamp >= h.entry.timestamp
  WHERE h.is_after
  GROUP BY h.mail
),
claimed AS (
  SELECT DISTINCT evidence_id, record FROM mail_runs WHERE is_own AND is_after
  UNION
  SELECT DISTINCT evidence_id, record FROM mail_saves WHERE is_own AND is_after
),
ran AS MATERIALIZED (
  SELECT
    r.mail,
    count(*) FILTER (is_own AND is_sure AND is_after) AS own_runs,
    min(entry, 20) FILTER (is_own AND is_sure AND is_after) AS own_entries,
    count(*) FILTER (NOT is_own AND is_sure AND is_after AND c.record IS NULL) AS other_runs,
    min(entry, 20) FILTER (NOT is_own AND is_sure AND is_after AND c.record IS NULL) AS other_entries,
    count(*) FILTER (is_own AND NOT is_sure AND is_after) AS short_runs,
    min(entry, 20) FILTER (is_own AND NOT is_sure AND is_after) AS short_entries,
    count(*) FILTER (is_sure AND NOT is_after) AS early_runs
  FROM mail_runs r
  LEFT JOIN claimed c ON c.evidence_id = r.evidence_id AND c.record = r.record
  GROUP BY r.mail
),
saved AS MATERIALIZED (
  SELECT
    s.mail,
    count(*) FILTER (is_sure AND is_after) AS sure_saves,
    min(entry, 20) FILTER (is_sure AND is_after) AS sure_entries,
    count(*) FILTER (NOT is_sure AND is_after) AS named_saves,
    min(entry, 20) FILTER (NOT is_sure AND is_after) AS named_entries,
    count(*) FILTER (is_sure AND NOT is_after) AS early_saves
  FROM mail_saves s
  LEFT JOIN claimed c ON c.evidence_id = s.evidence_id AND c.record = s.record
  WHERE s.is_own OR c.record IS NULL
  GROUP BY s.mail
),
hash_kinds AS (
  SELECT
    bool_or(file_hash_md5 IS NOT NULL) AS md5, bool_or(file_hash_sha1 IS NOT NULL) AS sha1, bool_or(file_hash_sha256 IS NOT NULL) AS sha256
  FROM files f
  WHERE f.file_key IN (
    SELECT e.file_key FROM event_facts e JOIN kinds k ON k.action_key = e.action_key WHERE k.kind = 'endpoint' AND e.file_key IS NOT NULL)
),
accounts_of AS (
  SELECT mail, list_sort(list(user_name)) AS recipient_accounts FROM mail_accounts GROUP BY mail
),
devices_of AS (
  SELECT mail, list_sort(list(device)) AS recipient_devices FROM mail_devices GROUP BY mail
),
short_names_of AS (
  SELECT n.message, list_sort(list(DISTINCT regexp_escape(f.short_stem) || '~\d\.' || regexp_escape(f.short_ending))) AS short_names
  FROM named n
  JOIN file_names f ON f.name = n.normalised
  WHERE n.kind = 'file name' AND f.short_stem IS NOT NULL
  GROUP BY n.message
),
answered AS (
  SELECT
    m.*, q.short_names, c.* EXCLUDE (message, listed), g.* EXCLUDE (mail, who),
    coalesce(c.listed, 'nothing') AS contents_listed,
    coalesce(len(c.link_urls) + len(c.link_hosts), 0) AS links,
    coalesce(len(c.attachment_names) + len(c.attachment_hashes), 0) AS files,
    o.* EXCLUDE (mail),
    t.clicks AS other_clicks, t.entries AS other_click_entries,
    w.contacts AS few_contacts, w.entries AS few_entries, w.rarest AS few_rarest,
    r.* EXCLUDE (mail), s.* EXCLUDE (mail), d.entry AS deletion,
    u.listed AS domain_users_listed, x.*,
    coalesce(v.recipient_accounts, []) AS recipient_accounts, coalesce(b.recipient_devices, []) AS recipient_devices,
    CASE
      WHEN o.clicks > 0 THEN 'clicked'
      WHEN o.passages > 0 THEN 'tunnel'
      WHEN o.attempts > 0 THEN 'blocked'
      WHEN t.clicks > 0 THEN 'others'
      WHEN g.proxy_gap IS NULL THEN 'no'
    END AS link_use,
    CASE
      WHEN o.links_seen > 0 THEN 'link'
      -- A name is looked up before a proxy blocks: beside a blocked request a look-up is no contact.
      WHEN o.contacts - CASE WHEN link_use = 'blocked' THEN o.lookups ELSE 0 END > 0 THEN 'yes'
      WHEN w.contacts > 0 THEN 'few others'
      WHEN g.network_gap IS NULL THEN 'no'
    END AS domain_use,
    CASE WHEN coalesce(len(c.attachment_names), 0) = 0 THEN 'The alert names no file' ELSE g.command_gap END AS run_gap,
    CASE
      WHEN coalesce(len(c.attachment_hashes), 0) = 0 THEN 'The alert names no hash'
      WHEN g.file_gap IS NOT NULL THEN g.file_gap
      WHEN NOT list_bool_or(list_transform(c.attachment_hashes,
          lambda h: CASE length(h) WHEN 32 THEN y.md5 WHEN 40 THEN y.sha1 ELSE y.sha256 END))
        THEN 'No file event has a hash of the kind that the alert names'
    END AS save_gap,
    CASE
      WHEN r.own_runs > 0 THEN 'yes'
      WHEN r.other_runs > 0 THEN 'elsewhere'
      WHEN r.short_runs > 0 THEN 'short name'
      WHEN run_gap IS NULL THEN 'no'
    END AS attachment_run,
    CASE
      WHEN s.sure_saves > 0 THEN 'yes'
      WHEN s.named_saves > 0 THEN 'by name'
      WHEN save_gap IS NULL THEN 'no'
    END AS attachment_saved
  FROM mails m
  LEFT JOIN contents c ON c.message = m.message
  LEFT JOIN short_names_of q ON q.message = m.message
  LEFT JOIN gaps g ON g.mail = m.mail
  LEFT JOIN own o ON o.mail = m.mail
  LEFT JOIN others t ON t.mail = m.mail
  LEFT JOIN few_others w ON w.mail = m.mail
  LEFT JOIN ran r ON r.mail = m.mail
  LEFT JOIN saved s ON s.mail = m.mail
  LEFT JOIN mail_deletions d ON d.mail = m.mail
  LEFT JOIN domain_users u ON u.mail = m.mail
  LEFT JOIN accounts_of v ON v.mail = m.mail
  LEFT JOIN devices_of b ON b.mail = m.mail
  CROSS JOIN measure x
  CROSS JOIN hash_kinds y
),
chosen AS (
  SELECT
    *,
    CASE link_use
      WHEN 'clicked' THEN {n: clicks, entries: click_entries}
      WHEN 'tunnel' THEN {n: passages, entries: passage_entries}
      WHEN 'blocked' THEN {n: attempts, entries: attempt_entries}
      WHEN 'others' THEN {n: other_clicks, entries: other_click_entries}
    END AS link_acts,
    CASE WHEN domain_use IN ('link', 'yes') THEN {n: contacts, entries: contact_entries}
      WHEN domain_use = 'few others' THEN {n: few_contacts, entries: few_entries}
    END AS domain_acts,
    CASE attachment_run
      WHEN 'yes' THEN {n: own_runs, entries: own_entries}
      WHEN 'elsewhere' THEN {n: other_runs, entries: other_entries}
      WHEN 'short name' THEN {n: short_runs, entries: short_entries}
    END AS run_acts,
    CASE attachment_saved
      WHEN 'yes' THEN {n: sure_saves, entries: sure_entries}
      WHEN 'by name' THEN {n: named_saves, entries: named_entries}
    END AS save_acts,
    coalesce(CASE WHEN domain_use = 'few others' AND link_use IS DISTINCT FROM 'tunnel' THEN few_rarest ELSE rarest END, few_rarest) AS reached
  FROM answered
)
SELECT
  recipient AS subject,
  alert,
  delivered_at AS window_start,
  greatest(last_alert, link_acts.entries[-1].timestamp, domain_acts.entries[-1].timestamp, run_acts.entries[-1].timestamp,
    save_acts.entries[-1].timestamp) AS window_end,
  recipient,
  message,
  alert_count,
  delivered_at, until,
  CASE WHEN is_delivery_known THEN 'delivered at ' || strftime(delivered_at, '%Y-%m-%d %H:%M:%S')
    ELSE 'when it was delivered is not in the log, so that the day before the alert counts too, from '
      || strftime(delivered_at, '%Y-%m-%d %H:%M:%S') || ' on' END AS delivery,
  CASE
    WHEN is_stopped AND coalesce(clicks, 0) = 0 THEN 'stopped'
    WHEN links > 0 AND files > 0 THEN 'both'
    WHEN links > 0 THEN 'link'
    WHEN files > 0 THEN 'attachment'
  END AS contents,
  contents_listed,
  CASE WHEN is_threat THEN 'that the alert says is the threat' ELSE 'that the message held; the alert does not say which part is the threat' END
    AS contents_basis,
  records AS contents_records,
  coalesce(link_urls, []) AS link_urls, coalesce(link_hosts, []) AS link_hosts, coalesce(link_domains, []) AS link_domains,
  coalesce(attachment_names, []) AS attachment_names, coalesce(attachment_hashes, []) AS attachment_hashes,
  coalesce(short_names, []) AS attachment_short_names,
  recipient_accounts, recipient_devices,
  link_use,
  coalesce(link_acts.n, 0) AS link_count,
  array_to_string(list_transform(link_acts.entries[:3], lambda e: e.line), '; ') AS link_listed,
  CASE WHEN early_clicks > 0 THEN ' Before the delivery: ' || early_clicks || ', the last at ' || strftime(last_early_click, '%Y-%m-%d %H:%M:%S') || '.'
    ELSE '' END AS link_early,
  proxy_gap,
  list_transform(coalesce(link_acts.entries, proxy_witnesses), lambda e: {evidence_id: e.evidence_id, record: e.record}) AS link_records,
  domain_use,
  coalesce(domain_acts.n, 0) AS domain_count,
  array_to_string(list_transform(domain_acts.entries[:3], lambda e: e.line), '; ') AS domain_listed,
  CASE WHEN early_contacts > 0 THEN ' Before the delivery: ' || early_contacts || '.' ELSE '' END AS domain_early,
  CASE WHEN domain_use = 'no' AND lookups > 0 THEN ' but ' || lookups || ' name look-ups beside the blocked requests' ELSE '' END AS domain_lookups,
  coalesce(domain_users_listed, '') AS domain_users_listed,
  network_gap,
  list_transform(coalesce(domain_acts.entries, network_witnesses), lambda e: {evidence_id: e.evidence_id, record: e.record}) AS domain_records,
  CASE WHEN reached.users < rare_below THEN 'few' WHEN reached.users >= rare_below THEN 'many' END AS domain_reach,
  reached.domain AS reached_domain, reached.users AS reached_users,
  rare_below AS few_below, rare_basis AS few_basis, users_seen,
  list_transform(coalesce(domain_acts.entries, link_acts.entries), lambda e: {evidence_id: e.evidence_id, record: e.record}) AS reach_records,
  attachment_run,
  coalesce(run_acts.n, 0) AS run_count,
  array_to_string(list_transform(run_acts.entries[:3], lambda e: e.line), '; ') AS run_listed,
  CASE WHEN early_runs > 0 THEN ' Before the delivery: ' || early_runs || '.' ELSE '' END AS run_early,
  run_gap,
  list_transform(coalesce(run_acts.entries, command_witnesses), lambda e: {evidence_id: e.evidence_id, record: e.record}) AS run_records,
  attachment_saved,
  coalesce(save_acts.n, 0) AS saved_count,
  array_to_string(list_transform(save_acts.entries[:3], lambda e: e.line), '; ') AS saved_listed,
  CASE WHEN deletion IS NOT NULL THEN ' Deleted: ' || deletion.line || '.' ELSE '' END
    || CASE WHEN early_saves > 0 THEN ' Before the delivery: ' || early_saves || '.' ELSE '' END AS saved_later,
  save_gap,
  list_transform(
    CASE WHEN save_acts IS NULL THEN file_witnesses ELSE list_sort(list_distinct(list_concat(save_acts.entries, [deletion]))) END,
    lambda e: {evidence_id: e.evidence_id, record: e.record}) AS saved_records
FROM chosen
