SELECT
  evidence_id,
  record,
  coalesce(
    TRY_CAST(day || ' ' || clock AS TIMESTAMP)
      -- Where only the file says the day: a time long before that of the directive is of the day after.
      + CASE WHEN v.date IS NULL AND date_diff('minute', TRY_CAST(clock AS TIME), TRY_CAST(begun AS TIME)) > 720
        THEN INTERVAL 1 DAY ELSE INTERVAL 0 DAY END,
    make_timestamp(epoch_us(TRY(try_strptime(
      replace(trim(coalesce(v.gmttime, v.localtime), '[]'), 'GMT', '+0000'), '%d/%b/%Y:%H:%M:%S %z')))),
    make_timestamp(CAST(TRY_CAST(regexp_extract(epoch, '^\d{9,10}(?:\.\d+)?$') AS DECIMAL(18, 6)) * 1000000 AS BIGINT))
  ) AS timestamp,
  -- The format says that its dates and times are in UTC.
  coalesce(nullif(concat_ws(' ', v.date, v.time), '') || if(TRY_CAST(v.time AS TIME) IS NULL, '', ' UTC'), trim(coalesce(v.gmttime, v.localtime), '[]'), epoch) AS logged,
  'time' AS time_field,
  CASE
    WHEN coalesce(given, '') = '' THEN 'not a line of a log: no text'
    WHEN names IS NULL THEN 'no #Fields before this line, and of no format that is known: ' || left(given, 60)
    WHEN len(tokens) <> len(names) THEN 'line of ' || len(tokens) || ' values where #Fields names ' || len(names)
  END AS malformed,
  CASE WHEN regexp_matches(given, '^(?:[^#"]* )?#(Software|Version|Start-Date|End-Date|Date|Fields|Remark|System): ') THEN 'a directive, no event' END AS skip_reason,
  CASE family WHEN 'proxysg' THEN 'proxysg.log' WHEN 'iis' THEN 'iis.access' ELSE 'w3c.log' END AS dataset,
  CASE family
    WHEN 'proxysg' THEN 'Blue Coat ProxySG'
    WHEN 'iis' THEN 'Microsoft Internet Information Services'
    ELSE coalesce(nullif(directives.Software, ''), 'W3C extended log')
  END AS provider,
  coalesce(v."s-action", v."x-edge-result-type", v.action, method) AS action,
  CASE WHEN v."sc-filter-result" = 'DENIED' THEN 'DENIED' ELSE coalesce(v."s-action", v.action) END AS verdict,
  CASE
    WHEN v."sc-filter-result" = 'DENIED' OR v."s-action" LIKE '%DENIED%' OR v.action IN ('Denied', 'Blocked') THEN true
    -- TMG's own word for a request that a rule denied.
    WHEN v."sc-status" = '12202' THEN true
    WHEN v."sc-filter-result" IN ('OBSERVED', 'PROXIED') OR v.action = 'Allowed' THEN false
  END AS blocked,
  coalesce(v."x-bluecoat-transaction-uuid", v."x-edge-request-id") AS id,
  coalesce(v."x-exception-id", CASE WHEN length(v."sc-status") > 3 THEN 'status ' || v."sc-status" END) AS reason,
  coalesce(v."cs-username", v."cs-userdn") AS user_name,
  v."c-ip" AS address,
  v."c-port" AS client_port,
  CASE
    -- IIS writes spaces as plus signs, others with escapes.
    WHEN family = 'iis' THEN replace(agent, '+', ' ')
    WHEN regexp_full_match(agent, '[^ ]*%[0-9A-Fa-f]{2}[^ ]*') THEN coalesce(TRY(url_decode(agent)), agent)
    ELSE agent
  END AS agent,
  v."x-bluecoat-application-name" AS application,
  v.rule AS rule,
  replace(coalesce(v."cs-categories", v."sc-filter-category", v."cs-category"), ';', ', ') AS category,
  CASE WHEN v."x-virus-id" NOT LIKE 'ICAP\_%' ESCAPE '\' THEN v."x-virus-id" END AS threat,
  CASE WHEN TRY_CAST(v."cs-threat-risk" AS BIGINT) > 0 THEN v."cs-threat-risk" END AS risk,
  CASE
    WHEN v."cs-uri" IS NOT NULL THEN v."cs-uri"
    WHEN method = 'CONNECT' OR scheme IN ('tcp', 'ssl') THEN concat_ws(':', host, port)
    ELSE concat(
      scheme || '://', host,
      CASE WHEN host IS NOT NULL AND scheme || port NOT IN ('http80', 'https443', 'ftp21') AND NOT contains(host, ':') THEN ':' || port END,
      coalesce(v."cs-uri-path", v."cs-uri-stem"),
      CASE WHEN v."cs-uri-query" NOT LIKE '?%' THEN '?' END, v."cs-uri-query")
  END AS url,
  host,
  method,
  CASE WHEN length(v."sc-status") = 3 THEN v."sc-status" END AS status,
  coalesce(v."cs(referer)", v."cs-referred") AS referrer,
  coalesce(v."cs-bytes", v."sr-bytes") AS sent,
  coalesce(v."sc-bytes", v."rs-bytes") AS received,
  -- To a proxy, s is itself and r the server behind it.
  coalesce(v."r-ip", v."r-supplier-ip", v."s-supplier-ip", v."cs-ip", CASE WHEN NOT proxy THEN v."s-ip" END) AS server_ip,
  coalesce(v."cs-uri-port", v."r-port", CASE WHEN NOT proxy THEN v."s-port" END) AS server_port,
  [
    {'key': 'time_taken', 'value': v."time-taken"},
    {'key': 'filter_result', 'value': v."sc-filter-result"},
    {'key': 'exception', 'value': v."x-exception-id"},
    {'key': 'hierarchy', 'value': coalesce(v."s-hierarchy", v."s-object-source")},
    {'key': 'peer', 'value': v."s-supplier-name"},
    {'key': 'peer_country', 'value': v."s-supplier-country"},
    {'key': 'country', 'value': CASE WHEN v."x-cs-client-ip-country" <> 'None' THEN TRY(url_decode(v."x-cs-client-ip-country")) END},
    {'key': 'content_type', 'value': coalesce(v."rs(content-type)", v."sc(content-type)", v."cs-mime-type")},
    {'key': 'group', 'value': coalesce(v."cs-auth-group", v."cs-auth-groups")},
    {'key': 'operation', 'value': v."x-bluecoat-application-operation"},
    {'key': 'proxy_ip', 'value': CASE WHEN proxy THEN v."s-ip" END},
    {'key': 'site', 'value': v."s-sitename"},
    {'key': 'computer', 'value': v."s-computername"},
    {'key': 'substatus', 'value': nullif(v."sc-substatus", '0')},
    {'key': 'win32_status', 'value': nullif(v."sc-win32-status", '0')},
    {'key': 'edge', 'value': v."x-edge-location"}
  ] AS details
FROM (
  SELECT
    *,
    CASE WHEN regexp_full_match(coalesce(v.date, regexp_extract(directives.Date, '^\S+')), '\d{4}-\d\d-\d\d')
      THEN coalesce(v.date, regexp_extract(directives.Date, '^\S+')) END AS day,
    CASE WHEN regexp_full_match(trim(v.time), '\d\d?:\d\d(:\d\d(\.\d+)?)?') THEN trim(v.time) END AS clock,
    regexp_extract(directives.Date, '(\d\d:\d\d:\d\d)', 1) AS begun,
    coalesce(v.timestamp, v."x-timestamp-unix") AS epoch,
    -- TMG names the operation, which is the method of a web request.
    coalesce(v."cs-method", v."s-operation") AS method,
    CASE
      WHEN declared IS NULL OR directives.Software LIKE 'SGOS%' THEN 'proxysg'
      WHEN list_contains(names, 's-action') AND list_contains(names, 'sc-filter-result') THEN 'proxysg'
      WHEN directives.Software LIKE 'Microsoft Internet Information%' THEN 'iis'
      WHEN list_contains(names, 'cs-uri-stem') AND list_contains(names, 'sc-win32-status') THEN 'iis'
    END AS family,
    coalesce(family = 'proxysg', false) OR list_has_any(names, ['r-ip', 'r-host', 's-object-source', 'sc-filter-result']) AS proxy,
    coalesce(v."cs(user-agent)", v."c-agent") AS agent,
    coalesce(v."x-host-header", v."cs-host", v."cs(host)", v."r-host") AS host,
    coalesce(v."cs-uri-port", v."s-port") AS port,
    lower(coalesce(v."cs-uri-scheme", v."cs-protocol", CASE v."s-port" WHEN '443' THEN 'https' WHEN '80' THEN 'http' END)) AS known_scheme,
    CASE WHEN host IS NOT NULL THEN known_scheme END AS scheme
  FROM fields
) AS flat
