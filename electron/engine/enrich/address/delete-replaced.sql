DELETE FROM addresses
WHERE rowid <= $last
  AND source_address IS NOT NULL
  AND ($again OR source_kind IS NULL)
