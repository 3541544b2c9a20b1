-- What a file of the user's said of the addresses of the case, as it stands there.
SELECT a.source_ip, p.value, p.said,
  a.source_country_iso_code AS country, a.source_region_name AS region_name, a.source_city_name AS city_name,
  a.source_latitude AS latitude, a.source_longitude AS longitude, a.source_accuracy_radius_km AS accuracy_radius_km,
  a.source_as_number AS as_number, a.source_as_organization_name AS as_organization_name
FROM addresses a
JOIN address_provenance p ON p.provenance_key = a.provenance_key
JOIN answer_sources s ON s.source_key = p.source_key
WHERE s.id = $id AND a.source_ip IS NOT NULL
