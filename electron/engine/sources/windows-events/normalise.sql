SELECT
  evidence_id,
  record,
  timestamp,
  CASE
    WHEN provider = 'Linux-Sysmon' THEN 'sysmon_linux.log'
    WHEN family = 'sysmon' THEN 'windows.sysmon_operational'
    WHEN family = 'security' THEN 'system.security'
    WHEN family = 'system' THEN 'system.system'
    WHEN family = 'powershell' THEN 'windows.powershell_operational'
    WHEN family = 'defender' THEN 'windows.windows_defender'
    WHEN channel = 'Application' THEN 'system.application'
    ELSE 'windows.forwarded'
  END AS event_dataset,
  CASE WHEN category = 'malware' THEN 'alert' END AS event_kind,
  category AS event_category,
  nullif(provider, '') AS event_provider,
  coalesce(action, 'event ' || code) AS event_action,
  CASE
    WHEN family = 'sysmon' AND code IN (27, 28) THEN 'failure'
    WHEN family = 'defender' AND code IN (1118, 1119) THEN 'failure'
    WHEN family <> 'security' THEN NULL
    WHEN code IN (4625, 4771, 5157) THEN 'failure'
    WHEN audited IN ('success', 'failure') THEN audited
    WHEN audited LIKE '%audit success%' OR audited IN ('audit_success', '0x8020000000000000') THEN 'success'
    WHEN audited LIKE '%audit failure%' OR audited IN ('audit_failure', '0x8010000000000000') THEN 'failure'
    WHEN code IN (4768, 4769, 4776) AND status IS NOT NULL THEN if(status = '0x0', 'success', 'failure')
    -- Written only of what has happened.
    WHEN list_contains([1102, 4624, 4634, 4647, 4648, 4672, 4688, 4689], code) THEN 'success'
  END AS event_outcome,
  nullif(record_id, '') AS event_id,
  -- The first line of the rendered text says what happened; the fields follow below it.
  nullif(rtrim(regexp_extract(o.Message, '^[^\r\n]*'), ': '), '') AS event_description,
  CASE
    WHEN family = 'sysmon' AND code IN (27, 28) THEN 'BLOCKED'
    WHEN family = 'sysmon' AND code = 22 THEN nullif(nullif(text.QueryStatus, '0'), '')
    WHEN family = 'sysmon' AND code = 255 THEN text.ID
    WHEN family = 'defender' THEN nullif(text."Error Code", '0x00000000')
    WHEN list_contains([4625, 4768, 4769, 4771, 4776], code) THEN nullif(coalesce(nullif(sub_status, '0x0'), status), '0x0')
  END AS error_code,
  CASE
    WHEN family = 'sysmon' AND code = 255 THEN text.Description
    WHEN family = 'defender' THEN text."Error Description"
    WHEN code IN (4625, 4776) THEN CASE coalesce(nullif(sub_status, '0x0'), status)
      WHEN '0xc0000064' THEN 'no such user'
      WHEN '0xc000006a' THEN 'wrong password'
      WHEN '0xc000006d' THEN 'wrong name or password'
      WHEN '0xc0000070' THEN 'workstation not allowed'
      WHEN '0xc0000071' THEN 'password expired'
      WHEN '0xc0000072' THEN 'account disabled'
      WHEN '0xc0000193' THEN 'account expired'
      WHEN '0xc0000234' THEN 'account locked out'
    END
  END AS error_message,
  -- Without the domain, as the agents of endpoints write it; the domain stands in the detail.
  parse_filename(user_text, false, 'backslash') AS user_name,
  -- S-1-0-0 is nobody.
  nullif(if(acts_as_target, coalesce(text.TargetUserSid, text.TargetSid), coalesce(text.SubjectUserSid, cleared_by.SubjectUserSid)), 'S-1-0-0')
    AS user_id,
  CASE
    WHEN family = 'sysmon' AND code = 3 AND initiated = 'false' THEN text.SourceIp
    WHEN family = 'security' AND code = 5156 AND text.Direction = '%%14592' THEN text.SourceAddress
    WHEN family = 'security' THEN regexp_replace(coalesce(text.IpAddress, text.ClientAddress), '^::ffff:', '')
  END AS source_address,
  nullif(TRY_CAST(coalesce(CASE WHEN family = 'security' THEN text.IpPort END, text.SourcePort) AS BIGINT), 0) AS source_port,
  CASE WHEN family = 'security' AND code IN (4624, 4625) AND text.LogonType IS NOT NULL
    THEN list_contains(['2', '7', '10', '11', '13'], text.LogonType) END AS is_interactive,
  nullif(computer, '') AS host_name,
  CASE
    WHEN family = 'sysmon' AND code = 3 THEN if(initiated = 'false', text.DestinationIp, text.SourceIp)
    WHEN code = 5156 THEN if(text.Direction = '%%14592', text.DestAddress, text.SourceAddress)
    ELSE nullif(o.HostIP, '')
  END AS host_ip,
  CASE WHEN provider = 'Linux-Sysmon' THEN 'Linux' ELSE 'Windows' END AS device_os_name,
  nullif(parse_filename(program, false, 'both_slash'), '') AS process_name,
  program AS process_executable,
  text.CommandLine AS process_command_line,
  nullif(parse_filename(parent, false, 'both_slash'), '') AS process_parent_name,
  text.ParentCommandLine AS process_parent_command_line,
  CASE WHEN NOT of_file THEN hash_md5 END AS process_hash_md5,
  CASE WHEN NOT of_file THEN hash_sha1 END AS process_hash_sha1,
  CASE WHEN NOT of_file THEN hash_sha256 END AS process_hash_sha256,
  TRY_CAST(CASE
    WHEN family = 'security' AND code = 4688 THEN text.NewProcessId
    ELSE coalesce(text.ProcessId, text.SourceProcessId, text.CallerProcessId)
  END AS BIGINT) AS process_pid,
  nullif(coalesce(text.ProcessGuid, text.SourceProcessGUID), '{00000000-0000-0000-0000-000000000000}') AS process_entity_id,
  TRY_CAST(CASE WHEN family = 'security' AND code = 4688 THEN text.ProcessId ELSE text.ParentProcessId END AS BIGINT)
    AS process_parent_pid,
  CASE
    WHEN family = 'sysmon' THEN text.TargetObject
    WHEN family = 'security' AND text.ObjectType = 'Key' THEN text.ObjectName
  END AS registry_path,
  nullif(parse_filename(path, false, 'both_slash'), '') AS file_name,
  path AS file_path,
  CASE WHEN of_file THEN hash_md5 END AS file_hash_md5,
  CASE WHEN of_file THEN hash_sha1 END AS file_hash_sha1,
  CASE WHEN of_file THEN hash_sha256 END AS file_hash_sha256,
  lower(rtrim(coalesce(text.QueryName, CASE WHEN family = 'sysmon' AND code = 3 THEN text.DestinationHostname END), '.'))
    AS url_domain,
  coalesce(CASE WHEN family = 'sysmon' THEN text.DestinationIp END, text.DestAddress) AS destination_ip,
  TRY_CAST(coalesce(CASE WHEN family = 'sysmon' THEN text.DestinationPort END, text.DestPort) AS BIGINT) AS destination_port,
  CASE lower(text.Protocol) WHEN '6' THEN 'tcp' WHEN '17' THEN 'udp' WHEN '1' THEN 'icmp' ELSE lower(text.Protocol) END
    AS network_transport,
  CASE
    WHEN family = 'sysmon' THEN coalesce(
      CASE WHEN code IN (8, 10) THEN text.TargetImage END, text.PipeName,
      CASE WHEN code IN (19, 20, 21) THEN trim(coalesce(text.Name, text.Consumer), ' "') END)
    WHEN family = 'security' AND acts_as_target THEN text.ServiceName
    WHEN family = 'security' THEN coalesce(
      text.TaskName, text.ServiceName, nullif(concat_ws('\', text.ShareName, text.RelativeTargetName), ''), nullif(
        concat_ws('\', text.TargetDomainName, text.TargetUserName), ''), text.ObjectName, text.AuditSourceName)
    WHEN family = 'system' THEN text.ServiceName
  END AS resource_name,
  CASE
    WHEN family = 'sysmon' THEN text.RuleName
    WHEN family = 'defender' THEN text."Threat Name"
  END AS rule_name,
  CASE WHEN family = 'defender' THEN lower(text."Severity Name") END AS risk_level,
  CASE
    WHEN family = 'sysmon' THEN nullif(array_to_string(regexp_extract_all(text.RuleName, '\bT\d{4}(?:\.\d{3})?\b'), ', '), '')
    WHEN family = 'defender' THEN text."Category Name"
  END AS risk_detail,
  concat_ws('; ',
    'event ID: ' || code,
    'channel: ' || CASE WHEN family IS NULL THEN nullif(channel, '') END,
    'domain: ' || domain,
    'logon type: ' || text.LogonType,
    -- Not a session's name: each host counts its own.
    'logon ID: ' || if(acts_as_target, text.TargetLogonId, coalesce(text.SubjectLogonId, text.LogonId)),
    'member: ' || coalesce(text.MemberName, text.MemberSid),
    'workstation: ' || coalesce(text.WorkstationName, text.Workstation, text.ClientName),
    'privileges: ' || text.PrivilegeList,
    'access: ' || coalesce(text.GrantedAccess, text.AccessMask),
    'start: ' || nullif(concat_ws('!', text.StartModule, text.StartFunction), ''),
    'integrity: ' || text.IntegrityLevel,
    'value: ' || coalesce(text.Details, text.NewName),
    'signature: ' || nullif(concat_ws(', ', text.Signature, text.SignatureStatus), ''),
    'answers: ' || text.QueryResults,
    'created: ' || text.CreationUtcTime,
    'state: ' || text.State,
    'configuration: ' || text.Configuration,
    'operation: ' || text.Operation,
    'filter: ' || trim(coalesce(text.Filter, text.Query), ' "'),
    'runs: ' || trim(text.Destination, ' "'),
    'action: ' || text."Action Name",
    'script: ' || left(text.ScriptBlockText, 4000),
    'client: ' || text.ClientInfo) AS event_detail,
  CASE WHEN coalesce(text.UtcTime, '') = '' THEN created END AS time_text,
  CASE
    WHEN code IS NULL THEN 'event ID is missing'
    WHEN timestamp IS NOT NULL THEN NULL
    WHEN coalesce(nullif(text.UtcTime, ''), nullif(created, '')) IS NULL THEN 'time is missing'
    ELSE 'time is not a time: ' || left(coalesce(nullif(text.UtcTime, ''), created), 60)
  END AS reject_reason
FROM (
  SELECT
    *,
    family = 'security' AND list_contains([4624, 4625, 4634, 4647, 4768, 4769, 4770, 4771, 4776, 4778, 4779], code) AS acts_as_target,
    family = 'sysmon' AND list_contains([6, 7, 15, 23, 26, 27, 28, 29], code) AS of_file,
    lower(text.Initiated) AS initiated,
    lower(text.Status) AS status,
    lower(text.SubStatus) AS sub_status,
    CASE
      WHEN family = 'security' AND acts_as_target THEN coalesce(text.TargetUserName, text.AccountName)
      WHEN family = 'security' THEN coalesce(
        text.SubjectUserName, cleared_by.SubjectUserName,
        -- NXLog gives the names of this event in its text only.
        CASE WHEN code = 1102 THEN nullif(regexp_extract(o.Message, 'Account Name:\s*([^\r\n\t]+)', 1), '') END)
      ELSE coalesce(text."Detection User", text.User, text.SourceUser, text.SubjectUserName, cleared_by.SubjectUserName, text.AccountName)
    END AS user_text,
    CASE
      WHEN family = 'security' AND acts_as_target THEN text.TargetDomainName
      WHEN family = 'security' THEN coalesce(text.SubjectDomainName, cleared_by.SubjectDomainName)
      ELSE CASE WHEN contains(user_text, '\') THEN nullif(split_part(user_text, '\', 1), '') END
    END AS domain,
    coalesce(
      text.Image, text.SourceImage,
      CASE WHEN family = 'security' AND code = 4688 THEN text.NewProcessName END,
      text.ProcessName, text.CallerProcessName, text."Process Name",
      CASE WHEN code IN (5156, 5157, 5158) THEN text.Application END) AS program,
    coalesce(text.ParentImage, text.ParentProcessName) AS parent,
    CASE
      WHEN family = 'sysmon' THEN coalesce(text.TargetFilename, text.ImageLoaded, text.Device)
      WHEN family = 'security' THEN coalesce(
        CASE WHEN text.ObjectType = 'File' THEN text.ObjectName END, text.ServiceFileName)
      WHEN family = 'system' THEN text.ImagePath
      WHEN family = 'defender' THEN regexp_replace(split_part(text.Path, ';', 1), '^[a-z]+:_', '')
      WHEN family = 'powershell' THEN text.Path
    END AS path,
    CASE WHEN length(given_md5) = 32 THEN given_md5 END AS hash_md5,
    CASE WHEN length(given_sha1) = 40 THEN given_sha1 END AS hash_sha1,
    CASE WHEN length(given_sha256) = 64 THEN given_sha256 END AS hash_sha256
  FROM (
    SELECT
      filled.*,
      CASE
        WHEN text.ObjectType IS NULL OR code NOT IN (4656, 4660, 4663) THEN actions.category
        ELSE CASE text.ObjectType WHEN 'File' THEN 'file' WHEN 'Key' THEN 'registry' WHEN 'Process' THEN 'process' END
      END AS category,
      actions.action,
      -- What Sysmon writes is UTC. A cast to TIMESTAMP would ignore an offset; one to more than microseconds fails.
      coalesce(
        CASE WHEN text.UtcTime LIKE '____-__-__ __:__:__.___' THEN TRY_CAST(text.UtcTime AS TIMESTAMP)
          WHEN text.UtcTime LIKE '____-__-_____:__:__%' THEN make_timestamp(epoch_us(TRY_CAST(text.UtcTime AS TIMESTAMPTZ))) END,
        CASE WHEN created LIKE '____-__-_____:__:__%'
          THEN make_timestamp(epoch_us(TRY_CAST(regexp_replace(created, '(\.\d{6})\d+', '\1') AS TIMESTAMPTZ))) END) AS timestamp,
      lower(coalesce(text.Hashes || ',' || text.Hash, text.Hashes, text.Hash)) AS hashes,
      left(split_part(split_part(hashes, 'md5=', 2), ',', 1), 32) AS given_md5,
      left(split_part(split_part(hashes, 'sha1=', 2), ',', 1), 40) AS given_sha1,
      left(split_part(split_part(hashes, 'sha256=', 2), ',', 1), 64) AS given_sha256
    FROM (
      SELECT
        *,
        CASE
          WHEN provider IN ('Microsoft-Windows-Sysmon', 'Linux-Sysmon') THEN 'sysmon'
          WHEN channel = 'Security' THEN 'security'
          WHEN channel = 'System' THEN 'system'
          WHEN channel = 'Microsoft-Windows-PowerShell/Operational' THEN 'powershell'
          WHEN provider = 'Microsoft-Windows-Windows Defender' THEN 'defender'
        END AS family
      FROM events
    ) AS filled
    LEFT JOIN actions USING (family, code)
  ) AS timed
) AS named
