SELECT
  evidence_id,
  record,
  'carbonblack_edr.log' AS dataset,
  CASE WHEN hit THEN 'alert' END AS kind,
  CASE
    WHEN hit THEN 'threat'
    WHEN event LIKE 'netconn%' THEN 'network'
    WHEN event LIKE 'filemod%' OR event LIKE 'binary%' THEN 'file'
    WHEN event LIKE 'regmod%' THEN 'registry'
    WHEN event LIKE 'module%' THEN 'library'
    WHEN event LIKE 'tamper%' THEN 'host'
    ELSE 'process'
  END AS category,
  'Carbon Black EDR' AS provider,
  event AS action,
  CASE WHEN stopped THEN 'failure' END AS outcome,
  CASE WHEN hit THEN o.unique_id END AS id,
  CASE WHEN hit THEN concat_ws(' ', rule, nullif(concat_ws(' ', o.ioc_type, o.ioc_value), '')) END AS description,
  coalesce(CASE WHEN acts THEN coalesce(o.command_line, o.path) END, nullif(o.domain, ''), remote, o.target_path, o.path, o.tamper_type, o.file_path)
    AS about,
  CASE WHEN stopped THEN 'Prevention' END AS error_code,
  CASE WHEN stopped THEN coalesce(o.blocked_reason, o.log_message) END AS error_message,
  regexp_extract(coalesce(o.username, doc.username), '([^\\]+)$', 1) AS user_name,
  o.uid AS user_id,
  CASE WHEN inbound THEN remote END AS address,
  o.sensor_id AS host_id,
  o.sensor_id AS device_id,
  coalesce(o.computer_name, o.hostname, doc.hostname) AS host_name,
  coalesce(o.os_type, doc.os_type) AS os,
  coalesce(CASE WHEN contains(o.interface_ip, '.') THEN o.interface_ip END, nullif(o.local_ip, '')) AS host_ip,
  CASE WHEN contains(o.comms_ip, '.') THEN o.comms_ip END AS external_ip,
  CASE WHEN hit THEN coalesce(o.alert_severity, o.severity) END AS risk,
  nullif(concat_ws('; ', 'feed: ' || o.feed_name, 'report: ' || o.report_id), '') AS risk_detail,
  CASE WHEN hit THEN rule END AS rule,
  [{'key': 'action', 'value': o.action},
    {'key': 'domain', 'value': regexp_extract(coalesce(o.username, doc.username), '^(.*)\\[^\\]+$', 1)},
    {'key': 'target', 'value': concat_ws(' ', o.target_path, o.target_pid)},
    {'key': 'access', 'value': o.cross_process_type},
    {'key': 'result', 'value': o.blocked_result},
    {'key': 'stored as', 'value': o.file_path}] AS details,
  coalesce(o.process_name, doc.process_name) AS process,
  CASE WHEN acts THEN o.path ELSE coalesce(o.process_path, doc.path) END AS executable,
  coalesce(o.command_line, doc.cmdline) AS command_line,
  CASE WHEN NOT of_file THEN coalesce(doc.process_md5, o.md5) END AS md5,
  CASE WHEN NOT of_file THEN coalesce(doc.process_sha256, o.sha256) END AS sha256,
  coalesce(o.pid, doc.process_pid) AS pid,
  o.process_guid AS entity_id,
  coalesce(o.parent_path, doc.parent_name) AS parent,
  coalesce(o.parent_pid, doc.parent_pid) AS parent_pid,
  CASE WHEN event LIKE 'regmod%' THEN o.path END AS registry_path,
  CASE WHEN NOT acts AND event NOT LIKE 'regmod%' THEN o.path END AS file_path,
  coalesce(o.file_md5, CASE WHEN of_file THEN coalesce(o.md5, doc.md5) END) AS file_md5,
  coalesce(o.file_sha256, CASE WHEN of_file THEN o.sha256 END) AS file_sha256,
  o.domain AS domain,
  CASE WHEN inbound THEN o.remote_port ELSE o.local_port END AS source_port,
  CASE WHEN inbound THEN o.local_ip ELSE remote END AS destination_ip,
  CASE WHEN inbound THEN o.local_port ELSE o.remote_port END AS destination_port,
  o.protocol AS transport,
  coalesce(o.timestamp, o.event_timestamp, o.created_time) AS logged,
  'timestamp' AS time_field,
  CASE WHEN o.type IS NULL THEN 'type is missing' END AS malformed
FROM (
  SELECT
    *,
    coalesce(event LIKE 'proc%', false) AS acts,
    -- Whose hash `md5` is: of a loaded module, of what a process started, or of a binary by itself.
    coalesce(event LIKE 'module%' OR event LIKE 'childproc%' OR contains(event, 'binary') OR contains(event, 'module'), false) AS of_file,
    coalesce(o.direction = 'inbound', false) AS inbound,
    nullif(o.remote_ip, '') AS remote,
    event LIKE 'processblock%' OR coalesce(o.blocked = 'true', false) AS stopped,
    coalesce(o.watchlist_name, o.feed_name) AS rule
  FROM (
    SELECT
      *,
      regexp_replace(o.type, '^ingress\.event\.', '') AS event,
      coalesce(regexp_matches(o.type, '^(alert|feed|watchlist)\.'), false) AS hit
    FROM given_edr
  )
)
