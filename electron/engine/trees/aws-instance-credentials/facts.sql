-- One row per role session of an EC2 instance: what is known of where its credentials were used from. A fact is NULL when no log or
-- data answers. Addresses are counted by their text, orders are by time and then by text, so that keys of ours decide nothing.
WITH
-- H-A0. What EC2 hands to an instance is a session named after the instance; sessions of Lambda, ECS and SSO are not.
instances AS MATERIALIZED (
  SELECT
    principal_key, dense_rank() OVER (ORDER BY principal_arn) AS subject, principal_arn, credential_origin, invoked_by,
    regexp_extract(principal_arn, '^[^:]*:[^:]*:[^:]*:[^:]*:([^:]*):', 1) AS account_id,
    regexp_extract(principal_arn, ':assumed-role/(.+)/[^/]*$', 1) AS role_name,
    lower(regexp_extract(principal_arn, '[^/]*$')) AS instance_id
  FROM principals
  WHERE user_type = 'AssumedRole'
    AND regexp_matches(principal_arn, ':assumed-role/.+/i-[0-9a-f]+$', 'i')
    AND NOT contains(principal_arn, ':assumed-role/AWSReservedSSO_')
    AND (credential_origin IS NULL OR credential_origin = 'console' OR starts_with(credential_origin, 'ec2'))
),
-- A key that somebody other than a service of AWS asked for is not what EC2 handed out, whatever the session's name.
asked_for AS (
  SELECT DISTINCT f.issued_access_key_id AS access_key_id
  FROM event_facts f
  JOIN principals p ON p.principal_key = f.principal_key
  WHERE f.issued_access_key_id IS NOT NULL AND p.user_type <> 'AWSService'
),
keys AS (
  SELECT k.credential_key, k.access_key_id
  FROM credentials k
  ANTI JOIN asked_for a ON a.access_key_id = k.access_key_id
  WHERE k.access_key_id ILIKE 'ASIA%'
),
ranges AS (
  SELECT
    count(*) > 0 AS are_known,
    (SELECT max(coalesce(date, version)) FROM data_files WHERE id = 'aws-ip-ranges') AS published
  FROM cloud_ranges
  WHERE data_file = 'aws-ip-ranges'
),
-- An address is Amazon's by a published range or by its network; without either nobody knows.
places AS MATERIALIZED (
  SELECT
    address_key, source_kind,
    coalesce(source_ip, source_address) AS ip,
    dense_rank() OVER (ORDER BY coalesce(source_ip, source_address)) AS spot,
    CASE
      WHEN source_cloud_provider = 'AWS' THEN true
      WHEN source_cloud_provider IS NOT NULL OR source_as_number IS NOT NULL OR (SELECT are_known FROM ranges) THEN false
    END AS is_aws,
    CASE WHEN source_cloud_provider = 'AWS' THEN nullif(source_cloud_region, 'GLOBAL') END AS region,
    concat_ws(', ',
      nullif(concat_ws(' ', 'AS' || source_as_number, source_as_organization_name), ''),
      source_country_iso_code,
      CASE WHEN source_cloud_provider = 'AWS' THEN source_cloud_region END) AS description
  FROM addresses
),
-- Counted in the order of time, then of place in the evidence: a number stands for a call, the smallest of several for the first.
calls AS MATERIALIZED (
  SELECT
    row_number() OVER (ORDER BY f.timestamp, f.evidence_id, f.record) AS call,
    i.subject, f.timestamp, f.evidence_id, f.record, f.client_key, f.credential_key, p.spot,
    f.event_outcome = 'failure' AS is_failure,
    CASE
      WHEN i.invoked_by IS NOT NULL OR p.source_kind IN ('service', 'internal') THEN 'service'
      WHEN p.source_kind = 'public' THEN 'public'
      WHEN p.source_kind IN ('private', 'shared', 'loopback', 'link_local') THEN 'private'
      WHEN f.address_key IS NULL THEN 'none'
      ELSE 'other'
    END AS way
  FROM event_facts f
  JOIN instances i ON i.principal_key = f.principal_key
  LEFT JOIN places p ON p.address_key = f.address_key
  WHERE f.credential_key IS NULL OR f.credential_key IN (SELECT credential_key FROM keys)
),
subjects AS MATERIALIZED (
  SELECT
    subject,
    min(timestamp) AS window_start, max(timestamp) AS window_end,
    count(*) AS call_count,
    count(*) FILTER (way = 'public') AS public_call_count,
    count(*) FILTER (way = 'service') AS service_call_count,
    count(*) FILTER (way = 'private') AS private_call_count,
    count(*) FILTER (way IN ('other', 'none')) AS other_call_count,
    CASE WHEN bool_and(way = 'none') THEN NULL ELSE count(DISTINCT spot) FILTER (way = 'public') END AS public_address_count
  FROM calls
  GROUP BY subject
),
public_calls AS NOT MATERIALIZED (FROM calls WHERE way = 'public'),

-- Each public address: when, how often, and its first and last call.
spots AS MATERIALIZED (
  SELECT c.*, p.ip, p.is_aws, p.region, p.description
  FROM (
    SELECT
      subject, spot, count(*) AS calls, count(*) FILTER (is_failure) AS failures,
      min(call) AS first_call, max(call) AS last_call, min(timestamp) AS first_seen, max(timestamp) AS last_seen
    FROM public_calls
    GROUP BY subject, spot
  ) c
  JOIN (
    SELECT spot, min(ip) AS ip, bool_or(is_aws) AS is_aws, min(region) AS region, min(description) AS description
    FROM places WHERE source_kind = 'public' GROUP BY spot
  ) p ON p.spot = c.spot
),
located AS MATERIALIZED (
  SELECT
    subject,
    count(*) FILTER (is_aws) AS known_aws,
    count(*) FILTER (NOT is_aws) AS known_outside,
    count(*) FILTER (is_aws IS NULL) AS unplaced,
    count(DISTINCT region) FILTER (is_aws AND NOT starts_with(region, '~')) AS exact_regions,
    count(DISTINCT ltrim(region, '~')) FILTER (is_aws) AS any_regions,
    count(*) FILTER (is_aws AND (region IS NULL OR starts_with(region, '~'))) AS inexact,
    coalesce(list_sort(list(DISTINCT region) FILTER (is_aws AND region IS NOT NULL)), []) AS aws_regions,
    list({source_address: ip, is_aws: is_aws, region: region, description: description, calls: calls, failures: failures,
      first_timestamp: first_seen, last_timestamp: last_seen} ORDER BY first_seen, ip) FILTER (place <= 50) AS public_addresses,
    string_agg(line || ': ' || calls || CASE WHEN calls = 1 THEN ' call' ELSE ' calls' END
      || CASE WHEN failures > 0 THEN ', ' || failures || ' of them refused' ELSE '' END || ', '
      || strftime(first_seen, '%Y-%m-%d %H:%M:%S') || ' to ' || strftime(last_seen, '%Y-%m-%d %H:%M:%S'),
      '; ' ORDER BY first_seen, ip) FILTER (is_aws = false AND place_of_kind <= 5) AS outside_listed,
    string_agg(line, '; ' ORDER BY first_seen, ip) FILTER (place <= 5)
      || CASE WHEN count(*) > 5 THEN '; and ' || (count(*) - 5) || ' more' ELSE '' END AS addresses_listed
  FROM (
    SELECT
      *, ip || coalesce(' (' || nullif(description, '') || ')', '') AS line,
      row_number() OVER (PARTITION BY subject ORDER BY first_seen, ip) AS place,
      row_number() OVER (PARTITION BY subject, is_aws ORDER BY first_seen, ip) AS place_of_kind
    FROM spots
  )
  GROUP BY subject
),

-- The programs and systems of the calls from public addresses.
agents AS MATERIALIZED (
  SELECT
    a.subject, a.spot, a.first_call, a.last_call, c.os_name, c.os_version,
    -- S3 puts the same text in brackets.
    nullif(regexp_replace(c.user_agent_original, '^\[(.*)\]$', '\1'), '') AS user_agent_original
  FROM (
    SELECT subject, spot, client_key, min(call) AS first_call, max(call) AS last_call
    FROM public_calls
    GROUP BY subject, spot, client_key
  ) a
  LEFT JOIN clients c ON c.client_key = a.client_key
),
systems AS (
  SELECT
    subject,
    count(DISTINCT os_name) AS os_count,
    coalesce(list_sort(list(DISTINCT os_name) FILTER (os_name IS NOT NULL)), []) AS operating_systems,
    count(DISTINCT os_version) FILTER (os_name = 'Linux') AS kernel_count,
    coalesce(list_sort(list(DISTINCT os_version) FILTER (os_name = 'Linux' AND os_version IS NOT NULL)), []) AS linux_versions,
    count(DISTINCT spot) - count(DISTINCT spot) FILTER (os_name IS NOT NULL) AS spots_without_os,
    count(DISTINCT user_agent_original) AS agent_count,
    count(*) FILTER (user_agent_original IS NULL) > 0 AS lacks_agent,
    coalesce(list_sort(list(DISTINCT user_agent_original) FILTER (user_agent_original IS NOT NULL)), [])[:20] AS user_agents
  FROM agents
  GROUP BY subject
),

-- H-A8. A change is where the next call comes from another public address than the one before. Calls of one instant count once
-- per address.
moments AS (
  SELECT subject, timestamp, spot, min(call) AS first_call, max(call) AS last_call
  FROM public_calls
  GROUP BY subject, timestamp, spot
),
changes AS MATERIALIZED (
  SELECT
    s.subject, s.change, i.account_id, i.instance_id, s.call_before, s.call_after,
    b.ip AS ip_before, n.ip AS ip_after,
    -- A call from the old address may still come shortly after the change was ordered; but what was ordered before the stay at
    -- the old address brought that stay about, not its end.
    greatest(
      s.seen_before - INTERVAL 5 MINUTE,
      coalesce(lag(s.seen_after) OVER (PARTITION BY s.subject ORDER BY s.change), s.first_seen)) AS ordered_from,
    s.seen_after AS ordered_until,
    coalesce(NOT b.is_aws, false) OR coalesce(NOT n.is_aws, false) AS leaves_aws,
    list_filter([CASE WHEN NOT b.is_aws THEN b.ip END, CASE WHEN NOT n.is_aws THEN n.ip END], lambda ip: ip IS NOT NULL)
      AS outside_ips,
    list_distinct(list_filter([ltrim(b.region, '~'), ltrim(n.region, '~')], lambda region: region IS NOT NULL)) AS regions
  FROM (
    SELECT
      subject, spot, row_number() OVER in_time AS change, first_call AS call_after, timestamp AS seen_after,
      min(timestamp) OVER (PARTITION BY subject) AS first_seen,
      lag(spot) OVER in_time AS spot_before, lag(last_call) OVER in_time AS call_before, lag(timestamp) OVER in_time AS seen_before
    FROM moments
    WINDOW in_time AS (PARTITION BY subject ORDER BY timestamp, spot)
    QUALIFY spot_before <> spot
  ) s
  JOIN (SELECT DISTINCT subject, account_id, instance_id FROM instances) i ON i.subject = s.subject
  JOIN spots b ON b.subject = s.subject AND b.spot = s.spot_before
  JOIN spots n ON n.subject = s.subject AND n.spot = s.spot
),
-- Calls that change addresses, the successful ones. A reboot keeps the address as a rule, so it stands apart.
orders AS MATERIALIZED (
  SELECT
    coalesce(f.recipient_account_id, p.cloud_account_id) AS account_id, f.cloud_region, f.timestamp, a.event_action,
    {timestamp: f.timestamp, event_action: a.event_action, event_id: f.event_id, evidence_id: f.evidence_id, record: f.record}
      AS ordered,
    list_distinct(regexp_extract_all(lower(coalesce(f.event_detail, '')),
      '\bi-[0-9a-f]{8,17}\b|\b[0-9]{1,3}(?:\.[0-9]{1,3}){3}\b')) AS mentions
  FROM event_facts f
  JOIN actions a ON a.action_key = f.action_key
  LEFT JOIN principals p ON p.principal_key = f.principal_key
  WHERE a.event_provider = 'ec2.amazonaws.com'
    AND a.event_action IN ('StartInstances', 'StopInstances', 'RebootInstances', 'RunInstances', 'AssociateAddress',
      'DisassociateAddress', 'ReleaseAddress', 'AssignPrivateIpAddresses', 'AttachNetworkInterface', 'CreateNatGateway',
      'DeleteNatGateway', 'ReplaceRoute')
    AND f.event_outcome = 'success'
),
-- An address outside AWS is not given by starting an instance: only a call that names the address itself explains it.
named_by_orders AS (
  SELECT c.subject, c.change, m.is_reboot, max(m.ordered) AS ordered
  FROM (
    SELECT *, unnest(CASE WHEN leaves_aws THEN outside_ips ELSE [instance_id, ip_before, ip_after] END) AS mention
    FROM changes
  ) c
  JOIN (
    SELECT account_id, unnest(mentions) AS mention, event_action = 'RebootInstances' AS is_reboot, timestamp, ordered
    FROM orders
  ) m ON m.account_id = c.account_id AND m.mention = c.mention
    AND m.timestamp >= c.ordered_from AND m.timestamp <= c.ordered_until
  GROUP BY c.subject, c.change, m.is_reboot
),
-- Trap 7. Orders to other machines and to routes in the same region explain a change only if the instance goes out through them.
-- Launching another instance moves nobody's way out, and a way out beyond AWS is moved by a route alone. The latest order before
-- each change is found in one pass over both; where no region is known, '' stands for any.
possibly_ordered AS (
  SELECT subject, change, max(latest) AS ordered
  FROM (
    SELECT
      subject, change, ordered_from,
      last_value(ordered IGNORE NULLS) OVER (
        PARTITION BY account_id, region, is_beyond ORDER BY timestamp, change NULLS FIRST, ordered
        ROWS UNBOUNDED PRECEDING) AS latest
    FROM (
      SELECT account_id, unnest(['', cloud_region]) AS region, is_beyond, timestamp, ordered,
        NULL AS subject, NULL AS change, NULL AS ordered_from
      FROM orders
      JOIN (VALUES (false), (true)) kinds(is_beyond) ON NOT is_beyond OR event_action = 'ReplaceRoute'
      WHERE event_action <> 'RunInstances'
      UNION ALL
      SELECT account_id, unnest(CASE WHEN len(regions) = 0 THEN [''] ELSE regions END), leaves_aws, ordered_until, NULL,
        subject, change, ordered_from
      FROM changes
    )
  )
  WHERE change IS NOT NULL AND latest.timestamp >= ordered_from
  GROUP BY subject, change
),
-- Would the log hold the explaining call? It would where management calls of others in the account stand between the two calls,
-- or within a day on both sides, to the minute. Calls of instances prove nothing: an export may hold only them.
management AS (
  SELECT DISTINCT coalesce(f.recipient_account_id, p.cloud_account_id) AS account_id, date_trunc('minute', f.timestamp) AS minute
  FROM event_facts f
  JOIN actions a ON a.action_key = f.action_key
  JOIN principals p ON p.principal_key = f.principal_key
  WHERE a.event_provider IN ('ec2.amazonaws.com', 'autoscaling.amazonaws.com', 'sts.amazonaws.com', 'iam.amazonaws.com',
      'cloudtrail.amazonaws.com', 'signin.amazonaws.com')
    AND coalesce(f.recipient_account_id, p.cloud_account_id) IN (SELECT account_id FROM changes)
    AND f.principal_key NOT IN (SELECT principal_key FROM instances)
),
covered AS (
  SELECT
    subject, change,
    coalesce(minute_before >= date_trunc('minute', ordered_from), false)
      OR coalesce(minute_before >= ordered_from - INTERVAL 1 DAY AND minute_after <= ordered_until + INTERVAL 1 DAY, false)
      AS is_covered
  FROM (
    SELECT
      subject, change, ordered_from, ordered_until,
      max(minute) OVER (PARTITION BY account_id ORDER BY anchor RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS minute_before,
      min(minute) OVER (PARTITION BY account_id ORDER BY anchor RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS minute_after
    FROM (
      SELECT account_id, minute AS anchor, minute, NULL AS subject, NULL AS change, NULL AS ordered_from, NULL AS ordered_until
      FROM management
      UNION ALL
      SELECT account_id, date_trunc('minute', ordered_until), NULL, subject, change, ordered_from, ordered_until
      FROM changes
    )
  )
  WHERE change IS NOT NULL
),
explained AS MATERIALIZED (
  SELECT
    c.*,
    coalesce(direct.ordered, reboot.ordered, possible.ordered) AS ordered,
    CASE
      WHEN direct.ordered IS NOT NULL THEN 'explained'
      WHEN reboot.ordered IS NOT NULL THEN 'reboot'
      WHEN possible.ordered IS NOT NULL THEN 'possible'
      WHEN v.is_covered THEN 'unexplained'
      ELSE 'unknown'
    END AS basis
  FROM changes c
  JOIN covered v ON v.subject = c.subject AND v.change = c.change
  LEFT JOIN named_by_orders direct ON direct.subject = c.subject AND direct.change = c.change AND NOT direct.is_reboot
  LEFT JOIN named_by_orders reboot ON reboot.subject = c.subject AND reboot.change = c.change AND reboot.is_reboot
  LEFT JOIN possibly_ordered possible ON possible.subject = c.subject AND possible.change = c.change
),
change_counts AS (
  SELECT
    subject,
    count(*) AS change_count,
    count(*) FILTER (basis = 'explained') AS explained_count,
    count(*) FILTER (basis = 'reboot') AS reboot_count,
    count(*) FILTER (basis = 'possible') AS possible_count,
    count(*) FILTER (basis = 'unexplained') AS unexplained_count,
    count(*) FILTER (basis = 'unknown') AS unanswered_count
  FROM explained
  GROUP BY subject
),
-- Where changes are many, those that nothing explains come first.
shown_changes AS MATERIALIZED (
  SELECT
    *,
    strftime(ordered_until, '%Y-%m-%d %H:%M:%S') || ' ' || ip_before || ' → ' || ip_after || ': '
      || CASE basis
        WHEN 'unexplained' THEN 'unexplained'
        WHEN 'unknown' THEN 'no log of that time says'
        ELSE CASE basis WHEN 'possible' THEN 'only if it goes out another way, by ' ELSE '' END || ordered.event_action || ' at '
          || strftime(ordered.timestamp, '%Y-%m-%d %H:%M:%S') || coalesce(' (event ' || ordered.event_id || ')', '')
      END AS line
  FROM explained
  QUALIFY row_number() OVER (
    PARTITION BY subject
    ORDER BY list_position(['unexplained', 'unknown', 'possible', 'reboot', 'explained'], basis), change) <= 50
),
listed_changes AS (
  SELECT
    subject,
    list({changed_at: ordered_until, from_address: ip_before, to_address: ip_after, basis: basis,
      explained_by: CASE WHEN ordered IS NULL THEN NULL
        ELSE {event_action: ordered.event_action, event_id: ordered.event_id, ordered_at: ordered.timestamp} END}
      ORDER BY change) AS changes,
    list(line ORDER BY change) AS change_lines
  FROM shown_changes
  GROUP BY subject
),

-- The records behind each answer: of each thing that was told apart, the first and the last call.
cited_calls AS (
  SELECT subject, 'address' AS answer, unnest([first_call, last_call]) AS call FROM spots
  UNION
  SELECT subject, CASE WHEN is_aws THEN 'aws' ELSE 'outside' END, unnest([first_call, last_call]) FROM spots WHERE is_aws IS NOT NULL
  UNION
  SELECT subject, 'system', unnest([min(first_call), max(last_call)]) FROM agents GROUP BY subject, os_name, os_version
  UNION
  SELECT subject, 'client', unnest([min(first_call), max(last_call)]) FROM agents GROUP BY subject, user_agent_original
  UNION
  SELECT subject, 'change', unnest([call_before, call_after]) FROM shown_changes
),
cited AS (
  SELECT s.subject, s.answer, c.timestamp, c.evidence_id, c.record
  FROM cited_calls s
  JOIN calls c ON c.call = s.call
  UNION
  SELECT subject, 'change', ordered.timestamp, ordered.evidence_id, ordered.record FROM shown_changes WHERE ordered IS NOT NULL
),
records AS (
  SELECT
    subject,
    list(reference ORDER BY place) FILTER (answer = 'address' AND place <= 50) AS address_records,
    list(reference ORDER BY place) FILTER (answer = 'outside' AND place <= 50) AS outside_records,
    list(reference ORDER BY place) FILTER (answer = 'aws' AND place <= 50) AS aws_records,
    list(reference ORDER BY place) FILTER (answer = 'system' AND place <= 50) AS system_records,
    list(reference ORDER BY place) FILTER (answer = 'client' AND place <= 50) AS client_records,
    list(reference ORDER BY place) FILTER (answer = 'change') AS change_records
  FROM (
    SELECT
      subject, answer, {evidence_id: evidence_id, record: record} AS reference,
      row_number() OVER (PARTITION BY subject, answer ORDER BY timestamp, evidence_id, record) AS place
    FROM cited
  )
  GROUP BY subject
),

used_keys AS (
  SELECT
    subject,
    count(*) AS key_count,
    list({access_key_id: access_key_id, calls: calls, addresses: addresses, first_timestamp: first_seen, last_timestamp: last_seen}
      ORDER BY first_seen, access_key_id)[:50] AS access_keys
  FROM (
    SELECT
      c.subject, k.access_key_id, count(*) AS calls, min(c.timestamp) AS first_seen, max(c.timestamp) AS last_seen,
      coalesce(list_sort(list(DISTINCT s.ip) FILTER (s.ip IS NOT NULL)), [])[:20] AS addresses
    FROM calls c
    JOIN keys k ON k.credential_key = c.credential_key
    LEFT JOIN spots s ON s.subject = c.subject AND s.spot = CASE WHEN c.way = 'public' THEN c.spot END
    GROUP BY c.subject, k.access_key_id
  )
  GROUP BY subject
),
origins AS (
  SELECT
    subject, any_value(principal_arn) AS principal_arn, any_value(account_id) AS account_id, any_value(role_name) AS role_name, any_value(instance_id) AS instance_id,
    coalesce(list_sort(list(DISTINCT credential_origin) FILTER (credential_origin IS NOT NULL)), []) AS credential_origins
  FROM instances
  GROUP BY subject
)
SELECT
  o.principal_arn AS subject, s.window_start, s.window_end,
  o.account_id, o.role_name, o.instance_id, o.credential_origins,
  coalesce(u.key_count, 0) AS key_count,
  coalesce(u.access_keys, []) AS access_keys,

  s.call_count, s.public_call_count, s.service_call_count, s.private_call_count, s.other_call_count,
  s.public_address_count,
  coalesce(p.public_addresses, []) AS public_addresses,
  coalesce(p.addresses_listed, 'none') AS addresses_listed,
  coalesce(x.address_records, []) AS address_records,

  CASE WHEN p.known_outside > 0 OR p.unplaced = 0 THEN p.known_outside END AS outside_address_count,
  coalesce(p.outside_listed, 'none') AS outside_listed,
  coalesce(p.unplaced, 0) AS unplaced_address_count,
  CASE WHEN r.are_known THEN 'Amazon''s address ranges' || coalesce(' of ' || r.published, '')
    ELSE 'the networks of the addresses' END AS placing_basis,
  coalesce(x.outside_records, x.address_records, []) AS outside_records,

  CASE WHEN p.known_aws > 1 OR p.unplaced = 0 THEN p.known_aws END AS aws_address_count,
  CASE
    WHEN p.exact_regions > 1 THEN 'several'
    WHEN p.any_regions > 1 THEN 'approximately several'
    WHEN p.known_aws > 0 AND p.inexact = 0 THEN 'one'
  END AS aws_region_spread,
  coalesce(p.aws_regions, []) AS aws_regions,
  coalesce(x.aws_records, []) AS aws_records,

  CASE WHEN y.os_count > 1 OR (y.os_count = 1 AND y.spots_without_os = 0) THEN y.os_count END AS os_count,
  coalesce(y.operating_systems, []) AS operating_systems,
  CASE WHEN y.kernel_count > 1 THEN 'Linux in several versions: ' || array_to_string(y.linux_versions, ', ')
    ELSE 'no two versions of Linux' END AS kernels_listed,
  coalesce(y.spots_without_os, 0) AS addresses_without_os,
  coalesce(x.system_records, []) AS system_records,

  coalesce(c.change_count, 0) AS change_count,
  coalesce(c.explained_count, 0) AS explained_count,
  coalesce(c.reboot_count, 0) AS reboot_count,
  coalesce(c.possible_count, 0) AS possible_count,
  coalesce(c.unexplained_count, 0) AS unexplained_count,
  coalesce(c.unanswered_count, 0) AS unanswered_count,
  CASE
    WHEN c.unexplained_count > 0 THEN 'not all'
    WHEN c.unanswered_count > 0 THEN NULL
    WHEN c.possible_count > 0 THEN 'possibly'
    WHEN c.reboot_count > 0 THEN 'by a reboot'
    WHEN c.change_count > 0 THEN 'all'
  END AS changes_explained,
  coalesce(l.changes, []) AS changes,
  array_to_string(coalesce(l.change_lines, [])[:5], '; ')
    || CASE WHEN c.change_count > 5 THEN '; and ' || (c.change_count - 5) || ' more' ELSE '' END AS changes_listed,
  coalesce(x.change_records, []) AS change_records,

  CASE WHEN y.agent_count > 1 OR (y.agent_count = 1 AND NOT y.lacks_agent) THEN y.agent_count END AS client_count,
  coalesce(y.user_agents, []) AS user_agents,
  coalesce(x.client_records, []) AS client_records
FROM subjects s
CROSS JOIN ranges r
JOIN origins o ON o.subject = s.subject
LEFT JOIN located p ON p.subject = s.subject
LEFT JOIN systems y ON y.subject = s.subject
LEFT JOIN change_counts c ON c.subject = s.subject
LEFT JOIN listed_changes l ON l.subject = s.subject
LEFT JOIN records x ON x.subject = s.subject
LEFT JOIN used_keys u ON u.subject = s.subject
ORDER BY o.principal_arn
