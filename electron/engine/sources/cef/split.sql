SELECT
  *,
  list_transform(pairs, lambda pair: split_part(pair, '=', 1)) AS names,
  list_transform(
    list_transform(pairs, lambda pair: trim(substr(pair, strpos(pair, '=') + 1))),
    -- A path whose bars are not escaped would lose its parts.
    lambda value: CASE
      WHEN NOT contains(value, '\') OR regexp_matches(value, '^"?[A-Za-z]:\\[^\\]') THEN value
      ELSE replace(replace(replace(replace(replace(replace(value, '\\', chr(2)), '\=', '='), '\|', '|'), '\n', chr(10)), '\r', chr(13)), chr(2), '\')
    END) AS texts
FROM (
  SELECT
    *,
    -- A value may hold blanks: it ends where the next key begins, and an equals sign in it has a bar before it.
    string_split(
      regexp_replace(replace(replace(h.extension, chr(1), ' '), chr(2), ' '), '(^|\s)([A-Za-z][\w.\[\]-]*)=', chr(1) || '\2=', 'g'),
      chr(1))[2:] AS pairs
  FROM (
    SELECT
      evidence_id,
      record,
      o.TimeGenerated AS generated,
      o.EventTime AS received_at,
      o."@day" AS near_day,
      coalesce(o.line, o.SyslogMessage) AS line,
      regexp_extract(line,
        '^(.*?)(?:^|[\s:"])CEF: ?(\d+)\|((?:[^|\\]|\\.)*)\|((?:[^|\\]|\\.)*)\|((?:[^|\\]|\\.)*)\|((?:[^|\\]|\\.)*)\|((?:[^|\\]|\\.)*)(?:\|((?:[^|\\]|\\.)*))?(?:\|(.*))?$',
        ['head', 'version', 'vendor', 'product', 'product_version', 'class', 'name', 'severity', 'extension']) AS h
    FROM raw
  ) AS lines
) AS headed
