WITH called AS (
  SELECT c.access_key_id, p.principal_arn, u.user_agent_original, coalesce(a.source_ip, a.source_address) AS value,
    f.first_seen, f.last_seen
  FROM (
    SELECT credential_key, principal_key, client_key, address_key, time_bucket(INTERVAL 30 DAY, timestamp) AS month,
      min(timestamp) AS first_seen, max(timestamp) AS last_seen
    FROM event_facts
    WHERE action_key IN (SELECT action_key FROM actions WHERE event_dataset = 'kubernetes.audit') AND credential_key IS NOT NULL
    GROUP BY ALL
  ) f
  JOIN credentials c ON c.credential_key = f.credential_key
  JOIN addresses a ON a.address_key = f.address_key
  LEFT JOIN principals p ON p.principal_key = f.principal_key
  LEFT JOIN clients u ON u.client_key = f.client_key
  WHERE c.access_key_id IS NOT NULL AND a.source_kind = 'public'
),
-- Within a month its first and its last stand for all of a value.
seen AS (
  SELECT * EXCLUDE (first_seen, last_seen), first_seen AS timestamp FROM called
  UNION ALL
  SELECT * EXCLUDE (first_seen, last_seen), last_seen FROM called WHERE last_seen > first_seen
),
ways AS (
  SELECT *, lag(value) OVER w AS value_before, lag(timestamp) OVER w AS timestamp_before FROM seen
  WINDOW w AS (PARTITION BY access_key_id, principal_arn, user_agent_original ORDER BY timestamp)
),
-- Two values are in a window of theirs where two neighbours in time differ; of those it is counted how many there are at once.
pairs AS MATERIALIZED (FROM ways WHERE value <> value_before AND timestamp - timestamp_before < INTERVAL 720 HOUR),
touches AS (
  SELECT access_key_id, principal_arn, user_agent_original, value, timestamp FROM pairs
  UNION
  SELECT access_key_id, principal_arn, user_agent_original, value_before, timestamp_before FROM pairs
),
steps AS (
  SELECT *, lag(timestamp) OVER w AS before, lead(timestamp) OVER w AS again FROM touches
  WINDOW w AS (PARTITION BY access_key_id, principal_arn, user_agent_original, value ORDER BY timestamp)
),
changes AS (
  SELECT access_key_id, principal_arn, user_agent_original, instant, sum(step) AS step FROM (
    SELECT access_key_id, principal_arn, user_agent_original, timestamp AS instant, 1 AS step
    FROM steps WHERE before IS NULL OR timestamp - before >= INTERVAL 720 HOUR
    UNION ALL
    SELECT access_key_id, principal_arn, user_agent_original, timestamp + INTERVAL 720 HOUR, -1
    FROM steps WHERE again IS NULL OR again - timestamp >= INTERVAL 720 HOUR
  ) GROUP BY ALL
),
levels AS (
  SELECT *, sum(step) OVER (PARTITION BY access_key_id, principal_arn, user_agent_original ORDER BY instant) AS addresses FROM changes
),
stretches AS (
  SELECT *, count_if(addresses - step <= 1) OVER (PARTITION BY access_key_id, principal_arn, user_agent_original ORDER BY instant) AS stretch
  FROM levels WHERE addresses > 1
)
SELECT access_key_id AS entity_value, min(instant) AS happened_at, max(addresses) AS most_addresses
FROM stretches GROUP BY access_key_id, principal_arn, user_agent_original, stretch
