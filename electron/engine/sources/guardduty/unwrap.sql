SELECT
  evidence_id,
  record,
  o,
  coalesce(o."detail-type", bridged."detail-type") AS wrapping,
  CASE WHEN o.type IS NULL THEN coalesce(o.detail, bridged.detail, logged) END AS inside
FROM (
  SELECT *, TRY(from_json(logged, '{"detail-type":"VARCHAR","detail":"VARCHAR"}')) AS bridged
  FROM (
    SELECT
      *,
      -- An export of CloudWatch Logs to S3 writes the time before each text.
      coalesce(o.message, o."@message", regexp_replace(o.line, '^\d{4}-\d\d-\d\dT\S+ ', '')) AS logged
    FROM raw
  ) AS lines
) AS opened
