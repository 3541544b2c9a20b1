SELECT
  evidence_id,
  record,
  NULL::VARCHAR AS inside,
  NULL::VARCHAR AS wrapping,
  NULL::VARCHAR AS note,
  {
    'eventTime': o.eventtime,
    'eventType': o.eventtype,
    'eventSource': o.eventsource,
    'eventName': o.eventname,
    'eventID': o.eventid,
    'awsRegion': o.awsregion,
    'sourceIPAddress': o.sourceipaddress,
    'userAgent': o.useragent,
    'errorCode': o.errorcode,
    'errorMessage': o.errormessage,
    'readOnly': lower(o.readonly),
    'recipientAccountId': o.recipientaccountid,
    'vpcEndpointId': o.vpcendpointid,
    'sharedEventID': o.sharedeventid,
    'sessionCredentialFromConsole': lower(o.sessioncredentialfromconsole),
    'requestParameters': nullif(o.requestparameters, 'null'),
    'responseElements': {
      -- Only of an answer that stands there as JSON.
      'publicIp': nullif(regexp_extract(answered, '"publicIp"\s*:\s*"([0-9.]+)"', 1), ''),
      'allocationId': nullif(regexp_extract(answered, '"allocationId"\s*:\s*"(eipalloc-[0-9a-f]+)"', 1), ''),
      'associationId': nullif(regexp_extract(answered, '"associationId"\s*:\s*"(eipassoc-[0-9a-f]+)"', 1), ''),
      'instancesSet': answered -> '$.instancesSet',
      'networkInterface': answered -> '$.networkInterface',
      'CreateNatGatewayResponse': answered -> '$.CreateNatGatewayResponse',
      'CreateVpcEndpointResponse': answered -> '$.CreateVpcEndpointResponse',
      'ConsoleLogin': coalesce(
        nullif(regexp_extract(o.responseelements,
          '"?(?:ConsoleLogin|CheckMfa|SwitchRole|ExitRole|RenewRole|GetSigninToken)"?\s*[:=]\s*"?(Success|Failure)', 1), ''),
        CASE
          WHEN list_contains(['ConsoleLogin', 'CheckMfa', 'SwitchRole', 'ExitRole', 'RenewRole', 'GetSigninToken'], o.eventname)
            AND coalesce(o.responseelements, o.errorcode, o.errormessage) IS NULL THEN 'unknown'
          -- A query that left out what tells a failure.
          WHEN NOT regexp_matches(coalesce(o."@columns", keys), '(?i)(^|\n)(errorCode|errorMessage)(\n|$)') THEN 'unknown'
        END),
      'credentials': {'accessKeyId': nullif(regexp_extract(o.responseelements,
        '(?i)"?accessKeyId"?\s*[:=]\s*"?((?-i:A[KS]IA[A-Z0-9]+))', 1), '')},
      'assumedRoleUser': {'arn': nullif(regexp_extract(o.responseelements,
        '(?i)"?arn"?\s*[:=]\s*"?(arn:[^"},\s]+:assumed-role/[^"},\s]+)', 1), '')}
    },
    'serviceEventDetails': {
      'UserAuthentication': nullif(regexp_extract(o.serviceeventdetails,
        '"?(?:UserAuthentication|CredentialVerification|CredentialChallenge)"?\s*[:=]\s*"?(Success|Failure)', 1), '')
    },
    'additionalEventData': {
      'MFAUsed': nullif(regexp_extract(o.additionaleventdata, '"?MFAUsed"?\s*[:=]\s*"?(Yes|No)', 1), ''),
      'CredentialType': nullif(regexp_extract(o.additionaleventdata, '"?CredentialType"?\s*[:=]\s*"?([A-Z_]+)', 1), ''),
      'SwitchFrom': nullif(regexp_extract(o.additionaleventdata, '"?SwitchFrom"?\s*[:=]\s*"?(arn:[^"},\s]+)', 1), '')
    },
    'resources': list_transform(regexp_extract_all(o.resources, '(?i)"?\barn"?\s*[:=]\s*"?(arn:[^,"}\]]+)', 1), lambda a: {'ARN': a}),
    'userIdentity': {
      'type': coalesce(nullif(regexp_extract(own, '(?i)(?:^|,\s*)type=(.*?)\s*(?:,\s*[a-z0-9]+=|$)', 1), ''), o."useridentity.type", o."type"),
      'principalId': coalesce(nullif(regexp_extract(own, '(?i)(?:^|,\s*)principalid=(.*?)\s*(?:,\s*[a-z0-9]+=|$)', 1), ''), o."useridentity.principalid", o.principalid),
      'arn': coalesce(nullif(regexp_extract(own, '(?i)(?:^|,\s*)arn=(.*?)\s*(?:,\s*[a-z0-9]+=|$)', 1), ''), o."useridentity.arn", o.arn),
      'accountId': coalesce(nullif(regexp_extract(own, '(?i)(?:^|,\s*)accountid=(.*?)\s*(?:,\s*[a-z0-9]+=|$)', 1), ''), o."useridentity.accountid", o.accountid),
      'accessKeyId': coalesce(nullif(regexp_extract(own, '(?i)(?:^|,\s*)accesskeyid=(.*?)\s*(?:,\s*[a-z0-9]+=|$)', 1), ''), o."useridentity.accesskeyid", o.accesskeyid),
      'userName': coalesce(nullif(regexp_extract(own, '(?i)(?:^|,\s*)username=(.*?)\s*(?:,\s*[a-z0-9]+=|$)', 1), ''), o."useridentity.username", o.username),
      'invokedBy': coalesce(nullif(regexp_extract(own, '(?i)(?:^|,\s*)invokedby=(.*?)\s*(?:,\s*[a-z0-9]+=|$)', 1), ''), o."useridentity.invokedby", o.invokedby),
      'onBehalfOf': {'userId': nullif(regexp_extract(identity, '(?i)\bonBehalfOf=\{[^{}]*?\buserId=([^,}]+)', 1), '')},
      'inScopeOf': {'issuerType': nullif(regexp_extract(identity, '(?i)\bissuerType=([^,}]+)', 1), '')},
      'sessionContext': {
        'ec2RoleDelivery': nullif(regexp_extract(identity, '(?i)\bec2RoleDelivery=([0-9.]+)', 1), ''),
        'attributes': {'mfaAuthenticated': nullif(regexp_extract(identity, '(?i)\bmfaAuthenticated=(true|false)', 1), '')},
        'sessionIssuer': {
          'arn': nullif(regexp_extract(issuer, '(?i)(?:^|,\s*)arn=(.*?)\s*(?:,\s*[a-z0-9]+=|$)', 1), ''),
          'userName': nullif(regexp_extract(issuer, '(?i)(?:^|,\s*)username=(.*?)\s*(?:,\s*[a-z0-9]+=|$)', 1), '')
        }
      }
    }
  } AS o
FROM (
  SELECT
    evidence_id,
    record,
    keys,
    o,
    identity,
    CASE WHEN o.eventsource = 'ec2.amazonaws.com' AND o.responseelements LIKE '{"%' AND json_valid(o.responseelements)
      THEN o.responseelements END AS answered,
    regexp_extract(identity, '(?i)\bsessionIssuer=\{([^{}]*)\}', 1) AS issuer,
    -- Without what is nested only its own fields are left.
    regexp_replace(regexp_replace(regexp_replace(
      regexp_replace(identity, '^\s*\{\s*(.*)\}\s*$', '\1', 's'),
      '\{[^{}]*\}', '', 'g'), '\{[^{}]*\}', '', 'g'), '\{[^{}]*\}', '', 'g') AS own
  FROM (
    SELECT
      *,
      -- JSON, or the text of a row: {type=AssumedRole, principalid=AROA…, sessioncontext={attributes={…}}}. Made the latter.
      regexp_replace(
        regexp_replace(o.useridentity, '"([A-Za-z0-9]+)"\s*:\s*(?:"((?:[^"\\]|\\.)*)"|([a-z0-9]+))?', '\1=\2\3', 'g'),
        '=null(\s*[,}])', '=\1', 'g') AS identity
    FROM raw
  ) AS rows
) AS parts
