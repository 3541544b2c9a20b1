WITH stays AS (
  SELECT u.user_name, f.timestamp, f.evidence_id, f.record,
    coalesce(a.source_latitude, l.log_latitude) AS north,
    CASE WHEN a.source_latitude IS NOT NULL THEN a.source_longitude ELSE l.log_longitude END AS east,
    CASE WHEN a.source_latitude IS NOT NULL THEN concat_ws(', ', a.source_city_name, a.source_country_iso_code)
      ELSE concat_ws(', ', l.log_city_name, l.log_country_iso_code) END AS place
  FROM event_facts f
  JOIN users u ON u.user_key = f.user_key
  LEFT JOIN addresses a ON a.address_key = f.address_key
  LEFT JOIN log_places l ON l.log_place_key = f.log_place_key
  WHERE f.event_outcome = 'success'
    AND f.action_key IN (SELECT action_key FROM actions WHERE event_category = 'authentication')
    AND coalesce(f.principal_key NOT IN (SELECT principal_key FROM principals WHERE user_type = 'AssumedRole'), true)
    AND u.user_name IS NOT NULL AND coalesce(a.source_kind, '') NOT IN ('service', 'internal')
    AND north IS NOT NULL AND east IS NOT NULL
),
ways AS (
  SELECT user_name, timestamp, evidence_id, record, north, east, place, lag(timestamp) OVER w AS timestamp_before, lag(north) OVER w AS north_before, lag(east) OVER w AS east_before,
    lag(place) OVER w AS place_before
  FROM stays
  WINDOW w AS (PARTITION BY user_name ORDER BY timestamp, evidence_id, record)
),
jumps AS (
  SELECT *, list_sort([place, place_before]) AS pair
  FROM (
    SELECT *, epoch(timestamp - timestamp_before) / 3600 AS hours,
      2 * 6371 * asin(least(1, sqrt(pow(sin(radians(north - north_before) / 2), 2)
        + cos(radians(north_before)) * cos(radians(north)) * pow(sin(radians(east - east_before) / 2), 2)))) AS km
    FROM ways WHERE north <> north_before OR east <> east_before
  )
  WHERE hours <= 24 AND km >= 500 AND km - 100 > 805 * hours
)
SELECT user_name AS entity_value, timestamp_before AS happened_at FROM jumps
QUALIFY coalesce(epoch(timestamp - lag(timestamp) OVER (PARTITION BY user_name, pair ORDER BY timestamp, evidence_id, record)) / 3600 > 24, true)
