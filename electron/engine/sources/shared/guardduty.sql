SELECT
  evidence_id,
  record,
  timestamp,
  'aws.guardduty' AS event_dataset,
  'alert' AS event_kind,
  'threat' AS event_category,
  'Amazon GuardDuty' AS event_provider,
  rule AS event_action,
  nullif(o.id, '') AS event_id,
  nullif(o.title, '') AS event_description,
  nullif(call.errorCode, '') AS error_code,
  -- As CloudTrail names it.
  CASE WHEN lower(key.userType) = 'root' THEN 'root' ELSE coalesce(
    nullif(key.userName, ''), nullif(pod_user.username, ''), nullif(o.resource.rdsDbUserDetails."user", ''),
    nullif(process."user", ''), nullif(actor.name, '')) END AS user_name,
  coalesce(nullif(key.principalId, ''), nullif(pod_user.uid, ''), nullif(actor.uid, '')) AS user_id,
  coalesce(nullif(key.userType, ''), nullif(actor.type, '')) AS user_type,
  nullif(key.principalId, '') AS principal_id,
  nullif(o.accountId, '') AS cloud_account_id,
  coalesce(nullif(key.accessKeyId, ''), nullif(actor.credentialUid, '')) AS access_key_id,
  CASE WHEN outbound THEN near ELSE coalesce(far, nullif(call.domainDetails.domain, ''), nullif(endpoint.ip, '')) END
    AS source_address,
  CASE WHEN outbound THEN near_port ELSE far_port END AS source_port,
  CASE WHEN connection IS NOT NULL THEN CASE WHEN outbound THEN far ELSE near END END AS destination_ip,
  CASE WHEN outbound THEN far_port ELSE near_port END AS destination_port,
  lower(nullif(coalesce(connection.protocol, o.service.action.dnsRequestAction.protocol), '')) AS network_transport,
  CASE WHEN NOT outbound THEN nullif(remote.country.countryName, '') END AS log_country_name,
  CASE WHEN NOT outbound THEN nullif(remote.city.cityName, '') END AS log_city_name,
  CASE WHEN NOT outbound AND located THEN latitude END AS log_latitude,
  CASE WHEN NOT outbound AND located THEN longitude END AS log_longitude,
  CASE WHEN NOT outbound AND as_number > 0 THEN as_number END AS log_as_number,
  CASE WHEN NOT outbound THEN nullif(remote.organization.asnOrg, '') END AS log_as_organization_name,
  coalesce(nullif(call.userAgent, ''), nullif(pod_call.userAgent, '')) AS user_agent_original,
  nullif(o.region, '') AS cloud_region,
  coalesce(o.resource.s3BucketDetails[1].arn, o.resource.lambdaDetails.functionArn,
    o.resource.rdsDbInstanceDetails.dbInstanceArn) AS resource_name,
  CASE
    WHEN severity >= 9 THEN 'critical'
    WHEN severity >= 7 THEN 'high'
    WHEN severity >= 4 THEN 'medium'
    WHEN severity > 0 THEN 'low'
  END AS risk_level,
  nullif(concat_ws('; ',
    'severity: ' || nullif(o.severity, ''),
    'remote account: ' || nullif(call.remoteAccountDetails.accountId, '')
      || CASE call.remoteAccountDetails.affiliated WHEN 'true' THEN ' (affiliated)' WHEN 'false' THEN ' (not affiliated)' ELSE '' END,
    'threat lists: ' || nullif(array_to_string(lists, ', '), ''),
    CASE WHEN archived THEN 'archived' END,
    CASE WHEN sample THEN 'sample finding' END), '') AS risk_detail,
  rule AS rule_name,
  json_merge_patch('{}', to_json({
    'sample': CASE WHEN sample THEN true END,
    'archived': archived,
    'count': TRY_CAST(o.service.count AS BIGINT),
    'first_seen': nullif(o.service.eventFirstSeen, ''),
    'last_seen': nullif(o.service.eventLastSeen, ''),
    'created': nullif(o.createdAt, ''),
    'updated': nullif(o.updatedAt, ''),
    'description': nullif(o.description, ''),
    'action': nullif(o.service.action.actionType, ''),
    'call': nullif(concat_ws(' ', nullif(call.serviceName, ''), nullif(call.api, ''), nullif(pod_call.verb, ''), nullif(pod_call.requestUri, '')), ''),
    'resource': nullif(o.resource.resourceType, ''),
    'role': nullif(o.service.resourceRole, ''),
    'sequence': nullif(o.service.detection.sequence.description, ''),
    'actors': nullif(actors, []),
    'endpoints': nullif(list_transform(o.service.detection.sequence.endpoints, lambda e: e.ip), [])
  }))::VARCHAR AS event_detail,
  -- The credentials of an instance carry its id in the name of their session.
  coalesce(nullif(o.resource.instanceDetails.instanceId, ''),
    nullif(regexp_extract(key.principalId, ':(i-[0-9a-f]+)$', 1), '')) AS host_id,
  nullif(interface.privateIpAddress, '') AS host_ip,
  nullif(interface.publicIp, '') AS host_external_ip,
  nullif(process.name, '') AS process_name,
  nullif(process.executablePath, '') AS process_executable,
  TRY_CAST(process.pid AS BIGINT) AS process_pid,
  nullif(process.executableSha256, '') AS process_hash_sha256,
  nullif(o.service.action.dnsRequestAction.domain, '') AS url_domain,
  nullif(o.resource.eksClusterDetails.name, '') AS orchestrator_cluster_name,
  nullif(workload.namespace, '') AS orchestrator_namespace,
  nullif(workload.type, '') AS orchestrator_resource_type,
  nullif(workload.name, '') AS orchestrator_resource_name,
  skip_reason,
  CASE
    WHEN skip_reason IS NOT NULL THEN NULL
    WHEN inside IS NOT NULL AND o IS NULL THEN 'the finding inside is no JSON: ' || left(inside, 60)
    WHEN rule IS NULL THEN 'type is missing'
    WHEN timestamp IS NOT NULL THEN NULL
    WHEN logged IS NULL THEN 'eventLastSeen is missing'
    ELSE 'eventLastSeen is not a time: ' || left(logged, 60)
  END AS reject_reason
FROM (
  SELECT
    *,
    nullif(o.type, '') AS rule,
    coalesce(connection.connectionDirection = 'OUTBOUND', false) AS outbound,
    coalesce(nullif(remote.ipAddressV4, ''), nullif(remote.ipAddressV6, '')) AS far,
    coalesce(nullif(connection.localIpDetails.ipAddressV4, ''), nullif(connection.localIpDetails.ipAddressV6, ''),
      nullif(interface.privateIpAddress, '')) AS near,
    TRY_CAST(connection.remotePortDetails.port AS BIGINT) AS far_port,
    TRY_CAST(coalesce(connection.localPortDetails.port, probe.localPortDetails.port) AS BIGINT) AS near_port,
    TRY_CAST(remote.organization.asn AS BIGINT) AS as_number,
    TRY_CAST(remote.geoLocation.lat AS DOUBLE) AS latitude,
    TRY_CAST(remote.geoLocation.lon AS DOUBLE) AS longitude,
    -- 0/0 is what a service gives that knows no place.
    latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180 AND NOT (latitude = 0 AND longitude = 0) AS located,
    -- A finding is updated and given again while the activity goes on. Each time it stands where its newest activity was;
    -- GuardDuty's own times come minutes to hours later.
    coalesce(nullif(o.service.eventLastSeen, ''), nullif(o.updatedAt, ''), nullif(o.createdAt, '')) AS logged,
    -- A cast to TIMESTAMP would ignore an offset.
    CASE WHEN logged LIKE '____-__-_____:__:__%' THEN make_timestamp(epoch_us(TRY_CAST(logged AS TIMESTAMPTZ))) END AS timestamp,
    CASE
      WHEN rule IS NULL AND wrapping <> 'GuardDuty Finding'
        THEN 'not a GuardDuty finding: EventBridge event of type ' || left(wrapping, 60)
    END AS skip_reason
  FROM (
    SELECT
      evidence_id,
      record,
      o,
      inside,
      wrapping,
      TRY_CAST(o.severity AS DOUBLE) AS severity,
      TRY_CAST(o.service.archived AS BOOLEAN) AS archived,
      -- In the API's form JSON inside a text: {"Value": "{\"sample\":true}"}.
      coalesce(regexp_matches(o.service.additionalInfo, '(?i)\\?"sample\\?"\s*:\s*\\?"?true'), false) AS sample,
      o.resource.accessKeyDetails AS key,
      o.resource.instanceDetails.networkInterfaces[1] AS interface,
      o.resource.kubernetesDetails.kubernetesUserDetails AS pod_user,
      o.resource.kubernetesDetails.kubernetesWorkloadDetails AS workload,
      o.service.action.awsApiCallAction AS call,
      o.service.action.kubernetesApiCallAction AS pod_call,
      o.service.action.networkConnectionAction AS connection,
      o.service.action.portProbeAction.portProbeDetails[1] AS probe,
      coalesce(o.service.action.awsApiCallAction.remoteIpDetails, o.service.action.kubernetesApiCallAction.remoteIpDetails,
        o.service.action.networkConnectionAction.remoteIpDetails,
        o.service.action.portProbeAction.portProbeDetails[1].remoteIpDetails,
        o.service.action.rdsLoginAttemptAction.remoteIpDetails) AS remote,
      o.service.runtimeDetails.process AS process,
      list_transform(o.service.evidence.threatIntelligenceDetails, lambda t: t.threatListName) AS lists,
      list_transform(o.service.detection.sequence.actors, lambda a: a."user".name) AS actors,
      o.service.detection.sequence.actors[1]."user" AS actor,
      o.service.detection.sequence.endpoints[1] AS endpoint
    FROM raw
  ) AS named
) AS cut
