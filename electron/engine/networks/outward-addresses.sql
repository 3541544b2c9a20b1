-- Every address that a host has or is seen from, once, as a list in JSON.
SELECT coalesce(to_json(list(text ORDER BY text)), '[]') AS texts
FROM (
  SELECT host_external_ip AS text FROM hosts WHERE host_external_ip IS NOT NULL
  UNION
  SELECT host_ip FROM hosts WHERE host_ip IS NOT NULL
)
