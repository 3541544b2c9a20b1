SELECT
  evidence_id,
  record,
  NULL::VARCHAR AS inside,
  {
    -- The portal writes times in the form of the United States.
    'time': coalesce(
      o.TimeGenerated,
      strftime(
        try_strptime(o."TimeGenerated [UTC]", ['%m/%d/%Y, %I:%M:%S.%g %p', '%m/%d/%Y, %I:%M:%S %p']),
        '%Y-%m-%dT%H:%M:%S.%fZ'),
      o."TimeGenerated [UTC]"),
    -- A query may have left the category out; the table's name has it too.
    'category': coalesce(o.Category, regexp_replace(regexp_replace(o.Type, '^AAD', ''), '^SigninLogs$', 'SignInLogs')),
    'operationName': o.OperationName,
    'resultType': o.ResultType,
    'resultDescription': o.ResultDescription,
    'callerIpAddress': o.IPAddress,
    'location': o.Location,
    'properties': {
      'id': coalesce(o.Id, o.OriginalRequestId),
      'createdDateTime': coalesce(
        o.CreatedDateTime,
        strftime(
          try_strptime(o."CreatedDateTime [UTC]", ['%m/%d/%Y, %I:%M:%S.%g %p', '%m/%d/%Y, %I:%M:%S %p']),
          '%Y-%m-%dT%H:%M:%S.%fZ'),
        o."CreatedDateTime [UTC]"),
      'userPrincipalName': o.UserPrincipalName,
      'userId': o.UserId,
      'userType': o.UserType,
      'servicePrincipalId': o.ServicePrincipalId,
      'servicePrincipalName': o.ServicePrincipalName,
      'appDisplayName': o.AppDisplayName,
      'resourceDisplayName': o.ResourceDisplayName,
      'ipAddress': o.IPAddress,
      'autonomousSystemNumber': o.AutonomousSystemNumber,
      'userAgent': o.UserAgent,
      'isInteractive': o.IsInteractive,
      'sessionId': o.SessionId,
      'uniqueTokenIdentifier': o.UniqueTokenIdentifier,
      'location': coalesce(o.LocationDetails, o.Location),
      'status': TRY(from_json(o.Status,
        '{"errorCode": "VARCHAR", "failureReason": "VARCHAR", "additionalDetails": "VARCHAR"}')),
      'deviceDetail': TRY(from_json(o.DeviceDetail,
        '{"deviceId": "VARCHAR", "operatingSystem": "VARCHAR", "isManaged": "VARCHAR"}')),
      'mfaDetail': TRY(from_json(o.MfaDetail, '{"authMethod": "VARCHAR"}')),
      'authenticationDetails': TRY(from_json(o.AuthenticationDetails,
        '[{"authenticationMethod": "VARCHAR", "authenticationStepRequirement": "VARCHAR",
          "authenticationStepResultDetail": "VARCHAR", "succeeded": "VARCHAR"}]')),
      'riskLevelDuringSignIn': o.RiskLevelDuringSignIn,
      'riskLevelAggregated': coalesce(o.RiskLevelAggregated, o.RiskLevel),
      'riskState': o.RiskState,
      'riskDetail': o.RiskDetail,
      'riskEventTypes': o.RiskEventTypes,
      'riskEventTypes_v2': o.RiskEventTypes_V2
    }
  } AS o
FROM raw
