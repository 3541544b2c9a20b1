WITH names AS (SELECT unnest(from_json($names::JSON, '[{"name":"VARCHAR","code":"VARCHAR"}]'), recursive := true)),
places AS (
  SELECT l.log_place_key, coalesce(l.log_country_iso_code, n.code) AS country
  FROM log_places l LEFT JOIN names n ON n.name = l.log_country_name
  WHERE l.log_country_iso_code IS NOT NULL OR n.code IS NOT NULL
),
pairs AS (
  SELECT DISTINCT address_key, log_place_key FROM event_facts
  WHERE log_place_key IN (SELECT log_place_key FROM places) AND address_key IS NOT NULL
),
others AS (
  SELECT p.address_key, string_agg(DISTINCT l.country, ', ' ORDER BY l.country) AS countries
  FROM pairs p
  JOIN places l ON l.log_place_key = p.log_place_key
  JOIN addresses a ON a.address_key = p.address_key
  WHERE a.source_country_iso_code IS NOT NULL AND l.country <> a.source_country_iso_code
  GROUP BY p.address_key
)
UPDATE source_addresses SET source_countries_by_log = o.countries FROM others o WHERE o.address_key = source_addresses.address_key
