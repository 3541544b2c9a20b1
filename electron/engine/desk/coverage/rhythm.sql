-- For each dataset: its events apart from times far before and far after the rest, and the pauses between those that follow one
-- another. What is later than the import of its file is only counted: nothing else may depend on when a log was read.
-- Minutes stand for their events, since no pause that is looked for is shorter; its ends are exact.
WITH datasets AS (
  SELECT action_key, coalesce(event_dataset, $unknown) AS event_dataset, dense_rank() OVER (ORDER BY event_dataset) AS dataset_key
  FROM actions
),
-- By number, and by dataset at once: a group for each action and minute would be as many as the events.
numbered AS MATERIALIZED (
  SELECT
    d.dataset_key,
    epoch_us(f.timestamp) // 60000000 AS minute,
    coalesce(f.timestamp > e.imported_at, false) AS future,
    count(*) AS events,
    min(f.timestamp) AS first,
    max(f.timestamp) AS last
  FROM event_facts f
  LEFT JOIN datasets d ON d.action_key = f.action_key
  LEFT JOIN evidence e ON e.evidence_id = f.evidence_id
  GROUP BY ALL
),
minutes AS MATERIALIZED (
  SELECT coalesce(d.event_dataset, $unknown) AS event_dataset, minute, CAST(sum(events) AS BIGINT) AS events,
    min(first) AS first, max(last) AS last,
    CAST(coalesce(sum(events) FILTER (future), 0) AS BIGINT) AS future_events,
    min(first) FILTER (future) AS future_first, max(last) FILTER (future) AS future_last,
    max(last) FILTER (NOT future) AS present_last
  FROM numbered
  LEFT JOIN (SELECT DISTINCT dataset_key, event_dataset FROM datasets) d ON d.dataset_key = numbered.dataset_key
  GROUP BY ALL
),
counted AS (
  SELECT
    *,
    sum(events) OVER by_time AS so_far,
    sum(events) OVER (PARTITION BY event_dataset) AS total,
    lead(first) OVER by_time AS next,
    lag(last) OVER by_time AS before
  FROM minutes
  WINDOW by_time AS (PARTITION BY event_dataset ORDER BY minute ROWS UNBOUNDED PRECEDING)
),
edges AS (
  SELECT
    event_dataset,
    max(last) FILTER (
      last < $oldest::TIMESTAMP OR (next > last + to_days($far_days::INTEGER) AND so_far * $far_share < total)
    ) AS early_until,
    min(first) FILTER (
      first >= $newest::TIMESTAMP OR (first > before + to_days($far_days::INTEGER) AND (total - so_far + events) * $far_share < total)
    ) AS late_from
  FROM counted
  GROUP BY event_dataset
),
rest AS (
  SELECT
    m.*,
    lead(m.first) OVER (PARTITION BY m.event_dataset ORDER BY m.minute) AS next
  FROM minutes m
  JOIN edges USING (event_dataset)
  WHERE (early_until IS NULL OR m.first > early_until) AND (late_from IS NULL OR m.first < late_from)
),
pauses AS (
  SELECT event_dataset, last AS "start", next AS "end", epoch_us(next) - epoch_us(last) AS micros
  FROM rest WHERE next IS NOT NULL
),
-- The pauses inside of a minute are not looked at one by one: they are the shortest.
usual AS (
  SELECT
    r.event_dataset,
    greatest(60000000, coalesce(p.sorted[greatest(0, CAST(floor(0.99 * (r.events - 1)) AS BIGINT) - (r.events - r.minutes))], 0)) AS usual_micros
  FROM (SELECT event_dataset, CAST(sum(events) AS BIGINT) AS events, count(*) AS minutes FROM rest GROUP BY event_dataset) r
  LEFT JOIN (SELECT event_dataset, list_sort(list(micros)) AS sorted FROM pauses GROUP BY event_dataset) p USING (event_dataset)
  WHERE r.events >= $least_events
),
limits AS (
  SELECT event_dataset, usual_micros, greatest($factor::BIGINT * usual_micros, $least_seconds::BIGINT * 1000000) AS limit_micros FROM usual
),
long AS (
  SELECT
    p.event_dataset, p."start", p."end", p.micros,
    row_number() OVER (PARTITION BY p.event_dataset ORDER BY p.micros DESC, p."start") AS position
  FROM pauses p
  JOIN limits l ON l.event_dataset = p.event_dataset AND p.micros > l.limit_micros
),
gaps AS (
  SELECT
    event_dataset,
    count(*) AS total,
    list(struct_pack("start" := "start", "end" := "end", seconds := micros / 1000000) ORDER BY position)
      FILTER (position <= $listed) AS listed
  FROM long
  GROUP BY event_dataset
)
SELECT
  m.event_dataset,
  CAST(sum(m.events) AS BIGINT) AS events,
  min(m.first) AS first_timestamp,
  max(m.last) AS last_timestamp,
  any_value(r.first) AS usual_first,
  any_value(r.last) AS usual_last,
  any_value(r.present_last) AS present_last,
  CAST(sum(m.future_events) AS BIGINT) AS future_events,
  min(m.future_first) AS future_first,
  max(m.future_last) AS future_last,
  CAST(coalesce(sum(m.events) FILTER (m.last <= e.early_until), 0) AS BIGINT) AS early_events,
  min(m.first) FILTER (m.last <= e.early_until) AS early_first,
  max(m.last) FILTER (m.last <= e.early_until) AS early_last,
  CAST(coalesce(sum(m.events) FILTER (m.first >= e.late_from), 0) AS BIGINT) AS late_events,
  min(m.first) FILTER (m.first >= e.late_from) AS late_first,
  max(m.last) FILTER (m.first >= e.late_from) AS late_last,
  any_value(l.usual_micros) / 1000000 AS usual_pause_seconds,
  any_value(l.limit_micros) / 1000000 AS gap_limit_seconds,
  coalesce(any_value(g.total), 0) AS gaps_total,
  coalesce(any_value(g.listed), []) AS gaps
FROM minutes m
LEFT JOIN edges e USING (event_dataset)
LEFT JOIN (SELECT event_dataset, min(first) AS first, max(last) AS last, max(present_last) AS present_last FROM rest GROUP BY event_dataset) r USING (event_dataset)
LEFT JOIN limits l USING (event_dataset)
LEFT JOIN gaps g USING (event_dataset)
GROUP BY m.event_dataset
ORDER BY m.event_dataset
