SELECT
  evidence_id,
  record,
  if(log = 'click', 'mimecast.ttp_url_logs', 'mimecast.siem_logs') AS event_dataset,
  CASE WHEN rule_name IS NOT NULL THEN 'alert' END AS event_kind,
  'Mimecast ' || log AS event_provider,
  CASE
    WHEN log = 'delivery' THEN CASE event_outcome WHEN 'success' THEN 'message delivered' WHEN 'failure' THEN 'message not delivered' ELSE 'delivery' END
    WHEN log = 'url protect' OR clicked
      THEN concat_ws(' ', 'click', CASE event_outcome WHEN 'success' THEN 'permitted' WHEN 'failure' THEN 'blocked' END)
    WHEN log = 'click' THEN concat_ws(' ', 'link scan', lower(act))
    ELSE concat_ws(' ', log, word)
  END AS event_action,
  event_outcome,
  coalesce(id, code) AS event_id,
  concat_ws(': ', coalesce(rule_name, concat_ws(' ', log, word)), coalesce(subject, url, file_name, named[1])) AS event_description,
  CASE WHEN event_outcome = 'failure' THEN coalesce(rejection_code, CASE WHEN rule_name IS NOT NULL THEN 'BLOCKED' END) END AS error_code,
  CASE WHEN event_outcome = 'failure' THEN nullif(concat_ws('; ', rejection_type, rejection, 'held: ' || hold, reason), '') END
    AS error_message,
  -- A delivery names the server that it went to.
  CASE WHEN log <> 'delivery' THEN ip END AS source_address,
  NULL::VARCHAR AS user_agent_original,
  NULL::VARCHAR AS risk_level,
  concat_ws('; ',
    'spam score: ' || spam_score,
    'scan: ' || scan,
    'definition: ' || definition,
    'hits: ' || hits,
    'tagged malicious: ' || malicious,
    'user: ' || nullif(concat_ws(', ', override, awareness), '')) AS risk_detail,
  rule_name,
  -- A message may be refused for a link that only the reason names.
  list_concat([url], [nullif(regexp_extract(rejection, '\bUrl: \[([^\],\s]+)', 1), '')]) AS urls,
  list_concat(
    [{'name': file_name, 'hash': coalesce(sha256, sha1), 'md5': md5}],
    list_transform(named, lambda n: {'name': n, 'hash': NULL::VARCHAR, 'md5': NULL::VARCHAR})) AS files,
  CASE
    WHEN recipient LIKE '[%' THEN TRY(from_json(recipient, '["VARCHAR"]'))
    ELSE regexp_split_to_array(recipient, '\s*[,;]\s*')
  END AS recipients,
  coalesce(nullif(regexp_extract(header, '<([^<>\s]+@[^<>\s]+)>', 1), ''), nullif(header, '<>'), envelope) AS sender,
  subject,
  replace(replace(message_id, '\u003c', '<'), '\u003e', '>') AS message_id,
  to_json({
    'code': code,
    'direction': direction,
    'envelope_sender': CASE WHEN header IS NOT NULL AND envelope NOT IN (header, '<>') THEN envelope END,
    'destination': coalesce(destination, CASE WHEN log = 'delivery' THEN ip END),
    'category': CASE WHEN lower(category) IS DISTINCT FROM rule_name THEN category END,
    'actions': taken,
    'created_by': creation,
    'attachments': nullif(named, []),
    'sha1': sha1,
    'authentication': authentication,
    'spam_info': nullif(spam_info, '[]'),
    'state': state
  }) AS detail,
  'time' AS time_field,
  logged,
  NULL::VARCHAR AS skip_reason,
  CASE
    WHEN coalesce(code, id, message_id, url, recipient, envelope) IS NULL THEN 'message'
  END AS missing
FROM (
  SELECT
    *,
    CASE act
      WHEN 'Acc' THEN 'accepted' WHEN 'Rej' THEN 'rejected' WHEN 'Hld' THEN 'held' WHEN 'Bnc' THEN 'bounced'
      WHEN 'Sdbx' THEN 'sandboxed' WHEN 'Ign' THEN 'ignored' WHEN 'Rty' THEN 'retried' ELSE lower(act)
    END AS word,
    CASE
      WHEN names LIKE '[%' THEN TRY(from_json(names, '["VARCHAR"]'))
      WHEN contains(names, '"') THEN regexp_extract_all(names, '"([^"]+)"', 1)
      ELSE regexp_split_to_array(names, '\s*,\s*')
    END AS named,
    CASE
      WHEN log = 'delivery' THEN CASE lower(delivered) WHEN 'true' THEN 'success' WHEN 'false' THEN 'failure' END
      WHEN log = 'click' AND lower(act) = 'warn' AND clicked THEN if(went_on, 'success', 'failure')
      WHEN log = 'click' AND NOT clicked THEN CASE lower(taken) WHEN 'allow' THEN 'success' WHEN 'block' THEN 'failure' END
      WHEN log = 'url protect' THEN if(lower(act) IN ('allow', 'permit'), 'success', 'failure')
      WHEN lower(act) IN ('acc', 'allow', 'permit') THEN 'success'
      WHEN list_contains(['rej', 'hld', 'bnc', 'block', 'blocked', 'hold', 'reject', 'bounce', 'delete'], lower(act)) OR upper(state) = 'BLOCKED' THEN 'failure'
    END AS event_outcome,
    CASE
      WHEN virus IS NOT NULL THEN lower(virus)
      WHEN log IN ('url protect', 'internal email protect') THEN coalesce(lower(category), log)
      WHEN log = 'click' THEN CASE WHEN lower(scan) = 'malicious' THEN coalesce(lower(category), 'malicious') END
      WHEN log IN ('impersonation protect', 'attachment protect') THEN log
      WHEN log = 'entities' AND upper(threat) NOT IN ('NO_DETECTIONS', 'POLICIES_DISABLED') THEN lower(threat)
      WHEN regexp_matches(rejection_type, '(?i)virus|malicious|phish') THEN lower(rejection_type)
    END AS rule_name
  FROM (
    SELECT
      *,
      log = 'click' AND coalesce(creation ILIKE '%click%', true) AS clicked,
      -- Whoever was warned may go on.
      coalesce(lower(override) NOT IN ('none', 'n/a', 'na'), false) OR coalesce(lower(awareness) = 'continue', false) AS went_on
    FROM (
      SELECT
        * REPLACE (
          CASE WHEN override NOT IN ('None', 'N/A', 'NA') THEN override END AS override,
          CASE WHEN awareness NOT IN ('None', 'N/A', 'NA') THEN awareness END AS awareness),
        CASE
          WHEN clicker IS NOT NULL THEN 'click'
          WHEN kind IS NOT NULL THEN lower(kind)
          WHEN delivered IS NOT NULL THEN 'delivery'
          WHEN journal IS NOT NULL THEN 'journal'
          WHEN virus IS NOT NULL AND act IS NULL THEN 'av'
          WHEN definition IS NOT NULL THEN 'impersonation protect'
          WHEN scan IS NOT NULL THEN 'internal email protect'
          WHEN url IS NOT NULL THEN 'url protect'
          WHEN coalesce(sha256, md5) IS NOT NULL THEN 'attachment protect'
          WHEN act IS NOT NULL THEN if(recipient IS NULL, 'process', 'receipt')
          ELSE 'spam'
        END AS log
      FROM told
    )
  )
)
