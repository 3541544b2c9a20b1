SELECT
  evidence_id,
  record,
  timestamp,
  'okta.system' AS event_dataset,
  CASE WHEN rule <> '' THEN 'alert' END AS event_kind,
  CASE
    WHEN threat THEN 'threat'
    WHEN o.eventType LIKE 'user.session.%' OR o.eventType LIKE 'user.authentication.%'
      OR o.eventType IN ('policy.evaluate_sign_on', 'user.mfa.okta_verify.deny_push', 'user.mfa.okta_verify')
      THEN 'authentication'
    WHEN o.eventType LIKE 'group.%' OR o.eventType LIKE 'user.%' THEN 'iam'
    WHEN o.eventType LIKE 'policy.%' OR o.eventType LIKE 'application.lifecycle.%' THEN 'configuration'
  END AS event_category,
  o.eventType AS event_action,
  event_outcome,
  nullif(o.uuid, '') AS event_id,
  nullif(o.displayMessage, '') AS event_description,
  -- A reason is a code (INVALID_CREDENTIALS) or a sentence.
  CASE WHEN event_outcome = 'failure' AND regexp_full_match(reason, '[A-Z0-9_]+') THEN reason END AS error_code,
  CASE WHEN event_outcome = 'failure' AND NOT regexp_full_match(reason, '[A-Z0-9_]+') THEN reason END AS error_message,
  CASE WHEN o.actor.alternateId NOT IN ('', 'unknown') THEN o.actor.alternateId END AS user_name,
  CASE WHEN o.actor.id NOT IN ('', 'unknown') THEN o.actor.id END AS user_id,
  nullif(o.actor.type, '') AS user_type,
  CASE
    WHEN o.authenticationContext.externalSessionId NOT IN ('', 'unknown')
      THEN o.authenticationContext.externalSessionId
  END AS session_id,
  nullif(o.authenticationContext.rootSessionId, '') AS token_id,
  CASE WHEN o.client.ipAddress NOT IN ('', 'null') THEN o.client.ipAddress END AS source_address,
  nullif(place.country, '') AS log_country_name,
  nullif(place.state, '') AS log_region_name,
  nullif(place.city, '') AS log_city_name,
  CASE WHEN located THEN latitude END AS log_latitude,
  CASE WHEN located THEN longitude END AS log_longitude,
  TRY_CAST(o.securityContext.asNumber AS BIGINT) AS log_as_number,
  nullif(o.securityContext.asOrg, '') AS log_as_organization_name,
  TRY_CAST(o.securityContext.isProxy AS BOOLEAN) AS log_is_proxy,
  nullif(o.client.userAgent.rawUserAgent, '') AS user_agent_original,
  coalesce(nullif(debug.dtHash, ''), nullif(o.device.id, '')) AS device_id,
  nullif(debug.deviceFingerprint, '') AS device_fingerprint,
  CASE
    WHEN lower(o.client.userAgent.os) NOT IN ('', 'unknown') THEN o.client.userAgent.os
    ELSE nullif(o.device.os_platform, '')
  END AS device_os_name,
  TRY_CAST(o.device.managed AS BOOLEAN) AS device_managed,
  -- The Admin Console makes calls of its own in the administrator's session, from other addresses and clients.
  coalesce(
    list_filter(o.target, lambda t: t.type = 'AppInstance')[1].displayName,
    CASE WHEN o.client.id = 'okta.b58d5b75-07d4-5f25-bf59-368a1261a405' THEN 'Okta Admin Console' END
  ) AS application_name,
  coalesce(
    list_filter(methods, lambda t: t.type = 'AuthenticatorEnrollment')[1].detailEntry.methodTypeUsed,
    methods[1].detailEntry.methodTypeUsed,
    nullif(debug.factor, '')
  ) AS mfa_method,
  list_filter(o.target,
    lambda t: t.type = 'User' AND t.id IS DISTINCT FROM o.actor.id AND t.alternateId <> 'unknown'
  )[1].alternateId AS resource_name,
  lower(level) AS risk_level,
  nullif(concat_ws('; ',
    'reasons: ' || coalesce(
      nullif(regexp_extract(debug.risk, '(?:^.|, )reasons=(.*?)(?:, [A-Za-z]+=.*)?\}$', 1), ''),
      security.risk.reasons),
    'behaviors: ' || behaviors,
    CASE WHEN debug.threatSuspected = 'true' THEN 'threat suspected' END), '') AS risk_detail,
  nullif(rule, '') AS rule_name,
  CASE
    WHEN o.eventType IS NULL THEN 'eventType is missing'
    WHEN timestamp IS NOT NULL THEN NULL
    WHEN o.published IS NULL THEN 'published is missing'
    ELSE 'published is not a time: ' || left(o.published, 60)
  END AS reject_reason
FROM (
  SELECT
    *,
    coalesce(nullif(regexp_extract(debug.risk, '(?:^.|, )level=([A-Za-z_]+)', 1), ''), security.risk.level) AS level,
    coalesce(
      nullif(trim(debug.behaviors, '{}'), ''),
      array_to_string(
        list_transform(map_entries(security.behaviors), lambda b: b.key || '=' || coalesce(b.value, 'UNKNOWN')), ', ')) AS behaviors,
    coalesce(list_contains(['security.threat.detected', 'security.attack.start', 'security.breached_credential.detected',
      'security.session.detect_client_roaming', 'user.risk.detect', 'user.account.report_suspicious_activity_by_enduser'], o.eventType),
      false) AS threat,
    -- What Okta itself holds for suspicious; of the events of a sign-in only that of its session, or one sign-in would alert thrice.
    CASE
      WHEN threat THEN concat_ws(': ', o.eventType, reason)
      WHEN o.eventType LIKE 'user.session.%' THEN concat_ws(', ',
        CASE WHEN upper(level) = 'HIGH' THEN 'session of high risk' END,
        CASE WHEN regexp_matches(behaviors, '(?i)velocity[^,=]*=POSITIVE') THEN 'behavior Velocity' END,
        CASE WHEN debug.threatSuspected = 'true' THEN 'threat suspected' END)
    END AS rule
  FROM (
    SELECT
      evidence_id,
      record,
      o,
      o.client.geographicalContext AS place,
      TRY_CAST(o.client.geographicalContext.geolocation.lat AS DOUBLE) AS latitude,
      TRY_CAST(o.client.geographicalContext.geolocation.lon AS DOUBLE) AS longitude,
      -- 0/0 is what a service gives that knows no place.
      latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180 AND NOT (latitude = 0 AND longitude = 0) AS located,
      list_filter(o.target, lambda t: t.detailEntry.methodTypeUsed IS NOT NULL) AS methods,
      o.debugContext.debugData AS debug,
      -- JSON inside a text: as deep as its writer likes, so only a short one is parsed.
      CASE
        WHEN length(o.debugContext.debugData.logOnlySecurityData) <= 16384
          THEN TRY(from_json(o.debugContext.debugData.logOnlySecurityData,
            '{"risk": {"reasons": "VARCHAR", "level": "VARCHAR"}, "behaviors": "MAP(VARCHAR, VARCHAR)"}'))
      END AS security,
      nullif(o.outcome.reason, '') AS reason,
      CASE
        WHEN o.outcome.result IN ('SUCCESS', 'ALLOW') THEN 'success'
        WHEN o.outcome.result IN ('FAILURE', 'DENY') THEN 'failure'
        ELSE 'unknown'
      END AS event_outcome,
      -- A cast to TIMESTAMP would ignore an offset.
      CASE
        WHEN o.published LIKE '____-__-_____:__:__%'
          THEN make_timestamp(epoch_us(TRY_CAST(o.published AS TIMESTAMPTZ)))
      END AS timestamp
    FROM raw
  ) AS named
) AS cut
