WITH reads AS (
  SELECT h.host_name, u.user_name, f.timestamp, f.evidence_id, f.record
  FROM event_facts f
  JOIN processes p ON p.process_key = f.process_key
  JOIN hosts h ON h.host_key = f.host_key
  LEFT JOIN users u ON u.user_key = f.user_key
  WHERE regexp_matches(p.process_command_line, '(?i)[.]aws[/\\]+credentials')
    AND NOT regexp_matches(p.process_command_line, '(?i)^\S*(vi|vim|nano|emacs|code)(\.exe)?\s')
    AND h.host_name IS NOT NULL
)
SELECT host_name AS entity_value, timestamp AS happened_at FROM reads
QUALIFY coalesce(timestamp - lag(timestamp) OVER (PARTITION BY host_name, user_name ORDER BY timestamp, evidence_id, record) > INTERVAL 24 HOUR, true)
