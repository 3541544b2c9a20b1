-- What a case has beside the events of `hunt-case.sql` before the desk can open it: its name, and the file that they are said to be of.
INSERT INTO meta VALUES ('name', 'Bench of the desk'), ('created_at', '2024-06-01T00:00:00.000000Z'), ('tool_version', 'bench');
INSERT INTO evidence (evidence_id, path, name, status, sha256, bytes, source, shape, records, events, first_timestamp, last_timestamp, imported_at)
SELECT 16777216, '/bench/events.json', 'events.json', 'loaded', repeat('0', 64), 0, 'okta.system', 'bench',
  count(*), count(*), min(timestamp), max(timestamp), TIMESTAMP '2024-06-01' FROM event_facts;
