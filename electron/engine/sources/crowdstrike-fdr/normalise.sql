SELECT
  evidence_id,
  record,
  timestamp,
  'crowdstrike.fdr' AS event_dataset,
  -- Alerts are what Falcon shows as detections; that the sensor found a DNS request suspicious is not yet one.
  CASE WHEN detection THEN 'alert' END AS event_kind,
  CASE
    WHEN kind = 'inventory' THEN 'host'
    WHEN detection THEN 'malware'
    WHEN kind = 'console' THEN CASE WHEN ExternalApiType LIKE '%Auth%' THEN 'authentication' ELSE 'configuration' END
    WHEN regexp_matches(event, '^User(Logo|Identity)') THEN 'authentication'
    WHEN regexp_matches(event, '^(Group|UserAccount)') THEN 'iam'
    WHEN regexp_matches(event, '(^Reg[A-Z]|Registry|^AsepValue|^AsepKey|^HideModule)') AND event NOT LIKE 'Register%' THEN 'registry'
    WHEN regexp_matches(event, '^(Firewall|LocalIpAddress|ConfigState|AgentOnline)') THEN 'configuration'
    WHEN regexp_matches(event, '^(Driver|Kext)') THEN 'driver'
    WHEN regexp_matches(event, '(ModuleLoad|^ImageHash)') THEN 'library'
    WHEN regexp_matches(event, '(Network|Dns|^RawBind|^Http|^Smb|^Tls|^AgentConnect$)') THEN 'network'
    WHEN regexp_matches(event, '(File|Written|Directory|^Executable|^NewExecutable|^PtyCreated|^LfoUpload|^LFODownload)') THEN 'file'
    WHEN regexp_matches(event, '(Process|Service(Started|Stopped)|Thread|^CommandHistory|^Script|^CreateService|^ScheduledTask)') THEN 'process'
    WHEN regexp_matches(event, '(^System|^ErrorEvent|^IOService|^OsVersion|^HostInfo|^FsVolume|^Firmware|^Sensor|^Current|^Neighbor|^RegisterRawInput)') THEN 'host'
  END AS event_category,
  CASE kind WHEN 'console' THEN 'Falcon console' WHEN 'inventory' THEN 'Falcon inventory' ELSE 'Falcon sensor' END
    AS event_provider,
  action AS event_action,
  event_outcome,
  event_id,
  CASE
    WHEN detection THEN coalesce(DetectDescription, Description)
    WHEN kind = 'console' THEN concat_ws(' ', action, 'by', UserId)
    WHEN kind = 'inventory' THEN concat_ws(' ', 'host', coalesce(ComputerName, aid), 'of the inventory')
    ELSE concat_ws(' ', action, coalesce(DomainName, file_path, registry_path, ServiceDisplayName, CommandLine,
      ImageFileName, CASE WHEN event LIKE 'User%' THEN coalesce(UserName, UserPrincipal) END, remote))
  END AS event_description,
  CASE
    WHEN event_outcome = 'failure' AND detection THEN 'Prevention'
    -- The sensor writes an NTSTATUS as a number.
    WHEN event_outcome = 'failure' THEN format('0x{:08X}', TRY_CAST(coalesce(nullif(SubStatus, '0'), Status) AS UINTEGER))
  END AS error_code,
  CASE WHEN event_outcome = 'failure' AND detection THEN PatternDispositionDescription END AS error_message,
  coalesce(CASE WHEN kind = 'console' THEN coalesce(UserName, UserId) ELSE UserName END, UserPrincipal) AS user_name,
  coalesce(UserSid, UID) AS user_id,
  CASE
    WHEN kind = 'console' THEN UserIp
    WHEN logon OR inbound THEN remote
  END AS source_address,
  agent AS device_id,
  os AS device_os_name,
  CASE WHEN kind = 'inventory' THEN coalesce(ComputerName, aid) END AS resource_name,
  CASE WHEN detection THEN SeverityName END AS risk_level,
  CASE WHEN detection THEN nullif(concat_ws('; ',
    'tactic: ' || Tactic, 'technique: ' || Technique, 'objective: ' || Objective, PatternDispositionDescription), '') END
    AS risk_detail,
  nullif(concat_ws('; ',
    'logon type: ' || LogonType,
    'domain: ' || LogonDomain,
    'client: ' || ClientComputerName,
    'answers: ' || nullif(concat_ws(' ', IP4Records, IP6Records), ''),
    'value: ' || RegStringValue,
    'before: ' || CASE WHEN TargetFileName IS NOT NULL THEN SourceFileName END,
    'service: ' || coalesce(ServiceDisplayName, CASE WHEN kind = 'console' THEN ServiceName END),
    'system: ' || CASE WHEN kind = 'inventory' THEN nullif(concat_ws(', ', Version, SystemProductName), '') END), '') AS event_detail,
  CASE WHEN detection THEN coalesce(DetectName, Name) END AS rule_name,
  agent AS host_id,
  coalesce(ComputerName, Hostname, NeighborName) AS host_name,
  -- A host of the inventory was seen from several addresses.
  coalesce(CASE WHEN NOT logon THEN bound_ip END, LocalIP, CurrentLocalIP) AS host_ip,
  split_part(aip, ' ', 1) AS host_external_ip,
  coalesce(
    CASE WHEN detection THEN FileName END,
    regexp_extract(process_executable, '([^\\/]+)[\\/]*$', 1),
    ContextBaseFileName) AS process_name,
  process_executable,
  CommandLine AS process_command_line,
  coalesce(ParentBaseFileName, nullif(regexp_extract(ParentImageFileName, '([^\\/]+)$', 1), '')) AS process_parent_name,
  ParentCommandLine AS process_parent_command_line,
  CASE WHEN is_process THEN coalesce(MD5HashData, MD5String) END AS process_hash_md5,
  CASE WHEN is_process THEN sha1 END AS process_hash_sha1,
  CASE WHEN is_process THEN coalesce(SHA256HashData, SHA256String) END AS process_hash_sha256,
  TRY_CAST(coalesce(RawProcessId, EtwRawProcessId) AS BIGINT) AS process_pid,
  coalesce(TargetProcessId, ContextProcessId, CASE WHEN detection THEN ProcessId END) AS process_entity_id,
  registry_path,
  nullif(regexp_extract(file_path, '([^\\/]+)[\\/]*$', 1), '') AS file_name,
  file_path,
  CASE WHEN NOT is_process THEN MD5HashData END AS file_hash_md5,
  CASE WHEN NOT is_process THEN sha1 END AS file_hash_sha1,
  CASE WHEN NOT is_process THEN SHA256HashData END AS file_hash_sha256,
  'https://' || DownloadServer || '/' || ltrim(DownloadPath, '/') AS url_original,
  lower(rtrim(coalesce(DomainName, DownloadServer), '.')) AS url_domain,
  CASE WHEN inbound THEN nullif(TRY_CAST(RemotePort AS BIGINT), 0) ELSE nullif(TRY_CAST(LocalPort AS BIGINT), 0) END AS source_port,
  CASE WHEN inbound THEN bound_ip WHEN NOT logon THEN remote END AS destination_ip,
  CASE WHEN inbound THEN nullif(TRY_CAST(LocalPort AS BIGINT), 0) WHEN NOT logon THEN nullif(TRY_CAST(RemotePort AS BIGINT), 0) END
    AS destination_port,
  CASE Protocol WHEN '6' THEN 'tcp' WHEN '17' THEN 'udp' WHEN '1' THEN 'icmp' WHEN '58' THEN 'ipv6-icmp' END AS network_transport,
  CASE WHEN "UTCTimestamp" IS NULL THEN logged END AS time_text,
  NULL::VARCHAR AS skip_reason,
  CASE
    WHEN action IS NULL THEN 'event_simpleName is missing'
    WHEN timestamp IS NOT NULL THEN NULL
    WHEN logged IS NULL THEN 'timestamp is missing'
    ELSE 'timestamp is not a time: ' || left(logged, 60)
  END AS reject_reason
FROM (
  SELECT
    *,
    CASE
      WHEN detection THEN CASE WHEN PatternDispositionDescription LIKE 'Prevention%' THEN 'failure' END
      WHEN kind = 'console' THEN CASE lower(Success) WHEN 'true' THEN 'success' WHEN 'false' THEN 'failure' END
      WHEN event LIKE 'UserLogonFailed%' OR event LIKE '%Blocked' THEN 'failure'
      WHEN event = 'UserLogon' THEN 'success'
    END AS event_outcome,
    CASE
      WHEN kind = 'sensor' THEN event
      WHEN kind = 'inventory' THEN 'HostInventory'
      WHEN detection OR OperationName IS NULL THEN regexp_replace(ExternalApiType, '^Event_', '')
      ELSE OperationName
    END AS action,
    -- What is read as an image may be loaded into another process.
    coalesce(AssociatedFile, TargetFileName, SourceFileName, CASE WHEN NOT is_process THEN ImageFileName END) AS file_path,
    CASE
      WHEN detection THEN rtrim(FilePath, '\/') || CASE WHEN contains(FilePath, '\') THEN '\' ELSE '/' END || FileName
      WHEN is_process THEN ImageFileName
    END AS process_executable,
    nullif(concat_ws('\', RegObjectName, RegValueName), '') AS registry_path
  FROM (
    SELECT
      *,
      kind = 'sensor' AND event LIKE 'UserLog%' AS logon,
      kind = 'sensor' AND (event LIKE 'NetworkReceiveAccept%' OR (event LIKE 'NetworkClose%' AND ConnectionDirection = '1')) AS inbound,
      detection OR (kind = 'sensor' AND regexp_matches(event, '(ProcessRollup2|^ServiceStarted$|^EndOfProcess|^TerminateProcess|^Process[A-Z])'))
        AS is_process,
      -- When it happened; the other times are those at which the cloud was told.
      coalesce(
        CASE WHEN kind = 'sensor' OR detection THEN "at_ContextTimeStamp" END,
        CASE WHEN event = 'ProcessRollup2' THEN "at_ProcessStartTime" END,
        CASE WHEN event = 'UserLogoff' THEN "at_LogoffTime" END,
        "at_UTCTimestamp", "at_timestamp", "at_@timestamp", "at_Time", "at__time") AS timestamp
    FROM (
      SELECT
        * EXCLUDE (timestamp),
        event_name AS event,
        CASE
          WHEN event_name IS NOT NULL THEN 'sensor'
          WHEN ExternalApiType IS NOT NULL THEN 'console'
          WHEN "Time" IS NOT NULL OR "_time" IS NOT NULL THEN 'inventory'
        END AS kind,
        event_name IS NULL AND coalesce(contains(ExternalApiType, 'Detection') OR contains(ExternalApiType, 'Incident'), false)
          AS detection,
        coalesce("UTCTimestamp", timestamp, "@timestamp", "ContextTimeStamp", "Time", "_time") AS logged,
        coalesce(aid, SensorId, AgentIdString, AgentId) AS agent,
        coalesce(EventUUID, DetectId, CompositeId, id, "@id") AS event_id,
        -- A listening socket may be bound to every address, and has nobody at the other end.
        CASE WHEN coalesce(LocalAddressIP4, LocalAddressIP6) NOT IN ('0.0.0.0', '::', '0:0:0:0:0:0:0:0')
          THEN coalesce(LocalAddressIP4, LocalAddressIP6) END AS bound_ip,
        CASE WHEN coalesce(RemoteAddressIP4, RemoteAddressIP6) NOT IN ('0.0.0.0', '::', '0:0:0:0:0:0:0:0')
          THEN coalesce(RemoteAddressIP4, RemoteAddressIP6) END AS remote,
        nullif(coalesce(SHA1HashData, SHA1String), repeat('0', 40)) AS sha1,
        CASE event_platform WHEN 'Win' THEN 'Windows' WHEN 'Mac' THEN 'macOS' WHEN 'Lin' THEN 'Linux' ELSE event_platform END AS os
      FROM (SELECT *, coalesce(event_simpleName, "#event_simpleName") AS event_name FROM plain)
    )
  )
)
