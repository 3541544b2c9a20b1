SELECT
  evidence_id,
  record,
  'sentinel_one_cloud_funnel.event' AS dataset,
  CASE WHEN about_kind = 'threat_intelligence_indicators' THEN 'alert' END AS kind,
  CASE about_kind
    WHEN 'ip' THEN 'network'
    WHEN 'dns' THEN 'network'
    WHEN 'url' THEN 'web'
    WHEN 'logins' THEN 'authentication'
    WHEN 'module' THEN 'library'
    WHEN 'cross_process' THEN 'process'
    WHEN 'command_script' THEN 'process'
    WHEN 'scheduled_task' THEN 'configuration'
    WHEN 'named_pipe' THEN 'file'
    WHEN 'indicators' THEN 'threat'
    WHEN 'threat_intelligence_indicators' THEN 'threat'
    ELSE about_kind
  END AS category,
  'SentinelOne' AS provider,
  action,
  CASE
    WHEN lower(coalesce(o."event.network.connectionStatus", o.connectionStatus)) IN ('success', 'failure')
      THEN lower(coalesce(o."event.network.connectionStatus", o.connectionStatus))
    WHEN lower(o."event.login.loginIsSuccessful") = 'true' THEN 'success'
    WHEN lower(o."event.login.loginIsSuccessful") = 'false' THEN 'failure'
  END AS outcome,
  coalesce(o."event.id", o.id) AS id,
  CASE WHEN rule IS NOT NULL THEN concat_ws(' ', rule, nullif(coalesce(o."indicator.description", o.indicatorDescription, o."tiIndicator.value"), '')) END
    AS description,
  coalesce(registry, file_path, o."url.address", o.networkUrl, domain, task, CASE WHEN starts THEN p.cmdline END,
    'to ' || nullif(CASE WHEN inbound THEN NULL ELSE destination END, ''), 'from ' || nullif(address, ''), login, o."tgt.process.name", p.cmdline, p.path)
    AS about,
  CASE WHEN lower(o."event.login.loginIsSuccessful") = 'false' THEN o."event.login.failureReason" END AS error_message,
  regexp_extract(coalesce(login, p.user_name), '([^\\]+)$', 1) AS user_name,
  o."event.login.accountSid" AS user_id,
  address,
  coalesce(o."agent.uuid", o.agentUuid) AS host_id,
  coalesce(o."agent.uuid", o.agentUuid) AS device_id,
  coalesce(o."endpoint.name", o.endpointName, o.agentName) AS host_name,
  coalesce(o."endpoint.os", o.endpointOs, o.agentOs) AS os,
  CASE WHEN inbound THEN destination ELSE source END AS host_ip,
  o.agentIp AS external_ip,
  task AS resource,
  rule,
  nullif(concat_ws('; ',
    'category: ' || nullif(coalesce(o."indicator.category", o.indicatorCategory), ''),
    'indicator: ' || nullif(concat_ws(' ', o."tiIndicator.type", o."tiIndicator.value"), ''),
    'from: ' || o."tiIndicator.source"), '') AS risk_detail,
  [{'key': 'domain', 'value': coalesce(o."event.login.accountDomain", nullif(regexp_extract(p.user_name, '^(.*)\\[^\\]+$', 1), ''))},
    {'key': 'logon type', 'value': coalesce(o."event.login.type", o.loginsBaseType)},
    {'key': 'target', 'value': CASE WHEN NOT starts THEN concat_ws(' ', target.path, target.pid) END},
    {'key': 'answers', 'value': coalesce(o."event.dns.response", o.dnsResponse)},
    {'key': 'value', 'value': o."registry.value"},
    {'key': 'old value', 'value': o."registry.oldValue"},
    {'key': 'before', 'value': coalesce(o."tgt.file.oldPath", o.tgtFileOldPath, o.oldFileName)},
    {'key': 'protocol', 'value': o."event.network.protocolName"},
    {'key': 'script', 'value': o."cmdScript.content"}] AS details,
  p.name AS process,
  p.path AS executable,
  p.cmdline AS command_line,
  p.md5 AS md5,
  p.sha1 AS sha1,
  p.sha256 AS sha256,
  p.pid AS pid,
  p.uid AS entity_id,
  parent.name AS parent,
  parent.cmdline AS parent_command_line,
  parent.pid AS parent_pid,
  registry AS registry_path,
  file_path,
  coalesce(o."tgt.file.md5", o."module.md5", o.tgtFileMd5, o.fileMd5) AS file_md5,
  coalesce(o."tgt.file.sha1", o."module.sha1", o.tgtFileSha1, o.fileSha1) AS file_sha1,
  coalesce(o."tgt.file.sha256", o."cmdScript.sha256", o.tgtFileSha256, o.fileSha256) AS file_sha256,
  coalesce(o."url.address", o.networkUrl) AS url,
  domain,
  coalesce(o."event.url.action", o.networkMethod) AS method,
  coalesce(o."src.port.number", o.srcPort) AS source_port,
  destination AS destination_ip,
  coalesce(o."dst.port.number", o.dstPort) AS destination_port,
  coalesce(o."event.time", o.eventTime, o.createdAt) AS logged,
  CASE WHEN o.eventType IS NULL THEN 'event.time' ELSE 'createdAt' END AS time_field
FROM (
  SELECT
    *,
    -- A process that starts is the target of the one that starts it; in everything else the source acts.
    CASE WHEN starts AND target.path IS NOT NULL THEN target ELSE actor END AS p,
    CASE WHEN starts AND target.path IS NOT NULL THEN actor ELSE above END AS parent,
    CASE WHEN inbound THEN source ELSE o."src.endpoint.ip.address" END AS address
  FROM (
    SELECT
      *,
      nullif(coalesce(o."event.type", o.eventType), '') AS action,
      lower(coalesce(o."event.category", o.objectType)) AS about_kind,
      lower(replace(coalesce(o."event.type", o.eventType), ' ', '')) = 'processcreation' AS starts,
      coalesce(lower(coalesce(o."event.network.direction", o.direction)) LIKE 'in%', false) AS inbound,
      coalesce(o."src.ip.address", o.srcIp) AS source,
      coalesce(o."dst.ip.address", o.dstIp) AS destination,
      nullif(coalesce(o."event.dns.request", o.dnsRequest), '') AS domain,
      nullif(coalesce(o."registry.keyPath", o.registryKeyPath, o.registryPath), '') AS registry,
      nullif(coalesce(o."tgt.file.path", o."module.path", o."driver.path", o."namedPipe.name", o.tgtFilePath, o.fileFullName), '') AS file_path,
      nullif(coalesce(o."task.name", o.taskName), '') AS task,
      nullif(coalesce(CASE WHEN o."event.login.userName" NOT IN ('', '-') THEN o."event.login.userName" END, o."event.logout.tgt.user.name", o.loginsUserName), '') AS login,
      nullif(coalesce(o."indicator.name", o.indicatorName, o."tiIndicator.name"), '') AS rule,
      {'name': coalesce(o."src.process.name", o.srcProcName, o.processName),
        'path': coalesce(o."src.process.image.path", o.srcProcImagePath, o.processImagePath),
        'cmdline': coalesce(o."src.process.cmdline", o.srcProcCmdLine, o.processCmd),
        'md5': coalesce(o."src.process.image.md5", o.srcProcImageMd5, o.md5),
        'sha1': coalesce(o."src.process.image.sha1", o.srcProcImageSha1, o.processImageSha1Hash),
        'sha256': coalesce(o."src.process.image.sha256", o.srcProcImageSha256, o.sha256),
        'pid': coalesce(o."src.process.pid", o.srcProcPid, o.pid),
        'uid': coalesce(o."src.process.uid", o.srcProcUid, o.processUniqueKey),
        'user_name': nullif(coalesce(o."src.process.user", o.srcProcUser, o.processUserName, o."user"), '')} AS actor,
      {'name': coalesce(o."src.process.parent.name", o.srcProcParentName, o.parentProcessName),
        'path': coalesce(o."src.process.parent.image.path", o.srcProcParentImagePath),
        'cmdline': coalesce(o."src.process.parent.cmdline", o.srcProcParentCmdLine),
        'md5': NULL, 'sha1': NULL, 'sha256': NULL,
        'pid': coalesce(o."src.process.parent.pid", o.srcProcParentPid, o.parentPid),
        'uid': NULL, 'user_name': NULL} AS above,
      {'name': coalesce(o."tgt.process.name", o.tgtProcName),
        'path': nullif(coalesce(o."tgt.process.image.path", o.tgtProcImagePath), ''),
        'cmdline': coalesce(o."tgt.process.cmdline", o.tgtProcCmdLine),
        'md5': coalesce(o."tgt.process.image.md5", o.tgtProcImageMd5),
        'sha1': coalesce(o."tgt.process.image.sha1", o.tgtProcImageSha1),
        'sha256': coalesce(o."tgt.process.image.sha256", o.tgtProcImageSha256),
        'pid': coalesce(o."tgt.process.pid", o.tgtProcPid),
        'uid': coalesce(o."tgt.process.uid", o.tgtProcUid),
        'user_name': nullif(coalesce(o."tgt.process.user", o.tgtProcUser), '')} AS target
    FROM raw
  )
)
