SELECT
  evidence_id,
  record,
  timestamp,
  dataset AS event_dataset,
  kind AS event_kind,
  category AS event_category,
  provider AS event_provider,
  action AS event_action,
  outcome AS event_outcome,
  id AS event_id,
  coalesce(description, concat_ws(' ', action, about)) AS event_description,
  error_code,
  error_message,
  user_name,
  user_id,
  CASE WHEN address NOT IN ('0.0.0.0', '::', '0:0:0:0:0:0:0:0') THEN address END AS source_address,
  CASE WHEN length(country) = 2 THEN upper(country) END AS log_country_iso_code,
  CASE WHEN length(country) > 2 THEN country END AS log_country_name,
  device_id,
  CASE regexp_extract(lower(os), '^(win|mac|osx|lin)', 1)
    WHEN 'win' THEN 'Windows' WHEN 'mac' THEN 'macOS' WHEN 'osx' THEN 'macOS' WHEN 'lin' THEN 'Linux' ELSE os
  END AS device_os_name,
  application AS application_name,
  resource AS resource_name,
  lower(risk) AS risk_level,
  risk_detail,
  nullif(array_to_string(list_transform(
    list_filter(details, lambda d: d.value NOT IN ('', '-', 'N/A')),
    lambda d: d.key || ': ' || d.value), '; '), '') AS event_detail,
  rule AS rule_name,
  host_id,
  host_name,
  CASE WHEN host_ip NOT IN ('0.0.0.0', '::', '0:0:0:0:0:0:0:0') THEN host_ip END AS host_ip,
  CASE WHEN external_ip NOT IN ('0.0.0.0', '::', '0:0:0:0:0:0:0:0') THEN external_ip END AS host_external_ip,
  nullif(regexp_extract(coalesce(process, executable), '([^\\/]+)[\\/]*$', 1), '') AS process_name,
  executable AS process_executable,
  command_line AS process_command_line,
  nullif(regexp_extract(parent, '([^\\/]+)[\\/]*$', 1), '') AS process_parent_name,
  parent_command_line AS process_parent_command_line,
  lower(md5) AS process_hash_md5,
  lower(sha1) AS process_hash_sha1,
  lower(sha256) AS process_hash_sha256,
  TRY_CAST(pid AS BIGINT) AS process_pid,
  entity_id AS process_entity_id,
  TRY_CAST(parent_pid AS BIGINT) AS process_parent_pid,
  registry_path,
  nullif(regexp_extract(coalesce(file, file_path), '([^\\/]+)[\\/]*$', 1), '') AS file_name,
  file_path,
  lower(file_md5) AS file_hash_md5,
  lower(file_sha1) AS file_hash_sha1,
  lower(file_sha256) AS file_hash_sha256,
  url AS url_original,
  coalesce(
    nullif(lower(rtrim(domain, '.')), ''),
    nullif(regexp_extract(lower(url), '^(?:[a-z][a-z0-9+.-]*://)?(?:[^/?#@\s]*@)?([^/:?#\s]+)', 1), '')) AS url_domain,
  method AS http_request_method,
  nullif(TRY_CAST(source_port AS BIGINT), 0) AS source_port,
  CASE WHEN destination_ip NOT IN ('0.0.0.0', '::', '0:0:0:0:0:0:0:0') THEN destination_ip END AS destination_ip,
  nullif(TRY_CAST(destination_port AS BIGINT), 0) AS destination_port,
  CASE lower(transport) WHEN '6' THEN 'tcp' WHEN '17' THEN 'udp' WHEN '1' THEN 'icmp' WHEN '58' THEN 'ipv6-icmp' ELSE lower(transport) END
    AS network_transport,
  NULL::VARCHAR AS skip_reason,
  CASE
    WHEN malformed IS NOT NULL THEN malformed
    WHEN action IS NULL THEN 'the event has no name'
    WHEN timestamp IS NOT NULL THEN NULL
    WHEN logged IS NULL THEN time_field || ' is missing'
    ELSE time_field || ' is not a time: ' || left(logged, 60)
  END AS reject_reason
FROM timed
