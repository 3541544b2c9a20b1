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
    'category': CASE
      WHEN o.Type ILIKE '%RiskEvents' THEN 'UserRiskEvents'
      WHEN o.Type ILIKE 'MicrosoftGraphActivityLogs' THEN 'MicrosoftGraphActivityLogs'
      ELSE 'AuditLogs'
    END,
    'operationName': o.OperationName,
    'properties': {
      'id': o.Id,
      'activityDateTime': coalesce(
        o.ActivityDateTime,
        strftime(
          try_strptime(o."ActivityDateTime [UTC]", ['%m/%d/%Y, %I:%M:%S.%g %p', '%m/%d/%Y, %I:%M:%S %p']),
          '%Y-%m-%dT%H:%M:%S.%fZ'),
        o."ActivityDateTime [UTC]"),
      'activityDisplayName': o.ActivityDisplayName,
      'loggedByService': o.LoggedByService,
      'result': o.Result,
      'resultReason': o.ResultReason,
      'initiatedBy': TRY(from_json(o.InitiatedBy,
        '{"user": {"id": "VARCHAR", "userPrincipalName": "VARCHAR", "ipAddress": "VARCHAR"},
          "app": {"displayName": "VARCHAR", "servicePrincipalId": "VARCHAR"}}')),
      'targetResources': TRY(from_json(o.TargetResources,
        '[{"id": "VARCHAR", "displayName": "VARCHAR", "userPrincipalName": "VARCHAR", "modifiedProperties": "VARCHAR"}]')),
      'additionalDetails': TRY(from_json(o.AdditionalDetails, '[{"key": "VARCHAR", "value": "VARCHAR"}]')),
      'riskEventType': o.RiskEventType,
      'riskLevel': o.RiskLevel,
      'riskState': o.RiskState,
      'riskDetail': o.RiskDetail,
      'source': o.Source,
      'detectionTimingType': o.DetectionTimingType,
      'additionalInfo': o.AdditionalInfo,
      'location': o.Location,
      'userPrincipalName': o.UserPrincipalName,
      'userId': o.UserId,
      'servicePrincipalId': o.ServicePrincipalId,
      'ipAddress': o.IPAddress,
      'userAgent': o.UserAgent,
      'requestId': o.RequestId,
      'requestMethod': o.RequestMethod,
      'requestUri': o.RequestUri,
      'responseStatusCode': o.ResponseStatusCode,
      'sessionId': o.SessionId,
      'signInActivityId': o.SignInActivityId,
      'appId': o.AppId,
      'scopes': o.Scopes,
      'roles': o.Roles
    }
  } AS o
FROM raw
