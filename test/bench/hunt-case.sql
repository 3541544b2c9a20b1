-- Events as a company of 5,000 people makes them in 90 days, straight into the tables of a case. The same rows for the same number:
-- all that looks random is a hash of the row's number.
INSERT INTO users
SELECT i, CASE WHEN i <= 5000 THEN 'user' || i || '@example.com' ELSE 'system:serviceaccount:shop:worker' || i END,
  CASE WHEN i <= 5000 THEN 'Person ' || i END
FROM range(1, 5061) t (i);
INSERT INTO credentials
SELECT i, CASE WHEN i % 10 = 0 THEN 'AKIA' ELSE 'ASIA' END || 'EXAMPLE' || lpad(CAST(i AS VARCHAR), 9, '0') FROM range(1, 2001) t (i);
INSERT INTO principals (principal_key, user_type, principal_arn, person)
SELECT i, CASE WHEN i % 4 = 0 OR i > 2000 THEN 'AssumedRole' ELSE 'IAMUser' END,
  CASE WHEN i > 2000 THEN 'arn:aws:sts::111122223333:assumed-role/worker/job' || i
    WHEN i % 4 = 0 THEN 'arn:aws:sts::111122223333:assumed-role/role' || i || '/i-0' || lpad(CAST(i AS VARCHAR), 16, '0')
    ELSE 'arn:aws:iam::111122223333:user/user' || i END,
  CASE WHEN i <= 2000 THEN 'Person ' || i END
FROM range(1, 2041) t (i);
INSERT INTO log_places (log_place_key, log_country_iso_code) SELECT i, 'Q' || chr(CAST(64 + i AS INTEGER)) FROM range(1, 21) t (i);
-- Twelve lie together: two networks of one country.
INSERT INTO source_addresses BY NAME
SELECT
  i AS address_key, concat_ws('.', 20 + i % 180, i // 250 % 250, i % 250, 1 + i % 254) AS source_address,
  CAST(hash((i - 1) // 12) % 400 AS INTEGER) * 1000 + (i - 1) // 6 % 2 * 500 + i % 40 + CASE WHEN i % 5 = 0 THEN 100 ELSE 0 END AS answer_key,
  CASE WHEN i % 500 = 3 THEN 'Q' || chr(CAST(65 + i // 500 % 20 AS INTEGER)) END AS source_countries_by_log
FROM range(1, 60001) t (i);
-- Thirty more are in countries where nobody else is.
INSERT INTO source_addresses BY NAME
SELECT 60000 + i AS address_key, '250.0.0.' || i AS source_address, 900000 + i * 1000 + 1 AS answer_key FROM range(1, 31) t (i);
INSERT INTO address_answers BY NAME
SELECT
  answer_key, true AS is_address, CASE WHEN answer_key % 100 = 0 THEN 'private' ELSE 'public' END AS source_kind,
  1000 + 2 * block + answer_key % 1000 // 500 AS source_as_number, 'Network ' || source_as_number AS source_as_organization_name,
  CASE WHEN block > 900 THEN 'X' || block
    ELSE chr(CAST(65 + block % 60 // 26 AS INTEGER)) || chr(CAST(65 + block % 26 AS INTEGER)) END AS source_country_iso_code,
  'City ' || block % 200 AS source_city_name,
  CAST(block % 120 AS DOUBLE) - 50 AS source_latitude, CAST(block % 340 AS DOUBLE) - 170 AS source_longitude,
  CASE WHEN answer_key % 500 >= 100 THEN 'AWS' END AS source_cloud_provider,
  block % 25 = 0 AS source_is_hosting
FROM (SELECT DISTINCT answer_key, answer_key // 1000 AS block FROM source_addresses);
INSERT INTO clients BY NAME
SELECT i AS client_key, 'Client ' || i % 40 || '/' || i AS user_agent_original, 'Client ' || i % 40 AS client_name,
  ['browser', 'browser', 'browser', 'cli', 'sdk', 'script'][1 + i % 6] AS client_kind, ['Windows', 'macOS', 'Linux', 'iOS'][1 + i % 4] AS os_name
FROM range(1, 2001) t (i);
INSERT INTO applications SELECT i, 'Application ' || i FROM range(1, 301) t (i);
INSERT INTO sessions SELECT i, 'session' || i FROM range(1, 400001) t (i);
INSERT INTO devices (device_key, device_id, device_fingerprint, device_os_name)
SELECT i, 'device' || i, md5(CAST(i AS VARCHAR)), ['Windows', 'macOS', 'Linux'][1 + i % 3] FROM range(1, 8001) t (i);
INSERT INTO hosts (host_key, host_name) SELECT i, 'host' || i FROM range(1, 6001) t (i);
INSERT INTO processes (process_key, process_name, process_command_line)
SELECT i, CASE WHEN i % 50 = 0 THEN 'kubectl' ELSE 'process' || i % 400 END, 
  CASE WHEN i % 500 = 1 THEN 'cat /home/user' || i % 5000 || '/.aws/credentials' ELSE 'process' || i % 400 || ' --with ' || i END
FROM range(1, 50001) t (i);
INSERT INTO actions BY NAME
SELECT
  i AS action_key,
  CASE WHEN i <= 30 THEN 'okta.system' WHEN i <= 250 OR i > 300 THEN 'aws.cloudtrail' WHEN i <= 280 THEN 'kubernetes.audit' ELSE 'crowdstrike.fdr' END
    AS event_dataset,
  CASE WHEN i <= 30 THEN 'authentication' WHEN i BETWEEN 281 AND 300 THEN 'process' END AS event_category,
  CASE WHEN i BETWEEN 31 AND 250 THEN 'service' || i % 40 || '.amazonaws.com' WHEN i BETWEEN 251 AND 280 THEN 'kube-apiserver'
    WHEN i = 301 THEN 'signin.amazonaws.com' WHEN i = 302 THEN 'sts.amazonaws.com' END
    AS event_provider,
  CASE
    WHEN i <= 10 THEN 'user.session.start' WHEN i <= 20 THEN 'user.authentication.sso' WHEN i <= 29 THEN 'user.authentication.auth_via_mfa'
    WHEN i = 30 THEN 'user.mfa.okta_verify.deny_push' WHEN i <= 250 THEN ['List', 'Describe', 'Get', 'Put', 'Create'][1 + i % 5] || 'Thing' || i
    WHEN i = 301 THEN 'ConsoleLogin' WHEN i = 302 THEN 'AssumeRoleWithWebIdentity'
    ELSE 'start' END AS event_action
FROM range(1, 303) t (i);
INSERT INTO event_facts BY NAME
SELECT
  16777216 AS evidence_id, i AS record,
  TIMESTAMP '2024-03-01' + to_microseconds(CAST(i * (90 * 86400000000 / $events) + h % 3000000 AS BIGINT)) AS timestamp,
  CASE WHEN h % 23 = 0 THEN 'failure' ELSE 'success' END AS event_outcome,
  -- Three in ten sign in, half call the cloud, one in ten each are the cluster's and the machines'.
  CASE
    WHEN kind < 3 THEN 1 + h3 % 29 + CASE WHEN h3 % 900 = 0 THEN 1 ELSE 0 END
    WHEN kind < 8 THEN 31 + h3 % 220
    WHEN kind = 8 THEN 251 + h3 % 30
    ELSE 281 + h3 % 20 END AS action_key,
  CASE WHEN kind NOT IN (3, 4, 5) THEN who END AS user_key,
  CASE WHEN kind BETWEEN 3 AND 8 AND who <= 2000 THEN who END AS principal_key,
  CASE WHEN kind BETWEEN 3 AND 8 AND who <= 2000 THEN who END AS credential_key,
  CASE WHEN kind < 3 THEN 1 + (who * 80 + i * 80 // $events) % 400000 END AS session_key,
  -- Everybody has a dozen addresses, most often the first; one event in 20,000 comes from anywhere.
  CASE WHEN kind = 9 THEN NULL WHEN h2 % 20000 = 0 THEN 1 + h3 % 60000 ELSE 1 + who * 12 % 60000 + least(h2 % 40, 11) END AS address_key,
  CASE WHEN kind = 9 THEN NULL WHEN h3 % 30000 = 0 THEN 1 + h2 % 2000 ELSE 1 + who * 3 % 1997 + least(h3 % 9, 2) END AS client_key,
  CASE WHEN kind < 3 THEN 1 + (who + h3 % 12) % 300 END AS application_key,
  CASE WHEN kind < 3 THEN 1 + who + CASE WHEN h2 % 9 = 0 THEN 3000 ELSE 0 END END AS device_key,
  CASE WHEN kind = 9 THEN 1 + who END AS host_key,
  CASE WHEN kind = 9 THEN 1 + h2 % 50000 END AS process_key,
  CASE WHEN kind < 3 AND h3 % 29 >= 20 THEN ['OKTA_VERIFY_PUSH', 'Password', 'Software Token'][1 + h2 % 3] END AS mfa_method,
  CASE WHEN kind = 3 AND h2 % 50 = 0 THEN 'vpce-0' || h3 % 12 END AS vpc_endpoint_id
FROM (
  SELECT i, CAST(hash(i) >> 2 AS BIGINT) AS h, CAST(hash(i, 2) >> 2 AS BIGINT) AS h2, CAST(hash(i, 3) >> 2 AS BIGINT) AS h3,
    CAST(hash(i, 4) % 10 AS INTEGER) AS kind,
    -- A few do much, most do little.
    1 + CAST(floor(5000 * pow(hash(i, 5) % 1000000 / 1000000, 2)) AS BIGINT) AS who
  FROM range(CAST($events AS BIGINT)) t (i)
)
ORDER BY timestamp, record;
-- 300 users refuse nine pushes in six minutes.
INSERT INTO event_facts BY NAME
SELECT
  16777216 AS evidence_id, 900000000 + i AS record, TIMESTAMP '2024-04-01' + to_seconds(i // 9 * 7200 + i % 9 * 45) AS timestamp,
  'failure' AS event_outcome, 30 AS action_key, 1 + i // 9 * 16 AS user_key, 1 + i // 9 * 190 AS address_key
FROM range(2700) t (i);
-- 150 users sign in from five places in as many hours.
INSERT INTO event_facts BY NAME
SELECT
  16777216 AS evidence_id, 910000000 + i AS record, TIMESTAMP '2024-05-01' + to_seconds(i // 5 * 9000 + i % 5 * 3600) AS timestamp,
  'success' AS event_outcome, 1 AS action_key, 1 + i // 5 * 31 AS user_key, 1 + (i // 5 * 400 + i % 5 * 7919) % 60000 AS address_key,
  1 + i // 5 * 13 AS client_key
FROM range(750) t (i);
-- 60 users answer a push in one country and give a password in another.
INSERT INTO event_facts BY NAME
SELECT
  16777216 AS evidence_id, 920000000 + i AS record, TIMESTAMP '2024-04-20' + to_seconds(i // 2 * 3600 + i % 2 * 900) AS timestamp,
  'success' AS event_outcome, 21 AS action_key, 7 + i // 2 * 71 AS user_key, 1 + (i // 2 * 400 + i % 2 * 7919) % 60000 AS address_key,
  ['OKTA_VERIFY_PUSH', 'Password'][1 + i % 2] AS mfa_method
FROM range(120) t (i);
-- 150 users open applications with seven clients in an hour.
INSERT INTO event_facts BY NAME
SELECT
  16777216 AS evidence_id, 930000000 + i AS record, TIMESTAMP '2024-04-10' + to_seconds(i // 7 * 9000 + i % 7 * 450) AS timestamp,
  'success' AS event_outcome, 11 AS action_key, 3 + i // 7 * 33 AS user_key, 1 + (3 + i // 7 * 33) * 12 % 60000 AS address_key,
  1 + (i // 7 * 29 + i % 7 * 251) % 2000 AS client_key, 1 + i % 300 AS application_key
FROM range(1050) t (i);
-- 150 users begin four sessions in half an hour.
INSERT INTO event_facts BY NAME
SELECT
  16777216 AS evidence_id, 940000000 + i AS record, TIMESTAMP '2024-04-12' + to_seconds(i // 4 * 9000 + i % 4 * 540) AS timestamp,
  'success' AS event_outcome, 2 AS action_key, 5 + i // 4 * 33 AS user_key, 1 + (5 + i // 4 * 33) * 12 % 60000 AS address_key,
  1 + i % 3 AS client_key, 1 + (i // 4 * 2000 + i % 4 * 20) % 400000 AS session_key
FROM range(600) t (i);
-- Forty jobs call 400 times from the cloud each, and three times from elsewhere.
INSERT INTO event_facts BY NAME
SELECT
  16777216 AS evidence_id, 950000000 + i AS record, TIMESTAMP '2024-03-02' + to_seconds(i * 400 + i // 403) AS timestamp,
  'success' AS event_outcome, 31 + i % 220 AS action_key, 2001 + i // 403 AS principal_key,
  1000 * (i // 403) + CASE WHEN i % 403 < 400 THEN 5 ELSE 6 END AS address_key
FROM range(16120) t (i);
-- Machines sign in to the console 200 times, some of them soon after a single sign-on of whom the session is named after.
INSERT INTO event_facts BY NAME
SELECT
  16777216 AS evidence_id, 960000000 + i AS record, TIMESTAMP '2024-04-05' + to_seconds(i * 10800) AS timestamp,
  'success' AS event_outcome, 301 AS action_key, 4 + 4 * i AS principal_key, 1 + (4 + 4 * i) * 12 % 60000 AS address_key
FROM range(200) t (i);
-- Forty new endpoints, each called through by three.
INSERT INTO event_facts BY NAME
SELECT
  16777216 AS evidence_id, 970000000 + i AS record, TIMESTAMP '2024-04-15' + to_seconds(i * 7000) AS timestamp,
  'success' AS event_outcome, 31 + i % 220 AS action_key, 1 + i * 13 AS principal_key, 1 + i * 13 AS credential_key,
  1 + (1 + i * 13) * 12 % 60000 AS address_key, 'vpce-1' || i // 3 AS vpc_endpoint_id
FROM range(120) t (i);
-- Sixty sign-ins from countries where nobody was before.
INSERT INTO event_facts BY NAME
SELECT
  16777216 AS evidence_id, 980000000 + i AS record, TIMESTAMP '2024-04-18' + to_seconds(i * 20000) AS timestamp,
  'success' AS event_outcome, 1 AS action_key, 11 + i * 41 AS user_key, 60001 + i % 30 AS address_key, 1 + i AS client_key
FROM range(60) t (i);
-- Sixty service accounts take their role from outside.
INSERT INTO event_facts BY NAME
SELECT
  16777216 AS evidence_id, 990000000 + i AS record, TIMESTAMP '2024-04-22' + to_seconds(i * 9000) AS timestamp,
  'success' AS event_outcome, 302 AS action_key, 5001 + i % 60 AS user_key, 6 + 1000 * (i % 60) AS address_key,
  'ASIAISSUED' || i AS issued_access_key_id
FROM range(180) t (i);
-- A hundred keys call eighty times in 40 minutes.
INSERT INTO event_facts BY NAME
SELECT
  16777216 AS evidence_id, 1000000000 + i AS record, TIMESTAMP '2024-05-05' + to_seconds(i // 80 * 7200 + i % 80 * 30) AS timestamp,
  'success' AS event_outcome, 31 + i % 220 AS action_key, 1 + i // 80 * 19 AS principal_key, 1 + i // 80 * 19 AS credential_key,
  1 + (1 + i // 80 * 19) * 12 % 60000 AS address_key
FROM range(8000) t (i);
-- 200 sign-ins of which the log says another country than our data.
INSERT INTO event_facts BY NAME
SELECT
  16777216 AS evidence_id, 1010000000 + i AS record, TIMESTAMP '2024-05-10' + to_seconds(i * 3000) AS timestamp,
  'success' AS event_outcome, 1 AS action_key, 1 + i * 17 AS user_key, 3 + 500 * (i % 120) AS address_key, 1 + i % 120 % 20 AS log_place_key
FROM range(200) t (i);
