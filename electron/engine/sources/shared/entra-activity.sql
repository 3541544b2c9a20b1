SELECT
  evidence_id,
  record,
  timestamp,
  CASE kind
    WHEN 'audit' THEN 'azure.auditlogs'
    WHEN 'risk' THEN 'azure.identity_protection'
    ELSE 'azure.graphactivitylogs'
  END AS event_dataset,
  CASE WHEN kind = 'risk' THEN 'alert' END AS event_kind,
  CASE kind WHEN 'audit' THEN 'iam' WHEN 'risk' THEN 'threat' ELSE 'web' END AS event_category,
  coalesce(nullif(service, ''), log) AS event_provider,
  action AS event_action,
  CASE
    WHEN kind = 'risk' THEN NULL
    WHEN lower(result) = 'success' OR status < 400 THEN 'success'
    WHEN lower(result) IN ('failure', 'timeout') OR status >= 400 THEN 'failure'
    ELSE 'unknown'
  END AS event_outcome,
  nullif(id, '') AS event_id,
  CASE
    WHEN kind = 'risk' THEN concat_ws(' ', 'risk detection', action, 'by', nullif(service, ''))
    WHEN kind = 'graph' THEN concat_ws(' ', action, split_part(uri, '?', 1))
    ELSE action
  END AS event_description,
  CASE WHEN status >= 400 THEN status::VARCHAR END AS error_code,
  CASE WHEN lower(result) IN ('failure', 'timeout') THEN nullif(reason, '') END AS error_message,
  nullif(user_name, '') AS user_name,
  nullif(user_id, '') AS user_id,
  user_type,
  nullif(session, '') AS session_id,
  nullif(token, '') AS token_id,
  nullif(address, '') AS source_address,
  CASE WHEN length(place.countryOrRegion) = 2 THEN upper(place.countryOrRegion) END AS log_country_iso_code,
  CASE WHEN length(place.countryOrRegion) > 2 THEN place.countryOrRegion END AS log_country_name,
  nullif(place.state, '') AS log_region_name,
  nullif(place.city, '') AS log_city_name,
  nullif(agent, '') AS user_agent_original,
  nullif(application, '') AS application_name,
  nullif(resource, '') AS resource_name,
  CASE WHEN kind = 'risk' THEN lower(nullif(level, '')) END AS risk_level,
  CASE
    WHEN kind = 'risk' THEN nullif(concat_ws('; ',
      'detection: ' || nullif(action, ''),
      'state: ' || CASE WHEN state NOT IN ('', 'none') THEN state END,
      'detail: ' || CASE WHEN detail NOT IN ('', 'none') THEN detail END,
      'timing: ' || nullif(timing, '')), '')
  END AS risk_detail,
  CASE WHEN kind = 'risk' THEN action END AS rule_name,
  nullif(more, '') AS event_detail,
  nullif(uri, '') AS url_original,
  nullif(regexp_extract(uri, '^[a-z]+://([^/:?#]+)', 1), '') AS url_domain,
  nullif(method, '') AS http_request_method,
  status AS http_response_status_code,
  NULL::VARCHAR AS skip_reason,
  CASE
    WHEN action IS NULL
      THEN CASE kind WHEN 'audit' THEN 'activityDisplayName' WHEN 'risk' THEN 'riskEventType' ELSE 'requestMethod' END || ' is missing'
    WHEN timestamp IS NOT NULL THEN NULL
    WHEN logged IS NULL THEN 'activityDateTime is missing'
    ELSE 'activityDateTime is not a time: ' || left(logged, 60)
  END AS reject_reason
FROM (
  SELECT
    *,
    CASE kind WHEN 'audit' THEN 'AuditLogs' WHEN 'risk' THEN 'UserRiskEvents' ELSE 'MicrosoftGraphActivityLogs' END AS log,
    -- A cast to TIMESTAMP would ignore an offset.
    CASE WHEN logged LIKE '____-__-_____:__:__%' THEN make_timestamp(epoch_us(TRY_CAST(logged AS TIMESTAMPTZ))) END AS timestamp
  FROM (
    SELECT
      evidence_id,
      record,
      kind,
      coalesce(o.properties.activityDateTime, o.activityDateTime, o.properties.timeGenerated, o.time,
        o.properties.detectedDateTime, o.detectedDateTime) AS logged,
      CASE kind
        -- Some names end in a space.
        WHEN 'audit' THEN nullif(trim(coalesce(o.properties.activityDisplayName, o.activityDisplayName, o.operationName)), '')
        WHEN 'risk' THEN nullif(coalesce(o.properties.riskEventType, o.riskEventType, o.properties.riskType), '')
        ELSE nullif(o.properties.requestMethod, '')
      END AS action,
      CASE kind
        WHEN 'audit' THEN coalesce(o.properties.loggedByService, o.loggedByService)
        WHEN 'risk' THEN coalesce(o.properties.source, o.source)
      END AS service,
      CASE WHEN kind = 'audit' THEN coalesce(o.properties.result, o.result) END AS result,
      coalesce(o.properties.resultReason, o.resultReason) AS reason,
      CASE WHEN kind = 'graph' THEN o.properties.requestId ELSE coalesce(o.properties.id, o.id) END AS id,
      coalesce(
        o.properties.initiatedBy."user".userPrincipalName, o.initiatedBy."user".userPrincipalName,
        o.properties.initiatedBy.app.displayName, o.initiatedBy.app.displayName,
        o.properties.userPrincipalName, o.userPrincipalName) AS user_name,
      coalesce(
        o.properties.initiatedBy."user".id, o.initiatedBy."user".id,
        o.properties.initiatedBy.app.servicePrincipalId, o.initiatedBy.app.servicePrincipalId,
        o.properties.userId, o.userId,
        o.properties.servicePrincipalId, o.servicePrincipalId) AS user_id,
      CASE
        WHEN coalesce(o.properties.initiatedBy."user".id, o.initiatedBy."user".id, o.properties.userId, o.userId) <> '' THEN 'user'
        WHEN coalesce(o.properties.initiatedBy.app.servicePrincipalId, o.initiatedBy.app.servicePrincipalId,
          o.properties.servicePrincipalId, o.servicePrincipalId) <> '' THEN 'service principal'
      END AS user_type,
      o.properties.sessionId AS session,
      o.properties.signInActivityId AS token,
      coalesce(
        o.properties.initiatedBy."user".ipAddress, o.initiatedBy."user".ipAddress,
        o.properties.ipAddress, o.ipAddress, o.callerIpAddress) AS address,
      TRY(from_json(coalesce(o.properties.location, o.location),
        '{"city": "VARCHAR", "state": "VARCHAR", "countryOrRegion": "VARCHAR"}')) AS place,
      CASE kind
        WHEN 'audit' THEN list_filter(coalesce(o.properties.additionalDetails, o.additionalDetails),
          lambda d: d.key ILIKE 'User-Agent')[1].value
        ELSE o.properties.userAgent
      END AS agent,
      CASE WHEN kind = 'graph' THEN o.properties.appId END AS application,
      coalesce(
        coalesce(o.properties.targetResources, o.targetResources)[1].userPrincipalName,
        coalesce(o.properties.targetResources, o.targetResources)[1].displayName,
        coalesce(o.properties.targetResources, o.targetResources)[1].id) AS resource,
      CASE
        WHEN kind = 'audit' THEN coalesce(o.properties.targetResources, o.targetResources)[1].modifiedProperties
        WHEN kind = 'risk' THEN coalesce(o.properties.additionalInfo, o.additionalInfo)
        ELSE coalesce(o.properties.scopes, o.properties.roles)
      END AS more,
      coalesce(o.properties.riskLevel, o.riskLevel) AS level,
      coalesce(o.properties.riskState, o.riskState) AS state,
      coalesce(o.properties.riskDetail, o.riskDetail) AS detail,
      coalesce(o.properties.detectionTimingType, o.detectionTimingType) AS timing,
      o.properties.requestUri AS uri,
      o.properties.requestMethod AS method,
      CASE WHEN kind = 'graph' THEN TRY_CAST(o.properties.responseStatusCode AS BIGINT) END AS status
    FROM raw
  ) AS flat
) AS cut
