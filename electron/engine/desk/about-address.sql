SELECT address_key, source_address, coalesce(source_kind, 'unknown') AS kind, source_ip AS ip, source_range_name AS range_name,
  source_country_iso_code AS country_iso_code, source_region_name AS region_name, source_city_name AS city_name,
  source_latitude AS latitude, source_longitude AS longitude, source_accuracy_radius_km AS accuracy_radius_km,
  source_as_number AS as_number, source_as_organization_name AS as_organization_name,
  source_cloud_provider AS cloud_provider, source_cloud_region AS cloud_region,
  source_cloud_services AS cloud_services, source_cloud_basis AS cloud_basis,
  source_network_labels AS labels, source_network_labels_reason AS labels_reason,
  source_known_network AS known_network, source_known_network_kind AS known_network_kind,
  source_known_network_status AS known_network_status
FROM addresses WHERE source_address = $text OR source_ip = $text
ORDER BY source_address = $text DESC, source_address LIMIT 1
