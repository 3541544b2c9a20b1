INSERT INTO addresses BY NAME
SELECT
  r.address_key,
  a.source_address,
  CASE WHEN t.is_address THEN coalesce(i.ip, a.source_address) END AS source_ip,
  t.* EXCLUDE (answer_key, is_address)
FROM address_answered r
JOIN addresses a ON a.address_key = r.address_key AND a.rowid <= $last
JOIN address_texts t ON t.answer_key = r.answer_key
LEFT JOIN address_ips i ON i.address_key = r.address_key
