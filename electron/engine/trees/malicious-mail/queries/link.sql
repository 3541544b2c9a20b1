-- Requests for a link of the message, and tunnels of the recipient to its host, after the delivery.
SELECT
  f.timestamp,
  coalesce(list_contains($recipient_accounts, u.user_name), false)
    OR coalesce(list_contains($recipient_devices, lower(split_part(h.host_name, '.', 1))), false) AS by_recipient,
  u.user_name, h.host_name, s.source_address, f.event_outcome, f.http_request_method, w.url_original, f.evidence_id, f.record
FROM event_facts f
JOIN indicator_urls i ON i.url_key = f.url_key
JOIN urls w ON w.url_key = f.url_key
JOIN actions a ON a.action_key = f.action_key
LEFT JOIN users u ON u.user_key = f.user_key
LEFT JOIN hosts h ON h.host_key = f.host_key
LEFT JOIN addresses s ON s.address_key = f.address_key
WHERE coalesce(f.http_response_status_code, 0) <> 407
  AND f.timestamp >= CAST($delivered_at AS TIMESTAMP) AND f.timestamp < CAST($until AS TIMESTAMP)
  AND (a.event_category IN ('web', 'malware') OR (a.event_category = 'email' AND a.event_action ILIKE 'click%'))
  AND CASE
    WHEN f.http_request_method = 'CONNECT' THEN list_contains($link_hosts, i.host)
      AND (u.user_name IS NULL OR list_contains($recipient_accounts, u.user_name))
    ELSE list_contains($link_urls, i.normalised)
  END
ORDER BY f.timestamp, f.evidence_id, f.record
