SELECT
  evidence_id,
  record,
  timestamp,
  'cef.log' AS event_dataset,
  CASE WHEN alert THEN 'alert' END AS event_kind,
  category AS event_category,
  nullif(concat_ws(' ', nullif(vendor, ''), nullif(product, '')), '') AS event_provider,
  coalesce(v.act, name) AS event_action,
  outcome AS event_outcome,
  v.externalId AS event_id,
  concat_ws(': ', name, v.msg) AS event_description,
  CASE WHEN outcome = 'failure' THEN coalesce(v.act, v.outcome) END AS error_code,
  CASE WHEN outcome = 'failure' THEN coalesce(v.reason, v.msg) END AS error_message,
  coalesce(v.suser, v.duser) AS user_name,
  CASE WHEN v.suser IS NOT NULL OR v.duser IS NULL THEN v.suid ELSE v.duid END AS user_id,
  source AS source_address,
  CASE WHEN TRY_CAST(v.spt AS BIGINT) BETWEEN 1 AND 65535 THEN TRY_CAST(v.spt AS BIGINT) END AS source_port,
  TRY_CAST(v.out AS BIGINT) AS source_bytes,
  destination AS destination_ip,
  CASE WHEN TRY_CAST(v.dpt AS BIGINT) BETWEEN 1 AND 65535 THEN TRY_CAST(v.dpt AS BIGINT) END AS destination_port,
  TRY_CAST(v."in" AS BIGINT) AS destination_bytes,
  CASE lower(v.proto) WHEN '6' THEN 'tcp' WHEN '17' THEN 'udp' WHEN '1' THEN 'icmp' WHEN '58' THEN 'ipv6-icmp' ELSE lower(v.proto) END
    AS network_transport,
  -- The reporting device is the machine itself where nothing else is named.
  coalesce(nullif(v.shost, v.src), CASE WHEN v.src IS NULL AND v.shost IS NULL THEN coalesce(v.dhost, v.dvchost) END) AS host_name,
  CASE WHEN v.shost IS NOT NULL THEN v.src WHEN v.src IS NULL THEN v.dvc END AS host_ip,
  nullif(regexp_extract(program, '([^\\/]*)$', 1), '') AS process_name,
  CASE WHEN regexp_matches(program, '[\\/]') THEN program END AS process_executable,
  command_line AS process_command_line,
  TRY_CAST(coalesce(v.spid, v.dpid) AS BIGINT) AS process_pid,
  CASE WHEN length(process_hash) = 32 THEN process_hash END AS process_hash_md5,
  CASE WHEN length(process_hash) = 40 THEN process_hash END AS process_hash_sha1,
  CASE WHEN length(process_hash) = 64 THEN process_hash END AS process_hash_sha256,
  nullif(regexp_extract(coalesce(v.fname, path), '([^\\/]*)$', 1), '') AS file_name,
  path AS file_path,
  CASE WHEN length(file_hash) = 32 THEN file_hash END AS file_hash_md5,
  CASE WHEN length(file_hash) = 40 THEN file_hash END AS file_hash_sha1,
  CASE WHEN length(file_hash) = 64 THEN file_hash END AS file_hash_sha256,
  url AS url_original,
  coalesce(
    nullif(rtrim(regexp_extract(lower(url), '^[a-z][a-z0-9+.-]*://(?:[^/?#@]*@)?\[?((?:[0-9a-f]*:){2,}[0-9a-f.]*|[^/:?#\[\]\s]+)', 1), '.'), ''),
    CASE WHEN source IS NOT NULL THEN nullif(rtrim(lower(nullif(v.dhost, v.dst)), '.'), '') END) AS url_domain,
  v.requestMethod AS http_request_method,
  TRY_CAST(list_filter(custom, lambda c: regexp_matches(c.key, '(?i)(http|response) ?(status|response)? ?code|^status ?code|http ?status'))[1].value AS BIGINT)
    AS http_response_status_code,
  CASE WHEN regexp_matches(v.requestContext, '^[a-zA-Z]+://') THEN v.requestContext END AS http_request_referrer,
  v.requestClientApplication AS user_agent_original,
  list_filter(custom, lambda c: regexp_matches(c.key, '(?i)^(rule|policy)( ?name)?$') AND c.value IS NOT NULL)[1].value AS rule_name,
  CASE WHEN alert THEN level END AS risk_level,
  nullif(concat_ws('; ',
    'category: ' || list_filter(custom, lambda c: regexp_matches(c.key, '(?i)url ?categor|^categor') AND c.value IS NOT NULL)[1].value,
    'threat: ' || threat), '') AS risk_detail,
  CASE WHEN len(more) > 0
    THEN '{' || array_to_string(list_transform(more, lambda e: to_json(e.key)::VARCHAR || ':' || to_json(e.value)::VARCHAR), ',') || '}' END
    AS event_detail,
  time_text,
  CASE
    WHEN coalesce(version, '') = '' THEN 'not a line of CEF: ' || left(coalesce(line, 'no text'), 60)
    WHEN timestamp IS NOT NULL THEN NULL
    WHEN logged IS NULL THEN 'rt is missing'
    WHEN short_time IS NOT NULL THEN 'its time has no year, and no line of the file says one: ' || short_time
    ELSE 'rt is not a time with its year: ' || left(logged, 60)
  END AS reject_reason
FROM (
  SELECT
    *,
    coalesce(times[1], times[2], times[3], times[4], times[5], times[6], times[7], nearest) AS timestamp,
    -- What Log Analytics received is in UTC, and a zone may be named.
    CASE
      WHEN coalesce(times[1], times[2], times[3], times[4], times[5]) IS NULL
        THEN CASE WHEN coalesce(times[6], times[7]) IS NULL AND nearest IS NOT NULL THEN short_time END
      WHEN regexp_matches(dated, ' [A-Za-z][\w/+-]*$') OR (regexp_matches(dated, '^[A-Z]') AND coalesce(v.dtz, v.deviceTimeZone) IS NOT NULL) THEN NULL
      ELSE dated
    END AS time_text,
    coalesce(v.start, v.rt, v."end", v.FTNTFGTeventtime, nullif(regexp_extract(head, '(?:[A-Z][a-z]{2} +\d+ [\d:]{8}|\d{4}-\d\d-\d\dT\S+)'), '')) AS logged,
    CASE
      WHEN lower(v.outcome) IN ('success', 'succeeded', 'allowed', 'true') OR lower(v.outcome) LIKE '/success' THEN 'success'
      WHEN list_contains(['failure', 'failed', 'blocked', 'denied', 'false'], lower(v.outcome)) OR lower(v.outcome) LIKE '/failure' THEN 'failure'
      WHEN regexp_matches(lower(v.act), '^(den|block|drop|reject|reset|quarantin|prevent|clean|delet|remov|terminat|kill)') THEN 'failure'
      WHEN regexp_matches(lower(v.act), '^(allow|permit|accept|pass|forward)') THEN 'success'
      ELSE 'unknown'
    END AS outcome,
    CASE
      WHEN dangerous THEN 'malware'
      WHEN url IS NOT NULL OR v.requestMethod IS NOT NULL THEN 'web'
      WHEN regexp_matches(lower(concat_ws(' ', name, v.cat)), '\b(log ?[io]n|log ?o(ff|ut)|sign.?in|authenti)') THEN 'authentication'
      WHEN (source IS NOT NULL OR destination IS NOT NULL) AND (v.dpt IS NOT NULL OR v.proto IS NOT NULL) THEN 'network'
      WHEN program IS NOT NULL AND v.fname IS NULL THEN 'process'
      WHEN path IS NOT NULL OR v.fname IS NOT NULL THEN 'file'
    END AS category,
    CASE
      WHEN TRY_CAST(severity AS DOUBLE) >= 9 OR lower(severity) IN ('very-high', 'very high', 'critical') THEN 'critical'
      WHEN TRY_CAST(severity AS DOUBLE) >= 7 OR lower(severity) = 'high' THEN 'high'
      WHEN TRY_CAST(severity AS DOUBLE) >= 4 OR lower(severity) = 'medium' THEN 'medium'
      WHEN TRY_CAST(severity AS DOUBLE) >= 0 OR lower(severity) = 'low' THEN 'low'
    END AS level,
    dangerous OR coalesce(level IN ('high', 'critical'), false) AS alert,
    list_filter(list_concat(
      [
        {'key': 'class', 'value': class},
        {'key': 'severity', 'value': severity},
        {'key': 'category', 'value': v.cat},
        {'key': 'application', 'value': v.app},
        {'key': 'reason', 'value': v.reason},
        {'key': 'count', 'value': nullif(v.cnt, '1')},
        {'key': 'direction', 'value': CASE v.deviceDirection WHEN '0' THEN 'inbound' WHEN '1' THEN 'outbound' ELSE v.deviceDirection END},
        {'key': 'device', 'value': coalesce(v.dvchost, v.dvc)},
        {'key': 'device_id', 'value': v.deviceExternalId},
        {'key': 'translated_source', 'value': v.sourceTranslatedAddress},
        {'key': 'translated_destination', 'value': v.destinationTranslatedAddress},
        {'key': 'source_domain', 'value': v.sntdom},
        {'key': 'destination_domain', 'value': v.dntdom},
        {'key': 'destination_user', 'value': CASE WHEN v.suser IS NOT NULL THEN v.duser END},
        {'key': 'content_type', 'value': CASE WHEN v.requestContext LIKE '%/%' AND NOT v.requestContext LIKE '%://%' THEN v.requestContext END},
        {'key': 'file_type', 'value': v.fileType},
        {'key': 'old_file', 'value': coalesce(v.oldFilePath, v.oldFileName)}
      ], custom), lambda e: e.value IS NOT NULL AND e.value <> '') AS more
  FROM (
    SELECT
      *,
      list_filter(custom, lambda c: regexp_matches(c.key, '(?i)^(virus|threat|malware|signature|attack)( ?name)?$') AND c.value IS NOT NULL)[1].value AS threat,
      coalesce(regexp_matches(lower(concat_ws(' ', class, name, v.cat)),
        '(virus|malware|ransom|trojan|spyware|exploit|intrusion|botnet|malop|phish|\battack|command.and.control)'), false) AS dangerous,
      coalesce(v.src, list_filter(custom, lambda c: c.key ILIKE 'source ipv6%')[1].value) AS source,
      coalesce(v.dst, list_filter(custom, lambda c: c.key ILIKE 'destination ipv6%')[1].value) AS destination,
      coalesce(v.sproc, v.dproc) AS program,
      list_filter(custom, lambda c: regexp_matches(c.key, '(?i)command ?line|^cmd') AND c.value IS NOT NULL)[1].value AS command_line,
      lower(coalesce(v.fileHash, list_filter(custom,
        lambda c: regexp_matches(c.key, '(?i)md5|sha|hash') AND NOT regexp_matches(c.key, '(?i)process') AND regexp_full_match(c.value, '[0-9a-fA-F]{32,64}'))[1].value)) AS file_hash,
      lower(list_filter(custom, lambda c: regexp_matches(c.key, '(?i)process.*(md5|sha|hash)') AND regexp_full_match(c.value, '[0-9a-fA-F]{32,64}'))[1].value) AS process_hash,
      -- Some products write the path of a file where a URL belongs.
      regexp_matches(v.request, '^"?([A-Za-z]:\\|\\\\)') AS local,
      CASE WHEN NOT coalesce(local, false) THEN v.request END AS url,
      coalesce(v.filePath, CASE WHEN local THEN trim(v.request, '"') END, CASE WHEN regexp_matches(v.fname, '[\\/]') THEN v.fname END) AS path,
      list_transform(
        [v.start, v.rt, v."end", v.FTNTFGTeventtime, head_time, received_at, generated],
        lambda text: coalesce(
          make_timestamp(TRY_CAST(regexp_extract(text, '^(\d{10})$', 1) AS BIGINT) * 1000000),
          make_timestamp(TRY_CAST(regexp_extract(text, '^(\d{13})$', 1) AS BIGINT) * 1000),
          make_timestamp(TRY_CAST(regexp_extract(text, '^(\d{16})\d{0,3}$', 1) AS BIGINT)),
          make_timestamp(epoch_us(TRY_CAST(nullif(regexp_extract(text, '^\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*$'), '') AS TIMESTAMPTZ))),
          -- Month first, in the zone that stands behind it, else in that of the device.
          make_timestamp(epoch_us(TRY(try_strptime(regexp_extract(text, '^[A-Z][a-z]{2} +\d+ \d{4} [\d:.]+ [+-]\d\d:?\d\d$'),
            ['%b %d %Y %H:%M:%S.%f %z', '%b %d %Y %H:%M:%S %z'])))),
          make_timestamp(epoch_us(TRY_CAST(
            strftime(
              TRY(try_strptime(regexp_extract(text, '^([A-Z][a-z]{2} +\d+ \d{4} [\d:.]+)(?: [A-Za-z][\w/+-]*)?$', 1),
                ['%b %d %Y %H:%M:%S.%f', '%b %d %Y %H:%M:%S'])),
              '%Y-%m-%d %H:%M:%S.%f ')
            || coalesce(nullif(regexp_extract(text, ' ([A-Za-z][\w/+-]*)$', 1), ''), v.dtz, v.deviceTimeZone, 'UTC') AS TIMESTAMPTZ)))
        )) AS times,
      [v.start, v.rt, v."end", v.FTNTFGTeventtime, head_time][list_position(list_transform(times, lambda t: t IS NOT NULL), true)] AS dated,
      -- Of the years around, that in which it is nearest to the day of other lines.
      list_min(list_transform(
        list_filter(list_transform([-1, 0, 1],
          lambda n: TRY(try_strptime(
            concat(regexp_replace(short_time, ' +', ' ', 'g'), ' ', year(TRY_CAST(near_day AS DATE)) + n), '%b %d %H:%M:%S %Y'))), lambda t: t IS NOT NULL),
        lambda t: {'distance': abs(epoch(t) - epoch(CAST(near_day AS DATE))), 'time': t})).time AS nearest
    FROM (
      SELECT
        * EXCLUDE (h),
        nullif(h.version, '') AS version,
        h.head AS head,
        replace(replace(h.vendor, '\|', '|'), '\\', '\') AS vendor,
        replace(replace(h.product, '\|', '|'), '\\', '\') AS product,
        nullif(replace(replace(h.class, '\|', '|'), '\\', '\'), '') AS class,
        nullif(replace(replace(h.name, '\|', '|'), '\\', '\'), '') AS name,
        nullif(h.severity, '') AS severity,
        nullif(regexp_extract(h.head, '(?:^|\s|>)(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*|[A-Z][a-z]{2} +\d+ \d{4} \d\d:\d\d:\d\d)', 1), '') AS head_time,
        nullif(regexp_extract(h.head, '(?:^|\s|>)([A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d)', 1), '') AS short_time
      FROM events
    ) AS named
  ) AS told
) AS flat
