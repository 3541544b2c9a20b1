SELECT
  evidence_id,
  record,
  'm365_defender.event' AS event_dataset,
  CASE WHEN ThreatTypes IS NOT NULL THEN 'alert' END AS event_kind,
  hunted AS event_provider,
  event_action,
  event_outcome,
  ReportId AS event_id,
  concat_ws(': ', coalesce(rule_name, event_action), coalesce(Subject, Url, FileName)) AS event_description,
  CASE WHEN blocked THEN 'BLOCKED' END AS error_code,
  CASE
    WHEN blocked THEN EmailActionPolicy
    WHEN event_outcome = 'failure' THEN ActionResult
  END AS error_message,
  CASE WHEN hunted = 'UrlClickEvents' THEN IPAddress ELSE coalesce(SenderIPv4, SenderIPv6) END AS source_address,
  NULL::VARCHAR AS user_agent_original,
  NULL::VARCHAR AS risk_level,
  concat_ws('; ',
    'threat: ' || ThreatNames,
    'detected by: ' || DetectionMethods,
    'confidence: ' || ConfidenceLevel,
    CASE WHEN through AND hunted = 'UrlClickEvents' THEN 'clicked through the warning' END) AS risk_detail,
  rule_name,
  [Url] AS urls,
  CASE WHEN hunted = 'EmailAttachmentInfo' THEN [{'name': FileName, 'hash': SHA256, 'md5': NULL::VARCHAR}] END AS files,
  [coalesce(RecipientEmailAddress, CASE WHEN hunted = 'UrlClickEvents' THEN AccountUpn END)] AS recipients,
  coalesce(SenderFromAddress, SenderMailFromAddress) AS sender,
  Subject AS subject,
  -- The other tables know a message by nothing else; its own id stands in the detail.
  NetworkMessageId AS message_id,
  to_json({
    'internet_message_id': trim(replace(replace(InternetMessageId, '\u003c', '<'), '\u003e', '>'), '<>'),
    'envelope_sender': nullif(SenderMailFromAddress, SenderFromAddress),
    'direction': EmailDirection,
    'delivery_location': coalesce(LatestDeliveryLocation, DeliveryLocation),
    'action': coalesce(EmailAction, CASE WHEN ActionType IS NOT NULL THEN Action END),
    'trigger': ActionTrigger,
    'authentication': AuthenticationDetails,
    'attachments': AttachmentCount,
    'links': UrlCount,
    'link_location': UrlLocation,
    'file_type': FileType,
    'chain': UrlChain,
    'workload': Workload
  }) AS detail,
  'Timestamp' AS time_field,
  logged,
  NULL::VARCHAR AS skip_reason,
  NULL::VARCHAR AS missing
FROM (
  SELECT
    * EXCLUDE (timestamp),
    lower(IsClickedThrough) IN ('true', '1') AS through,
    coalesce(DeliveryAction = 'Blocked' OR (ActionType LIKE 'ClickBlocked%' AND NOT coalesce(through, false)), false) AS blocked,
    lower(ThreatTypes) AS rule_name,
    CASE
      WHEN hunted = 'EmailEvents' THEN concat_ws(' ', 'message', lower(DeliveryAction))
      WHEN hunted = 'EmailUrlInfo' THEN 'message link'
      WHEN hunted = 'EmailAttachmentInfo' THEN 'message attachment'
      ELSE coalesce(ActionType, Action, hunted)
    END AS event_action,
    CASE
      WHEN hunted = 'UrlClickEvents' AND through THEN 'success'
      WHEN blocked THEN 'failure'
      WHEN hunted = 'UrlClickEvents' THEN if(ActionType = 'ClickAllowed', 'success', NULL)
      WHEN DeliveryAction IN ('Delivered', 'Junked', 'Replaced') OR ActionResult ILIKE 'success%' THEN 'success'
      WHEN regexp_matches(ActionResult, '(?i)error|fail') THEN 'failure'
    END AS event_outcome
  FROM told
  WHERE regexp_matches(hunted, '^(Email|UrlClick)')
)
