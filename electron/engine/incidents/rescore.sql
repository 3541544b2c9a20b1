UPDATE findings SET score = s.score, score_parts = s.score_parts
FROM incident_scores s
WHERE findings.finding_id = s.finding_id AND findings.score_parts <> s.score_parts
