SELECT
  evidence_id,
  record,
  timestamp,
  'kubernetes.audit' AS event_dataset,
  CASE
    WHEN api_group = 'rbac.authorization.k8s.io' OR resource IN ('serviceaccounts', 'certificatesigningrequests') THEN 'iam'
    WHEN api_group = 'authentication.k8s.io' THEN 'authentication'
  END AS event_category,
  'kube-apiserver' AS event_provider,
  verb AS event_action,
  event_outcome,
  event_id,
  concat_ws(' ', verb, coalesce(nullif(concat_ws('/', resource, namespace, name, subresource), ''), split_part(uri, '?', 1)))
    AS event_description,
  CASE WHEN event_outcome = 'failure' THEN code END AS error_code,
  CASE WHEN event_outcome = 'failure' THEN coalesce(nullif(message, ''), CASE WHEN decision = 'forbid' THEN reason END) END
    AS error_message,
  user_name,
  user_id,
  CASE
    WHEN user_name LIKE 'system:serviceaccount:%' THEN 'service account'
    WHEN user_name LIKE 'system:node:%' THEN 'node'
    WHEN user_name = 'system:anonymous' THEN 'anonymous'
    WHEN user_name LIKE 'system:%' THEN 'system'
    WHEN user_name IS NOT NULL THEN 'user'
  END AS user_type,
  nullif(coalesce(extra.arn[1], extra.canonicalArn[1]), '') AS principal_arn,
  nullif(coalesce(extra.principalId[1], extra."sigs.k8s.io/aws-iam-authenticator/principalId"[1]), '') AS principal_id,
  CASE WHEN extra.canonicalArn[1] LIKE '%:role/%' THEN extra.canonicalArn[1] END AS role_arn,
  coalesce(
    nullif(regexp_extract(user_id, '^aws-iam-authenticator:(\d{12}):', 1), ''),
    nullif(regexp_extract(extra.arn[1], '^arn:[a-z-]+:[a-z]+::(\d{12}):', 1), ''),
    nullif(gke_resource.project_id, '')) AS cloud_account_id,
  nullif(extra.accessKeyId[1], '') AS access_key_id,
  nullif(address, '') AS source_address,
  nullif(agent, '') AS user_agent_original,
  nullif(gke_resource.location, '') AS cloud_region,
  concat_ws('; ', uri, 'impersonated user: ' || nullif(o.impersonatedUser.username, '')) AS event_detail,
  cluster AS orchestrator_cluster_name,
  namespace AS orchestrator_namespace,
  nullif(concat_ws('/', resource, subresource), '') AS orchestrator_resource_type,
  name AS orchestrator_resource_name,
  skip_reason,
  CASE
    WHEN skip_reason IS NOT NULL THEN NULL
    WHEN inside IS NOT NULL AND o IS NULL THEN 'the event inside is no JSON: ' || left(inside, 60)
    WHEN verb IS NULL THEN 'verb is missing'
    WHEN timestamp IS NOT NULL THEN NULL
    WHEN logged IS NULL THEN 'requestReceivedTimestamp is missing'
    ELSE 'requestReceivedTimestamp is not a time: ' || left(logged, 60)
  END AS reject_reason
FROM (
  SELECT
    *,
    nullif(coalesce(o.objectRef.resource, parts.resource), '') AS resource,
    nullif(coalesce(o.objectRef.namespace, parts.namespace), '') AS namespace,
    nullif(coalesce(o.objectRef.name, parts.name), '') AS name,
    nullif(coalesce(o.objectRef.subresource, parts.subresource), '') AS subresource,
    nullif(coalesce(o.objectRef.apiGroup, parts.api_group), '') AS api_group,
    -- The access decision comes before any answer; a code of Google's is 0 or the reason of a failure.
    CASE
      WHEN decision = 'forbid' THEN 'failure'
      WHEN gke IS NOT NULL THEN CASE WHEN coalesce(TRY_CAST(code AS INTEGER), 0) = 0 THEN 'success' ELSE 'failure' END
      WHEN TRY_CAST(code AS INTEGER) BETWEEN 100 AND 399 THEN 'success'
      WHEN TRY_CAST(code AS INTEGER) >= 400 THEN 'failure'
      ELSE 'unknown'
    END AS event_outcome,
    -- Every request passes several stages. The last one is the request with its answer; the others would count it again.
    CASE
      WHEN verb IS NULL AND category NOT IN ('kube-audit', 'kube-audit-admin')
        THEN 'not an audit event: record of category ' || left(category, 60)
      WHEN verb IS NULL AND stream NOT LIKE 'kube-apiserver-audit-%'
        THEN 'not an audit event: line of ' || left(regexp_replace(stream, '-[0-9a-f]{8,}$', ''), 60)
      WHEN verb IS NULL AND ltrim(inside) NOT LIKE '{%' THEN 'not an audit event: line that is no JSON object'
      WHEN o.stage = 'RequestReceived' THEN 'stage RequestReceived: the request is counted once it is answered'
      WHEN o.stage = 'ResponseStarted' THEN 'stage ResponseStarted: the request is counted once its answer is complete'
      WHEN gke_operation.first = 'true' AND gke_operation.last IS DISTINCT FROM 'true'
        THEN 'first entry of a long request: it is counted once its answer is complete'
    END AS skip_reason,
    -- A cast to TIMESTAMP would ignore an offset.
    CASE
      WHEN logged LIKE '____-__-_____:__:__%' THEN make_timestamp(epoch_us(TRY_CAST(logged AS TIMESTAMPTZ)))
    END AS timestamp
  FROM (
    SELECT
      *,
      coalesce(nullif(o.verb, ''), nullif(split_part(gke.methodName, '.', -1), '')) AS verb,
      coalesce(nullif(o.auditID, '') || coalesce('/' || nullif(o.stage, ''), ''), nullif(gke_id, '')) AS event_id,
      coalesce(nullif(o.requestURI, ''), nullif(gke.resourceName, '')) AS uri,
      -- core/v1/namespaces/default/pods/web-0/exec
      CASE WHEN gke IS NOT NULL THEN
        regexp_extract(gke.resourceName, '^([^/]+)/[^/]+/(?:namespaces/([^/]+)/)?([^/]+)(?:/([^/]+))?(?:/(.+))?$',
          ['api_group', 'namespace', 'resource', 'name', 'subresource'])
      END AS parts,
      coalesce(nullif(o.user.username, ''), nullif(gke.authenticationInfo.principalEmail, '')) AS user_name,
      nullif(o.user.uid, '') AS user_id,
      o.user.extra AS extra,
      coalesce(o.sourceIPs[1], gke.requestMetadata.callerIp) AS address,
      coalesce(o.userAgent, gke.requestMetadata.callerSuppliedUserAgent) AS agent,
      coalesce(o.responseStatus.code, gke.status.code) AS code,
      coalesce(o.responseStatus.message, gke.status.message) AS message,
      coalesce(o.annotations."authorization.k8s.io/decision", gke_labels."authorization.k8s.io/decision") AS decision,
      nullif(coalesce(o.annotations."authorization.k8s.io/reason", gke_labels."authorization.k8s.io/reason"), '') AS reason,
      coalesce(o.requestReceivedTimestamp, o.stageTimestamp, CASE WHEN gke IS NOT NULL THEN gke_time END) AS logged
    FROM raw
  ) AS flat
) AS cut
