-- What each answer says, as rows of `address_answers` under the keys of this run.
CREATE OR REPLACE TEMP TABLE address_texts AS
SELECT
  r.answer_key AS run_key, c.is_address,
  c.kind AS source_kind,
  c.range_name AS source_range_name,
  p.country_iso_code AS source_country_iso_code,
  p.region_name AS source_region_name,
  p.city_name AS source_city_name,
  p.latitude AS source_latitude,
  p.longitude AS source_longitude,
  p.accuracy_radius_km AS source_accuracy_radius_km,
  n.as_number AS source_as_number,
  n.as_organization_name AS source_as_organization_name,
  l.provider AS source_cloud_provider,
  l.region AS source_cloud_region,
  l.network_border_group AS source_cloud_network_border_group,
  l.services AS source_cloud_services,
  l.basis AS source_cloud_basis,
  -- A network that is on no list may rent out servers all the same; of one that is not known, nothing is said.
  CASE WHEN b.hosting_reason IS NOT NULL THEN true WHEN n.network_key IS NOT NULL THEN false END AS source_is_hosting,
  b.hosting_reason AS source_hosting_reason,
  b.labels AS source_network_labels,
  b.reason AS source_network_labels_reason,
  nullif(r.provenance_key, -1) AS provenance_key
FROM address_answers_found r
JOIN address_classes c ON c.class_key = r.class_key
LEFT JOIN address_places p ON p.place_key = r.place_key
LEFT JOIN address_networks n ON n.network_key = r.network_key
LEFT JOIN address_clouds l ON l.cloud_key = r.cloud_key
LEFT JOIN address_labels b ON b.labels_key = r.labels_key;

-- An answer that the case has from a run before is not written again.
CREATE OR REPLACE TEMP TABLE address_keys AS
SELECT
  t.run_key,
  coalesce(k.answer_key, (SELECT coalesce(max(answer_key), 0) FROM address_answers) + row_number() OVER (ORDER BY t.run_key)) AS answer_key,
  k.answer_key IS NOT NULL AS is_known
FROM (SELECT run_key, struct_pack(*COLUMNS(* EXCLUDE (run_key))) AS whole FROM address_texts) t
LEFT JOIN (SELECT answer_key, struct_pack(*COLUMNS(* EXCLUDE (answer_key))) AS whole FROM address_answers) k ON k.whole = t.whole;

INSERT INTO address_answers BY NAME
SELECT k.answer_key, t.* EXCLUDE (run_key) FROM address_keys k JOIN address_texts t ON t.run_key = k.run_key WHERE NOT k.is_known;

UPDATE source_addresses
SET answer_key = k.answer_key, canonical_ip = i.ip
FROM address_answered r JOIN address_keys k ON k.run_key = r.answer_key LEFT JOIN address_ips i ON i.address_key = r.address_key
WHERE source_addresses.address_key = r.address_key
