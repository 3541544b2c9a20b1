WITH seen AS (
  SELECT u.user_name, p.process_command_line, min(f.first_seen) AS first_seen
  FROM (
    SELECT f.user_key, f.process_key, min(f.timestamp) AS first_seen
    FROM event_facts f
    ANTI JOIN (SELECT principal_key FROM principals WHERE user_type = 'AssumedRole') r ON r.principal_key = f.principal_key
    WHERE f.process_key IN (
        SELECT process_key FROM processes
        WHERE process_name IN ('kubectl', 'kubectl.exe') OR regexp_matches(process_executable, '(?i)(^|[/\\])kubectl(\.exe)?$'))
    GROUP BY ALL
  ) f
  JOIN users u ON u.user_key = f.user_key
  JOIN processes p ON p.process_key = f.process_key
  WHERE u.user_name IS NOT NULL
  GROUP BY ALL
)
SELECT user_name AS entity_value, first_seen AS happened_at FROM (SELECT *, min(first_seen) OVER (PARTITION BY user_name) AS started FROM seen)
WHERE process_command_line IS NOT NULL AND first_seen >= started + INTERVAL 7 DAY
