-- What is compared of a verdict before and after a run. A verdict's id has the version of its tree in it; this key has not.
SELECT
  CAST(to_json([tree, subject_kind, subject, CAST(alert_evidence_id AS VARCHAR), CAST(alert_record AS VARCHAR), pick_id]) AS VARCHAR) AS key,
  verdict_id, tree, subject_kind, subject, alert, window_start, coalesce(own_score, score) AS rank,
  CAST(to_json({
    verdict: verdict, score: score, confidence: confidence, own_verdict: own_verdict, own_score: own_score,
    questions: json_extract_string(path, '$[*].question'), answers: json_extract_string(path, '$[*].answer')
  }) AS VARCHAR) AS side
FROM verdicts
WHERE list_contains($trees, tree)
