-- Who reached a domain of the links at any time, with how often the account did; a person's accounts and own devices count as one.
SELECT
  f.timestamp, i.registrable_domain, u.user_name, h.host_name, s.source_address,
  count(*) OVER (PARTITION BY i.registrable_domain, u.user_name, h.host_name) AS events_of_account, f.evidence_id, f.record
FROM event_facts f
JOIN indicator_urls i ON i.url_key = f.url_key
JOIN actions a ON a.action_key = f.action_key
LEFT JOIN users u ON u.user_key = f.user_key
LEFT JOIN hosts h ON h.host_key = f.host_key
LEFT JOIN addresses s ON s.address_key = f.address_key
WHERE list_contains($link_domains, i.registrable_domain)
  AND (a.event_category <> 'email' OR a.event_action ILIKE 'click%')
ORDER BY i.registrable_domain, f.timestamp, f.evidence_id, f.record
