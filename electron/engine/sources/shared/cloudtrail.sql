SELECT
  evidence_id,
  record,
  timestamp,
  'aws.cloudtrail' AS event_dataset,
  CASE
    WHEN o.eventSource = 'iam.amazonaws.com' THEN 'iam'
    WHEN o.eventSource = 'signin.amazonaws.com'
      OR (o.eventSource = 'sso.amazonaws.com' AND o.eventName IN ('Authenticate', 'Federate'))
      OR (o.eventSource = 'sts.amazonaws.com'
        AND (o.eventName LIKE 'AssumeRole%' OR o.eventName IN ('GetSessionToken', 'GetFederationToken')))
      THEN 'authentication'
  END AS event_category,
  o.eventSource AS event_provider,
  o.eventName AS event_action,
  -- Sign-in events carry their result in the response; a failed one need not have an error.
  CASE coalesce(
      answer.ConsoleLogin, answer.CheckMfa, answer.SwitchRole, answer.ExitRole, answer.RenewRole, answer.GetSigninToken,
      o.serviceEventDetails.UserAuthentication, o.serviceEventDetails.CredentialVerification,
      o.serviceEventDetails.CredentialChallenge)
    WHEN 'Success' THEN 'success'
    WHEN 'Failure' THEN 'failure'
    WHEN 'unknown' THEN 'unknown'
    ELSE CASE WHEN coalesce(error_code, error_message) IS NULL THEN 'success' ELSE 'failure' END
  END AS event_outcome,
  o.eventID AS event_id,
  error_code,
  error_message,
  coalesce(
    nullif(who.userName, ''),
    nullif(issuer.userName, ''),
    CASE WHEN who.type = 'Root' THEN 'root' END) AS user_name,
  coalesce(nullif(who.principalId, ''), who.onBehalfOf.userId) AS user_id,
  who.type AS user_type,
  nullif(who.arn, '') AS principal_arn,
  nullif(who.principalId, '') AS principal_id,
  CASE WHEN issuer.arn LIKE '%:role/%' THEN issuer.arn END AS role_arn,
  nullif(who.accountId, '') AS cloud_account_id,
  nullif(who.invokedBy, '') AS invoked_by,
  CASE
    WHEN session.ec2RoleDelivery = '1.0' THEN 'ec2 imds v1'
    WHEN session.ec2RoleDelivery = '2.0' THEN 'ec2 imds v2'
    WHEN who.inScopeOf.issuerType = 'AWS::Lambda::Function' THEN 'lambda'
    WHEN o.sessionCredentialFromConsole = 'true' THEN 'console'
  END AS credential_origin,
  nullif(who.accessKeyId, '') AS access_key_id,
  coalesce(answer.credentials.accessKeyId, answer.accessKey.accessKeyId) AS issued_access_key_id,
  nullif(o.sourceIPAddress, '') AS source_address,
  nullif(o.userAgent, '') AS user_agent_original,
  -- AWS does not see the MFA of a role's or a federated session, so only a user's own "no" is one.
  CASE
    WHEN o.additionalEventData.CredentialType IS NOT NULL THEN o.additionalEventData.CredentialType
    WHEN o.additionalEventData.MFAUsed = 'Yes' OR session.attributes.mfaAuthenticated = 'true' THEN 'mfa'
    WHEN who.type IN ('IAMUser', 'Root')
      AND (o.additionalEventData.MFAUsed = 'No' OR session.attributes.mfaAuthenticated = 'false') THEN 'none'
  END AS mfa_method,
  nullif(o.awsRegion, '') AS cloud_region,
  nullif(o.recipientAccountId, '') AS recipient_account_id,
  nullif(o.vpcEndpointId, '') AS vpc_endpoint_id,
  -- The first resource of a listing in S3 has a prefix in place of a name.
  coalesce(o.resources[1].ARN, o.resources[2].ARN) AS resource_name,
  nullif(concat_ws('; ', CASE WHEN o.readOnly IS DISTINCT FROM 'true' THEN o.requestParameters END,
    'session given: ' || nullif(answer.assumedRoleUser.arn, ''), 'switched from: ' || nullif(o.additionalEventData.SwitchFrom, ''),
    'shared event: ' || nullif(o.sharedEventID, ''), note), '') AS event_detail,
  -- Of an answer only that which says who has which address.
  CASE WHEN o.eventSource = 'ec2.amazonaws.com' THEN coalesce(
    answer.instancesSet, answer.reservationSet, answer.addressesSet, answer.networkInterface,
    answer.CreateNatGatewayResponse, answer.CreateVpcEndpointResponse,
    CASE WHEN coalesce(answer.publicIp, answer.allocationId, answer.associationId) IS NOT NULL
      THEN json_object('publicIp', answer.publicIp, 'allocationId', answer.allocationId, 'associationId', answer.associationId)::VARCHAR
    END)
  END AS event_result,
  skip_reason,
  CASE
    WHEN skip_reason IS NOT NULL THEN NULL
    WHEN inside IS NOT NULL AND o IS NULL THEN 'the event inside is no JSON: ' || left(inside, 60)
    WHEN o.eventName IS NULL THEN 'eventName is missing'
    WHEN timestamp IS NOT NULL THEN NULL
    WHEN o.eventTime IS NULL THEN 'eventTime is missing'
    ELSE 'eventTime is not a time: ' || left(o.eventTime, 60)
  END AS reject_reason
FROM (
  SELECT
    evidence_id,
    record,
    o,
    inside,
    note,
    o.userIdentity AS who,
    o.userIdentity.sessionContext AS session,
    o.userIdentity.sessionContext.sessionIssuer AS issuer,
    o.responseElements AS answer,
    nullif(o.errorCode, '') AS error_code,
    nullif(o.errorMessage, '') AS error_message,
    -- A cast to TIMESTAMP would ignore an offset.
    CASE
      WHEN o.eventTime LIKE '____-__-_____:__:__%'
        THEN make_timestamp(epoch_us(TRY_CAST(o.eventTime AS TIMESTAMPTZ)))
    END AS timestamp,
    CASE
      WHEN o.eventType = 'AwsCloudTrailInsight' THEN 'CloudTrail Insights record: counts of calls, not a call'
      WHEN o.digestEndTime IS NOT NULL THEN 'CloudTrail digest file: hashes of log files, no events'
      WHEN o.eventName IS NULL AND wrapping IS NOT NULL
        THEN 'not a CloudTrail event: EventBridge event of type ' || left(wrapping, 60)
      WHEN ltrim(inside) NOT LIKE '{%' THEN 'not a CloudTrail event: line that is no JSON object'
    END AS skip_reason
  FROM raw
) AS cut
