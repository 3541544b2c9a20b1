SELECT
  evidence_id,
  record,
  'jamf_protect.telemetry_legacy' AS dataset,
  CASE
    WHEN NOT audited THEN 'host'
    WHEN regexp_matches(event, '^AUE_(POSIX_SPAWN|EXEC|V?FORK|EXIT|KILL|PTRACE|WAIT|SETPRIORITY|TASK|PIDFORTASK|PROCESSOR|MAC_SET_PROC|SET[EPR]*[UG]ID)')
      THEN 'process'
    WHEN regexp_matches(event, '^AUE_(CONNECT|BIND|ACCEPT|LISTEN|SOCKET|SEND|RECV|SHUTDOWN)') THEN 'network'
    WHEN regexp_matches(event, '^AUE_(auth|ssauth|lw_|login|logout|openssh|su$|sudo|screen)') THEN 'authentication'
    WHEN event LIKE 'AUE_SESSION%' THEN 'session'
    WHEN regexp_matches(event, '^AUE_(create|modify|delete|enable|disable|add_to|remove_from)_') THEN 'iam'
    WHEN regexp_matches(event, '^AUE_(CHROOT|CHDIR|FCHDIR|U?N?MOUNT|OPEN|CREAT|UNLINK|RENAME|LINK|SYMLINK|CH(OWN|MOD|FLAGS)|MKDIR|RMDIR)') THEN 'file'
    WHEN regexp_matches(event, '^AUE_(SETTIMEOFDAY|ADJTIME|CLOCK|SYSCTL|AUDIT|SETAUDIT)') THEN 'configuration'
    ELSE 'host'
  END AS category,
  'Jamf Protect' AS provider,
  event AS action,
  CASE WHEN failed THEN 'failure' WHEN o.return.error = '0' THEN 'success' END AS outcome,
  o.key AS id,
  CASE
    WHEN runs THEN coalesce(command_line, image)
    ELSE coalesce(peer, o.path[-1], o.process.process_name, nullif(array_to_string(o.texts, ', '), ''), o.subject.process_name)
  END AS about,
  CASE WHEN failed THEN o.return.error END AS error_code,
  CASE WHEN failed THEN o.return.description END AS error_message,
  nullif(o.subject.user_name, '-1') AS user_name,
  o.subject.user_id AS user_id,
  -- Somebody whose terminal is elsewhere, or who connected.
  CASE WHEN event LIKE 'AUE_ACCEPT%' THEN peer ELSE o.subject.terminal_id.ip_address END AS address,
  o.host_info.serial_number AS host_id,
  o.host_info.host_name AS host_name,
  o.host_info.host_uuid AS device_id,
  'macOS' AS os,
  [{'key': 'audit user', 'value': CASE WHEN o.subject.audit_user_name NOT IN ('-1', o.subject.user_name) THEN o.subject.audit_user_name END},
    {'key': 'effective user', 'value': CASE WHEN o.subject.effective_user_name <> o.subject.user_name THEN o.subject.effective_user_name END},
    {'key': 'target', 'value': concat_ws(' ', o.process.process_name, o.process.process_id)},
    {'key': 'texts', 'value': array_to_string(o.texts, ', ')}] AS details,
  image AS executable,
  command_line,
  -- A spawn is told by the parent: the hash is the parent's.
  CASE WHEN NOT spawns THEN o.subject.process_hash END AS sha1,
  CASE WHEN spawns THEN o.arguments.child_PID WHEN image IS NOT NULL THEN o.subject.process_id END AS pid,
  CASE WHEN spawns THEN o.subject.process_name ELSE o.exec_chain_child.parent_path END AS parent,
  CASE WHEN spawns THEN o.subject.process_id ELSE o.exec_chain_child.parent_pid END AS parent_pid,
  CASE WHEN NOT runs THEN o.path[-1] END AS file_path,
  CASE
    WHEN event LIKE 'AUE_BIND%' THEN o.socket_inet.port
    WHEN event LIKE 'AUE_ACCEPT%' THEN o.socket_inet.port
  END AS source_port,
  CASE WHEN event LIKE 'AUE_CONNECT%' THEN peer END AS destination_ip,
  CASE WHEN event LIKE 'AUE_CONNECT%' THEN o.socket_inet.port END AS destination_port,
  logged,
  'header.time_seconds_epoch' AS time_field
FROM (
  SELECT
    *,
    CASE WHEN runs THEN coalesce(o.path[-1], o.subject.process_name) ELSE nullif(o.subject.process_name, '') END AS image
  FROM (
    SELECT
      *,
      o.header.event_name AS event,
      o.header.event_name LIKE 'AUE\_%' ESCAPE '\' AS audited,
      o.header.event_name LIKE 'AUE_POSIX_SPAWN%' AS spawns,
      regexp_matches(o.header.event_name, '^AUE_(POSIX_SPAWN|.*EXEC)') AS runs,
      o.return.error <> '0' AS failed,
      CASE WHEN o.socket_inet.ip_address NOT IN ('', '0.0.0.0', '::') THEN o.socket_inet.ip_address END AS peer,
      coalesce(
        nullif(array_to_string(map_values(TRY(from_json(o.exec_args.args, '"MAP(VARCHAR, VARCHAR)"'))), ' '), ''),
        nullif(replace(o.exec_args.args_compiled, ',', ' '), '')) AS command_line,
      o.header.time_seconds_epoch
        || CASE WHEN regexp_full_match(o.header.time_milliseconds_offset, '\d{1,3}') THEN '.' || lpad(o.header.time_milliseconds_offset, 3, '0') ELSE '' END
        AS logged
    FROM kinds WHERE kind = 'audit'
  )
)
