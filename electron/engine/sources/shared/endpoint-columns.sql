SELECT
  evidence_id, record, details,
  -- Words that say that there is nothing.
  CASE
    WHEN COLUMNS(* EXCLUDE (evidence_id, record, details)) NOT IN ('', '-', 'N/A', '(null)', 'null')
      THEN COLUMNS(* EXCLUDE (evidence_id, record, details))
  END
FROM (
  -- Every column that an agent may give; those it does not are null.
  SELECT
    NULL::BIGINT AS evidence_id, NULL::BIGINT AS record,
    -- `about` is what the action was done to: the description is made of both where there is none of its own.
    NULL::VARCHAR AS dataset, NULL::VARCHAR AS kind, NULL::VARCHAR AS category, NULL::VARCHAR AS provider,
    NULL::VARCHAR AS action, NULL::VARCHAR AS outcome, NULL::VARCHAR AS id, NULL::VARCHAR AS description,
    NULL::VARCHAR AS about, NULL::VARCHAR AS error_code, NULL::VARCHAR AS error_message,
    NULL::VARCHAR AS user_name, NULL::VARCHAR AS user_id,
    -- Who came to the computer from elsewhere; the computer itself on its network, and on the internet.
    NULL::VARCHAR AS address, NULL::VARCHAR AS host_ip, NULL::VARCHAR AS external_ip, NULL::VARCHAR AS country,
    NULL::VARCHAR AS host_id, NULL::VARCHAR AS host_name, NULL::VARCHAR AS device_id, NULL::VARCHAR AS os,
    NULL::VARCHAR AS application, NULL::VARCHAR AS resource, NULL::VARCHAR AS risk, NULL::VARCHAR AS risk_detail,
    NULL::VARCHAR AS rule, NULL::STRUCT("key" VARCHAR, "value" VARCHAR)[] AS details,
    -- `process` and `parent` are names, or paths where the name is the end of the path.
    NULL::VARCHAR AS process, NULL::VARCHAR AS executable, NULL::VARCHAR AS command_line, NULL::VARCHAR AS md5,
    NULL::VARCHAR AS sha1, NULL::VARCHAR AS sha256, NULL::VARCHAR AS pid, NULL::VARCHAR AS entity_id,
    NULL::VARCHAR AS parent, NULL::VARCHAR AS parent_command_line, NULL::VARCHAR AS parent_pid,
    NULL::VARCHAR AS registry_path, NULL::VARCHAR AS file, NULL::VARCHAR AS file_path, NULL::VARCHAR AS file_md5,
    NULL::VARCHAR AS file_sha1, NULL::VARCHAR AS file_sha256,
    NULL::VARCHAR AS url, NULL::VARCHAR AS domain, NULL::VARCHAR AS method, NULL::VARCHAR AS source_port,
    NULL::VARCHAR AS destination_ip, NULL::VARCHAR AS destination_port, NULL::VARCHAR AS transport,
    NULL::VARCHAR AS logged, NULL::VARCHAR AS time_field, NULL::VARCHAR AS malformed
  WHERE false
  UNION ALL BY NAME
  SELECT * FROM observed
) AS columns_of_all
