SELECT
  *,
  CASE
    WHEN o.category ILIKE 'AuditLogs' OR coalesce(o.properties.activityDisplayName, o.activityDisplayName) IS NOT NULL THEN 'audit'
    WHEN o.category ILIKE '%RiskEvents' OR coalesce(o.properties.riskEventType, o.riskEventType) IS NOT NULL THEN 'risk'
    WHEN o.category ILIKE 'MicrosoftGraphActivityLogs' THEN 'graph'
  END AS kind
FROM raw
