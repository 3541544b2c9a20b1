SELECT
  evidence_id,
  record,
  o,
  CASE
    WHEN o.auditID IS NULL THEN coalesce(
      o.message,
      o."@message",
      o.properties.log,
      o.log_s,
      -- An export of CloudWatch Logs to S3 writes the time before each text.
      regexp_replace(o.line, '^\d{4}-\d\d-\d\dT\S+ ', ''))
  END AS inside,
  coalesce(o.logStreamName, o.logStream, o."@logStream", o."@head".logStream) AS stream,
  o.category AS category,
  o.protoPayload AS gke,
  o.insertId AS gke_id,
  o.timestamp AS gke_time,
  o.operation AS gke_operation,
  o.labels AS gke_labels,
  o.resource.labels AS gke_resource,
  coalesce(
    nullif(regexp_extract(coalesce(o.logGroup, o."@log", o."@head".logGroup), '/aws/eks/([^/]+)/cluster$', 1), ''),
    nullif(regexp_extract(coalesce(o.resourceId, o._ResourceId), '(?i)/managedClusters/([^/]+)', 1), ''),
    nullif(o.resource.labels.cluster_name, '')) AS cluster
FROM raw
