-- A picked event is where one event, and no second, has its id.
WITH found AS (
  SELECT event_id, min(evidence_id) AS evidence_id, min(record) AS record
  FROM event_facts
  WHERE event_id IN (SELECT unnest([first_event_id, second_event_id]) FROM compared_sessions)
  GROUP BY event_id
  HAVING count(*) = 1
)
UPDATE compared_sessions
SET
  first_evidence_id = coalesce((SELECT evidence_id FROM found WHERE event_id = first_event_id), first_evidence_id),
  first_record = coalesce((SELECT record FROM found WHERE event_id = first_event_id), first_record),
  second_evidence_id = coalesce((SELECT evidence_id FROM found WHERE event_id = second_event_id), second_evidence_id),
  second_record = coalesce((SELECT record FROM found WHERE event_id = second_event_id), second_record)
WHERE tree = $tree
