WITH ways AS (
  SELECT f.user_key, f.timestamp, a.source_latitude AS north, a.source_longitude AS east,
    lag(f.timestamp) OVER w AS timestamp_before, lag(a.source_latitude) OVER w AS north_before, lag(a.source_longitude) OVER w AS east_before
  FROM event_facts f
  JOIN addresses a ON a.address_key = f.address_key
  JOIN actions c ON c.action_key = f.action_key
  WHERE f.event_outcome = 'success' AND c.event_category = 'authentication'
  WINDOW w AS (PARTITION BY f.user_key ORDER BY f.timestamp, f.evidence_id, f.record)
)
SELECT * FROM (
  SELECT *, epoch(timestamp - timestamp_before) / 3600 AS hours,
    2 * 6371 * asin(least(1, sqrt(pow(sin(radians(north - north_before) / 2), 2)
      + cos(radians(north_before)) * cos(radians(north)) * pow(sin(radians(east - east_before) / 2), 2)))) AS km
  FROM ways WHERE north <> north_before OR east <> east_before
) WHERE hours <= 24 AND km >= 500 AND km - 100 > 805 * hours
