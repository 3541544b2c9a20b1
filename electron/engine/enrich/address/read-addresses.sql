-- One block of rows as two lists in JSON: a million rows one by one would take longer to hand over than to look up.
SELECT
  coalesce(to_json(list(address_key ORDER BY address_key)), '[]') AS keys,
  coalesce(to_json(list(source_address ORDER BY address_key)), '[]') AS texts
FROM addresses
WHERE rowid >= $start AND rowid < $end AND rowid <= $last
  AND source_address IS NOT NULL
  AND ($again OR source_kind IS NULL)
