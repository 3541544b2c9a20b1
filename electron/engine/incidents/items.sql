-- Findings that are not muted and verdicts that say something; of a verdict what counts, the analyst's where he answered.
CREATE OR REPLACE TEMP TABLE incident_items AS
SELECT 'finding' AS member_kind, finding_id AS member_id, entity_kind, entity_value
FROM findings
WHERE finding_id NOT IN (SELECT finding_id FROM muted_findings)
UNION ALL
SELECT 'verdict', verdict_id, subject_kind, subject FROM verdicts WHERE coalesce(own_verdict, verdict) <> 'not applicable'
