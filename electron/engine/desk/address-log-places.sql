SELECT l.log_country_iso_code AS country_iso_code, l.log_country_name AS country_name, l.log_region_name AS region_name,
  l.log_city_name AS city_name, l.log_as_number AS as_number, l.log_as_organization_name AS as_organization_name,
  l.log_is_proxy AS is_proxy, list_sort(list(DISTINCT a.event_dataset)) AS datasets, CAST(sum(f.events) AS BIGINT) AS events
FROM (
  SELECT log_place_key, action_key, count(*) AS events FROM event_facts WHERE address_key = $key GROUP BY log_place_key, action_key
) f
JOIN log_places l ON l.log_place_key = f.log_place_key
JOIN actions a ON a.action_key = f.action_key
WHERE coalesce(l.log_country_iso_code, l.log_country_name, l.log_region_name, l.log_city_name, l.log_as_organization_name) IS NOT NULL
  OR l.log_as_number IS NOT NULL OR l.log_is_proxy IS NOT NULL
GROUP BY ALL ORDER BY events DESC, country_iso_code NULLS LAST, country_name NULLS LAST, region_name NULLS LAST, city_name NULLS LAST,
  as_number NULLS LAST, as_organization_name NULLS LAST, is_proxy NULLS LAST LIMIT 20
