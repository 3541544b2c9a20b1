SELECT p.value, s.title, s.version, s.date, s.origin, s.name, s.sha256
FROM addresses a
JOIN address_provenance p ON p.provenance_key = a.provenance_key
JOIN answer_sources s ON s.source_key = p.source_key
WHERE a.address_key = $key ORDER BY p.value, s.id
