-- The events of all users. ../../queries/shared/profiles.sql goes on from here.
WITH asked AS (
  SELECT f.*, u.user_name
  FROM event_facts f
  JOIN users u ON u.user_key = f.user_key
  WHERE u.user_name IS NOT NULL
),
