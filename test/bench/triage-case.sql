-- On top of the events of `hunt-case.sql`: a proxy, endpoints with files and look-ups, Entra, e-mail, GuardDuty, the sessions of
-- instances, and the alerts. Of ten alerts four are on e-mails, three are GuardDuty's, three are signs of travel. All that looks random is
-- a hash of the row's number. Records continue behind 100,000,000 for each kind.
INSERT INTO actions BY NAME FROM (VALUES
  (301, NULL, 'zscaler_zia.web', 'web', 'zscaler', 'allowed'),
  (302, NULL, 'crowdstrike.fdr', 'file', 'crowdstrike', 'creation'),
  (303, NULL, 'crowdstrike.fdr', 'network', 'crowdstrike', 'DnsRequest'),
  (304, NULL, 'azure.signinlogs', 'authentication', 'entra', 'Sign-in activity'),
  (305, 'alert', 'azure.identity_protection', 'authentication', 'entra', 'unlikelyTravel'),
  (306, 'alert', 'aws.guardduty', 'intrusion_detection', 'guardduty',
    'UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS'),
  (307, 'alert', 'cyren.inbox_security', 'email', 'cyren', 'malicious'),
  (308, NULL, 'crowdstrike.fdr', 'process', 'crowdstrike', 'start'),
  (309, NULL, 'aws.cloudtrail', NULL, 'ec2.amazonaws.com', 'AssociateAddress'),
  (310, NULL, 'aws.cloudtrail', NULL, 'ec2.amazonaws.com', 'StartInstances'),
  (311, NULL, 'aws.cloudtrail', NULL, 'ec2.amazonaws.com', 'ReplaceRoute')
) t (action_key, event_kind, event_dataset, event_category, event_provider, event_action);
UPDATE hosts SET host_ip = concat_ws('.', 10, 1 + host_key // 62500, host_key // 250 % 250, 1 + host_key % 250);
-- The addresses of the hosts, as the proxy writes them.
INSERT INTO address_answers (answer_key, is_address, source_kind) VALUES (1000000, true, 'private');
INSERT INTO source_addresses BY NAME
SELECT 60000 + host_key AS address_key, host_ip AS source_address, 1000000 AS answer_key FROM hosts;
INSERT INTO processes (process_key, process_name, process_executable, process_command_line, process_hash_sha256)
SELECT
  50000 + i, 'program' || i % 900 || '.exe', 'C:\Program Files\Vendor ' || i % 90 || '\program' || i % 900 || '.exe',
  CASE WHEN i <= $alerts // 25
    THEN '"C:\Program Files\Reader\reader.exe" "C:\Users\user' || i % 5000 || '\Downloads\invoice ' || i * 10 || '.pdf"'
    ELSE '"C:\Program Files\Vendor ' || i % 90 || '\program' || i % 900 || '.exe" --type=renderer --field-trial-handle='
      || hash(i) || ',i,' || hash(i, 2) || ' --profile="C:\Users\user' || i % 5000 || '\AppData\Local\Temp\p' || i || '"' END,
  sha256(CAST(i % 3000 AS VARCHAR))
FROM range(1, CAST($events AS BIGINT) // 40 + 2) t (i);
INSERT INTO files (file_key, file_name, file_path, file_hash_sha256)
SELECT
  i,
  CASE WHEN i <= $alerts // 5 THEN 'invoice ' || i || '.pdf' ELSE 'file' || i || '.dat' END AS name,
  CASE WHEN i <= $alerts // 5 THEN NULL ELSE 'C:\Users\user' || i % 5000 || '\AppData\Local\Temp\' || name END,
  sha256(name)
FROM range(1, CAST($events AS BIGINT) // 50 + CAST($alerts AS BIGINT)) t (i);
-- A second row of the same file where an endpoint saw it: with its path.
INSERT INTO files (file_key, file_name, file_path, file_hash_sha256)
SELECT 10000000 + file_key, file_name, 'C:\Users\user' || file_key % 5000 || '\Downloads\' || file_name, file_hash_sha256
FROM files WHERE file_key <= $alerts // 5;
INSERT INTO urls
SELECT
  i,
  CASE WHEN i <= $alerts // 5 * 2 THEN 'https://login' || i % 7 || '.bad' || i % 900 || '.example.net/reset/' || i
    ELSE 'https://www.site' || i % 20000 || '.example.org/page/' || i END AS url,
  regexp_extract(url, '^https://([^/]*)', 1)
FROM range(1, CAST($events AS BIGINT) // 40 + CAST($alerts AS BIGINT)) t (i);
INSERT INTO emails
SELECT i, '<' || i || '@mail.example.net>', 'sender' || i % 300 || '@example.net', 'user' || (1 + i * 7 % 5000) || '@example.com', 'Invoice ' || i
FROM range(1, $alerts // 5 * 2 + 1) t (i);
INSERT INTO principals (principal_key, user_type, principal_arn, principal_id, cloud_account_id, credential_origin)
SELECT
  10000 + i, 'AssumedRole', 'arn:aws:sts::111122223333:assumed-role/web' || i % 40 || '/i-1' || lpad(CAST(i AS VARCHAR), 16, '0'),
  'AROAEXAMPLE' || i % 40 || ':i-1' || lpad(CAST(i AS VARCHAR), 16, '0'), '111122223333', CASE WHEN i % 3 > 0 THEN 'ec2 imds v' || i % 3 END
FROM range(1, $alerts // 10 * 3 + 1) t (i);
INSERT INTO credentials
SELECT 10000 + i, 'ASIAINSTANCE' || lpad(CAST(i AS VARCHAR), 8, '0') FROM range(1, $alerts // 10 * 3 + 1) t (i);
INSERT INTO users (user_key, user_name) SELECT 10000 + i, 'web' || i FROM range(0, 40) t (i);
-- One request in 3,000 goes to a link of an e-mail; half of them without a name, from the address of the host.
INSERT INTO event_facts BY NAME
SELECT
  33554432 AS evidence_id, 100000000 + i AS record,
  TIMESTAMP '2024-03-01' + to_microseconds(CAST(i * (90 * 86400000000 / ($events // 8)) AS BIGINT)) AS timestamp, 'success' AS event_outcome,
  301 AS action_key, CASE WHEN h % 2 = 0 THEN who END AS user_key, 60001 + who AS address_key,
  CASE WHEN h2 % 3000 = 0 THEN 1 + h % ($alerts // 5 * 2) ELSE $alerts // 5 * 2 + 1 + h2 % ($events // 40) END AS url_key,
  'GET' AS http_request_method, 200 AS http_response_status_code
FROM (
  SELECT i, CAST(hash(i) >> 2 AS BIGINT) AS h, CAST(hash(i, 2) >> 2 AS BIGINT) AS h2,
    1 + CAST(floor(5000 * pow(hash(i, 5) % 1000000 / 1000000, 2)) AS BIGINT) AS who
  FROM range(CAST($events AS BIGINT) // 8) t (i)
)
ORDER BY timestamp, record;
-- Endpoints: half processes, then files and look-ups; some of what came by e-mail.
INSERT INTO event_facts BY NAME
SELECT
  50331648 AS evidence_id, 100000000 + i AS record,
  TIMESTAMP '2024-03-01' + to_microseconds(CAST(i * (90 * 86400000000 / ($events // 8)) AS BIGINT)) AS timestamp,
  CASE kind WHEN 0 THEN 302 WHEN 1 THEN 303 ELSE 308 END AS action_key, who AS user_key, 1 + who AS host_key,
  CASE WHEN kind > 1 THEN 50001 + h2 % ($events // 40) END AS process_key,
  CASE WHEN kind = 0 THEN CASE WHEN h2 % 1000 = 0 THEN 10000001 + h % ($alerts // 5) ELSE $alerts // 5 + 1 + h2 % ($events // 50) END END AS file_key,
  CASE WHEN kind = 1 THEN CASE WHEN h2 % 1000 = 0 THEN 1 + h % ($alerts // 5 * 2) ELSE $alerts // 5 * 2 + 1 + h2 % ($events // 40) END END AS url_key
FROM (
  SELECT i, CAST(hash(i, 11) >> 2 AS BIGINT) AS h, CAST(hash(i, 12) >> 2 AS BIGINT) AS h2, i % 4 AS kind,
    1 + CAST(floor(5000 * pow(hash(i, 15) % 1000000 / 1000000, 2)) AS BIGINT) AS who
  FROM range(CAST($events AS BIGINT) // 8) t (i)
)
ORDER BY timestamp, record;
-- Entra: everybody from the first addresses of theirs.
INSERT INTO event_facts BY NAME
SELECT
  67108864 AS evidence_id, 100000000 + i AS record,
  TIMESTAMP '2024-03-01' + to_microseconds(CAST(i * (90 * 86400000000 / ($events // 20)) AS BIGINT)) AS timestamp,
  CASE WHEN h % 23 = 0 THEN 'failure' ELSE 'success' END AS event_outcome, CASE WHEN h % 23 = 0 THEN '50126' END AS error_code,
  304 AS action_key, who AS user_key, 1 + who * 12 % 60000 + least(h2 % 40, 11) AS address_key, 1 + who * 3 % 1997 AS client_key,
  1 + (who + h % 12) % 300 AS application_key, 1 + who AS device_key, true AS is_interactive
FROM (
  SELECT i, CAST(hash(i, 21) >> 2 AS BIGINT) AS h, CAST(hash(i, 22) >> 2 AS BIGINT) AS h2,
    1 + CAST(floor(5000 * pow(hash(i, 25) % 1000000 / 1000000, 2)) AS BIGINT) AS who
  FROM range(CAST($events AS BIGINT) // 20) t (i)
)
ORDER BY timestamp, record;
-- Instances call from one address of Amazon's; one in three also from elsewhere.
INSERT INTO event_facts BY NAME
SELECT
  83886080 AS evidence_id, 100000000 + i AS record,
  TIMESTAMP '2024-03-01' + to_microseconds(CAST(i * (90 * 86400000000 / ($events // 20)) AS BIGINT)) AS timestamp,
  CASE WHEN h % 31 = 0 THEN 'failure' ELSE 'success' END AS event_outcome, CASE WHEN h % 31 = 0 THEN 'AccessDenied' END AS error_code,
  31 + h % 220 AS action_key, 10001 + session AS principal_key, 10001 + session AS credential_key,
  CASE WHEN session % 3 = 0 AND h2 % 20 = 0 THEN 1 + session * 17 % 60000 ELSE 5 + session * 5 % 60000 END AS address_key,
  CASE WHEN session % 3 = 0 AND h2 % 20 = 0 THEN 4 + session % 1900 ELSE 5 END AS client_key, 'us-east-1' AS cloud_region
FROM (
  SELECT i, CAST(hash(i, 31) >> 2 AS BIGINT) AS h, CAST(hash(i, 32) >> 2 AS BIGINT) AS h2, i % ($alerts // 10 * 3) AS session
  FROM range(CAST($events AS BIGINT) // 20) t (i)
)
ORDER BY timestamp, record;
-- People move instances about: of a thousand events one is an order that may explain a new address.
INSERT INTO event_facts BY NAME
SELECT
  92274688 AS evidence_id, 100000000 + i AS record,
  TIMESTAMP '2024-03-01' + to_microseconds(CAST(i * (90 * 86400000000 / ($events // 1000)) AS BIGINT)) AS timestamp, 'success' AS event_outcome,
  309 + i % 3 AS action_key, 1 + i % 3 AS principal_key, 2 AS address_key, 6 AS client_key, '111122223333' AS recipient_account_id,
  CASE WHEN i % 4 = 0 THEN 'eu-west-1' ELSE 'us-east-1' END AS cloud_region, 'order ' || i AS event_id,
  '{"instanceId":"i-1' || lpad(CAST(1 + hash(i, 41) % ($alerts // 10 * 3) AS VARCHAR), 16, '0') || '"}' AS event_detail
FROM range(CAST($events AS BIGINT) // 1000) t (i);
-- The alerts.
INSERT INTO event_facts BY NAME
SELECT
  100663296 AS evidence_id, i AS record,
  TIMESTAMP '2024-03-05' + to_microseconds(CAST(i * (80 * 86400000000 / $alerts) AS BIGINT)) AS timestamp, 306 AS action_key,
  10000 + i AS principal_key, 10000 + i AS credential_key, 10000 + i % 40 AS user_key, 1 + (i - 1) * 17 % 60000 AS address_key,
  'finding ' || i AS event_id, 'us-east-1' AS cloud_region, 'high' AS risk_level
FROM range(1, $alerts // 10 * 3 + 1) t (i);
INSERT INTO event_facts BY NAME
SELECT
  117440512 AS evidence_id, i AS record,
  TIMESTAMP '2024-03-05' + to_microseconds(CAST(i * (80 * 86400000000 / $alerts * 2) AS BIGINT)) AS timestamp, 307 AS action_key,
  i AS email_key, i AS url_key, CASE WHEN i <= $alerts // 5 THEN i END AS file_key, 'Phishing' AS rule_name
FROM range(1, $alerts // 5 * 2 + 1) t (i);
-- At home, and half an hour later from far away; two in three are Okta's.
INSERT INTO event_facts BY NAME
SELECT
  134217728 AS evidence_id, 10 * i + step AS record,
  TIMESTAMP '2024-03-05' + to_microseconds(CAST(i * (80 * 86400000000 / ($alerts // 10 * 3)) AS BIGINT)) + step * INTERVAL 30 MINUTE AS timestamp,
  'success' AS event_outcome, CASE WHEN i % 3 > 0 THEN 1 + i % 10 ELSE 304 END AS action_key,
  who AS user_key, 1 + (who * 12 + step * 31337) % 60000 AS address_key, 1 + (who * 3 + step * (i % 2) * 700) % 1997 AS client_key,
  1 + (who + step) % 300 AS application_key, 1 + who + step * (i % 2) * 3000 AS device_key,
  CASE WHEN i % 3 > 0 THEN 300001 + 2 * i + step END AS session_key, true AS is_interactive,
  CASE WHEN step = 1 AND i % 3 > 0 THEN 'behaviors: Velocity=POSITIVE, New Geo-Location=POSITIVE; threat suspected' END AS risk_detail
FROM (SELECT i, 1 + i * 13 % 5000 AS who, step FROM range(1, $alerts // 10 * 3 + 1) t (i), range(0, 2) s (step))
ORDER BY timestamp, record;
INSERT INTO event_facts BY NAME
SELECT
  150994944 AS evidence_id, i AS record,
  TIMESTAMP '2024-03-05' + to_microseconds(CAST(i * (80 * 86400000000 / ($alerts // 10 * 3)) AS BIGINT)) + INTERVAL 31 MINUTE AS timestamp,
  305 AS action_key, 1 + i * 13 % 5000 AS user_key, 'unlikelyTravel' AS rule_name, 'medium' AS risk_level
FROM range(3, $alerts // 10 * 3 + 1, 3) t (i)
