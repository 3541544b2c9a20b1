-- The addresses and users of the records that findings and verdicts cite.
SELECT c.id, a.source_ip, a.source_as_number, a.source_as_organization_name, u.user_name
FROM (
  SELECT finding_id AS id, evidence_id, record FROM finding_events
  UNION ALL
  SELECT verdict_id, evidence_id, record FROM verdict_events
) c
JOIN event_facts f ON f.evidence_id = c.evidence_id AND f.record = c.record
LEFT JOIN addresses a ON a.address_key = f.address_key
LEFT JOIN users u ON u.user_key = f.user_key
GROUP BY ALL
ORDER BY ALL
