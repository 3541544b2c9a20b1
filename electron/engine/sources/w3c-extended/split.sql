SELECT
  * EXCLUDE (words),
  CASE
    WHEN contains(text, chr(9)) AND len(string_split(text, chr(9))) = len(declared) THEN string_split(text, chr(9))
    ELSE words
  END AS tokens
FROM (
  SELECT
    *,
    list_transform(
      regexp_extract_all(text, '"(?:[^"]|"")*"|\S+'),
      lambda word: CASE
        WHEN word LIKE '"%"' AND length(word) > 1 THEN replace(substr(word, 2, length(word) - 2), '""', '"')
        ELSE word
      END) AS words
  FROM (
    SELECT
      evidence_id,
      record,
      o.directives AS directives,
      coalesce(o.line, o.SyslogMessage) AS given,
      string_split_regex(nullif(trim(lower(o.directives.Fields), E' \t'), ''), '\s+') AS declared,
      CASE
        WHEN declared IS NOT NULL THEN given
        -- A syslog server may leave out the semicolon of a content type, which then looks like two values.
        ELSE regexp_replace(
          coalesce(nullif(regexp_extract(given, '(?:^|\s)(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d -?\d+ \S.*)$', 1), ''), given),
          ' ([a-z-]+/[^\s"]+) ((?:%20)?(?:charset|boundary)=\S+) ', ' \1;\2 ')
      END AS text
    FROM raw
  ) AS lines
) AS quoted
