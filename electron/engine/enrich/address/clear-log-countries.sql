UPDATE source_addresses SET source_countries_by_log = NULL WHERE source_countries_by_log IS NOT NULL
