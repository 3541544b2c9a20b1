-- What actors are called, by source, and the first record of each: the facts are only grouped by their keys.
WITH seen AS (
  SELECT user_key, principal_key, action_key, count(*) AS events, min(timestamp) AS timestamp
  FROM event_facts
  WHERE user_key IS NOT NULL OR principal_key IS NOT NULL
  GROUP BY ALL
),
called AS (
  SELECT
    a.event_dataset, u.user_name, p.user_id, p.user_type, p.principal_arn, p.principal_id,
    sum(s.events) AS events,
    min(s.timestamp) AS timestamp,
    list({'user_key': s.user_key, 'principal_key': s.principal_key, 'action_key': s.action_key}) AS keys
  FROM seen s
  JOIN actions a ON a.action_key = s.action_key
  LEFT JOIN users u ON u.user_key = s.user_key
  LEFT JOIN principals p ON p.principal_key = s.principal_key
  WHERE a.event_dataset IS NOT NULL
  GROUP BY a.event_dataset, u.user_name, p.user_id, p.user_type, p.principal_arn, p.principal_id
),
numbered AS (SELECT row_number() OVER () AS number, * FROM called),
keyed AS (SELECT number, timestamp, unnest(keys, recursive := true) FROM numbered),
places AS (
  SELECT k.number, min({'evidence_id': f.evidence_id, 'record': f.record}) AS place
  FROM event_facts f
  JOIN keyed k ON f.timestamp = k.timestamp AND f.action_key = k.action_key
    AND f.user_key IS NOT DISTINCT FROM k.user_key AND f.principal_key IS NOT DISTINCT FROM k.principal_key
  GROUP BY k.number
)
SELECT
  n.event_dataset, n.user_name, n.user_id, n.user_type, n.principal_arn, n.principal_id,
  CAST(n.events AS BIGINT) AS events, n.timestamp, p.place.evidence_id AS evidence_id, p.place.record AS record
FROM numbered n
JOIN places p ON p.number = n.number
