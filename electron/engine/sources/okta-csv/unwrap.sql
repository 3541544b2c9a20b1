SELECT
  evidence_id,
  record,
  NULL::VARCHAR AS inside,
  {
    'uuid': o.uuid,
    'published': coalesce(o."timestamp", o.published),
    'eventType': o.event_type,
    'displayMessage': o.display_message,
    'actor': {'id': o."actor.id", 'type': o."actor.type", 'alternateId': o."actor.alternate_id"},
    'client': {
      'id': o."client.id",
      'ipAddress': o."client.ip_address",
      'userAgent': {'rawUserAgent': o."client.user_agent.raw_user_agent", 'os': o."client.user_agent.os"},
      'geographicalContext': {
        'city': o."client.geographical_context.city",
        'state': coalesce(o."client.geographical_context.state", o."client.geographical_context.geolocation.state"),
        'country': o."client.geographical_context.country",
        'geolocation': {
          'lat': o."client.geographical_context.geolocation.lat",
          'lon': o."client.geographical_context.geolocation.lon"
        }
      }
    },
    'device': {'id': o."device.id", 'managed': o."device.managed", 'os_platform': o."device.os_platform"},
    'outcome': {'result': o."outcome.result", 'reason': o."outcome.reason"},
    'authenticationContext': {
      'externalSessionId': o."authentication_context.external_session_id",
      'rootSessionId': o."authentication_context.root_session_id"
    },
    'securityContext': {
      'asNumber': o."security_context.as_number",
      'asOrg': o."security_context.as_org",
      'isProxy': o."security_context.is_proxy"
    },
    'debugContext': {
      'debugData': {
        'behaviors': o."debug_context.debug_data.behaviors",
        'risk': o."debug_context.debug_data.risk",
        'logOnlySecurityData': o."debug_context.debug_data.log_only_security_data",
        'threatSuspected': o."debug_context.debug_data.threat_suspected",
        'deviceFingerprint': o."debug_context.debug_data.device_fingerprint",
        'dtHash': o."debug_context.debug_data.dt_hash",
        'factor': o."debug_context.debug_data.factor"
      }
    },
    'target': list_filter([
      {
        'id': o."target0.id",
        'type': o."target0.type",
        'alternateId': o."target0.alternate_id",
        'displayName': o."target0.display_name",
        'detailEntry': {'methodTypeUsed': o."target0.detail_entry.method_type_used"}
      },
      {
        'id': o."target1.id",
        'type': o."target1.type",
        'alternateId': o."target1.alternate_id",
        'displayName': o."target1.display_name",
        'detailEntry': {'methodTypeUsed': o."target1.detail_entry.method_type_used"}
      },
      {
        'id': o."target2.id",
        'type': o."target2.type",
        'alternateId': o."target2.alternate_id",
        'displayName': o."target2.display_name",
        'detailEntry': {'methodTypeUsed': o."target2.detail_entry.method_type_used"}
      },
      {
        'id': o."target3.id",
        'type': o."target3.type",
        'alternateId': o."target3.alternate_id",
        'displayName': o."target3.display_name",
        'detailEntry': {'methodTypeUsed': o."target3.detail_entry.method_type_used"}
      }
    ], lambda t: t.type IS NOT NULL)
  } AS o
FROM raw
