SELECT
  evidence_id,
  record,
  NULL::VARCHAR AS inside,
  {
    'category': CASE WHEN lower(o."Managed Identity type") <> 'none' THEN 'ManagedIdentitySignInLogs' END,
    'properties': {
      'id': o."Request ID",
      'createdDateTime': logged,
      'userPrincipalName': o.Username,
      'userId': o."User ID",
      'userType': o."User type",
      'servicePrincipalId': o."Service principal ID",
      'servicePrincipalName': o."Service principal name",
      'appDisplayName': o.Application,
      'resourceDisplayName': o.Resource,
      'ipAddress': o."IP address",
      'autonomousSystemNumber': coalesce(o."Autonomous system  number", o."Autonomous system number"),
      'userAgent': o."User agent",
      'sessionId': o."Session ID",
      'uniqueTokenIdentifier': o."Unique token identifier",
      -- It is written as `Frankfurt am Main, Hessen, DE`.
      'location': CASE WHEN places IS NOT NULL THEN to_json({
        'city': CASE WHEN len(places) > 1 THEN array_to_string(places[:greatest(1, len(places) - 2)], ', ') END,
        'state': CASE WHEN len(places) > 2 THEN places[-2] END,
        'countryOrRegion': places[-1]
      })::VARCHAR END,
      'status': {
        'errorCode': coalesce(o."Sign-in error code", CASE WHEN o.Status = 'Success' THEN '0' END),
        'failureReason': o."Failure reason",
        'additionalDetails': o."Multifactor authentication result"
      },
      'deviceDetail': {
        'deviceId': o."Device ID",
        'operatingSystem': o."Operating System",
        'isManaged': CASE lower(o.Managed) WHEN 'yes' THEN 'true' WHEN 'no' THEN 'false' ELSE o.Managed END
      },
      'mfaDetail': {'authMethod': o."Multifactor authentication auth method"}
    }
  } AS o
FROM (
  SELECT
    *,
    string_split(o.Location, ', ') AS places,
    -- The portal writes ISO 8601, or times in the form of the United States.
    coalesce(
      strftime(
        try_strptime(o."Date (UTC)", ['%m/%d/%Y, %I:%M:%S %p', '%m/%d/%Y %I:%M:%S %p']), '%Y-%m-%dT%H:%M:%S.%fZ'),
      o."Date (UTC)") AS logged
  FROM raw
) AS named
