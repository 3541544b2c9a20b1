-- How many verdicts of a version of a tree went each way, by what the facts answer.
SELECT json_extract_string(step, '$.question') AS question, json_extract_string(step, '$.answer') AS answer, count(*) AS subjects
FROM (
  SELECT unnest(CAST(CAST(path AS JSON) AS JSON[])) AS step
  FROM verdicts
  WHERE tree = $tree AND tree_version = $version
)
GROUP BY question, answer
ORDER BY question, answer
