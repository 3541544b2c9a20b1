-- Whoever reached a host below the domains of the links, after the delivery.
SELECT
  f.timestamp,
  coalesce(list_contains($recipient_accounts, u.user_name), false)
    OR coalesce(list_contains($recipient_devices, lower(split_part(h.host_name, '.', 1))), false) AS by_recipient,
  a.event_action, u.user_name, h.host_name, s.source_address, w.url_original, w.url_domain, f.evidence_id, f.record
FROM event_facts f
JOIN indicator_urls i ON i.url_key = f.url_key
JOIN urls w ON w.url_key = f.url_key
JOIN actions a ON a.action_key = f.action_key
LEFT JOIN users u ON u.user_key = f.user_key
LEFT JOIN hosts h ON h.host_key = f.host_key
LEFT JOIN addresses s ON s.address_key = f.address_key
WHERE f.timestamp >= CAST($delivered_at AS TIMESTAMP) AND f.timestamp < CAST($until AS TIMESTAMP)
  AND a.event_category <> 'email'
  -- A request that was blocked, or that a tunnel or a question for the password hides, reached nothing.
  AND NOT coalesce(f.event_outcome = 'failure' AND NOT regexp_full_match(coalesce(f.error_code, ''), '\d+'), false)
  AND coalesce(f.http_request_method, '') <> 'CONNECT' AND coalesce(f.http_response_status_code, 0) <> 407
  AND list_contains($link_domains, i.registrable_domain)
ORDER BY f.timestamp, f.evidence_id, f.record
