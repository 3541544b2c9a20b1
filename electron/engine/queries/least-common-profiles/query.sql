-- Whose events are asked for: those of all users. ../shared/profiles.sql goes on from here.
WITH asked AS (
  SELECT f.*, u.user_name
  FROM event_facts f
  JOIN users u ON u.user_key = f.user_key
  WHERE u.user_name IS NOT NULL
    AND (NOT $successes_only OR f.event_outcome = 'success')
    AND ($period_from::TIMESTAMP IS NULL OR f.timestamp >= $period_from::TIMESTAMP)
    AND ($period_to::TIMESTAMP IS NULL OR f.timestamp <= $period_to::TIMESTAMP)
)
