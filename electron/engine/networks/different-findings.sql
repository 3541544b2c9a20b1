SELECT * FROM (
  SELECT *, true AS appeared FROM findings WHERE finding_id NOT IN (SELECT finding_id FROM networks_findings_before)
  UNION ALL
  SELECT *, false FROM networks_findings_before WHERE finding_id NOT IN (SELECT finding_id FROM findings)
)
ORDER BY score DESC, window_start NULLS LAST, finding_id
