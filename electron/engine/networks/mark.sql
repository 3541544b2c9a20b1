-- Only rows that change are written.
CREATE OR REPLACE TEMP TABLE known_changes AS
SELECT a.address_key, k.name, k.kind, k.status
FROM source_addresses a
LEFT JOIN known_matches t ON t.address_key = a.address_key
LEFT JOIN known_answers k ON k.answer_key = t.answer_key
WHERE (a.source_known_network, a.source_known_network_kind, a.source_known_network_status)
  IS DISTINCT FROM (k.name, k.kind, k.status);

UPDATE source_addresses
SET source_known_network = c.name, source_known_network_kind = c.kind, source_known_network_status = c.status
FROM known_changes c
WHERE source_addresses.address_key = c.address_key;
