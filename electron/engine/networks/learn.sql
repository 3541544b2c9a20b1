-- From which public addresses did which devices talk? Few of the hosts have one that counts, so these are found first.
CREATE OR REPLACE TEMP TABLE agent_spots AS
WITH host_names AS (
  SELECT host_id, min(host_name) AS host_name
  FROM hosts WHERE host_id IS NOT NULL AND host_name IS NOT NULL GROUP BY host_id
),
-- Logs write one computer as `NB-7`, `nb-7.corp.example` or by the number of its agent: the short name joins them.
named AS (
  SELECT
    h.host_key, h.host_external_ip, h.host_ip,
    coalesce(h.host_name, n.host_name) AS full_name,
    CASE WHEN regexp_full_match(full_name, '[\d.]+|.*:.*') THEN lower(full_name) ELSE nullif(lower(split_part(full_name, '.', 1)), '') END
      AS name,
    coalesce(name, lower(h.host_id)) AS device
  FROM hosts h
  LEFT JOIN host_names n ON n.host_id = h.host_id
  WHERE coalesce(h.host_id, h.host_name) IS NOT NULL
)
SELECT host_key, device, name, 'host_external_ip' AS address, a.prefix
FROM named h JOIN agent_addresses a ON a.text = h.host_external_ip
UNION ALL
SELECT host_key, device, name, 'host_ip', a.prefix
FROM named h JOIN agent_addresses a ON a.text = h.host_ip;

CREATE OR REPLACE TEMP TABLE agent_talks AS
SELECT d.dataset, s.prefix, s.device, s.name, t.host_key, t.action_key, t.day, t.events, t.first_seen, t.last_seen
FROM (
  SELECT f.host_key, f.action_key, CAST(f.timestamp AS DATE) AS day,
    count(*) AS events, min(f.timestamp) AS first_seen, max(f.timestamp) AS last_seen
  FROM event_facts f
  WHERE f.host_key IN (SELECT host_key FROM agent_spots)
    AND f.action_key IN (SELECT action_key FROM actions a JOIN agent_datasets d ON d.dataset = a.event_dataset)
  GROUP BY ALL
) t
JOIN actions a ON a.action_key = t.action_key
JOIN agent_datasets d ON d.dataset = a.event_dataset
JOIN agent_spots s ON s.host_key = t.host_key AND s.address = d.address;

DELETE FROM learned_networks;
DELETE FROM learned_network_events;
DELETE FROM agent_coverage;

-- A device with several agents must not be counted twice, also where one of them does not tell its name: of devices that are surely
-- different there are as many as one log tells apart, or as there are names.
INSERT INTO learned_networks BY NAME
WITH of_one_log AS (
  SELECT prefix, max(devices) AS devices
  FROM (SELECT prefix, dataset, count(DISTINCT device) AS devices FROM agent_talks GROUP BY prefix, dataset)
  GROUP BY prefix
),
counted AS (
  SELECT
    t.prefix,
    CAST(greatest(any_value(o.devices), count(DISTINCT t.name)) AS INTEGER) AS devices,
    CAST(count(DISTINCT t.day) AS INTEGER) AS days,
    CAST(sum(t.events) AS BIGINT) AS events,
    min(t.first_seen) AS first_timestamp,
    max(t.last_seen) AS last_timestamp,
    list_sort(list(DISTINCT t.dataset)) AS datasets
  FROM agent_talks t
  JOIN of_one_log o ON o.prefix = t.prefix
  GROUP BY t.prefix
)
SELECT c.*, a.cloud_provider, a.cloud_region, a.hosting_reason, a.as_number, a.as_organization_name
FROM counted c
JOIN (
  SELECT prefix, min(cloud_provider) AS cloud_provider, min(cloud_region) AS cloud_region, min(hosting_reason) AS hosting_reason,
    min(as_number) AS as_number, min(as_organization_name) AS as_organization_name
  FROM agent_addresses GROUP BY prefix
) a ON a.prefix = c.prefix
ORDER BY c.devices DESC, c.days DESC, c.events DESC, c.prefix;

INSERT INTO learned_network_events BY NAME
WITH firsts AS (
  SELECT prefix, device, min(first_seen) AS seen FROM agent_talks GROUP BY prefix, device
),
chosen AS (
  SELECT DISTINCT f.prefix, f.device, t.host_key, t.action_key, f.seen, false AS is_last
  FROM firsts f
  JOIN agent_talks t ON t.prefix = f.prefix AND t.device = f.device AND t.first_seen = f.seen
  UNION ALL
  SELECT DISTINCT t.prefix, '', t.host_key, t.action_key, t.last_seen, true
  FROM agent_talks t
  JOIN learned_networks l ON l.prefix = t.prefix AND l.last_timestamp = t.last_seen
),
records AS (
  SELECT c.prefix, c.device, c.is_last, c.seen, min({evidence_id: f.evidence_id, record: f.record}) AS ref
  FROM chosen c
  JOIN event_facts f ON f.host_key = c.host_key AND f.action_key = c.action_key AND f.timestamp = c.seen
  GROUP BY ALL
),
placed AS (
  SELECT *, row_number() OVER (PARTITION BY prefix, is_last ORDER BY seen, ref) AS place FROM records
)
SELECT prefix, CAST(row_number() OVER (PARTITION BY prefix ORDER BY seen, ref) AS INTEGER) AS ordinal,
  ref.evidence_id AS evidence_id, ref.record AS record
FROM (SELECT DISTINCT prefix, seen, ref FROM placed WHERE is_last OR place <= 10)
ORDER BY prefix, ordinal;

INSERT INTO agent_coverage BY NAME
SELECT
  dataset,
  CAST(sum(events) AS BIGINT) AS events,
  CAST(count(DISTINCT device) AS INTEGER) AS devices,
  CAST(count(DISTINCT prefix) AS INTEGER) AS addresses,
  min(first_seen) AS first_timestamp,
  max(last_seen) AS last_timestamp
FROM agent_talks
GROUP BY dataset
ORDER BY dataset;

DROP TABLE agent_talks;
DROP TABLE agent_spots;
DROP TABLE agent_addresses;
DROP TABLE agent_datasets;
