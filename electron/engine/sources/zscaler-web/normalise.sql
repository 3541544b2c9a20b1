SELECT
  evidence_id,
  record,
  coalesce(
    TRY_CAST(CASE WHEN regexp_full_match(logged, '\d{4}-\d\d-\d\d \d\d?:\d\d:\d\d') THEN logged END AS TIMESTAMP),
    -- The name of the day says nothing more, and a masked one would not fit its date.
    try_strptime(regexp_extract(logged, '^(?:[A-Z][a-z]{2} )?([A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d \d{4})$', 1), '%b %d %H:%M:%S %Y')
  ) AS timestamp,
  logged,
  'time' AS time_field,
  CASE WHEN coalesce(e.action, '') = '' THEN 'action is missing' END AS malformed,
  'zscaler_zia.web' AS dataset,
  'Zscaler Internet Access' AS provider,
  lower(e.action) AS action,
  e.action AS verdict,
  CASE WHEN e.action ILIKE 'Block%' THEN true WHEN e.action ILIKE 'Allow%' THEN false END AS blocked,
  coalesce(e.recordid, e.event_id) AS id,
  e.reason AS reason,
  CASE WHEN regexp_full_match(login, '[^ ]*%[0-9A-Fa-f]{2}[^ ]*') THEN coalesce(TRY(url_decode(login)), login) ELSE login END AS user_name,
  client AS address,
  CASE WHEN private OR coalesce(public, client) <> client THEN client END AS host_ip,
  coalesce(public, CASE WHEN NOT private THEN client END) AS external_ip,
  e.devicehostname AS host_name,
  -- Some feeds write texts with escapes.
  nullif(CASE WHEN regexp_full_match(agent, '[^ ]*%[0-9A-Fa-f]{2}[^ ]*') THEN coalesce(TRY(url_decode(agent)), agent) ELSE agent END,
    'Unknown') AS agent,
  nullif(e.appname, 'General Browsing') AS application,
  e.rulelabel AS rule,
  nullif(concat_ws(', ', CASE WHEN supercategory NOT IN ('', 'None', 'NA') THEN supercategory END,
    CASE WHEN category NOT IN ('', 'None', 'NA') AND category IS DISTINCT FROM supercategory THEN category END), '') AS category,
  CASE WHEN threat IN ('', 'None', 'NA') THEN NULL ELSE threat END AS threat,
  CASE WHEN TRY_CAST(coalesce(e.riskscore, e.pagerisk) AS DOUBLE) > 0 THEN coalesce(e.riskscore, e.pagerisk) END AS risk,
  -- The feed writes URLs without their scheme.
  CASE
    WHEN address = '' OR regexp_matches(address, '^[a-zA-Z][a-zA-Z0-9+.-]*://') OR method = 'CONNECT' THEN address
    WHEN protocol IN ('HTTP', 'FTP') THEN lower(protocol) || '://' || address
    WHEN protocol IN ('HTTPS', 'SSL', 'HTTP2') THEN 'https://' || address
    ELSE address
  END AS url,
  method,
  coalesce(e.respcode, e.status) AS status,
  coalesce(e.ereferer, e.refererURL) AS referrer,
  coalesce(e.reqsize, e.requestsize) AS sent,
  coalesce(e.respsize, e.responsesize) AS received,
  coalesce(e.sip, e.serverip) AS server_ip,
  regexp_extract(address, '^(?:[a-zA-Z]+://)?(?:\[[^\]]*\]|[^/:?#]*):(\d+)', 1) AS server_port,
  e.filename AS file_name,
  CASE WHEN regexp_full_match(e.sha256, '[0-9a-fA-F]{64}') THEN e.sha256 END AS file_hash,
  [
    {'key': 'protocol', 'value': protocol},
    {'key': 'content_type', 'value': e.contenttype},
    {'key': 'location', 'value': e.location},
    {'key': 'department', 'value': coalesce(e.dept, e.department)},
    {'key': 'device_owner', 'value': e.deviceowner},
    {'key': 'rule_type', 'value': e.ruletype},
    {'key': 'dlp_engine', 'value': coalesce(e.dlpeng, e.dlpengine)}
  ] AS details
FROM (
  SELECT
    evidence_id,
    record,
    o.event AS e,
    coalesce(o.event.time, o.event.datetime) AS logged,
    coalesce(o.event.cip, o.event.ClientIP) AS client,
    CASE
      WHEN coalesce(o.event.cpubip, o.event.cintip, o.event.clientpublicIP) NOT IN ('', 'None', 'NA', 'N/A')
        THEN coalesce(o.event.cpubip, o.event.cintip, o.event.clientpublicIP)
    END AS public,
    regexp_matches(coalesce(o.event.cip, o.event.ClientIP),
      '^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|127\.|169\.254\.|f[cd][0-9a-f]{2}:|fe80:)')
      AS private,
    coalesce(o.event.login, o.event."user") AS login,
    coalesce(o.event.eua, o.event.useragent) AS agent,
    coalesce(o.event.eurl, o.event.url) AS address,
    coalesce(o.event.reqmethod, o.event.requestmethod) AS method,
    upper(coalesce(o.event.proto, o.event.protocol)) AS protocol,
    coalesce(o.event.urlcat, o.event.urlcategory) AS category,
    coalesce(o.event.urlsupercat, o.event.urlsupercategory) AS supercategory,
    o.event.threatname AS threat
  FROM raw
) AS flat
