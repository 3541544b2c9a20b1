instances AS MATERIALIZED (
  SELECT s.*, n.subject, n.account_id, n.role_name, n.instance_id
  FROM sessions s
  JOIN named n ON n.principal_arn = s.principal_arn
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
-- A public address that calls of EC2 give to something of the account is Amazon's whatever its network, and in that call's region.
given AS (
  SELECT address, CASE WHEN count(DISTINCT cloud_region) = 1 THEN min(cloud_region) END AS region
  FROM address_holders
  WHERE is_public
  GROUP BY address
),
-- Else it is Amazon's by a published range or by its network; without either nobody knows.
places AS MATERIALIZED (
  SELECT
    address_key, source_kind, source_known_network,
    coalesce(source_ip, source_address) AS ip,
    dense_rank() OVER (ORDER BY coalesce(source_ip, source_address)) AS spot,
    CASE
      WHEN source_cloud_provider = 'AWS' OR g.address IS NOT NULL THEN true
      WHEN source_cloud_provider IS NOT NULL OR source_as_number IS NOT NULL OR (SELECT are_known FROM ranges) THEN false
    END AS is_aws,
    CASE
      WHEN source_cloud_provider = 'AWS' AND NOT starts_with(source_cloud_region, '~') THEN nullif(source_cloud_region, 'GLOBAL')
      WHEN g.region IS NOT NULL THEN g.region
      WHEN source_cloud_provider = 'AWS' THEN source_cloud_region
    END AS region,
    concat_ws(', ',
      nullif(concat_ws(' ', 'AS' || source_as_number, source_as_organization_name), ''),
      source_country_iso_code,
      CASE WHEN source_cloud_provider = 'AWS' THEN source_cloud_region END,
      'known network ' || source_known_network) AS description
  FROM addresses
  LEFT JOIN given g ON g.address = lower(coalesce(source_ip, source_address))
),
-- What is delivered to the account of another, too, was done once.
replicas AS MATERIALIZED (
  SELECT x.evidence_id, x.record
  FROM (
    SELECT f.*, i.account_id FROM event_facts f JOIN instances i ON i.principal_key = f.principal_key
    WHERE f.recipient_account_id <> i.account_id
  ) x
  SEMI JOIN event_facts f ON f.principal_key = x.principal_key AND f.timestamp = x.timestamp AND f.action_key = x.action_key
    AND f.recipient_account_id = x.account_id AND f.address_key IS NOT DISTINCT FROM x.address_key
    AND f.credential_key IS NOT DISTINCT FROM x.credential_key AND f.client_key IS NOT DISTINCT FROM x.client_key
),
-- Counted in the order of time, then of place in the evidence: a number stands for a call, the smallest of several for the first.
calls AS MATERIALIZED (
  SELECT
    row_number() OVER (ORDER BY f.timestamp, f.evidence_id, f.record) AS call,
    i.subject, f.timestamp, f.evidence_id, f.record, f.action_key, f.client_key, f.credential_key, p.spot,
    f.event_outcome = 'failure' AS is_failure, f.error_code, f.vpc_endpoint_id,
    CASE i.credential_origin WHEN 'ec2 imds v1' THEN 1 WHEN 'ec2 imds v2' THEN 2 END AS delivery,
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
  ANTI JOIN replicas r ON r.evidence_id = f.evidence_id AND r.record = f.record
  WHERE f.credential_key IS NULL OR f.credential_key IN (SELECT credential_key FROM keys)
),
called AS MATERIALIZED (
  SELECT
    subject,
    min(timestamp) AS first_seen, max(timestamp) AS last_seen, min(call) AS first_call, max(call) AS last_call,
    count(*) AS call_count,
    count(*) FILTER (way = 'public') AS public_call_count,
    count(*) FILTER (way = 'service') AS service_call_count,
    count(*) FILTER (way = 'private') AS private_call_count,
    count(*) FILTER (way IN ('other', 'none')) AS other_call_count,
    CASE WHEN bool_and(way = 'none') THEN NULL ELSE count(DISTINCT spot) FILTER (way = 'public') END AS public_address_count
  FROM calls
  GROUP BY subject
),
found AS MATERIALIZED (
  SELECT n.subject, f.*, p.ip, p.spot, p.is_aws, p.source_known_network,
    row_number() OVER (PARTITION BY n.subject ORDER BY f.first_seen, f.evidence_id, f.record) AS place
  FROM findings f
  JOIN named n ON n.principal_arn = f.principal_arn
  LEFT JOIN places p ON p.address_key = f.address_key
),
subjects AS MATERIALIZED (
  SELECT
    n.*, c.* EXCLUDE (subject, first_seen, last_seen),
    least(c.first_seen, g.first_seen) AS window_start, greatest(c.last_seen, g.last_seen) AS window_end,
    c.first_seen, c.last_seen
  FROM named n
  LEFT JOIN called c ON c.subject = n.subject
  LEFT JOIN (
    SELECT subject, min(first_seen) AS first_seen, max(timestamp) AS last_seen FROM found GROUP BY subject
  ) g ON g.subject = n.subject
  WHERE c.subject IS NOT NULL OR g.subject IS NOT NULL
),
public_calls AS NOT MATERIALIZED (FROM calls WHERE way = 'public'),

-- Whose the addresses are by the evidence: holdings of the instance itself, and ways out of its account. Since when is not always
-- known, nor until when: then nothing is ruled out. A call may still come shortly after the address was taken away.
holdings AS MATERIALIZED (
  SELECT
    s.subject, h.address, h.is_public, h.stated_at, h.stated_by, h.evidence_id, h.record, h.cloud_region, h.held_from, h.held_until,
    coalesce(h.held_from, TIMESTAMP '-infinity') AS begins,
    CASE WHEN h.held_until IS NULL THEN TIMESTAMP 'infinity' ELSE h.held_until + INTERVAL 5 MINUTE END AS ends,
    {timestamp: h.stated_at, event_action: h.stated_by, event_id: NULL::VARCHAR, evidence_id: h.evidence_id, record: h.record} AS stated
  FROM subjects s
  JOIN address_holders h ON lower(h.holder_id) = s.instance_id
  WHERE h.holder_kind = 'instance' AND coalesce(h.cloud_account_id, s.account_id) = s.account_id
),
held_spots AS MATERIALIZED (
  SELECT subject, spot, begins, max(ends) OVER (PARTITION BY subject, spot ORDER BY begins) AS ends
  FROM (
    SELECT h.subject, p.spot, h.begins, max(h.ends) AS ends
    FROM holdings h
    JOIN (SELECT DISTINCT spot, lower(ip) AS address FROM places WHERE source_kind = 'public') p ON p.address = h.address
    WHERE h.is_public
    GROUP BY h.subject, p.spot, h.begins
  )
),
own_calls AS (
  SELECT c.subject, c.spot, count(*) FILTER (c.timestamp <= h.ends) AS calls
  FROM (FROM public_calls WHERE (subject, spot) IN (SELECT (subject, spot) FROM held_spots)) c
  ASOF JOIN held_spots h ON h.subject = c.subject AND h.spot = c.spot AND c.timestamp >= h.begins
  GROUP BY c.subject, c.spot
),
ways_out AS MATERIALIZED (
  SELECT
    cloud_account_id AS account_id, address, min(holder_kind || ' ' || holder_id) AS holder,
    bool_or(holder_kind = 'nat gateway') AS is_gateway,
    list(lower(holder_id)) AS holder_ids,
    min({timestamp: stated_at, event_action: stated_by, event_id: NULL::VARCHAR, evidence_id: evidence_id, record: record}) AS stated
  FROM address_holders
  WHERE is_public AND holder_kind IN ('nat gateway', 'instance')
  GROUP BY cloud_account_id, address
),

-- Each public address: when, how often, its first and last call, and whose it is.
spots AS MATERIALIZED (
  SELECT
    c.*, p.ip, p.is_aws, p.region, p.source_known_network, coalesce(o.calls, 0) = c.calls AS is_own, h.stated AS own_stated,
    CASE WHEN o.calls IS NULL AND NOT list_contains(w.holder_ids, s.instance_id) THEN w.holder END AS way_out,
    CASE WHEN o.calls IS NULL AND NOT list_contains(w.holder_ids, s.instance_id) THEN w.is_gateway END AS is_gateway,
    w.stated AS way_stated,
    concat_ws(', ', nullif(p.description, ''),
      CASE
        WHEN o.calls = c.calls THEN 'the instance’s own by ' || h.stated.event_action || ' at ' || strftime(h.stated.timestamp, '%Y-%m-%d %H:%M:%S')
        WHEN o.calls > 0 THEN 'the instance’s own for ' || o.calls || ' of ' || c.calls || ' calls'
        WHEN h.stated IS NOT NULL THEN 'the instance’s own at another time'
        ELSE 'held by ' || w.holder || ' of the account'
      END) AS description
  FROM (
    SELECT
      subject, spot, count(*) AS calls, count(*) FILTER (is_failure) AS failures,
      min(call) AS first_call, max(call) AS last_call, min(timestamp) AS first_seen, max(timestamp) AS last_seen
    FROM public_calls
    GROUP BY subject, spot
  ) c
  JOIN subjects s ON s.subject = c.subject
  JOIN (
    SELECT
      spot, min(ip) AS ip, bool_or(is_aws) AS is_aws, min(region) AS region, min(description) AS description,
      min(source_known_network) AS source_known_network
    FROM places WHERE source_kind = 'public' GROUP BY spot
  ) p ON p.spot = c.spot
  LEFT JOIN own_calls o ON o.subject = c.subject AND o.spot = c.spot
  LEFT JOIN (SELECT subject, address, min(stated) AS stated FROM holdings WHERE is_public GROUP BY subject, address) h
    ON h.subject = c.subject AND h.address = lower(p.ip)
  LEFT JOIN ways_out w ON w.account_id = s.account_id AND w.address = lower(p.ip)
),
-- Other sessions of one instance, apart from what they are compared by: else all sessions would first meet all addresses by time.
twins AS MATERIALIZED (
  SELECT s.subject, s.instance_id, s.window_start, s.window_end, r.subject AS other, r.role_name AS other_role_name
  FROM subjects s
  JOIN subjects r ON r.account_id = s.account_id AND r.instance_id = s.instance_id AND r.subject <> s.subject
  WHERE s.subject NOT IN (SELECT subject FROM holdings WHERE is_public)
),
-- Which public address the instance had while its credentials were used: by holdings, else by calls of another session of it.
own_elsewhere AS MATERIALIZED (
  SELECT
    subject, list(address) AS addresses, list({address: address, begins: begins, ends: ends}) AS times, CASE WHEN count(DISTINCT region) = 1 THEN min(region) END AS region, list(stated) AS stated,
    string_agg(line, '; ' ORDER BY line) FILTER (place <= 5) AS listed
  FROM (
    SELECT
      *, row_number() OVER (PARTITION BY subject ORDER BY line) AS place
    FROM (
      SELECT h.subject, h.address, min(h.cloud_region) AS region, min(h.stated) AS stated, min(h.begins) AS begins, max(h.ends) AS ends,
        h.address || ' by ' || min(h.stated).event_action || ' at ' || strftime(min(h.stated).timestamp, '%Y-%m-%d %H:%M:%S') AS line
      FROM holdings h
      JOIN subjects s ON s.subject = h.subject AND h.begins <= s.window_end AND h.ends >= s.window_start
      WHERE h.is_public
      GROUP BY h.subject, h.address
      UNION ALL
      SELECT s.subject, lower(o.ip), min(o.region), min({timestamp: c.timestamp, event_action: 'a call', event_id: NULL::VARCHAR, evidence_id: c.evidence_id, record: c.record}),
        min(o.first_seen), max(o.last_seen),
        o.ip || ' by calls of its session ' || min(s.other_role_name) || '/' || s.instance_id
      FROM twins s
      JOIN spots o ON o.subject = s.other AND o.first_seen <= s.window_end AND o.last_seen >= s.window_start
      JOIN calls c ON c.call = o.first_call
      GROUP BY s.subject, s.instance_id, o.ip
    )
  )
  GROUP BY subject
),
-- An address is shown to be somebody else's where it is not the instance's own, no way out of the account and no known network, and
-- either other than the address that the instance is known to have had meanwhile, or not Amazon's while others are.
foreign_spots AS MATERIALIZED (
  SELECT s.*
  FROM spots s
  LEFT JOIN own_elsewhere o ON o.subject = s.subject
  WHERE NOT s.is_own AND s.way_out IS NULL AND s.source_known_network IS NULL
    AND (NOT s.is_aws AND s.subject IN (SELECT subject FROM spots WHERE is_aws)
      OR len(list_filter(o.times, lambda held: held.address <> lower(s.ip) AND held.begins <= s.last_seen AND held.ends >= s.first_seen)) > 0)
),
owned AS MATERIALIZED (
  SELECT
    s.subject,
    count(*) FILTER (NOT s.is_own) AS not_own,
    count(*) FILTER (s.is_own) AS own
  FROM spots s
  GROUP BY s.subject
),
-- Did the instance keep an address of its own while another of Amazon's used the credentials?
kept AS (
  SELECT
    subject, CASE WHEN bool_and(coalesce(is_kept, false)) THEN 'yes' WHEN bool_and(is_over) THEN 'no' END AS kept_own
  FROM (
    SELECT
      s.subject, s.spot,
      bool_or(coalesce(h.held_from, h.stated_at) <= s.first_seen AND (h.held_until IS NULL OR h.held_until >= s.first_seen)) AS is_kept,
      bool_and(h.held_until < s.first_seen) AS is_over
    FROM spots s
    LEFT JOIN holdings h ON h.subject = s.subject AND h.is_public AND h.address <> lower(s.ip)
    WHERE NOT s.is_own AND s.way_out IS NULL
    GROUP BY s.subject, s.spot
  )
  GROUP BY subject
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
    list({source_address: ip, is_aws: is_aws, is_own: is_own, held_by: way_out, region: region, description: description, calls: calls, failures: failures,
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

-- Private ways. Known is an address of the instance, and one in a network (of 65,536 addresses, as many as a VPC has at most) where
-- the evidence shows an address of the instance or of others of its account; elsewhere is one outside all of them where an address
-- of the instance itself is known.
private_networks AS (
  SELECT DISTINCT account_id, network, instance_id
  FROM (
    SELECT cloud_account_id AS account_id, regexp_extract(address, '^\d+\.\d+\.') AS network,
      CASE WHEN holder_kind = 'instance' THEN lower(holder_id) END AS instance_id
    FROM address_holders
    WHERE NOT is_public
  )
  WHERE network <> ''
),
private_spots AS MATERIALIZED (
  SELECT
    c.*, p.ip,
    CASE WHEN n.network IS NOT NULL OR h.address IS NOT NULL THEN 'known' WHEN o.instance_id IS NOT NULL THEN 'elsewhere' END AS whose
  FROM (
    SELECT subject, spot, count(*) AS calls, min(call) AS first_call, max(call) AS last_call, min(timestamp) AS first_seen
    FROM calls WHERE way = 'private' GROUP BY subject, spot
  ) c
  JOIN subjects s ON s.subject = c.subject
  JOIN (SELECT spot, min(ip) AS ip FROM places GROUP BY spot) p ON p.spot = c.spot
  LEFT JOIN (SELECT DISTINCT account_id, network FROM private_networks) n
    ON n.account_id = s.account_id AND n.network = regexp_extract(p.ip, '^\d+\.\d+\.')
  LEFT JOIN (SELECT DISTINCT subject, address FROM holdings WHERE NOT is_public) h ON h.subject = c.subject AND h.address = lower(p.ip)
  LEFT JOIN (SELECT DISTINCT account_id, instance_id FROM private_networks) o
    ON o.account_id = s.account_id AND o.instance_id = s.instance_id
),
-- An endpoint is known where the account made it, or others of the account used it before; it is new where the instance had called
-- the same service before without it. The first two that used it tell for each whether another did before.
endpoint_calls AS (
  SELECT c.subject, a.event_provider AS service, c.vpc_endpoint_id, min(c.timestamp) AS first_seen,
    min(c.first_call) AS first_call, max(c.last_call) AS last_call, sum(c.calls) AS calls
  FROM (
    SELECT subject, action_key, vpc_endpoint_id, min(timestamp) AS timestamp, min(call) AS first_call, max(call) AS last_call, count(*) AS calls
    FROM calls WHERE way IN ('public', 'private')
    GROUP BY subject, action_key, vpc_endpoint_id
  ) c
  JOIN actions a ON a.action_key = c.action_key
  GROUP BY c.subject, a.event_provider, c.vpc_endpoint_id
),
endpoint_users AS (
  SELECT vpc_endpoint_id, account_id, arg_min(who, (first_seen, who), 2) AS users, min(first_seen, 2) AS times
  FROM (
    SELECT f.vpc_endpoint_id, p.cloud_account_id AS account_id, lower(regexp_extract(p.principal_arn, '[^/]*$')) AS who,
      min(f.timestamp) AS first_seen
    FROM event_facts f
    JOIN principals p ON p.principal_key = f.principal_key
    WHERE f.vpc_endpoint_id IS NOT NULL AND p.principal_arn IS NOT NULL
    GROUP BY ALL
  )
  GROUP BY vpc_endpoint_id, account_id
),
own_endpoints AS (
  SELECT DISTINCT coalesce(f.recipient_account_id, p.cloud_account_id) AS account_id,
    unnest(regexp_extract_all(concat(f.event_detail, ' ', f.event_result), '\bvpce-[0-9a-f]+\b')) AS vpc_endpoint_id
  FROM event_facts f
  JOIN actions a ON a.action_key = f.action_key
  LEFT JOIN principals p ON p.principal_key = f.principal_key
  WHERE a.event_provider = 'ec2.amazonaws.com' AND contains(a.event_action, 'VpcEndpoint') AND f.event_outcome = 'success'
),
endpoints AS MATERIALIZED (
  SELECT
    subject, vpc_endpoint_id, min(service) AS service, min(first_call) AS first_call, max(last_call) AS last_call, sum(calls) AS calls,
    min(first_seen) AS first_seen,
    CASE WHEN bool_or(is_known) THEN 'known' WHEN bool_or(had_before) THEN 'elsewhere' END AS whose
  FROM (
    SELECT
      e.*, e.first_seen > min(e.first_seen) OVER (PARTITION BY e.subject, e.service) AS had_before,
      o.vpc_endpoint_id IS NOT NULL
        OR coalesce(CASE WHEN u.users[1] <> s.instance_id THEN u.times[1] ELSE u.times[2] END < e.first_seen, false) AS is_known
    FROM endpoint_calls e
    JOIN subjects s ON s.subject = e.subject
    LEFT JOIN endpoint_users u ON u.vpc_endpoint_id = e.vpc_endpoint_id AND u.account_id = s.account_id
    LEFT JOIN own_endpoints o ON o.vpc_endpoint_id = e.vpc_endpoint_id AND o.account_id = s.account_id
  )
  WHERE vpc_endpoint_id IS NOT NULL
  GROUP BY subject, vpc_endpoint_id
),
ways AS MATERIALIZED (
  SELECT
    *, row_number() OVER (
      PARTITION BY subject ORDER BY list_position(['elsewhere', 'open', 'known'], coalesce(whose, 'open')), first_seen, name) AS place
  FROM (
    SELECT subject, ip AS name, whose, calls, first_call, last_call, first_seen,
      CASE whose WHEN 'known' THEN 'in a known network of the account' WHEN 'elsewhere' THEN 'in no known network of the instance or its account'
        ELSE 'nothing tells whose it is' END AS said
    FROM private_spots
    UNION ALL
    SELECT subject, vpc_endpoint_id, whose, calls, first_call, last_call, first_seen,
      CASE whose WHEN 'known' THEN 'an endpoint that the account made or used before'
        WHEN 'elsewhere' THEN 'an endpoint for ' || service || ' not seen before, which the instance had called without it'
        ELSE 'an endpoint with nothing before it to compare' END
    FROM endpoints
  )
),
private_ways AS MATERIALIZED (
  SELECT
    subject,
    CASE WHEN bool_or(whose = 'elsewhere') THEN 'elsewhere' WHEN bool_and(whose IS NOT NULL) THEN 'known' END AS private_ways,
    list({name: name, whose: whose, calls: calls, first_timestamp: first_seen, said: said} ORDER BY place) FILTER (place <= 50) AS ways,
    string_agg(name || ': ' || said || ', ' || calls || CASE WHEN calls = 1 THEN ' call' ELSE ' calls' END || ' from '
      || strftime(first_seen, '%Y-%m-%d %H:%M:%S'), '; ' ORDER BY place) FILTER (place <= 5)
      || CASE WHEN count(*) > 5 THEN '; and ' || (count(*) - 5) || ' more' ELSE '' END AS private_listed
  FROM ways
  GROUP BY subject
),

-- What was done from addresses that are shown to be somebody else's. What failed was tried, and what was denied is told apart.
sensitive AS (
  SELECT split_part(line, ' ', 1) AS action, min(split_part(line, ' ', 2)) AS technique
  FROM (SELECT unnest($sensitive_actions) AS line)
  GROUP BY action
),
foreign_calls AS NOT MATERIALIZED (
  SELECT c.* FROM public_calls c SEMI JOIN foreign_spots s ON s.subject = c.subject AND s.spot = c.spot
),
acts AS MATERIALIZED (
  SELECT
    c.subject, c.first_call, c.last_call, c.succeeded, c.denied, c.failed, c.errors, t.technique,
    split_part(a.event_provider, '.', 1) AS service,
    split_part(a.event_provider, '.', 1) || ':' || a.event_action AS action,
    row_number() OVER (PARTITION BY c.subject ORDER BY t.technique IS NULL, c.succeeded = 0, c.first_call) AS place
  FROM (
    SELECT
      subject, action_key, min(call) AS first_call, max(call) AS last_call,
      count(*) FILTER (NOT coalesce(is_failure, false)) AS succeeded,
      count(*) FILTER (is_failure AND regexp_matches(coalesce(error_code, ''), 'AccessDenied|Unauthorized|Forbidden|NotAuthorized')) AS denied,
      count(*) FILTER (is_failure AND NOT regexp_matches(coalesce(error_code, ''), 'AccessDenied|Unauthorized|Forbidden|NotAuthorized')) AS failed,
      coalesce(list_sort(list(DISTINCT error_code) FILTER (error_code IS NOT NULL)), [])[:10] AS errors
    FROM foreign_calls
    GROUP BY subject, action_key
  ) c
  JOIN actions a ON a.action_key = c.action_key
  LEFT JOIN sensitive t ON t.action = split_part(a.event_provider, '.', 1) || ':' || a.event_action
),
-- Enumeration: calls that list and describe, to several services in a short time, wherever that time begins.
looked_around AS (
  SELECT subject, max(services) AS most_services
  FROM (
    SELECT subject, count(DISTINCT event_provider) OVER (
        PARTITION BY subject ORDER BY instant RANGE BETWEEN CAST($enumeration_minutes * 60000000 AS BIGINT) PRECEDING AND CURRENT ROW) AS services
    FROM (
      SELECT DISTINCT c.subject, epoch_us(c.timestamp) AS instant, a.event_provider
      FROM foreign_calls c
      JOIN actions a ON a.action_key = c.action_key
      WHERE regexp_matches(a.event_action,
        '^(List|Describe|Lookup|Get(Caller|Account|User|Role|Policy|Group|CredentialReport|BucketAcl|BucketPolicy|BucketLocation))')
    )
  )
  GROUP BY subject
),
foreign_use AS MATERIALIZED (
  SELECT
    a.subject, any_value(l.most_services) AS most_services,
    sum(succeeded + denied + failed) AS foreign_call_count, sum(succeeded) AS succeeded, sum(denied) AS denied, sum(failed) AS failed,
    coalesce(sum(succeeded) FILTER (technique IS NOT NULL), 0) AS sensitive_succeeded,
    coalesce(sum(denied + failed) FILTER (technique IS NOT NULL), 0) AS sensitive_tried,
    count(DISTINCT service) AS service_count,
    list_sort(list(DISTINCT service))[:20] AS services,
    coalesce(list_sort(list(DISTINCT technique) FILTER (technique IS NOT NULL)), []) AS techniques,
    list({action: action, succeeded: succeeded, denied: denied, failed: failed, errors: errors, technique: technique} ORDER BY place)
      FILTER (place <= 50) AS actions,
    string_agg(action || ' ' || succeeded || '×' || coalesce(' (' || technique || ')', ''), ', ' ORDER BY place)
      FILTER (place <= 20 AND succeeded > 0) AS done_listed,
    string_agg(action || ' ' || (denied + failed) || '×' || coalesce(' (' || technique || ')', '')
        || coalesce(' ' || nullif(array_to_string(errors[:3], ' '), ''), ''), ', ' ORDER BY place)
      FILTER (place <= 20 AND denied + failed > 0) AS tried_listed
  FROM acts a
  LEFT JOIN looked_around l ON l.subject = a.subject
  GROUP BY a.subject
),
foreign_listed AS (
  SELECT subject, string_agg(ip || coalesce(' (' || nullif(description, '') || ')', ''), '; ' ORDER BY first_seen, ip) FILTER (place <= 5)
    || CASE WHEN count(*) > 5 THEN '; and ' || (count(*) - 5) || ' more' ELSE '' END AS foreign_listed
  FROM (SELECT *, row_number() OVER (PARTITION BY subject ORDER BY first_seen, ip) AS place FROM foreign_spots)
  GROUP BY subject
),
-- H-A12
delivered AS MATERIALIZED (
  SELECT
    subject,
    concat_ws(', ',
      count(*) FILTER (delivery = 1) || ' by IMDSv1', count(*) FILTER (delivery = 2) || ' by IMDSv2',
      CASE WHEN count(*) FILTER (delivery IS NULL) > 0 THEN count(*) FILTER (delivery IS NULL) || ' do not say' END) AS delivery_listed
  FROM calls
  GROUP BY subject
),
routes AS (
  SELECT
    subject,
    CASE WHEN bool_or(delivery = 1) THEN 'v1' WHEN bool_and(delivery IS NOT NULL) THEN 'v2' END AS delivery,
    min(call) AS first_call, max(call) AS last_call
  FROM foreign_calls
  GROUP BY subject
),
-- Does CloudTrail show what GuardDuty found? Each finding's address is compared with those of the calls.
compared AS MATERIALIZED (
  SELECT
    f.*, s.first_call, s.last_call,
    CASE
      WHEN s.spot IS NOT NULL THEN
        CASE WHEN s.is_own OR s.way_out IS NOT NULL OR s.source_known_network IS NOT NULL THEN 'disagrees'
          WHEN s.is_aws AND ends_with(f.rule, '.OutsideAWS') THEN 'disagrees'
          ELSE 'agrees' END
      WHEN r.whose = 'known' THEN 'disagrees'
      WHEN r.whose = 'elsewhere' THEN 'agrees'
    END AS answer,
    CASE
      WHEN h.address IS NOT NULL THEN 'own'
      WHEN w.is_gateway THEN 'gateway'
      WHEN f.source_known_network IS NOT NULL THEN 'known network'
      WHEN o.subject IS NOT NULL THEN 'other'
    END AS finding_place,
    f.rule || coalesce(' from ' || f.ip, '') || ', ' || strftime(f.first_seen, '%Y-%m-%d %H:%M:%S') || ' to '
      || strftime(f.timestamp, '%Y-%m-%d %H:%M:%S') || coalesce(' (' || nullif(f.risk_detail, '') || ')', '') AS line
  FROM found f
  JOIN subjects n ON n.subject = f.subject
  LEFT JOIN spots s ON s.subject = f.subject AND s.spot = f.spot
  LEFT JOIN private_spots r ON r.subject = f.subject AND r.spot = f.spot
  LEFT JOIN (
    SELECT subject, address, min(begins) AS begins, max(ends) AS ends FROM holdings WHERE is_public GROUP BY subject, address
  ) h ON h.subject = f.subject AND h.address = lower(f.ip) AND h.begins <= f.timestamp AND h.ends >= f.first_seen
  LEFT JOIN ways_out w ON w.account_id = n.account_id AND w.address = lower(f.ip)
  LEFT JOIN own_elsewhere o ON o.subject = f.subject
),
guardduty AS MATERIALIZED (
  SELECT
    subject,
    CASE WHEN bool_or(answer = 'agrees') THEN 'agrees' WHEN bool_and(answer IS NOT NULL) THEN 'disagrees' END AS answer,
    arg_max(finding_place, place) AS finding_place,
    any_value({label: rule, evidence_id: evidence_id, record: record}) FILTER (place = 1) AS alert,
    list({finding: rule, source_address: ip, answer: answer, first_timestamp: first_seen, last_timestamp: timestamp} ORDER BY place)
      FILTER (place <= 50) AS findings,
    string_agg(line, '; ' ORDER BY place) FILTER (place <= 5) AS listed
  FROM compared
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
    b.is_own AND n.is_own AS is_held, n.own_stated AS held,
    CASE WHEN (b.is_own OR b.way_out IS NOT NULL) AND (n.is_own OR n.way_out IS NOT NULL) THEN coalesce(n.way_out, b.way_out) END AS way,
    coalesce(n.way_stated, b.way_stated) AS way_stated,
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
  JOIN named i ON i.subject = s.subject
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
    coalesce(direct.ordered, CASE WHEN c.is_held THEN c.held END, reboot.ordered, CASE WHEN c.way IS NOT NULL THEN c.way_stated END,
      possible.ordered) AS ordered,
    CASE
      WHEN direct.ordered IS NOT NULL THEN 'explained'
      WHEN c.is_held THEN 'held'
      WHEN reboot.ordered IS NOT NULL THEN 'reboot'
      WHEN c.way IS NOT NULL OR possible.ordered IS NOT NULL THEN 'possible'
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
    count(*) FILTER (basis IN ('explained', 'held')) AS explained_count,
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
        ELSE CASE
          WHEN basis = 'held' THEN 'both are the instance’s own, by '
          WHEN basis = 'possible' AND way IS NOT NULL THEN 'only if it goes out through ' || way || ', by '
          WHEN basis = 'possible' THEN 'only if it goes out another way, by '
          ELSE '' END || ordered.event_action || ' at '
          || strftime(ordered.timestamp, '%Y-%m-%d %H:%M:%S') || coalesce(' (event ' || ordered.event_id || ')', '')
      END AS line
  FROM explained
  QUALIFY row_number() OVER (
    PARTITION BY subject
    ORDER BY list_position(['unexplained', 'unknown', 'possible', 'reboot', 'held', 'explained'], basis), change) <= 50
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
  UNION
  SELECT subject, 'call', unnest([first_call, last_call]) FROM called
  UNION
  SELECT subject, 'private', unnest([first_call, last_call]) FROM ways WHERE place <= 25
  UNION
  SELECT subject, 'use', unnest([first_call, last_call]) FROM acts WHERE place <= 25
  UNION
  SELECT subject, 'route', unnest([first_call, last_call]) FROM routes
  UNION
  SELECT subject, 'guardduty', unnest([first_call, last_call]) FROM compared WHERE first_call IS NOT NULL AND place <= 15
),
cited AS (
  SELECT s.subject, s.answer, c.timestamp, c.evidence_id, c.record
  FROM cited_calls s
  JOIN calls c ON c.call = s.call
  UNION
  SELECT subject, 'change', ordered.timestamp, ordered.evidence_id, ordered.record FROM shown_changes WHERE ordered IS NOT NULL
  UNION
  SELECT subject, 'own', stated.timestamp, stated.evidence_id, stated.record
  FROM (SELECT subject, unnest(stated) AS stated FROM own_elsewhere UNION ALL SELECT subject, own_stated FROM spots WHERE is_own)
  UNION
  SELECT subject, 'own', way_stated.timestamp, way_stated.evidence_id, way_stated.record FROM spots WHERE way_out IS NOT NULL
  UNION
  SELECT subject, 'finding', timestamp, evidence_id, record FROM found WHERE place <= 20
),
records AS (
  SELECT
    subject,
    list(reference ORDER BY place) FILTER (answer = 'address' AND place <= 50) AS address_records,
    list(reference ORDER BY place) FILTER (answer = 'outside' AND place <= 50) AS outside_records,
    list(reference ORDER BY place) FILTER (answer = 'aws' AND place <= 50) AS aws_records,
    list(reference ORDER BY place) FILTER (answer = 'system' AND place <= 50) AS system_records,
    list(reference ORDER BY place) FILTER (answer = 'client' AND place <= 50) AS client_records,
    list(reference ORDER BY place) FILTER (answer = 'change') AS change_records,
    list(reference ORDER BY place) FILTER (answer = 'call') AS call_records,
    list(reference ORDER BY place) FILTER (answer = 'private') AS private_records,
    list(reference ORDER BY place) FILTER (answer = 'use') AS use_records,
    list(reference ORDER BY place) FILTER (answer = 'route') AS route_records,
    list(reference ORDER BY place) FILTER (answer = 'own' AND place <= 50) AS own_records,
    list(reference ORDER BY place) FILTER (answer = 'guardduty') AS compared_records,
    list(reference ORDER BY place) FILTER (answer = 'finding') AS finding_records
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
    subject, coalesce(list_sort(list(DISTINCT credential_origin) FILTER (credential_origin IS NOT NULL)), []) AS credential_origins
  FROM instances
  GROUP BY subject
)
SELECT
  s.principal_arn AS subject, s.window_start, s.window_end, g.alert,
  s.account_id, s.role_name, s.instance_id, coalesce(o.credential_origins, []) AS credential_origins,
  coalesce(u.key_count, 0) AS key_count,
  coalesce(u.access_keys, []) AS access_keys,

  CASE WHEN s.call_count > 0 THEN true END AS has_calls,
  coalesce(s.call_count, 0) AS call_count,
  coalesce(s.public_call_count, 0) AS public_call_count,
  coalesce(s.service_call_count, 0) AS service_call_count,
  coalesce(s.private_call_count, 0) AS private_call_count,
  coalesce(s.other_call_count, 0) AS other_call_count,
  coalesce(strftime(s.first_seen, '%Y-%m-%d %H:%M:%S'), 'none') AS first_call_at,
  coalesce(strftime(s.last_seen, '%Y-%m-%d %H:%M:%S'), 'none') AS last_call_at,
  coalesce(x.call_records, x.finding_records, []) AS call_records,

  CASE WHEN g.subject IS NULL THEN 'no finding' ELSE g.answer END AS guardduty,
  coalesce(g.findings, []) AS guardduty_findings,
  coalesce(g.listed, CASE WHEN (SELECT count(*) FROM actions WHERE event_dataset = 'aws.guardduty') > 0
    THEN 'GuardDuty’s findings in the case hold none of this instance' ELSE 'no findings of GuardDuty are in the case' END) AS guardduty_listed,
  g.finding_place,
  CASE WHEN g.subject IS NULL THEN coalesce(x.call_records, [])
    ELSE list_sort(list_distinct(list_concat(coalesce(x.finding_records, []), coalesce(x.compared_records, [])))) END AS guardduty_records,

  CASE
    WHEN a.subject IS NULL THEN 'none shown'
    WHEN a.sensitive_succeeded > 0 THEN 'sensitive'
    WHEN a.most_services >= $enumeration_services THEN 'enumeration'
    WHEN a.sensitive_tried > 0 THEN 'sensitive attempts'
    WHEN a.succeeded = 0 THEN 'attempts only'
    ELSE 'ordinary'
  END AS foreign_use,
  coalesce(a.foreign_call_count, 0) AS foreign_call_count,
  coalesce(a.succeeded, 0) AS foreign_succeeded_count,
  coalesce(a.denied, 0) AS foreign_denied_count,
  coalesce(a.failed, 0) AS foreign_failed_count,
  coalesce(a.sensitive_succeeded, 0) AS sensitive_succeeded_count,
  coalesce(a.sensitive_tried, 0) AS sensitive_tried_count,
  coalesce(a.service_count, 0) AS foreign_service_count,
  coalesce(a.services, []) AS foreign_services,
  coalesce(a.most_services, 0) AS enumerated_services,
  coalesce(a.techniques, []) AS foreign_techniques,
  coalesce(a.actions, []) AS foreign_actions,
  coalesce(a.done_listed, 'nothing') AS done_listed,
  coalesce(a.tried_listed, 'nothing') AS tried_listed,
  coalesce(x.use_records, x.address_records, []) AS use_records,

  CASE WHEN t.subject IS NULL THEN 'none shown' ELSE t.delivery END AS route,
  coalesce(d.delivery_listed, 'none') AS delivery_listed,
  coalesce(fl.foreign_listed, 'none') AS foreign_listed,
  coalesce(x.route_records, x.call_records, []) AS route_records,

  CASE WHEN w.subject IS NULL THEN 'known' ELSE w.private_ways END AS private_ways,
  coalesce(w.ways, []) AS private_ways_seen,
  coalesce(w.private_listed, 'no call came by a private way') AS private_listed,
  coalesce(x.private_records, x.call_records, []) AS private_records,

  s.public_address_count,
  coalesce(z.not_own, 0) AS not_own_address_count,
  coalesce(z.own, 0) AS own_address_count,
  CASE WHEN e.subject IS NOT NULL AND len(list_filter(e.addresses, lambda address: address <> lower(b.ip))) > 0 THEN 'yes' ELSE 'no' END
    AS own_is_elsewhere,
  coalesce(e.listed, 'not known') AS own_listed,
  CASE
    WHEN b.is_gateway THEN 'gateway'
    WHEN b.way_out IS NOT NULL THEN 'machine'
    WHEN b.source_known_network IS NOT NULL THEN 'known network'
    WHEN NOT b.is_aws THEN 'outside'
    WHEN b.is_aws THEN 'aws'
  END AS alone_place,
  CASE WHEN starts_with(b.region, '~') THEN NULL WHEN b.region = e.region THEN 'same' WHEN b.region <> e.region THEN 'other' END AS alone_region,
  coalesce(b.region, 'not known') AS alone_region_named,
  coalesce(e.region, 'not known') AS own_region,
  coalesce(b.way_out, 'nobody of the account') AS alone_holder,
  list_sort(list_distinct(list_concat(coalesce(x.own_records, []), coalesce(x.address_records, [])))) AS own_records,
  v.kept_own,
  coalesce(p.public_addresses, []) AS public_addresses,
  coalesce(p.addresses_listed, 'none') AS addresses_listed,
  coalesce(x.address_records, []) AS address_records,

  CASE WHEN p.subject IS NULL THEN 0 WHEN p.known_outside > 0 OR p.unplaced = 0 THEN p.known_outside END AS outside_address_count,
  coalesce(p.outside_listed, 'none') AS outside_listed,
  coalesce(p.unplaced, 0) AS unplaced_address_count,
  CASE WHEN r.are_known THEN 'Amazon''s address ranges' || coalesce(' of ' || r.published, '')
    ELSE 'the networks of the addresses' END AS placing_basis,
  coalesce(x.outside_records, x.address_records, x.call_records, []) AS outside_records,

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
LEFT JOIN origins o ON o.subject = s.subject
LEFT JOIN located p ON p.subject = s.subject
LEFT JOIN systems y ON y.subject = s.subject
LEFT JOIN change_counts c ON c.subject = s.subject
LEFT JOIN listed_changes l ON l.subject = s.subject
LEFT JOIN records x ON x.subject = s.subject
LEFT JOIN used_keys u ON u.subject = s.subject
LEFT JOIN guardduty g ON g.subject = s.subject
LEFT JOIN foreign_use a ON a.subject = s.subject
LEFT JOIN routes t ON t.subject = s.subject
LEFT JOIN delivered d ON d.subject = s.subject
LEFT JOIN foreign_listed fl ON fl.subject = s.subject
LEFT JOIN private_ways w ON w.subject = s.subject
LEFT JOIN owned z ON z.subject = s.subject
LEFT JOIN own_elsewhere e ON e.subject = s.subject
LEFT JOIN kept v ON v.subject = s.subject
-- The address, where there is only one.
LEFT JOIN spots b ON b.subject = CASE WHEN s.public_address_count = 1 THEN s.subject END
ORDER BY s.principal_arn
