SELECT
  *,
  regexp_extract_all(
    split_part(xml, '</System>', 2), '<(?:Data Name=["'']([^"''<>]*)["'']|([A-Za-z]+))>([^<]*)</', 3) AS coded_texts,
  list_transform(
    list_transform(coded_texts, lambda text: replace(replace(replace(replace(text, '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&apos;', '''')),
    lambda text: replace(regexp_replace(text, '&#(xD|13|xA|10);', chr(10), 'gi'), '&amp;', '&')) AS data_texts,
  list_transform(
    regexp_extract_all(
      split_part(xml, '</System>', 2), '<(?:Data Name=["'']([^"''<>]*)["'']|([A-Za-z]+))>([^<]*)</', 0),
    lambda text: lower(regexp_extract(text, '^<(?:Data Name=["''])?([^"''<>]+)', 1))) AS data_names,
  coalesce(
    winlog.provider_name, winlog.event_data.provider_name, o.SourceName, exported.Provider."#attributes".Name,
    exported.Provider_attributes.Name, regexp_extract(head, '<Provider Name=["'']([^"''<>]*)["'']', 1)) AS provider,
  coalesce(winlog.channel, o.Channel, exported.Channel, regexp_extract(head, '<Channel>([^<]*)</Channel>', 1)) AS channel,
  -- With attributes, the export writes {"#attributes": …, "#text": 98}.
  TRY_CAST(coalesce(
    winlog.event_id, o.EventID, nullif(regexp_extract(exported.EventID, '(?:^|"#text": ?"?)(\d+)', 1), ''),
    regexp_extract(head, '<EventID[^>]*>(\d+)</EventID>', 1)) AS BIGINT) AS code,
  coalesce(winlog.computer_name, o.Hostname, exported.Computer, regexp_extract(head, '<Computer>([^<]*)</Computer>', 1))
    AS computer,
  coalesce(
    winlog.record_id, o.RecordNumber, exported.EventRecordID,
    regexp_extract(head, '<EventRecordID>([^<]*)</EventRecordID>', 1)) AS record_id,
  coalesce(
    o."@timestamp", winlog.time_created, o.EventTime, o.TimeCreated, exported.TimeCreated."#attributes".SystemTime,
    exported.TimeCreated_attributes.SystemTime,
    regexp_extract(head, '<TimeCreated SystemTime=["'']([^"''<>]*)["'']', 1)) AS created,
  lower(coalesce(
    array_to_string(winlog.keywords, ' '), o.EventType, exported.Keywords,
    regexp_extract(head, '<Keywords>([^<]*)</Keywords>', 1))) AS audited,
  coalesce(winlog.user_data, exported_user) AS cleared_by
FROM (
  SELECT
    *,
    event.System AS exported,
    event.UserData.LogFileCleared AS exported_user,
    CASE WHEN coalesce(o.line, o.SyslogMessage) LIKE '%<System>%' THEN coalesce(o.line, o.SyslogMessage) END AS xml,
    split_part(xml, '</System>', 1) AS head
  FROM opened
) AS found
