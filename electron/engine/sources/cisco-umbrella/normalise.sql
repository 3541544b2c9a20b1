SELECT
  evidence_id,
  record,
  make_timestamp(epoch_us(CASE WHEN v.time LIKE '____-__-__%:__%' THEN TRY_CAST(v.time AS TIMESTAMPTZ) END)) AS timestamp,
  -- The export is documented to be in UTC.
  v.time || if(v.time LIKE '____-__-__ __:__:__' AND TRY_CAST(v.time AS TIMESTAMP) IS NOT NULL, ' UTC', '') AS logged,
  'Timestamp' AS time_field,
  CASE WHEN log IS NULL THEN 'not a row of a log that is known: ' || left(coalesce(array_to_string(fields, ','), 'no fields'), 60) END
    AS malformed,
  -- The export can begin with the names of the columns.
  CASE WHEN log IS NULL AND fields[1] ILIKE '%timestamp%' AND len(fields) >= 7 THEN 'the names of the columns' END AS skip_reason,
  'cisco_umbrella.log' AS dataset,
  CASE WHEN log <> 'proxy' THEN 'network' END AS kind,
  v.transport AS transport,
  'Cisco Umbrella ' || CASE log WHEN 'dns' THEN 'DNS' WHEN 'ip' THEN 'IP' ELSE log END AS provider,
  -- The IP log does not say what became of a connection.
  coalesce(lower(v.verdict), CASE WHEN log = 'ip' THEN 'ip layer enforcement' END) AS action,
  v.verdict AS verdict,
  CASE
    WHEN upper(v.verdict) LIKE 'BLOCK%' THEN true
    WHEN upper(v.verdict) LIKE 'ALLOW%' OR upper(v.verdict) LIKE 'PROX%' THEN false
  END AS blocked,
  regexp_replace(blocked_categories, ' *, *', ', ', 'g') AS reason,
  -- The address in brackets is how other logs name the person.
  coalesce(nullif(regexp_extract(person, '\(([^()\s]+@[^()\s]+)\)\s*$', 1), ''), person) AS user_name,
  machine AS host_name,
  coalesce(v.external, v.internal, v.source) AS address,
  coalesce(v.internal, v.source) AS host_ip,
  v.external AS external_ip,
  v.source_port AS client_port,
  v.agent AS agent,
  coalesce(v.rule, v.ruleset) AS rule,
  regexp_replace(v.categories, ' *, *', ', ', 'g') AS category,
  coalesce(v.malware, CASE WHEN v.disposition = 'MALICIOUS' THEN 'MALICIOUS' END, v.detections) AS threat,
  CASE WHEN log = 'proxy' THEN v.url END AS url,
  CASE WHEN log <> 'proxy' THEN v.domain END AS host,
  v.method AS method,
  v.status AS status,
  v.referrer AS referrer,
  v.sent AS sent,
  v.received AS received,
  v.destination AS server_ip,
  coalesce(v.destination_port, regexp_extract(v.url, '^(?:[a-zA-Z]+://)?(?:\[[^\]]*\]|[^/:?#]*):(\d+)', 1)) AS server_port,
  v.file_name AS file_name,
  CASE WHEN regexp_full_match(v.sha256, '[0-9a-fA-F]{64}') THEN v.sha256 END AS file_hash,
  [
    {'key': 'identity', 'value': identity},
    {'key': 'identity_type', 'value': identity_type},
    {'key': 'identities', 'value': nullif(v.identities, identity)},
    {'key': 'query_type', 'value': v.query_type},
    {'key': 'response', 'value': v.response},
    {'key': 'content_type', 'value': v.content_type},
    {'key': 'disposition', 'value': v.disposition},
    {'key': 'unwanted', 'value': v.unwanted},
    {'key': 'blocked_categories', 'value': blocked_categories},
    {'key': 'dlp', 'value': v.dlp},
    {'key': 'certificate_errors', 'value': v.certificate_errors},
    {'key': 'isolate_action', 'value': v.isolate_action},
    {'key': 'file_action', 'value': v.file_action},
    {'key': 'warn_status', 'value': v.warn_status},
    {'key': 'direction', 'value': v.direction},
    {'key': 'datacenter', 'value': v.datacenter},
    {'key': 'origin', 'value': v.origin},
    {'key': 'destination_lists', 'value': v.destination_lists},
    {'key': 'more', 'value': CASE WHEN log = 'proxy' THEN array_to_string(fields[known_columns + 1:], ',') END}
  ] AS details
FROM (
  SELECT
    *,
    CASE WHEN len(names) = len(types) THEN names[list_position(list_transform(types, lambda type: list_contains(of_people, type)), true)] END
      AS listed_person,
    CASE WHEN len(names) = len(types) THEN names[list_position(list_transform(types, lambda type: list_contains(of_machines, type)), true)] END
      AS listed_machine,
    coalesce(listed_person, CASE WHEN list_contains(of_people, identity_type) THEN identity END) AS person,
    coalesce(listed_machine, CASE WHEN list_contains(of_machines, identity_type) THEN identity END) AS machine
  FROM (
    SELECT
      * EXCLUDE (kind),
      kind AS log,
      ['AD Users', 'AD User', 'Users'] AS of_people,
      ['Roaming Computers', 'Roaming Computer', 'Anyconnect Roaming Client', 'AD Computers', 'Mobile Devices', 'Chromebooks'] AS of_machines,
      coalesce(v.identity, v.identities) AS identity,
      -- Names of people may hold commas, and the first of all identities is the one that the policy was chosen by.
      CASE
        WHEN starts_with(v.identities, identity) THEN list_concat([identity],
          list_filter(string_split_regex(substr(v.identities, length(identity) + 1), ' *, *'), lambda name: name <> ''))
        ELSE string_split_regex(v.identities, ' *, *')
      END AS names,
      string_split_regex(v.identity_types, ' *, *') AS types,
      -- Rows of an early connector have the type in the column that came after.
      v.identity_type IS NULL AND (list_contains(of_people, v.blocked_categories) OR list_contains(of_machines, v.blocked_categories)
        OR v.blocked_categories IN ('Networks', 'Sites', 'Internal Networks', 'Network Tunnels')) AS displaced,
      CASE WHEN displaced THEN v.blocked_categories ELSE v.identity_type END AS identity_type,
      CASE WHEN NOT coalesce(displaced, false) THEN v.blocked_categories END AS blocked_categories
    FROM rows
  ) AS named
) AS flat
