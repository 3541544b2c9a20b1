SELECT
  evidence_id,
  record,
  CASE
    WHEN native.logged <> '' THEN make_timestamp(CAST(replace(native.logged, '.', '') AS BIGINT) * 1000)
    ELSE make_timestamp(epoch_us(TRY(try_strptime(combined.logged, '%d/%b/%Y:%H:%M:%S %z'))))
  END AS timestamp,
  CASE WHEN native.logged <> '' THEN native.logged ELSE combined.logged END AS logged,
  'time' AS time_field,
  CASE
    WHEN native.logged = '' AND combined.logged = '' OR line IS NULL
      THEN 'not a line of an access log: ' || left(coalesce(line, 'no text'), 60)
  END AS malformed,
  'squid.log' AS dataset,
  'squid' AS provider,
  code AS action,
  code AS verdict,
  -- A client that leaves before any answer has the status 000.
  CASE WHEN code LIKE '%DENIED%' THEN true WHEN status <> '000' THEN false END AS blocked,
  coalesce(nullif(native.address, ''), combined.address) AS address,
  -- Names are written with escapes for what would end them.
  TRY(url_decode(coalesce(nullif(native.user_name, ''), combined.user_name))) AS user_name,
  nullif(coalesce(nullif(native.method, ''), combined.method), 'NONE') AS method,
  CASE WHEN url NOT LIKE 'error:%' THEN url END AS url,
  CASE WHEN url LIKE 'error:%' THEN substr(url, 7) END AS reason,
  regexp_extract(url, '^(?:[a-zA-Z]+://)?(?:[^/?#@]*@)?(?:\[[^\]]*\]|[^/:?#]*):(\d+)', 1) AS server_port,
  status,
  coalesce(nullif(native.received, ''), combined.received) AS received,
  combined.referrer AS referrer,
  combined.agent AS agent,
  -- The hierarchy names a peer, not the server, where the request went to another proxy.
  CASE WHEN native.hierarchy LIKE '%DIRECT' OR native.hierarchy LIKE '%PINNED' THEN native.peer END AS server_ip,
  [
    {'key': 'duration_ms', 'value': native.duration},
    {'key': 'hierarchy', 'value': coalesce(nullif(native.hierarchy, ''), combined.hierarchy)},
    {'key': 'peer', 'value': CASE WHEN NOT (native.hierarchy LIKE '%DIRECT' OR native.hierarchy LIKE '%PINNED') THEN native.peer END},
    {'key': 'content_type', 'value': native.content_type}
  ] AS details
FROM (
  SELECT
    *,
    coalesce(nullif(native.code, ''), combined.code) AS code,
    coalesce(nullif(native.status, ''), combined.status) AS status,
    coalesce(nullif(native.url, ''), combined.url) AS url
  FROM (
    SELECT
      evidence_id,
      record,
      o.line AS line,
      regexp_extract(o.line,
        '(?:^|: )(\d{9,10}\.\d{3})\s+(-?\d+)\s+(\S+)\s+([A-Z_]+)/(\d{3})\s+(-?\d+)\s+(\S+)\s+(\S+)(?:\s+(\S+)\s+([A-Z_]+)/(\S+)(?:\s+(\S+))?)?',
        ['logged', 'duration', 'address', 'code', 'status', 'received', 'method', 'url', 'user_name', 'hierarchy', 'peer',
          'content_type']) AS native,
      regexp_extract(o.line,
        '(?:^|: )(\S+) \S+ (\S+) \[([^\]]+)\] "(?:(\S+) )?(.*?)(?: HTTP/[\d.]+)?" (\d{3}) (-?\d+)(?: "([^"]*)" "(.*)")? ([A-Z_]+):([A-Z_]+)',
        ['address', 'user_name', 'logged', 'method', 'url', 'status', 'received', 'referrer', 'agent', 'code', 'hierarchy'])
        AS combined
    FROM raw
  ) AS flat
) AS cut
