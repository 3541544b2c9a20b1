SELECT
  evidence_id,
  record,
  o,
  o."detail-type" AS wrapping,
  CASE WHEN o.type IS NULL THEN o.detail END AS inside
FROM raw
