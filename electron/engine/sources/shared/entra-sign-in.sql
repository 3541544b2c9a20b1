SELECT
  evidence_id,
  record,
  timestamp,
  'azure.signinlogs' AS event_dataset,
  'authentication' AS event_category,
  log AS event_provider,
  operation AS event_action,
  CASE
    WHEN number = 0 THEN 'success'
    WHEN number > 0 THEN 'failure'
    ELSE 'unknown'
  END AS event_outcome,
  nullif(id, '') AS event_id,
  nullif(status.additionalDetails, '') AS event_description,
  CASE WHEN number <> 0 THEN code END AS error_code,
  CASE WHEN number <> 0 THEN coalesce(nullif(status.failureReason, ''), nullif(result, '')) END AS error_message,
  coalesce(nullif(user_principal, ''), nullif(service_name, '')) AS user_name,
  coalesce(nullif(user_guid, ''), nullif(service_guid, '')) AS user_id,
  CASE
    WHEN log ILIKE 'ManagedIdentity%' THEN 'managed identity'
    WHEN log ILIKE '%ServicePrincipal%' THEN 'service principal'
    ELSE lower(nullif(kind, ''))
  END AS user_type,
  nullif(session, '') AS session_id,
  nullif(token, '') AS token_id,
  coalesce(nullif(address, ''), nullif(caller, '')) AS source_address,
  CASE WHEN length(country) = 2 THEN upper(country) END AS log_country_iso_code,
  CASE WHEN length(country) > 2 THEN country END AS log_country_name,
  nullif(place.state, '') AS log_region_name,
  nullif(place.city, '') AS log_city_name,
  CASE WHEN located THEN place.geoCoordinates.latitude END AS log_latitude,
  CASE WHEN located THEN place.geoCoordinates.longitude END AS log_longitude,
  nullif(TRY_CAST(as_number AS BIGINT), 0) AS log_as_number,
  nullif(agent, '') AS user_agent_original,
  nullif(device.deviceId, '') AS device_id,
  nullif(device.operatingSystem, '') AS device_os_name,
  TRY_CAST(device.isManaged AS BOOLEAN) AS device_managed,
  nullif(application, '') AS application_name,
  -- A step beyond the first factor, better one that succeeded; else what the token already carried.
  coalesce(
    list_filter(steps, lambda s: s.succeeded = 'true')[1].authenticationMethod,
    steps[1].authenticationMethod,
    nullif(mfa.authMethod, ''),
    list_filter(details, lambda s: s.authenticationStepResultDetail ILIKE 'MFA requirement satisfied%')[1].authenticationMethod,
    CASE WHEN status.additionalDetails ILIKE 'MFA requirement satisfied by claim%' THEN 'Previously satisfied' END
  ) AS mfa_method,
  interactive AS is_interactive,
  nullif(resource, '') AS resource_name,
  lower(coalesce(nullif(risk_now, ''), nullif(risk_later, ''))) AS risk_level,
  nullif(concat_ws('; ',
    'events: ' || nullif(replace(replace(trim(risk_events, '[]'), '"', ''), ',', ', '), ''),
    'state: ' || CASE WHEN risk_state NOT IN ('', 'none') THEN risk_state END,
    'detail: ' || CASE WHEN risk_reason NOT IN ('', 'none') THEN risk_reason END), '') AS risk_detail,
  skip_reason,
  CASE
    WHEN timestamp IS NOT NULL OR skip_reason IS NOT NULL THEN NULL
    WHEN coalesce(created, logged) IS NULL THEN 'createdDateTime is missing'
    ELSE 'createdDateTime is not a time: ' || left(coalesce(created, logged), 60)
  END AS reject_reason
FROM (
  SELECT
    *,
    -- A bare text is the country, as the head of a diagnostic record gives it.
    coalesce(
      nullif(place.countryOrRegion, ''),
      CASE WHEN location NOT LIKE '{%' THEN nullif(location, '') END,
      CASE WHEN head_location NOT LIKE '{%' THEN nullif(head_location, '') END) AS country,
    -- 0/0 is what a service gives that knows no place.
    place.geoCoordinates.latitude BETWEEN -90 AND 90 AND place.geoCoordinates.longitude BETWEEN -180 AND 180
      AND NOT (place.geoCoordinates.latitude = 0 AND place.geoCoordinates.longitude = 0) AS located,
    list_filter(details, lambda s: s.authenticationMethod NOT IN ('', 'Password', 'Previously satisfied')
      AND coalesce(s.authenticationStepRequirement, '') NOT ILIKE 'primary%') AS steps,
    -- Graph names no log; what it says of the sign-in tells which of the four it stands in.
    coalesce(category, CASE
      WHEN event_types LIKE '%managedIdentity%' THEN 'ManagedIdentitySignInLogs'
      WHEN event_types LIKE '%servicePrincipal%' THEN 'ServicePrincipalSignInLogs'
      WHEN event_types LIKE '%nonInteractiveUser%' THEN 'NonInteractiveUserSignInLogs'
      WHEN event_types LIKE '%interactiveUser%' THEN 'SignInLogs'
      WHEN coalesce(user_guid, '') = '' AND service_guid <> '' THEN 'ServicePrincipalSignInLogs'
      WHEN interactive THEN 'SignInLogs'
      WHEN NOT interactive THEN 'NonInteractiveUserSignInLogs'
    END) AS log,
    CASE WHEN category NOT ILIKE '%SignInLogs' THEN 'not a sign-in: diagnostic record of category ' || left(category, 60) END
      AS skip_reason,
    -- A cast to TIMESTAMP would ignore an offset.
    coalesce(
      CASE WHEN created LIKE '____-__-_____:__:__%' THEN make_timestamp(epoch_us(TRY_CAST(created AS TIMESTAMPTZ))) END,
      CASE WHEN logged LIKE '____-__-_____:__:__%' THEN make_timestamp(epoch_us(TRY_CAST(logged AS TIMESTAMPTZ))) END
    ) AS timestamp,
    TRY_CAST(code AS BIGINT) AS number
  FROM (
    SELECT
      evidence_id,
      record,
      o.category AS category,
      coalesce(o.operationName, 'Sign-in activity') AS operation,
      o.callerIpAddress AS caller,
      o.resultDescription AS result,
      coalesce(o.properties.id, o.id) AS id,
      coalesce(o.properties.createdDateTime, o.createdDateTime) AS created,
      CASE WHEN o.category IS NOT NULL THEN o.time END AS logged,
      coalesce(o.properties.userPrincipalName, o.userPrincipalName) AS user_principal,
      coalesce(o.properties.userId, o.userId) AS user_guid,
      coalesce(o.properties.userType, o.userType) AS kind,
      coalesce(o.properties.servicePrincipalId, o.servicePrincipalId) AS service_guid,
      coalesce(o.properties.servicePrincipalName, o.servicePrincipalName) AS service_name,
      coalesce(o.properties.appDisplayName, o.appDisplayName) AS application,
      coalesce(o.properties.resourceDisplayName, o.resourceDisplayName) AS resource,
      coalesce(o.properties.ipAddress, o.ipAddress) AS address,
      coalesce(o.properties.autonomousSystemNumber, o.autonomousSystemNumber) AS as_number,
      coalesce(o.properties.userAgent, o.userAgent) AS agent,
      TRY_CAST(coalesce(o.properties.isInteractive, o.isInteractive) AS BOOLEAN) AS interactive,
      coalesce(o.properties.signInEventTypes, o.signInEventTypes) AS event_types,
      coalesce(o.properties.sessionId, o.sessionId) AS session,
      coalesce(o.properties.uniqueTokenIdentifier, o.uniqueTokenIdentifier) AS token,
      coalesce(o.properties.location, o.location) AS location,
      o.location AS head_location,
      CASE
        WHEN location LIKE '{%' AND length(location) <= 4096
          THEN TRY(from_json(coalesce(o.properties.location, o.location),
            '{"city": "VARCHAR", "state": "VARCHAR", "countryOrRegion": "VARCHAR",
              "geoCoordinates": {"latitude": "DOUBLE", "longitude": "DOUBLE"}}'))
      END AS place,
      coalesce(o.properties.status, o.status) AS status,
      coalesce(o.properties.status.errorCode, o.status.errorCode, o.resultType) AS code,
      coalesce(o.properties.deviceDetail, o.deviceDetail) AS device,
      coalesce(o.properties.mfaDetail, o.mfaDetail) AS mfa,
      coalesce(o.properties.authenticationDetails, o.authenticationDetails) AS details,
      coalesce(o.properties.riskLevelDuringSignIn, o.riskLevelDuringSignIn) AS risk_now,
      coalesce(o.properties.riskLevelAggregated, o.riskLevelAggregated) AS risk_later,
      coalesce(o.properties.riskState, o.riskState) AS risk_state,
      coalesce(o.properties.riskDetail, o.riskDetail) AS risk_reason,
      coalesce(
        nullif(o.properties.riskEventTypes_v2, '[]'), nullif(o.riskEventTypes_v2, '[]'),
        nullif(o.properties.riskEventTypes, '[]'), nullif(o.riskEventTypes, '[]')) AS risk_events
    FROM raw
  ) AS flat
) AS cut
