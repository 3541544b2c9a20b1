-- Whose events are asked for: those of one user. ../shared/profiles.sql goes on from here.
WITH asked AS (
  SELECT f.*, u.user_name
  FROM event_facts f
  JOIN users u ON u.user_key = f.user_key
  WHERE lower(u.user_name) = lower($user)
    AND ($period_from::TIMESTAMP IS NULL OR f.timestamp >= $period_from::TIMESTAMP)
    AND ($period_to::TIMESTAMP IS NULL OR f.timestamp <= $period_to::TIMESTAMP)
)
