SELECT
  evidence_id,
  record,
  o,
  o."detail-type" AS wrapping,
  NULL::VARCHAR AS note,
  CASE
    WHEN coalesce(o.eventName, o.digestEndTime) IS NULL THEN coalesce(
      o.CloudTrailEvent,
      o.eventJson,
      o.eventData,
      o.message,
      o."@message",
      o.detail,
      -- An export of CloudWatch Logs to S3 writes the time before each text.
      regexp_replace(o.line, '^\d{4}-\d\d-\d\dT\S+ ', ''))
  END AS inside
FROM raw
