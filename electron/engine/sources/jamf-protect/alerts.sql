SELECT
  evidence_id,
  record,
  'jamf_protect.alerts' AS dataset,
  'alert' AS kind,
  CASE
    WHEN event_type IN ('GPThreatMatchExecEvent', 'GPMRTEvent', 'GPGatekeeperEvent') THEN 'malware'
    WHEN regexp_matches(event_type, '(Process|Execution|exec$|Click|Key[Ll]og)') THEN 'process'
    WHEN regexp_matches(event_type, '(FSEvent|Download|Screenshot|File)') THEN 'file'
    ELSE 'host'
  END AS category,
  'Jamf Protect' AS provider,
  CASE WHEN m.event IS NOT NULL THEN event_type END AS action,
  CASE WHEN m.event.blocked = 'true' OR list_contains(list_transform(m.actions, lambda a: a.name), 'Prevented') THEN 'failure' END
    AS outcome,
  m.uuid AS id,
  coalesce(nullif(m.event.composedMessage, ''), nullif(concat_ws(' ', nullif(fact.human, ''), about), ''), fact.name) AS description,
  CASE WHEN m.event.blocked = 'true' THEN 'Prevention' END AS error_code,
  list_filter(related.users, lambda u: u.uid = uid)[1].name AS user_name,
  uid AS user_id,
  host.serial AS host_id,
  host.hostname AS host_name,
  host.ips[1] AS host_ip,
  host.provisioningUDID AS device_id,
  'macOS' AS os,
  CASE m.severity WHEN '0' THEN 'informational' WHEN '1' THEN 'low' WHEN '2' THEN 'medium' WHEN '3' THEN 'high' ELSE m.severity END AS risk,
  nullif(concat_ws('; ', 'tags: ' || nullif(array_to_string(m.tags, ', '), ''),
    m.event.matchType || ': ' || nullif(m.event.matchValue, '')), '') AS risk_detail,
  coalesce(nullif(fact.name, ''), event_type) AS rule,
  [{'key': 'facts', 'value': array_to_string(list_transform(m.facts, lambda f: f.name)[2:], ', ')},
    {'key': 'actions', 'value': array_to_string(list_transform(m.actions, lambda a: a.name), ', ')},
    {'key': 'before', 'value': m.event.prevFile}] AS details,
  coalesce(p.name, CASE WHEN event_type = 'GPUnifiedLogEvent' THEN m.event.process END) AS process,
  p.path AS executable,
  array_to_string(p.args, ' ') AS command_line,
  bin.sha1hex AS sha1,
  bin.sha256hex AS sha256,
  coalesce(p.pid, m.event.processIdentifier) AS pid,
  p.uuid AS entity_id,
  coalesce(parent_process.path, parent_process.name) AS parent,
  array_to_string(parent_process.args, ' ') AS parent_command_line,
  p.ppid AS parent_pid,
  touched.path AS file_path,
  touched.sha1hex AS file_sha1,
  touched.sha256hex AS file_sha256,
  m.event.timestamp AS logged,
  'match.event.timestamp' AS time_field
FROM (
  SELECT
    *,
    list_filter(related.binaries, lambda b: b.path = p.path)[1] AS bin,
    list_filter(related.processes, lambda r: r.pid = p.ppid)[1] AS parent_process,
    -- Where no process is named, a single user is the one that is meant.
    coalesce(p.uid, CASE WHEN len(related.users) = 1 THEN related.users[1].uid END) AS uid,
    coalesce(touched.path, p.path) AS about
  FROM (
    SELECT
      *,
      m.facts[1] AS fact,
      coalesce(
        list_filter(related.processes, lambda r: r.pid = coalesce(m.event.pid, m.event.processIdentifier))[1],
        list_filter(related.processes, lambda r: upper(r.uuid) = upper(m.event.process))[1],
        told,
        related.processes[1]) AS p,
      coalesce(
        list_filter(related.files, lambda f: f.path = m.event.path)[1],
        CASE WHEN m.event.path IS NULL THEN related.files[1]
          ELSE {'path': m.event.path, 'sha1hex': NULL, 'sha256hex': NULL} END) AS touched
    FROM given_alerts
  )
)
