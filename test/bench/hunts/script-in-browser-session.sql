WITH steps AS (
  SELECT f.session_key, f.timestamp, f.evidence_id, f.record, c.client_kind IN ('browser', 'mobile app') AS is_browser
  FROM event_facts f
  JOIN clients c ON c.client_key = f.client_key
  LEFT JOIN actions a ON a.action_key = f.action_key
  WHERE f.event_outcome = 'success' AND f.session_key IS NOT NULL
    AND (c.client_kind IN ('script', 'sdk', 'cli', 'tool') OR (c.client_kind IN ('browser', 'mobile app') AND a.event_category = 'authentication'))
),
mixed AS (
  SELECT n.session_id, s.* FROM steps s JOIN sessions n ON n.session_key = s.session_key
  WHERE n.session_id IN (
    SELECT n.session_id FROM (SELECT session_key, bool_or(is_browser) AS b, bool_or(NOT is_browser) AS s FROM steps GROUP BY session_key) t
    JOIN sessions n ON n.session_key = t.session_key
    GROUP BY n.session_id HAVING bool_or(b) AND bool_or(s))
)
SELECT session_id AS entity_value, timestamp AS happened_at FROM (
  SELECT session_id, timestamp, is_browser,
    max(CASE WHEN is_browser THEN timestamp END) OVER (PARTITION BY session_id ORDER BY timestamp, evidence_id, record ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
      AS browser_before
  FROM mixed
)
WHERE NOT is_browser AND timestamp - browser_before <= INTERVAL 24 HOUR
