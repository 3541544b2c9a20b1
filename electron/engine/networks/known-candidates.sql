-- One block of rows as two lists in JSON, as the look-up of addresses reads them.
SELECT
  coalesce(to_json(list(address_key ORDER BY address_key)), '[]') AS keys,
  coalesce(to_json(list(source_ip ORDER BY address_key)), '[]') AS ips
FROM addresses
WHERE source_ip IS NOT NULL
  AND address_key IN (SELECT address_key FROM source_addresses WHERE rowid >= $start AND rowid < $end)
