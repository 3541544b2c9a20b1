SELECT
  *,
  'cyren.inbox_security' AS event_dataset,
  'alert' AS event_kind,
  'Cyren Inbox Security' AS event_provider,
  rule_name AS event_action,
  NULL::VARCHAR AS event_outcome,
  concat_ws(': ', nullif(rule_name, ''), nullif(subject, '')) AS event_description,
  NULL::VARCHAR AS error_code,
  NULL::VARCHAR AS error_message,
  NULL::VARCHAR AS source_address,
  NULL::VARCHAR AS user_agent_original,
  NULL::VARCHAR AS risk_level,
  concat_ws('; ',
    'confidence: ' || nullif(confidence, ''),
    'families: ' || nullif(array_to_string(list_distinct(list_filter(
      flatten(list_transform(indicators, lambda i: i.details.family_names)), lambda f: f <> '')), ', '), ''),
    'reported by: ' || nullif(reporter, '')) AS risk_detail,
  -- Those found malicious first, then whatever the message held.
  list_concat(
    list_transform(list_filter(indicators, lambda i: i.type = 'url'), lambda i: i.value),
    list_transform(list_filter(links, lambda l: l.classification = 'malicious'), lambda l: l.url),
    list_transform(links, lambda l: l.url)) AS urls,
  list_concat(
    list_transform(list_filter(indicators, lambda i: i.type = 'attachment'),
      lambda i: {'name': i.attachment.file_name, 'hash': coalesce(i.attachment.file_hash, i.value), 'md5': NULL::VARCHAR}),
    list_transform(attached, lambda a: {'name': a.file_name, 'hash': a.file_hash, 'md5': NULL::VARCHAR})) AS files,
  to_json({
    'case_id': case_id,
    'remediation': remediation,
    'actions': actions,
    'received': received,
    'folder': folder,
    'read': is_read,
    'recipients': nullif(recipients_all, []),
    'urls': nullif(links, []),
    'attachments': nullif(attached, []),
    'indicators': nullif(list_transform(indicators, lambda i: json_merge_patch('{}', to_json({
      'type': i.type, 'subtype': i.subType, 'value': i.value,
      'file_name': i.attachment.file_name, 'file_hash': i.attachment.file_hash}))), [])
  }) AS detail,
  NULL::VARCHAR AS skip_reason,
  CASE WHEN event_id IS NULL THEN 'incident_id' END AS missing
FROM (
  SELECT
    evidence_id,
    record,
    coalesce(o.incident_id, o."Cyren Incident ID") AS event_id,
    coalesce(o.threat_type, o."Cyren Threat Type") AS rule_name,
    coalesce(m.email_subject, o."message_details.email_subject", o."Cyren Email Subject") AS subject,
    coalesce(m.internet_message_id, o."message_details.internet_message_id", o."Cyren Internet Message ID") AS message_id,
    coalesce(
      nullif(m."from".address, ''), m.sender.address,
      o."message_details.from.address", o."message_details.sender.address",
      o."Cyren From Address", o."Cyren Sender Address") AS sender,
    [coalesce(
      nullif(m.targeted_employee.address, ''), m.to_recipients[1].address,
      o."message_details.targeted_employee.address", o."Cyren Targeted Address")] AS recipients,
    list_transform(list_concat(m.to_recipients, m.to_cc_recipients, m.to_bcc_recipients), lambda p: p.address) AS recipients_all,
    coalesce(o.confidence, o."Cyren Confidence") AS confidence,
    coalesce(o.reported_by, o."Cyren Reported By") AS reporter,
    coalesce(o.case_id, o."Cyren Case ID") AS case_id,
    coalesce(o.remediation_data.remediation, o."remediation_data.remediation", o."Cyren Remediation Status") AS remediation,
    list_transform(o.remediation_data.policy_action,
      lambda a: concat_ws(': ', a.action_type, a.action_status)) AS actions,
    coalesce(m.received_datetime, o."message_details.received_datetime") AS received,
    coalesce(m.folder, o."message_details.folder") AS folder,
    m.is_read AS is_read,
    coalesce(m.urls_classification, TRY(from_json(o."message_details.urls_classification",
      '[{"url": "VARCHAR", "classification": "VARCHAR"}]'))) AS links,
    coalesce(m.attachments, TRY(from_json(o."message_details.attachments",
      '[{"file_name": "VARCHAR", "file_hash": "VARCHAR"}]'))) AS attached,
    TRY(from_json(coalesce(o.threat_indicators, o."Cyren Threat Indicators"),
      '[{"type": "VARCHAR", "subType": "VARCHAR", "value": "VARCHAR", "details": {"family_names": ["VARCHAR"]},
        "attachment": {"file_name": "VARCHAR", "file_hash": "VARCHAR"}}]')) AS indicators,
    'created_at' AS time_field,
    coalesce(o.created_at, o.Created, o.Occurred) AS logged
  FROM (SELECT *, o.message_details AS m FROM raw) AS named
) AS parsed
