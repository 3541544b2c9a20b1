SELECT
  evidence_id,
  record,
  NULL::VARCHAR AS inside,
  {
    'category': 'AuditLogs',
    'callerIpAddress': o.IPAddress,
    'properties': {
      'activityDateTime': logged,
      'activityDisplayName': o.Activity,
      'loggedByService': o.Service,
      'result': o.Result,
      'resultReason': o.ResultReason,
      'initiatedBy': {
        'user': CASE WHEN NOT by_app THEN {
          'id': o.ActorObjectId, 'userPrincipalName': coalesce(o.ActorUserPrincipalName, o.ActorDisplayName), 'ipAddress': o.IPAddress
        } END,
        'app': CASE WHEN by_app THEN {
          'displayName': coalesce(o.ActorServicePrincipalName, o.ActorDisplayName),
          'servicePrincipalId': coalesce(o.ActorServicePrincipalId, o.ActorObjectId)
        } END
      },
      'targetResources': [
        {
          'id': o.Target1ObjectId,
          'displayName': o.Target1DisplayName,
          'userPrincipalName': o.Target1UserPrincipalName,
          'modifiedProperties': nullif(to_json(list_filter([
            {'displayName': o.Target1ModifiedProperty1Name, 'oldValue': o.Target1ModifiedProperty1OldValue, 'newValue': o.Target1ModifiedProperty1NewValue},
            {'displayName': o.Target1ModifiedProperty2Name, 'oldValue': o.Target1ModifiedProperty2OldValue, 'newValue': o.Target1ModifiedProperty2NewValue},
            {'displayName': o.Target1ModifiedProperty3Name, 'oldValue': o.Target1ModifiedProperty3OldValue, 'newValue': o.Target1ModifiedProperty3NewValue},
            {'displayName': o.Target1ModifiedProperty4Name, 'oldValue': o.Target1ModifiedProperty4OldValue, 'newValue': o.Target1ModifiedProperty4NewValue},
            {'displayName': o.Target1ModifiedProperty5Name, 'oldValue': o.Target1ModifiedProperty5OldValue, 'newValue': o.Target1ModifiedProperty5NewValue}
          ], lambda p: p.displayName IS NOT NULL))::VARCHAR, '[]')
        }
      ],
      'additionalDetails': [{'key': 'User-Agent', 'value': o."User Agent"}]
    }
  } AS o
FROM (
  SELECT
    *,
    o.ActorServicePrincipalId IS NOT NULL OR coalesce(o.ActorType ILIKE '%app%' OR o.ActorType ILIKE '%service%', false) AS by_app,
    -- The portal writes ISO 8601, or times in the form of the United States.
    coalesce(
      strftime(
        try_strptime(o."Date (UTC)", ['%m/%d/%Y, %I:%M:%S %p', '%m/%d/%Y %I:%M:%S %p']), '%Y-%m-%dT%H:%M:%S.%fZ'),
      o."Date (UTC)") AS logged
  FROM raw
) AS named
