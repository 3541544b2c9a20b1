SELECT
  evidence_id,
  record,
  coalesce(
    make_timestamp(TRY_CAST(regexp_extract(v.request_timestamp_epoch, '^\d{9,10}$') AS BIGINT) * 1000000),
    make_timestamp(epoch_us(CASE WHEN logged LIKE '____-__-__%:__%' THEN TRY_CAST(logged AS TIMESTAMPTZ) END)),
    make_timestamp(epoch_us(TRY(try_strptime(access.logged, '%d/%b/%Y:%H:%M:%S %z'))))
  ) AS timestamp,
  logged,
  'date' AS time_field,
  CASE WHEN v.source_ip IS NULL AND access.logged IS NULL AND host IS NULL
    THEN 'not a line of an access log: ' || left(coalesce(line, 'no text'), 60) END AS malformed,
  'skyhigh.web' AS dataset,
  'Skyhigh Secure Web Gateway' AS provider,
  CASE WHEN blocked THEN 'denied' WHEN NOT blocked THEN 'allowed' ELSE lower(v.result) END AS action,
  coalesce(v.result, coalesce(v.block_id, access.block)) AS verdict,
  blocked,
  v.block_reason AS reason,
  coalesce(v.username, access.user_name) AS user_name,
  coalesce(v.source_ip, access.address) AS address,
  v.client_ip AS host_ip,
  CASE WHEN v.client_ip <> v.source_ip THEN v.source_ip END AS external_ip,
  v.client_system_name AS host_name,
  coalesce(
    v.user_agent, access.agent,
    v.user_agent_comment, CASE WHEN v.user_agent_product <> 'Other' THEN concat_ws('/', v.user_agent_product, v.user_agent_version) END) AS agent,
  coalesce(v.application_name, v.application_type, access.application) AS application,
  coalesce(v.rule_name, v.last_rule) AS rule,
  coalesce(v.url_categories, v.category, access.category) AS category,
  coalesce(v.virus_names, v.virus, access.virus, CASE WHEN v.body_infected = 'true' THEN 'infected body' END) AS threat,
  CASE WHEN reputation NOT IN ('Minimal Risk', 'Unverified') THEN reputation END AS risk,
  CASE
    WHEN url IS NOT NULL THEN url
    WHEN method = 'CONNECT' THEN concat_ws(':', host, v.destination_port)
    ELSE concat(v.uri_scheme || '://', host,
      CASE WHEN v.uri_scheme || v.destination_port NOT IN ('http80', 'https443') THEN ':' || v.destination_port END, v.requested_path)
  END AS url,
  host,
  method,
  coalesce(v.http_status_code, access.status) AS status,
  coalesce(v.http_referer, v.referer) AS referrer,
  coalesce(v.source_bytes, v.client_to_server_bytes, v.bytes_cs, access.sent) AS sent,
  coalesce(v.destination_bytes, v.server_to_client_bytes, v.bytes_sc, access.received) AS received,
  v.destination_ip AS server_ip,
  coalesce(v.destination_port, regexp_extract(url, '^(?:[a-zA-Z]+://)?(?:\[[^\]]*\]|[^/:?#]*):(\d+)', 1)) AS server_port,
  v.process_name AS process,
  v.filename AS file_name,
  [
    {'key': 'reputation', 'value': reputation},
    {'key': 'content_type', 'value': coalesce(v.media_type, access.content_type)},
    {'key': 'result', 'value': v.result},
    {'key': 'block_id', 'value': nullif(coalesce(v.block_id, access.block), '0')},
    {'key': 'ruleset', 'value': v.ruleset_name},
    {'key': 'application_reputation', 'value': nullif(v.application_reputation, 'Unverified')},
    {'key': 'proxy', 'value': v.hostname},
    {'key': 'proxy_port', 'value': v.proxy_port},
    {'key': 'location', 'value': v.location},
    {'key': 'egress_ip', 'value': v.pop_egress_ip},
    {'key': 'egress_country', 'value': v.pop_country_code},
    {'key': 'data_loss', 'value': CASE WHEN v.dlp IN ('t', 'true') THEN 'true' END},
    {'key': 'isolated', 'value': CASE WHEN v.rbi IN ('t', 'true') THEN 'true' END},
    {'key': 'domain_fronting_url', 'value': v.domain_fronting_url}
  ] AS details
FROM (
  SELECT
    *,
    coalesce(v.date, v.request_timestamp, v.request_timestamp_epoch, access.logged) AS logged,
    coalesce(v.url_reputation_string, v.reputation, access.reputation) AS reputation,
    coalesce(v.http_request_first_line, access.request) AS first_line,
    coalesce(v.http_action, nullif(regexp_extract(first_line, '^(\S+) ', 1), '')) AS method,
    nullif(regexp_extract(first_line, '^\S+ (.*?)(?: HTTP/[\d.]+)?$', 1), '') AS url,
    coalesce(v.destination_host, v.requested_host) AS host,
    CASE
      WHEN v.result IN ('DENIED', 'BLOCKED') THEN true
      WHEN v.result IN ('OBSERVED', 'ALLOWED') THEN false
      ELSE TRY_CAST(coalesce(v.block_id, access.block) AS BIGINT) <> 0
    END AS blocked
  FROM (
    SELECT
      * EXCLUDE (default_log),
      {
        'logged': nullif(default_log.logged, ''), 'user_name': nullif(default_log.user_name, ''), 'address': nullif(default_log.address, ''),
        'status': nullif(default_log.status, ''), 'request': nullif(default_log.request, ''), 'category': nullif(default_log.category, ''),
        'reputation': nullif(default_log.reputation, ''), 'content_type': nullif(default_log.content_type, ''),
        'received': nullif(default_log.received, ''), 'sent': nullif(default_log.sent, ''), 'agent': nullif(default_log.agent, ''),
        'virus': nullif(default_log.virus, ''), 'block': nullif(default_log.block, ''), 'application': nullif(default_log.application, '')
      } AS access
    FROM (
      SELECT
        *,
        regexp_extract(line,
          '^(?:[^"\[]*: )?\[([^\]]+)\] "([^"]*)" (\S+) (\d{1,3}) "(.*?)" "([^"]*)" "([^"]*)" "([^"]*)" (-?\d+) (?:(-?\d+) )?"(.*?)" "([^"]*)" "([^"]*)"(?: "([^"]*)")?\s*$',
          ['logged', 'user_name', 'address', 'status', 'request', 'category', 'reputation', 'content_type', 'received', 'sent', 'agent',
            'virus', 'block', 'application']) AS default_log
      FROM fields
    ) AS matched
  ) AS named
) AS flat
