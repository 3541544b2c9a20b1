-- The names by which each item is tied to others; see `group.ts`.
WITH
shared AS (
  SELECT kind, value FROM incident_names
  WHERE person IS NOT NULL AND kind NOT IN ('user', 'person')
  GROUP BY kind, value
  HAVING count(DISTINCT person) > $most_people
),
named AS (
  SELECT DISTINCT n.member_kind, n.member_id, n.kind, n.value
  FROM incident_names n
  WHERE n.is_own AND n.kind <> 'address'
    AND NOT EXISTS (SELECT 1 FROM shared s WHERE s.kind = n.kind AND s.value = n.value)
),
counted AS (SELECT *, count(*) OVER (PARTITION BY member_kind, member_id, kind) AS names FROM named)
SELECT c.member_kind, c.member_id, c.kind, c.value
FROM counted c
JOIN incident_items i ON i.member_kind = c.member_kind AND i.member_id = c.member_id
WHERE c.names <= $most_names OR (c.kind = i.entity_kind AND lower(c.value) = lower(i.entity_value))
ORDER BY ALL
