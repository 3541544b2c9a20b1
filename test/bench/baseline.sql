-- The ceiling: one INSERT over a glob, typed columns, no check, no hash, no ledger, no place, no client. The columns are those of the
-- view `events` that a CloudTrail record itself fills.
CREATE TABLE events AS
SELECT
  filename AS file,
  record,
  TRY_CAST(o.eventTime AS TIMESTAMP) AS timestamp,
  'aws.cloudtrail' AS event_dataset,
  CASE o.eventSource WHEN 'signin.amazonaws.com' THEN 'authentication' WHEN 'iam.amazonaws.com' THEN 'iam' END AS event_category,
  o.eventSource AS event_provider,
  o.eventName AS event_action,
  CASE WHEN o.errorCode IS NULL AND o.responseElements.ConsoleLogin IS DISTINCT FROM 'Failure' THEN 'success' ELSE 'failure' END AS event_outcome,
  o.eventID AS event_id,
  o.errorCode AS error_code,
  o.errorMessage AS error_message,
  coalesce(o.userIdentity.userName, o.userIdentity.sessionContext.sessionIssuer.userName) AS user_name,
  o.userIdentity.principalId AS user_id,
  o.userIdentity.type AS user_type,
  o.userIdentity.arn AS principal_arn,
  o.userIdentity.principalId AS principal_id,
  o.userIdentity.sessionContext.sessionIssuer.arn AS role_arn,
  o.userIdentity.accountId AS cloud_account_id,
  o.userIdentity.invokedBy AS invoked_by,
  o.userIdentity.sessionContext.ec2RoleDelivery AS credential_origin,
  o.userIdentity.accessKeyId AS access_key_id,
  o.responseElements.credentials.accessKeyId AS issued_access_key_id,
  o.sourceIPAddress AS source_address,
  o.userAgent AS user_agent_original,
  o.userIdentity.sessionContext.attributes.mfaAuthenticated AS mfa_method,
  o.awsRegion AS cloud_region,
  o.recipientAccountId AS recipient_account_id,
  o.vpcEndpointId AS vpc_endpoint_id,
  o.resources[1].ARN AS resource_name,
  CASE WHEN o.readOnly IS DISTINCT FROM 'true' THEN o.requestParameters END AS event_detail
FROM (
  SELECT filename, unnest(Records) AS o, generate_subscripts(Records, 1) AS record
  FROM read_json(
    $glob,
    format = 'unstructured', records = 'true', auto_detect = false, filename = true, maximum_object_size = 67108864,
    columns = {Records: 'STRUCT(
      eventTime VARCHAR, eventSource VARCHAR, eventName VARCHAR, eventID VARCHAR, awsRegion VARCHAR, sourceIPAddress VARCHAR,
      userAgent VARCHAR, errorCode VARCHAR, errorMessage VARCHAR, readOnly VARCHAR, recipientAccountId VARCHAR,
      vpcEndpointId VARCHAR, requestParameters VARCHAR,
      responseElements STRUCT(ConsoleLogin VARCHAR, credentials STRUCT(accessKeyId VARCHAR)),
      resources STRUCT(ARN VARCHAR)[],
      userIdentity STRUCT(type VARCHAR, principalId VARCHAR, arn VARCHAR, accountId VARCHAR, accessKeyId VARCHAR,
        userName VARCHAR, invokedBy VARCHAR,
        sessionContext STRUCT(ec2RoleDelivery VARCHAR, attributes STRUCT(mfaAuthenticated VARCHAR),
          sessionIssuer STRUCT(arn VARCHAR, userName VARCHAR)))
    )[]'}
  )
)
