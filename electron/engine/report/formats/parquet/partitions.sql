-- The days and logs that have events, in an order that the import does not decide.
SELECT strftime(d.day, '%Y-%m-%d') AS day, CAST(epoch_us(d.day) AS VARCHAR) AS first_microsecond, a.event_dataset, CAST(sum(d.events) AS BIGINT) AS events
FROM (
  SELECT date_trunc('day', timestamp)::TIMESTAMP AS day, action_key, count(*) AS events
  FROM event_facts
  GROUP BY ALL
) d
LEFT JOIN actions a ON a.action_key = d.action_key
GROUP BY d.day, a.event_dataset
ORDER BY d.day, a.event_dataset NULLS FIRST
