-- One block of rows as lines of "key text": a million rows one by one would take longer to hand over than to look up. Texts with line
-- breaks stand apart.
SELECT
  coalesce(string_agg(concat(address_key, ' ', source_address), chr(10)) FILTER (NOT is_broken), '') AS lines,
  coalesce(to_json(list([address_key::VARCHAR, source_address]) FILTER (is_broken)), '[]') AS broken
FROM (
  SELECT address_key, source_address, contains(source_address, chr(10)) AS is_broken
  FROM source_addresses
  WHERE rowid >= $start AND rowid < $end AND rowid <= $last
    AND source_address IS NOT NULL
    AND ($again OR answer_key = 0)
)
