SELECT
  evidence_id,
  record,
  timestamp,
  event_dataset,
  event_kind,
  'email' AS event_category,
  event_provider,
  event_action,
  event_outcome,
  nullif(event_id, '') AS event_id,
  nullif(event_description, '') AS event_description,
  nullif(error_code, '') AS error_code,
  nullif(error_message, '') AS error_message,
  CASE WHEN len(addressed) = 1 THEN addressed[1] END AS user_name,
  CASE WHEN NOT list_contains(['', '-', 'n/a', 'none', 'unknown', 'internal ip'], lower(source_address)) THEN source_address END AS source_address,
  nullif(user_agent_original, '') AS user_agent_original,
  nullif(risk_level, '') AS risk_level,
  nullif(risk_detail, '') AS risk_detail,
  nullif(rule_name, '') AS rule_name,
  nullif(json_merge_patch('{}', detail)::VARCHAR, '{}') AS event_detail,
  named[1].name AS file_name,
  coalesce(CASE WHEN length(hash) = 32 THEN hash END, nullif(lower(named[1].md5), '')) AS file_hash_md5,
  CASE WHEN length(hash) = 40 THEN hash END AS file_hash_sha1,
  CASE WHEN length(hash) = 64 THEN hash END AS file_hash_sha256,
  url AS url_original,
  nullif(regexp_extract(lower(url), '^(?:[a-z][a-z0-9+.-]*://)?(?:[^/?#@\s]*@)?(\[[0-9a-f:.]+\]|[^\[\]/:?#@\s]*\.[^\[\]/:?#@\s]+)', 1), '') AS url_domain,
  nullif(trim(trim(message_id), '<>'), '') AS email_message_id,
  nullif(trim(trim(sender), '<>'), '') AS email_from_address,
  nullif(array_to_string(addressed, ', '), '') AS email_to_address,
  nullif(subject, '') AS email_subject,
  logged AS time_text,
  skip_reason,
  CASE
    WHEN skip_reason IS NOT NULL THEN NULL
    WHEN missing IS NOT NULL THEN missing || ' is missing'
    WHEN timestamp IS NOT NULL THEN NULL
    WHEN logged IS NULL THEN time_field || ' is missing'
    ELSE time_field || ' is not a time: ' || left(logged, 60)
  END AS reject_reason
FROM (
  SELECT
    *,
    list_filter(recipients, lambda r: r <> '') AS addressed,
    -- An alert may write its addresses so that nobody follows them.
    regexp_replace(
      replace(replace(replace(list_filter(urls, lambda u: u <> '')[1], '[.]', '.'), '(.)', '.'), '[:]', ':'),
      '^hxxp', 'http', 'i') AS url,
    named[1].hash AS first_hash,
    CASE WHEN regexp_full_match(first_hash, '[0-9A-Fa-f]+') THEN lower(first_hash) END AS hash,
    CASE
      WHEN regexp_full_match(logged, '\d{9,10}') THEN make_timestamp(logged::BIGINT * 1000000)
      WHEN regexp_full_match(logged, '\d{12,13}') THEN make_timestamp(logged::BIGINT * 1000)
      -- A cast to TIMESTAMP would ignore an offset.
      WHEN logged LIKE '____-__-__ __:__%' OR logged LIKE '____-__-__T__:__%'
        THEN make_timestamp(epoch_us(TRY_CAST(regexp_replace(logged, '([+-]\d\d)(\d\d)$', '\1:\2') AS TIMESTAMPTZ)))
    END AS timestamp
  FROM (SELECT *, list_filter(files, lambda f: coalesce(f.name, f.hash) <> '') AS named FROM mail) AS filed
) AS cut
