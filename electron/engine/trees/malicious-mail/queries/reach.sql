-- The accounts that reached a domain of the links at any time; a person's accounts and own devices count as one.
SELECT i.registrable_domain, u.user_name, h.host_name, count(*) AS events, min(f.timestamp) AS first_timestamp, max(f.timestamp) AS last_timestamp
FROM event_facts f
JOIN indicator_urls i ON i.url_key = f.url_key
JOIN actions a ON a.action_key = f.action_key
LEFT JOIN users u ON u.user_key = f.user_key
LEFT JOIN hosts h ON h.host_key = f.host_key
WHERE list_contains($link_domains, i.registrable_domain)
  AND (a.event_category <> 'email' OR a.event_action ILIKE 'click%')
GROUP BY ALL
ORDER BY i.registrable_domain, u.user_name, h.host_name
