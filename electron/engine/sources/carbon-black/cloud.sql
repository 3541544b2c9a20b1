SELECT
  evidence_id,
  record,
  CASE WHEN NOT alert THEN 'carbon_black_cloud.endpoint_event'
    WHEN o.type = 'watchlist.hit' THEN 'carbon_black_cloud.watchlist_hit' ELSE 'carbon_black_cloud.alert' END AS dataset,
  CASE WHEN alert THEN 'alert' END AS kind,
  CASE
    WHEN o.type IN ('WATCHLIST', 'watchlist.hit') THEN 'threat'
    WHEN o.type IN ('HOST_BASED_FIREWALL', 'INTRUSION_DETECTION_SYSTEM', 'NETWORK_TRAFFIC_ANALYSIS') THEN 'network'
    WHEN o.type = 'DEVICE_CONTROL' THEN 'host'
    WHEN alert THEN 'malware'
    WHEN event LIKE 'netconn%' THEN 'network'
    WHEN event LIKE 'filemod%' THEN 'file'
    WHEN event LIKE 'regmod%' THEN 'registry'
    WHEN event LIKE 'moduleload%' THEN 'library'
    ELSE 'process'
  END AS category,
  'Carbon Black Cloud' AS provider,
  event AS action,
  CASE WHEN stopped THEN 'failure' END AS outcome,
  coalesce(o.event_id, o.id) AS id,
  CASE WHEN alert THEN coalesce(nullif(o.reason, ''), o.report_name) END AS description,
  coalesce(o.regmod_name, file_path, CASE WHEN starts THEN child_command END, nullif(o.netconn_domain, ''), remote, o.crossproc_name,
    o.process_cmdline, o.process_path) AS about,
  CASE WHEN stopped THEN 'Prevention' END AS error_code,
  CASE WHEN stopped THEN o.sensor_action END AS error_message,
  regexp_extract(coalesce(CASE WHEN starts THEN nullif(o.childproc_username, '') END, nullif(o.process_username, ''), o.device_username), '([^\\]+)$', 1)
    AS user_name,
  CASE WHEN inbound THEN remote END AS address,
  o.device_id AS host_id,
  o.device_id AS device_id,
  regexp_extract(o.device_name, '([^\\]+)$', 1) AS host_name,
  o.device_os AS os,
  coalesce(nullif(o.device_internal_ip, ''), own) AS host_ip,
  o.device_external_ip AS external_ip,
  nullif(concat_ws(' ', o.vendor_name, o.product_name, o.serial_number), '') AS resource,
  CASE WHEN alert THEN o.severity END AS risk,
  CASE WHEN alert THEN nullif(concat_ws('; ',
    'watchlists: ' || nullif(array_to_string(list_transform(o.watchlists, lambda w: w.name), ', '), ''),
    'tactic: ' || nullif(o.attack_tactic, ''),
    'technique: ' || nullif(o.attack_technique, ''),
    'ttps: ' || nullif(array_to_string(o.ttps, ', '), ''),
    'threat: ' || nullif(coalesce(o.threat_category, o.threat_cause_threat_category), ''),
    'hit: ' || nullif(o.ioc_hit, '')), '') END AS risk_detail,
  -- The codes of later schemas are two identifiers, which say nothing.
  CASE WHEN alert THEN coalesce(o.report_name, CASE WHEN NOT contains(o.reason_code, ':') AND NOT contains(o.reason_code, ' ') THEN o.reason_code END, o.type) END
    AS rule,
  [{'key': 'action', 'value': coalesce(o.action, o.sensor_action)},
    {'key': 'target', 'value': concat_ws(' ', o.crossproc_name, CASE WHEN o.crossproc_name IS NOT NULL THEN o.target_cmdline END)},
    {'key': 'script', 'value': o.fileless_scriptload_cmdline},
    {'key': 'domain', 'value': regexp_extract(coalesce(CASE WHEN starts THEN o.childproc_username END, o.process_username), '^(.*)\\[^\\]+$', 1)},
    {'key': 'state', 'value': o.run_state}] AS details,
  p.name AS process,
  p.path AS executable,
  p.command AS command_line,
  coalesce(list_filter(p.hashes, lambda h: length(h) = 32)[1], CASE WHEN NOT starts THEN o.process_md5 END) AS md5,
  coalesce(list_filter(p.hashes, lambda h: length(h) = 64)[1], CASE WHEN NOT starts THEN coalesce(o.process_sha256, o.threat_cause_actor_sha256) END) AS sha256,
  p.pid AS pid,
  p.guid AS entity_id,
  CASE WHEN starts THEN o.process_path ELSE coalesce(o.parent_path, o.parent_name) END AS parent,
  CASE WHEN starts THEN o.process_cmdline ELSE o.parent_cmdline END AS parent_command_line,
  CASE WHEN starts THEN o.process_pid ELSE o.parent_pid END AS parent_pid,
  o.regmod_name AS registry_path,
  file_path,
  coalesce(list_filter(file_hashes, lambda h: length(h) = 32)[1], o.blocked_md5) AS file_md5,
  coalesce(list_filter(file_hashes, lambda h: length(h) = 64)[1], o.blocked_sha256) AS file_sha256,
  coalesce(nullif(o.netconn_domain, ''), o.netconn_remote_domain) AS domain,
  CASE WHEN inbound THEN coalesce(o.remote_port, o.netconn_remote_port) ELSE coalesce(o.local_port, o.netconn_local_port) END AS source_port,
  CASE WHEN inbound THEN own ELSE remote END AS destination_ip,
  CASE WHEN inbound THEN coalesce(o.local_port, o.netconn_local_port) ELSE coalesce(o.remote_port, o.netconn_remote_port) END AS destination_port,
  regexp_replace(o.netconn_protocol, '^PROTO_', '') AS transport,
  regexp_replace(coalesce(o.device_timestamp, o.first_event_timestamp, o.first_event_time, o.create_time, o.backend_timestamp), ' ?\+0000 UTC$', '+00')
    AS logged,
  CASE WHEN alert THEN 'create_time' ELSE 'device_timestamp' END AS time_field,
  CASE WHEN o.type IS NULL THEN 'type is missing' END AS malformed
FROM (
  SELECT
    *,
    -- The event of a start is told by the parent.
    CASE WHEN starts
      THEN {'name': NULL, 'path': o.childproc_name, 'command': child_command, 'pid': o.childproc_pid, 'guid': o.childproc_guid, 'hashes': o.childproc_hash}
      ELSE {'name': coalesce(o.process_name, o.threat_cause_actor_name),
        'path': coalesce(o.process_path, CASE WHEN regexp_matches(o.process_name, '[\\/]') THEN o.process_name END),
        'command': o.process_cmdline,
        'pid': coalesce(o.process_pid, split_part(o.threat_cause_actor_process_pid, '-', 1)),
        'guid': o.process_guid, 'hashes': o.process_hash}
    END AS p
  FROM (
    SELECT
      *,
      o.type NOT LIKE 'endpoint.event.%' AS alert,
      regexp_replace(o.type, '^endpoint\.event\.', '') AS event,
      coalesce(o.type = 'endpoint.event.procstart' AND o.childproc_name <> '', false) AS starts,
      coalesce(nullif(o.target_cmdline, ''), o.childproc_cmdline) AS child_command,
      coalesce(o.netconn_inbound = 'true', false) AS inbound,
      nullif(coalesce(o.remote_ip, o.netconn_remote_ip), '') AS remote,
      nullif(coalesce(o.local_ip, o.netconn_local_ip), '') AS own,
      coalesce(nullif(o.filemod_name, ''), nullif(o.modload_name, ''), nullif(o.scriptload_name, ''), o.blocked_name) AS file_path,
      coalesce(o.filemod_hash, o.modload_hash, o.scriptload_hash) AS file_hashes,
      coalesce(regexp_matches(o.sensor_action, '(DENY|BLOCK|TERMINATE)'), false) AS stopped
    FROM given_cloud
  )
)
