SELECT
  evidence_id,
  record,
  NULL::VARCHAR AS inside,
  {
    'uuid': coalesce(o.uuid_g, o.uuid_s, o.EventOriginalUid),
    'published': coalesce(logged, strftime(try_strptime(logged_utc, ['%m/%d/%Y, %I:%M:%S.%g %p', '%m/%d/%Y, %I:%M:%S %p']), '%Y-%m-%dT%H:%M:%S.%fZ'), logged_utc),
    'eventType': coalesce(o.eventType_s, o.EventOriginalType),
    'displayMessage': coalesce(o.displayMessage_s, o.EventMessage),
    'actor': {
      'id': coalesce(o.actor_id_s, o.OriginalUserId, o.ActorUserId),
      'type': coalesce(o.actor_type_s, o.OriginalUserType),
      'alternateId': coalesce(o.actor_alternateId_s, o.OriginalActorAlternateId, o.ActorUsername)
    },
    'client': {
      'id': coalesce(o.client_id_s, o.SrcDvcId),
      'ipAddress': coalesce(o.client_ipAddress_s, o.SrcIpAddr),
      'userAgent': {
        'rawUserAgent': coalesce(o.client_userAgent_rawUserAgent_s, o.HttpUserAgent),
        'os': coalesce(o.client_userAgent_os_s, o.SrcDvcOs)
      },
      'geographicalContext': {
        'city': coalesce(o.client_geographicalContext_city_s, o.SrcGeoCity),
        'state': coalesce(o.client_geographicalContext_state_s, o.SrcGeoRegion),
        'country': coalesce(o.client_geographicalContext_country_s, o.SrcGeoCountry),
        'geolocation': {
          'lat': coalesce(o.client_geographicalContext_geolocation_lat_d, o.SrcGeoLatitude),
          -- The table's own spelling.
          'lon': coalesce(o.client_geographicalContext_geolocation_lon_d, o.SrcGeoLongtitude)
        }
      }
    },
    'device': {
      'id': o.device_id_s,
      'managed': coalesce(o.device_managed_b, o.device_managed_s),
      'os_platform': o.device_os_platform_s
    },
    'outcome': {
      'result': coalesce(o.outcome_result_s, o.OriginalOutcomeResult),
      'reason': coalesce(o.outcome_reason_s, o.EventOriginalResultDetails)
    },
    'authenticationContext': {
      'externalSessionId': coalesce(o.authenticationContext_externalSessionId_s, o.ActorSessionId),
      'rootSessionId': o.authenticationContext_rootSessionId_s
    },
    'securityContext': {
      'asNumber': coalesce(o.securityContext_asNumber_d, o.SecurityContextAsNumber),
      'asOrg': coalesce(o.securityContext_asOrg_s, o.SecurityContextAsOrg),
      'isProxy': coalesce(o.securityContext_isProxy_b, o.SecurityContextIsProxy)
    },
    'debugContext': {
      'debugData': {
        'behaviors': coalesce(o.debugContext_debugData_behaviors_s, debug.behaviors),
        'risk': coalesce(o.debugContext_debugData_risk_s, debug.risk),
        'logOnlySecurityData': coalesce(o.debugContext_debugData_logOnlySecurityData_s, debug.logOnlySecurityData),
        'threatSuspected': coalesce(o.debugContext_debugData_threatSuspected_s, debug.threatSuspected),
        -- The service takes 32 hexadecimal digits for a GUID and writes them as one.
        'deviceFingerprint': coalesce(
          replace(o.debugContext_debugData_deviceFingerprint_g, '-', ''),
          o.debugContext_debugData_deviceFingerprint_s,
          debug.deviceFingerprint),
        'dtHash': coalesce(o.debugContext_debugData_dtHash_s, debug.dtHash),
        'factor': coalesce(o.debugContext_debugData_factor_s, debug.factor)
      }
    },
    'target': target
  } AS o
FROM (
  SELECT
    *,
    coalesce(o.published_t, CASE WHEN o.EventOriginalType IS NOT NULL THEN o.TimeGenerated END) AS logged,
    coalesce(o."published_t [UTC]", CASE WHEN o.EventOriginalType IS NOT NULL THEN o."TimeGenerated [UTC]" END) AS logged_utc,
    TRY(from_json(o.DebugData,
      '{"behaviors": "VARCHAR", "risk": "VARCHAR", "logOnlySecurityData": "VARCHAR", "threatSuspected": "VARCHAR",
        "deviceFingerprint": "VARCHAR", "dtHash": "VARCHAR", "factor": "VARCHAR"}')) AS debug,
    TRY(from_json(coalesce(o.target_s, o.OriginalTarget),
      '[{"id": "VARCHAR", "type": "VARCHAR", "alternateId": "VARCHAR", "displayName": "VARCHAR",
        "detailEntry": {"methodTypeUsed": "VARCHAR"}}]')) AS target
  FROM raw
) AS parsed
