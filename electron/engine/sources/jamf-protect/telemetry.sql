SELECT
  evidence_id,
  record,
  'jamf_protect.telemetry' AS dataset,
  CASE WHEN event LIKE 'xp_malware%' THEN 'alert' END AS kind,
  CASE
    WHEN event LIKE 'xp_malware%' THEN 'malware'
    WHEN regexp_matches(event, '^(exec|fork|exit|signal|get_task|proc_|remote_thread|trace|cs_invalidate)') THEN 'process'
    WHEN regexp_matches(event, '^(authentication|authorization|login_|lw_session|openssh|screensharing|su$|sudo$)') THEN 'authentication'
    WHEN event LIKE 'od\_%' ESCAPE '\' THEN 'iam'
    WHEN regexp_matches(event, '^(network|uipc|socket)') THEN 'network'
    WHEN event LIKE 'kext%' THEN 'driver'
    WHEN regexp_matches(event, '^(profile|btm_|settime|gatekeeper|tcc)') THEN 'configuration'
    WHEN regexp_matches(event, '^(mount|unmount|remount|chroot|create|write|rename|unlink|link|open|close|file)') THEN 'file'
    ELSE 'host'
  END AS category,
  'Jamf Protect' AS provider,
  event AS action,
  CASE
    WHEN e.success = 'true' THEN 'success'
    WHEN e.success = 'false' OR e.error_code <> '0' OR denied THEN 'failure'
    WHEN event LIKE 'xp_malware%' THEN NULL
    WHEN o.action.result.result.auth = '0' OR e.error_code = '0' THEN 'success'
  END AS outcome,
  o.uuid AS id,
  coalesce(command_line, file_path, e.command, changed, peer, e.identifier, e.profile.display_name, who, p.executable.path) AS about,
  CASE WHEN e.error_code <> '0' THEN e.error_code WHEN denied THEN 'denied' END AS error_code,
  CASE WHEN e.success = 'false' THEN e.result_description END AS error_message,
  who AS user_name,
  coalesce(e.uid, e.from_uid, e.data.touchid.uid, p.audit_token.euid) AS user_id,
  e.source_address AS address,
  coalesce(o.host.ips[1], e.local_endpoint.host) AS host_ip,
  o.host.serial AS host_id,
  o.host.hostname AS host_name,
  o.host.provisioningUDID AS device_id,
  'macOS' AS os,
  changed AS resource,
  e.malware_identifier AS rule,
  [{'key': 'command', 'value': e.command},
    {'key': 'to', 'value': e.to_username},
    {'key': 'session of', 'value': e.session_username},
    {'key': e.attribute_name, 'value': e.attribute_value},
    {'key': 'volume', 'value': e.statfs.f_mntfromname},
    {'key': 'runs', 'value': e.executable_path},
    {'key': 'extension', 'value': e.identifier},
    {'key': 'profile', 'value': concat_ws(' ', e.profile.display_name, e.profile.identifier)},
    {'key': 'result', 'value': e.result_description}] AS details,
  p.executable.path AS executable,
  command_line,
  p.executable.sha1 AS sha1,
  p.executable.sha256 AS sha256,
  p.audit_token.pid AS pid,
  p.audit_token.uuid AS entity_id,
  -- The process that calls exec is a copy of its parent, with a number of its own.
  CASE WHEN event = 'exec' THEN o.process.executable.path ELSE p.parent_audit_token.exec_path END AS parent,
  p.ppid AS parent_pid,
  file_path,
  CASE WHEN e.remote_endpoint.host <> e.remote_hostname THEN e.remote_hostname END AS domain,
  e.local_endpoint.port AS source_port,
  e.remote_endpoint.host AS destination_ip,
  e.remote_endpoint.port AS destination_port,
  e.socket_protocol AS transport,
  o.time AS logged,
  'time' AS time_field
FROM (
  SELECT
    *,
    coalesce(e.username, e.from_username, nullif(e.authentication_username, ''), e.session_username, e.data.od.record_name,
      p.audit_token.e_username) AS who
  FROM (
    SELECT
      *,
      coalesce(CASE WHEN event = 'exec' THEN e.target END, e.instigator, e.data.touchid.instigator, e.data.od.instigator,
        e.data.token.instigator, o.process) AS p,
      o.action.result.result.auth = '1' AS denied,
      nullif(array_to_string(e.args, ' '), '') AS command_line,
      coalesce(e.remote_hostname, e.remote_endpoint.host) AS peer,
      -- The account or group that is changed.
      coalesce(e.user_name, e.account_name, e.record_name, e.group_name) AS changed,
      coalesce(
        e.detected_path, e.remediated_path, e.file.path, e.statfs.f_mntonname,
        CASE WHEN event <> 'exec' THEN e.target.path END,
        CASE
          WHEN e.item.item_url LIKE 'file://%' OR e.item.app_url = '' THEN replace(e.item.item_url, 'file://', '')
          ELSE rtrim(replace(e.item.app_url, 'file://', ''), '/') || '/' || e.item.item_url
        END) AS file_path
    FROM given_telemetry
  )
)
