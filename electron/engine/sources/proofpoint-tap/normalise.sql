SELECT
  evidence_id,
  record,
  'proofpoint_tap.' || CASE
    WHEN clicked THEN concat_ws('_', 'clicks', CASE WHEN blocked THEN 'blocked' WHEN let_through THEN 'permitted' END)
    ELSE concat_ws('_', 'message', CASE WHEN blocked THEN 'blocked' WHEN let_through THEN 'delivered' END)
  END AS event_dataset,
  'alert' AS event_kind,
  'Proofpoint TAP' AS event_provider,
  CASE
    WHEN clicked THEN concat_ws(' ', 'click', CASE WHEN blocked THEN 'blocked' WHEN let_through THEN 'permitted' END)
    ELSE concat_ws(' ', 'message', CASE WHEN blocked THEN 'blocked' WHEN let_through THEN 'delivered' END)
  END AS event_action,
  CASE WHEN blocked THEN 'failure' WHEN let_through THEN 'success' END AS event_outcome,
  CASE WHEN blocked THEN 'BLOCKED' END AS error_code,
  nullif(o.quarantineRule, '') AS error_message,
  o.id AS event_id,
  concat_ws(': ', nullif(rule_name, ''), coalesce(nullif(o.subject, ''), nullif(o.url, ''))) AS event_description,
  CASE WHEN clicked THEN o.clickIP ELSE o.senderIP END AS source_address,
  o.userAgent AS user_agent_original,
  NULL::VARCHAR AS risk_level,
  concat_ws('; ',
    'phish score: ' || nullif(o.phishScore, ''),
    'malware score: ' || nullif(o.malwareScore, ''),
    'impostor score: ' || nullif(o.impostorScore, ''),
    'spam score: ' || nullif(o.spamScore, ''),
    'threat: ' || coalesce(nullif(o.threatStatus, ''), nullif(threats[1].threatStatus, '')),
    'campaign: ' || coalesce(nullif(o.campaignId, ''), nullif(threats[1].campaignID, ''))) AS risk_detail,
  rule_name,
  list_concat(
    [o.url],
    list_transform(
      list_filter(threats, lambda t: lower(t.threatType) = 'url' AND regexp_matches(t.threat, '[./]')),
      lambda t: t.threat)) AS urls,
  -- What was found malicious, then what else was attached; inline parts are the text of the message.
  list_transform(list_concat(flagged, attached), lambda p: {'name': p.filename, 'hash': p.sha256, 'md5': p.md5}) AS files,
  CASE
    WHEN o.recipient LIKE '[%' THEN TRY(from_json(o.recipient, '["VARCHAR"]'))
    ELSE [o.recipient]
  END AS recipients,
  coalesce(nullif(o.fromAddress[1], ''), o.sender) AS sender,
  o.subject AS subject,
  o.messageID AS message_id,
  to_json({
    'guid': nullif(o.GUID, ''),
    'qid': nullif(o.QID, ''),
    'envelope_sender': nullif(o.sender, ''),
    'sender_ip': CASE WHEN clicked THEN nullif(o.senderIP, '') END,
    'reply_to': nullif(o.replyToAddress, []),
    'quarantine_folder': nullif(o.quarantineFolder, ''),
    'threats': nullif(threats, []),
    'attachments': nullif(list_transform(list_distinct(list_concat(flagged, attached)),
      lambda p: {'name': p.filename, 'sha256': p.sha256, 'md5': p.md5, 'sandbox': p.sandboxStatus}), [])
  }) AS detail,
  CASE WHEN clicked THEN 'clickTime' ELSE 'messageTime' END AS time_field,
  CASE WHEN clicked THEN o.clickTime ELSE o.messageTime END AS logged,
  NULL::VARCHAR AS skip_reason,
  NULL::VARCHAR AS missing
FROM (
  SELECT
    *,
    o.messageTime IS NULL AND o.clickTime IS NOT NULL AS clicked,
    -- A message by itself tells that it was blocked only by where it was put.
    coalesce(o."@list" IN ('messagesBlocked', 'clicksBlocked'), coalesce(o.quarantineFolder, o.quarantineRule, '') <> '') AS blocked,
    coalesce(o."@list" IN ('messagesDelivered', 'clicksPermitted'), false) AS let_through,
    o.threatsInfoMap AS threats,
    lower(coalesce(
      nullif(o.classification, ''),
      list_filter(o.threatsInfoMap, lambda t: t.threatStatus = 'active')[1].classification,
      o.threatsInfoMap[1].classification)) AS rule_name,
    list_transform(o.threatsInfoMap, lambda t: lower(t.threat)) AS indicators,
    list_filter(o.messageParts,
      lambda p: list_contains(indicators, lower(p.sha256)) OR lower(p.sandboxStatus) = 'threat') AS flagged,
    list_filter(o.messageParts, lambda p: p.disposition = 'attached') AS attached
  FROM raw
) AS parsed
