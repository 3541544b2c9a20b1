SELECT
  * EXCLUDE ("Timestamp"),
  -- The pages of Microsoft write times as a person of the United States reads them.
  coalesce(
    "Timestamp", "TimeGenerated", "in_time",
    "Timestamp [UTC]", "TimeGenerated [UTC]") AS written,
  coalesce(
    strftime(try_strptime(written, ['%m/%d/%Y, %I:%M:%S.%g %p', '%m/%d/%Y, %I:%M:%S %p', '%b %d, %Y %I:%M:%S %p', '%b %d, %Y %I:%M:%S.%g %p']),
      '%Y-%m-%dT%H:%M:%S.%fZ'),
    written) AS logged,
  CASE WHEN logged LIKE '____-__-__ __:__:__%' OR logged LIKE '____-__-__T__:__:__%'
    THEN make_timestamp(epoch_us(TRY_CAST(logged AS TIMESTAMPTZ))) END AS timestamp,
  coalesce(
    nullif(regexp_extract(in_category, '^AdvancedHunting-(.+)$', 1), ''),
    Type,
    -- A query leaves out the table's name, and perhaps columns.
    CASE
      WHEN coalesce(IsClickedThrough, UrlChain) IS NOT NULL OR regexp_matches(ActionType, '^(Click|UrlScanInProgress|UrlErrorPage)')
        THEN 'UrlClickEvents'
      WHEN AlertId IS NOT NULL THEN if(coalesce(EntityType, EvidenceRole) IS NULL, 'AlertInfo', 'AlertEvidence')
      WHEN NetworkMessageId IS NOT NULL THEN CASE
        WHEN Url IS NOT NULL THEN 'EmailUrlInfo'
        WHEN coalesce(Action, ActionTrigger, ActionResult) IS NOT NULL THEN 'EmailPostDeliveryEvents'
        WHEN coalesce(DeliveryAction, InternetMessageId, Subject, EmailDirection) IS NULL AND coalesce(SHA256, FileName) IS NOT NULL
          THEN 'EmailAttachmentInfo'
        ELSE 'EmailEvents'
      END
      WHEN ActionType LIKE 'Logon%' AND Application IS NOT NULL THEN 'IdentityLogonEvents'
      WHEN Application IS NOT NULL AND coalesce(RawEventData, ActivityType, AccountObjectId) IS NOT NULL THEN 'CloudAppEvents'
      WHEN ActionType LIKE 'Logon%' THEN 'DeviceLogonEvents'
      WHEN ActionType = 'ProcessCreated' THEN 'DeviceProcessEvents'
      WHEN ActionType = 'ImageLoaded' THEN 'DeviceImageLoadEvents'
      WHEN regexp_matches(ActionType, '^File(Created|Modified|Deleted|Renamed)$') THEN 'DeviceFileEvents'
      WHEN ActionType LIKE 'Registry%' THEN 'DeviceRegistryEvents'
      WHEN regexp_matches(ActionType, '^((Inbound|Listening|Aggregated)?Connection|[A-Za-z]+Inspected$)') THEN 'DeviceNetworkEvents'
      WHEN ActionType IS NOT NULL THEN 'DeviceEvents'
      WHEN coalesce(DeviceId, DeviceName) IS NULL THEN NULL
      WHEN LogonType IS NOT NULL THEN 'DeviceLogonEvents'
      WHEN coalesce(RemoteIP, RemoteUrl) IS NOT NULL THEN 'DeviceNetworkEvents'
      WHEN RegistryKey IS NOT NULL THEN 'DeviceRegistryEvents'
      WHEN ProcessCommandLine IS NOT NULL THEN 'DeviceProcessEvents'
      WHEN InitiatingProcessFileName IS NOT NULL AND FileName IS NOT NULL THEN 'DeviceFileEvents'
    END) AS hunted,
  TRY(from_json(AdditionalFields,
    '{"direction": "VARCHAR", "host": "VARCHAR", "uri": "VARCHAR", "method": "VARCHAR", "status_code": "VARCHAR",
      "user_agent": "VARCHAR", "query": "VARCHAR", "answers": "VARCHAR", "server_name": "VARCHAR", "SignatureName": "VARCHAR",
      "DnsQueryString": "VARCHAR", "DnsQueryResult": "VARCHAR", "Command": "VARCHAR", "ScriptContent": "VARCHAR", "TaskName": "VARCHAR",
      "ServiceName": "VARCHAR", "ThreatName": "VARCHAR", "WasRemediated": "VARCHAR", "TargetDeviceName": "VARCHAR"}')) AS more
FROM plain
