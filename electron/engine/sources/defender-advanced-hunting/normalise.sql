SELECT
  evidence_id,
  record,
  timestamp,
  'm365_defender.event' AS event_dataset,
  CASE WHEN hunted LIKE 'Alert%' OR detection THEN 'alert' END AS event_kind,
  CASE
    WHEN hunted = 'DeviceProcessEvents' THEN 'process'
    WHEN hunted IN ('DeviceNetworkEvents', 'DeviceNetworkInfo', 'IdentityQueryEvents') THEN 'network'
    WHEN hunted IN ('DeviceFileEvents', 'DeviceFileCertificateInfo') THEN 'file'
    WHEN hunted = 'DeviceRegistryEvents' THEN 'registry'
    WHEN hunted = 'DeviceImageLoadEvents' THEN 'library'
    WHEN hunted IN ('DeviceLogonEvents', 'IdentityLogonEvents') THEN 'authentication'
    WHEN hunted = 'IdentityDirectoryEvents' THEN 'iam'
    WHEN hunted = 'CloudAppEvents' THEN if(regexp_matches(ActionType, '(?i)^(user)?log(ged|in|on)'), 'authentication', 'web')
    WHEN hunted LIKE 'Alert%' THEN 'threat'
    WHEN hunted = 'DeviceInfo' THEN 'host'
    WHEN hunted <> 'DeviceEvents' THEN NULL
    WHEN detection THEN 'malware'
    WHEN regexp_matches(ActionType, '(^DriverLoad)') THEN 'driver'
    WHEN regexp_matches(ActionType, '(^UserAccount|^SecurityGroup|^AccountChecked|^Password|^Group)') THEN 'iam'
    WHEN regexp_matches(ActionType, '(^ScheduledTask|^ServiceInstalled|^FirewallService|^SecurityLog|PolicyModified|^TamperingAttempt)')
      THEN 'configuration'
    WHEN regexp_matches(ActionType, '(^Firewall|^Dns|^Network|^RemoteDesktop|^BrowserLaunched|^SmartScreenUrl|^ExploitGuardNetwork)')
      THEN 'network'
    WHEN regexp_matches(ActionType, '(ApiCall$|Process|^PowerShell|Memory|^ScriptContent|^WmiBind|^NamedPipe|^ClrUnbacked|^Asr)')
      THEN 'process'
    WHEN regexp_matches(ActionType, '(^File|File$|^ShellLink)') THEN 'file'
    ELSE 'host'
  END AS event_category,
  hunted AS event_provider,
  act AS event_action,
  event_outcome,
  coalesce(AlertId, ReportId) AS event_id,
  CASE
    WHEN hunted LIKE 'Alert%' THEN coalesce(Title, concat_ws(' ', 'evidence of alert', AlertId))
    ELSE concat_ws(' ', act, coalesce(
      CASE WHEN starts THEN coalesce(ProcessCommandLine, path) END,
      path, domain, registry_path, CASE WHEN hunted LIKE '%LogonEvents' THEN user_name END, remote, resource_name))
  END AS event_description,
  CASE WHEN detection AND event_outcome = 'failure' THEN 'Prevention' END AS error_code,
  FailureReason AS error_message,
  user_name,
  CASE
    WHEN requested THEN RequestAccountSid
    WHEN hunted IN ('IdentityLogonEvents', 'IdentityDirectoryEvents', 'IdentityQueryEvents', 'CloudAppEvents')
      THEN coalesce(AccountObjectId, AccountSid)
    ELSE coalesce(CASE WHEN of_account THEN AccountSid END, CASE WHEN NOT of_account THEN InitiatingProcessAccountSid END)
  END AS user_id,
  coalesce(raw_event.AppAccessContext.AADSessionId, raw_event.SessionId) AS session_id,
  raw_event.AppAccessContext.UniqueTokenId AS token_id,
  CASE
    WHEN hunted = 'DeviceLogonEvents' OR inbound THEN remote
    WHEN requested THEN RequestSourceIP
    WHEN hunted = 'AlertEvidence' THEN CASE WHEN EvidenceDirection = 'Source' THEN remote END
    ELSE regexp_replace(IPAddress, '^::ffff:', '')
  END AS source_address,
  CASE WHEN length(place) = 2 THEN upper(place) END AS log_country_iso_code,
  CASE WHEN length(place) > 2 THEN place END AS log_country_name,
  City AS log_city_name,
  ISP AS log_as_organization_name,
  CASE lower(IsAnonymousProxy) WHEN 'true' THEN true WHEN '1' THEN true WHEN 'false' THEN false WHEN '0' THEN false END AS log_is_proxy,
  CASE WHEN hunted = 'CloudAppEvents' THEN UserAgent ELSE more.user_agent END AS user_agent_original,
  DeviceId AS device_id,
  OSPlatform AS device_os_name,
  Application AS application_name,
  CASE WHEN hunted = 'DeviceLogonEvents' AND LogonType IS NOT NULL
    THEN list_contains(['Interactive', 'RemoteInteractive', 'CachedInteractive', 'Unlock', 'CachedUnlock'], LogonType) END AS is_interactive,
  resource_name,
  CASE WHEN hunted LIKE 'Alert%' THEN lower(Severity) END AS risk_level,
  CASE WHEN hunted LIKE 'Alert%' THEN nullif(concat_ws('; ',
    'category: ' || coalesce(Category, Categories),
    'techniques: ' || AttackTechniques,
    'source: ' || nullif(concat_ws(', ', ServiceSource, DetectionSource), '')), '') END AS risk_detail,
  nullif(concat_ws('; ',
    'account: ' || nullif(if(of_account, AccountUpn, coalesce(AccountUpn, InitiatingProcessAccountUpn)), user_name),
    'domain: ' || CASE
      WHEN requested THEN RequestAccountDomain
      WHEN of_account THEN AccountDomain
      ELSE InitiatingProcessAccountDomain
    END,
    'logon type: ' || LogonType,
    'protocol: ' || CASE WHEN hunted LIKE '%LogonEvents' OR hunted = 'IdentityQueryEvents' THEN Protocol WHEN requested THEN RequestProtocol END,
    'client: ' || CASE WHEN hunted = 'DeviceLogonEvents' THEN RemoteDeviceName END,
    'share: ' || ShareName,
    'value: ' || RegistryValueData,
    'before: ' || CASE
      WHEN hunted = 'DeviceRegistryEvents' THEN PreviousRegistryValueData
      ELSE nullif(concat_ws('\', PreviousFolderPath, PreviousFileName), '')
    END,
    'answers: ' || coalesce(more.answers, more.DnsQueryResult),
    'signature: ' || more.SignatureName,
    'script: ' || left(coalesce(more.Command, more.ScriptContent), 4000),
    'target of the alert: ' || CASE WHEN hunted = 'AlertEvidence' THEN nullif(concat_ws(', ', EntityType, EvidenceRole), '') END,
    'activity: ' || ActivityType,
    'objects: ' || left(ActivityObjects, 4000),
    'query: ' || Query,
    'addresses: ' || CASE WHEN hunted = 'DeviceNetworkInfo' THEN IPAddresses END), '') AS event_detail,
  CASE WHEN hunted LIKE 'Alert%' THEN Title WHEN detection THEN more.ThreatName END AS rule_name,
  DeviceId AS host_id,
  DeviceName AS host_name,
  coalesce(CASE WHEN hunted LIKE 'Device%' AND hunted <> 'DeviceLogonEvents' THEN own END,
    TRY(from_json(IPAddresses, '[{"IPAddress": "VARCHAR"}]'))[1].IPAddress) AS host_ip,
  PublicIP AS host_external_ip,
  CASE WHEN starts THEN coalesce(FileName, nullif(regexp_extract(path, '([^\\/]+)$', 1), '')) ELSE InitiatingProcessFileName END AS process_name,
  CASE WHEN starts THEN path ELSE InitiatingProcessFolderPath END AS process_executable,
  CASE WHEN starts THEN ProcessCommandLine ELSE InitiatingProcessCommandLine END AS process_command_line,
  CASE WHEN starts THEN InitiatingProcessFileName ELSE InitiatingProcessParentFileName END AS process_parent_name,
  CASE WHEN starts THEN InitiatingProcessCommandLine END AS process_parent_command_line,
  lower(CASE WHEN starts THEN MD5 ELSE InitiatingProcessMD5 END) AS process_hash_md5,
  lower(CASE WHEN starts THEN SHA1 ELSE InitiatingProcessSHA1 END) AS process_hash_sha1,
  lower(CASE WHEN starts THEN SHA256 ELSE InitiatingProcessSHA256 END) AS process_hash_sha256,
  -- Number 0 stands where the process is not known.
  nullif(TRY_CAST(CASE WHEN starts THEN ProcessId ELSE InitiatingProcessId END AS BIGINT), 0) AS process_pid,
  CASE WHEN starts THEN ProcessUniqueId ELSE InitiatingProcessUniqueId END AS process_entity_id,
  nullif(TRY_CAST(CASE WHEN starts THEN InitiatingProcessId ELSE InitiatingProcessParentId END AS BIGINT), 0) AS process_parent_pid,
  registry_path,
  CASE WHEN NOT starts THEN coalesce(FileName, nullif(regexp_extract(path, '([^\\/]+)$', 1), '')) END AS file_name,
  CASE WHEN NOT starts THEN path END AS file_path,
  lower(CASE WHEN NOT starts THEN MD5 END) AS file_hash_md5,
  lower(CASE WHEN NOT starts THEN SHA1 END) AS file_hash_sha1,
  lower(CASE WHEN NOT starts THEN SHA256 END) AS file_hash_sha256,
  CASE WHEN link LIKE '%/%' THEN link END AS url_original,
  domain AS url_domain,
  more.method AS http_request_method,
  TRY_CAST(more.status_code AS BIGINT) AS http_response_status_code,
  FileOriginReferrerUrl AS http_request_referrer,
  nullif(TRY_CAST(CASE
    WHEN requested THEN RequestSourcePort
    WHEN inbound OR hunted = 'DeviceLogonEvents' THEN RemotePort
    ELSE LocalPort
  END AS BIGINT), 0) AS source_port,
  CASE
    WHEN inbound THEN own
    WHEN hunted = 'AlertEvidence' THEN CASE WHEN EvidenceDirection IS DISTINCT FROM 'Source' THEN remote END
    WHEN hunted <> 'DeviceLogonEvents' THEN coalesce(remote, DestinationIPAddress)
  END AS destination_ip,
  nullif(TRY_CAST(CASE
    WHEN inbound THEN LocalPort
    WHEN hunted <> 'DeviceLogonEvents' THEN coalesce(RemotePort, DestinationPort)
  END AS BIGINT), 0) AS destination_port,
  CASE WHEN hunted IN ('DeviceNetworkEvents', 'DeviceEvents') THEN lower(Protocol) END AS network_transport,
  CASE WHEN hunted = 'AlertEvidence' THEN NetworkMessageId END AS email_message_id,
  CASE WHEN hunted = 'AlertEvidence' THEN EmailSubject END AS email_subject,
  logged AS time_text,
  NULL::VARCHAR AS skip_reason,
  CASE
    WHEN hunted IS NULL THEN 'ActionType is missing'
    WHEN timestamp IS NOT NULL THEN NULL
    WHEN logged IS NULL THEN 'Timestamp is missing'
    ELSE 'Timestamp is not a time: ' || left(logged, 60)
  END AS reject_reason
FROM (
  SELECT
    *,
    -- Whatever the column's name says, it holds the file's name too; not so in the evidence of alerts.
    CASE
      WHEN hunted <> 'AlertEvidence' OR FileName IS NULL OR ends_with(lower(FolderPath), lower(FileName)) THEN FolderPath
      ELSE rtrim(FolderPath, '\/') || if(contains(FolderPath, '\'), '\', '/') || FileName
    END AS path,
    nullif(concat_ws('\', coalesce(RegistryKey, PreviousRegistryKey), coalesce(RegistryValueName, PreviousRegistryValueName)), '')
      AS registry_path,
    -- Without the domain, as other agents of endpoints write it; who signs in to the cloud has the whole name there too.
    CASE
      WHEN requested THEN RequestAccountName
      WHEN hunted IN ('IdentityLogonEvents', 'IdentityDirectoryEvents', 'IdentityQueryEvents')
        THEN coalesce(AccountUpn, AccountName, AccountDisplayName)
      WHEN hunted = 'CloudAppEvents' THEN coalesce(
        CASE WHEN contains(raw_event.UserId, '@') THEN raw_event.UserId END,
        CASE WHEN contains(AccountId, '@') THEN AccountId END,
        AccountUpn, AccountDisplayName, AccountId)
      WHEN of_account THEN coalesce(AccountName, AccountUpn)
      ELSE coalesce(InitiatingProcessAccountName, InitiatingProcessAccountUpn)
    END AS user_name,
    coalesce(
      ObjectName, more.TaskName, more.ServiceName,
      CASE WHEN hunted = 'DeviceEvents' AND regexp_matches(ActionType, 'ApiCall$') THEN path END,
      CASE WHEN hunted LIKE 'Identity%' THEN coalesce(TargetAccountUpn, TargetAccountDisplayName, DestinationDeviceName, TargetDeviceName) END)
      AS resource_name,
    lower(rtrim(coalesce(
      more.query, more.DnsQueryString, more.server_name,
      nullif(regexp_extract(link, '^(?:[A-Za-z][A-Za-z0-9+.-]*://)?(?:[^/?#@\s]*@)?(\[[0-9A-Fa-f:.]+\]|[^\[\]/:?#@\s]+)', 1), '')), '.'))
      AS domain,
    CASE
      WHEN detection THEN CASE lower(more.WasRemediated) WHEN 'true' THEN 'failure' WHEN '1' THEN 'failure' END
      WHEN regexp_matches(ActionType, '(?i)(^logonsuccess$|^userloggedin$|^connectionsuccess$|^inboundconnectionaccepted$)') THEN 'success'
      WHEN regexp_matches(ActionType, '(?i)(^logonfailed$|^userloginfailed$|^connectionfailed$|blocked$)') THEN 'failure'
      WHEN ActionType ILIKE 'LogonAttempted' THEN 'unknown'
    END AS event_outcome
  FROM (
    SELECT
      *,
      coalesce(ActionType, hunted) AS act,
      coalesce(regexp_matches(ActionType, '^ProcessCreated') OR hunted = 'DeviceProcessEvents' OR EntityType = 'Process', false) AS starts,
      coalesce(hunted = 'DeviceEvents' AND regexp_matches(ActionType, '^Antivirus(Detection|Malware|Report|Detect)'), false) AS detection,
      coalesce(hunted = 'DeviceFileEvents' AND lower(RequestProtocol) <> 'local' AND RequestAccountName IS NOT NULL, false) AS requested,
      hunted IN ('DeviceProcessEvents', 'DeviceLogonEvents', 'AlertEvidence')
        OR (hunted LIKE 'Device%' AND InitiatingProcessAccountName IS NULL) AS of_account,
      coalesce(lower(more.direction) = 'in' OR regexp_matches(ActionType, '^(FirewallInbound|InboundConnection|InboundInternetScan)'), false)
        AND hunted IN ('DeviceNetworkEvents', 'DeviceEvents') AS inbound,
      regexp_replace(RemoteIP, '^::ffff:', '') AS remote,
      regexp_replace(LocalIP, '^::ffff:', '') AS own,
      coalesce(Location, CountryCode) AS place,
      coalesce(
        RemoteUrl, FileOriginUrl, Url,
        CASE WHEN more.uri LIKE '/%' THEN 'http://' || more.host || more.uri ELSE coalesce(more.uri, more.host) END) AS link,
      TRY(from_json(RawEventData, '{"UserId": "VARCHAR", "SessionId": "VARCHAR",
        "AppAccessContext": {"AADSessionId": "VARCHAR", "UniqueTokenId": "VARCHAR"}}')) AS raw_event
    FROM told
    WHERE NOT coalesce(regexp_matches(hunted, '^(Email|UrlClick)'), false)
  )
)
