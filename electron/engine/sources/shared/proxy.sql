SELECT
  evidence_id,
  record,
  timestamp,
  dataset AS event_dataset,
  CASE WHEN threat IS NOT NULL THEN 'alert' END AS event_kind,
  CASE WHEN threat IS NOT NULL THEN 'malware' ELSE coalesce(kind, 'web') END AS event_category,
  provider AS event_provider,
  action AS event_action,
  CASE
    WHEN blocked OR status >= 400 THEN 'failure'
    WHEN status BETWEEN 100 AND 399 OR NOT blocked THEN 'success'
    ELSE 'unknown'
  END AS event_outcome,
  id AS event_id,
  concat_ws(' ', method, coalesce(domain, url, CASE WHEN kind IS NOT NULL THEN server_ip END))
    || CASE WHEN blocked AND kind IS NULL THEN ', blocked by the proxy' WHEN blocked THEN ', blocked' ELSE '' END
    AS event_description,
  -- The proxy's own word tells a blocked request from one that the server refused.
  CASE WHEN blocked THEN verdict WHEN status >= 400 THEN status::VARCHAR END AS error_code,
  CASE WHEN blocked OR status >= 400 THEN reason END AS error_message,
  user_name,
  address AS source_address,
  agent AS user_agent_original,
  application AS application_name,
  rule AS rule_name,
  nullif(concat_ws('; ', 'category: ' || category, 'threat: ' || threat, 'risk: ' || risk), '') AS risk_detail,
  CASE WHEN len(more) > 0 THEN to_json(map_from_entries(more))::VARCHAR END AS event_detail,
  host_name,
  host_ip,
  external_ip AS host_external_ip,
  process AS process_name,
  file_name,
  lower(file_hash) AS file_hash_sha256,
  url AS url_original,
  domain AS url_domain,
  method AS http_request_method,
  CASE WHEN status > 0 THEN status END AS http_response_status_code,
  referrer AS http_request_referrer,
  CASE WHEN TRY_CAST(client_port AS BIGINT) BETWEEN 0 AND 65535 THEN TRY_CAST(client_port AS BIGINT) END AS source_port,
  TRY_CAST(sent AS BIGINT) AS source_bytes,
  server_ip AS destination_ip,
  CASE WHEN TRY_CAST(server_port AS BIGINT) BETWEEN 0 AND 65535 THEN TRY_CAST(server_port AS BIGINT) END AS destination_port,
  TRY_CAST(received AS BIGINT) AS destination_bytes,
  lower(transport) AS network_transport,
  logged AS time_text,
  skip_reason,
  CASE
    WHEN skip_reason IS NOT NULL THEN NULL
    WHEN malformed IS NOT NULL THEN malformed
    WHEN timestamp IS NOT NULL THEN NULL
    WHEN coalesce(logged, '') = '' THEN time_field || ' is missing'
    ELSE time_field || ' is not a time: ' || left(logged, 60)
  END AS reject_reason
FROM (
  SELECT
    * REPLACE (TRY_CAST(status AS BIGINT) AS status),
    list_filter(details, lambda e: e.value NOT IN ('', '-', 'None', 'none', 'NA', 'N/A')) AS more,
    nullif(rtrim(regexp_extract(lower(coalesce(host, url)),
      '^(?:[a-zA-Z][a-zA-Z0-9+.-]*://)?(?:[^/?#@]*@)?\[?((?:[0-9a-fA-F]*:){2,}[0-9a-fA-F.]*|[^/:?#\[\]\s]+)', 1), '.'), '') AS domain
  FROM (
    SELECT
      evidence_id, record, timestamp, blocked, details, dataset, action, logged, time_field, malformed, skip_reason,
      CASE
        -- Not IN, which DuckDB would make a join of each column.
        WHEN NOT list_contains(['', '-', 'None', 'none', 'NA', 'N/A'],
          COLUMNS(* EXCLUDE (evidence_id, record, timestamp, blocked, details, dataset, action, logged, time_field, malformed, skip_reason)))
          THEN COLUMNS(* EXCLUDE (evidence_id, record, timestamp, blocked, details, dataset, action, logged, time_field, malformed, skip_reason))
      END
    FROM (
      -- Every column that a log may have; those it has not are null.
      SELECT
        NULL::BIGINT AS evidence_id, NULL::BIGINT AS record, NULL::TIMESTAMP AS timestamp, NULL::VARCHAR AS dataset,
        -- The category where the record is no web request.
        NULL::VARCHAR AS kind, NULL::VARCHAR AS transport,
        -- `blocked` is null where the log does not say; `verdict` is its word for that.
        NULL::VARCHAR AS provider, NULL::VARCHAR AS action, NULL::BOOLEAN AS blocked, NULL::VARCHAR AS verdict,
        NULL::VARCHAR AS id, NULL::VARCHAR AS reason, NULL::VARCHAR AS user_name,
        -- The client, as the proxy saw it; on its own network; and on the internet.
        NULL::VARCHAR AS address, NULL::VARCHAR AS host_ip, NULL::VARCHAR AS external_ip, NULL::VARCHAR AS host_name,
        NULL::VARCHAR AS client_port, NULL::VARCHAR AS agent, NULL::VARCHAR AS application, NULL::VARCHAR AS rule,
        NULL::VARCHAR AS category, NULL::VARCHAR AS threat, NULL::VARCHAR AS risk,
        -- `host` where the log has the name apart from the URL.
        NULL::VARCHAR AS url, NULL::VARCHAR AS host, NULL::VARCHAR AS method, NULL::VARCHAR AS status, NULL::VARCHAR AS referrer,
        NULL::VARCHAR AS sent, NULL::VARCHAR AS received, NULL::VARCHAR AS server_ip, NULL::VARCHAR AS server_port,
        NULL::VARCHAR AS process, NULL::VARCHAR AS file_name, NULL::VARCHAR AS file_hash, NULL::STRUCT("key" VARCHAR, "value" VARCHAR)[] AS details,
        NULL::VARCHAR AS logged, NULL::VARCHAR AS time_field, NULL::VARCHAR AS malformed, NULL::VARCHAR AS skip_reason
      WHERE false
      UNION ALL BY NAME
      SELECT * FROM requests
    ) AS columns_of_all
  ) AS named
) AS cut
