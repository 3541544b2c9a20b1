-- A case, schema version 1. Facts carry integer keys; what repeats stands once in a dimension table.

CREATE TABLE meta (name VARCHAR NOT NULL, value VARCHAR);

CREATE TABLE audit_log (
  written_at TIMESTAMP NOT NULL,
  actor VARCHAR NOT NULL,
  action VARCHAR NOT NULL,
  subject VARCHAR,
  detail VARCHAR,
  tool_version VARCHAR NOT NULL
);

-- One row per stream of records: a file, or a member of an archive (member is then its name inside). A file's id is a multiple of
-- 2^24, its members follow it: ids depend on the evidence, not on the order in which threads come by.
CREATE TABLE evidence (
  evidence_id BIGINT NOT NULL,
  path VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  member VARCHAR,
  status VARCHAR NOT NULL,
  message VARCHAR,
  sha256 VARCHAR,
  bytes BIGINT,
  modified_at TIMESTAMP,
  content_sha256 VARCHAR,
  compression VARCHAR,
  encoding VARCHAR,
  source VARCHAR,
  shape VARCHAR,
  records BIGINT NOT NULL DEFAULT 0,
  events BIGINT NOT NULL DEFAULT 0,
  rejects BIGINT NOT NULL DEFAULT 0,
  skips BIGINT NOT NULL DEFAULT 0,
  skip_reasons VARCHAR,
  time_offsets VARCHAR,
  first_timestamp TIMESTAMP,
  last_timestamp TIMESTAMP,
  imported_at TIMESTAMP,
  tool_version VARCHAR,
  verified_at TIMESTAMP,
  difference VARCHAR
);

CREATE TABLE rejects (
  evidence_id BIGINT NOT NULL,
  record BIGINT,
  byte_offset BIGINT,
  line BIGINT,
  reason VARCHAR NOT NULL,
  excerpt VARCHAR,
  length BIGINT,
  sha256 VARCHAR
);

-- Records of files of mended rejects, each with the reject that it says it is.
CREATE TABLE repairs (
  evidence_id BIGINT NOT NULL,
  record BIGINT NOT NULL,
  of_sha256 VARCHAR NOT NULL,
  of_member VARCHAR,
  of_record BIGINT NOT NULL
);

-- Records that the vendor delivered again, each beside the one that counts.
CREATE TABLE copies (
  evidence_id BIGINT NOT NULL,
  record BIGINT NOT NULL,
  first_evidence_id BIGINT NOT NULL,
  first_record BIGINT NOT NULL
);

CREATE TABLE actions (
  action_key INTEGER NOT NULL,
  event_kind VARCHAR,
  event_dataset VARCHAR,
  event_category VARCHAR,
  event_provider VARCHAR,
  event_action VARCHAR
);
CREATE TABLE users (user_key INTEGER NOT NULL, user_name VARCHAR, person VARCHAR);
CREATE TABLE principals (
  principal_key INTEGER NOT NULL,
  user_id VARCHAR,
  user_type VARCHAR,
  principal_arn VARCHAR,
  principal_id VARCHAR,
  role_arn VARCHAR,
  cloud_account_id VARCHAR,
  invoked_by VARCHAR,
  credential_origin VARCHAR,
  person VARCHAR
);
CREATE TABLE credentials (credential_key INTEGER NOT NULL, access_key_id VARCHAR);
CREATE TABLE sessions (session_key INTEGER NOT NULL, session_id VARCHAR);
CREATE TABLE applications (application_key INTEGER NOT NULL, application_name VARCHAR);
CREATE TABLE devices (
  device_key INTEGER NOT NULL,
  device_id VARCHAR,
  device_fingerprint VARCHAR,
  device_os_name VARCHAR,
  device_managed BOOLEAN
);

-- Where the log itself says the client was: kept beside what our own data says, never mixed with it.
CREATE TABLE log_places (
  log_place_key INTEGER NOT NULL,
  log_country_iso_code VARCHAR,
  log_country_name VARCHAR,
  log_region_name VARCHAR,
  log_city_name VARCHAR,
  log_latitude DOUBLE,
  log_longitude DOUBLE,
  log_as_number BIGINT,
  log_as_organization_name VARCHAR,
  log_is_proxy BOOLEAN
);

-- Addresses as logs write them. Of what the data say only the key stands here, since a million addresses have few answers.
CREATE TABLE source_addresses (
  address_key INTEGER NOT NULL,
  source_address VARCHAR,
  -- 0 until it was looked up.
  answer_key INTEGER NOT NULL DEFAULT 0,
  -- Only where it is not the text of the log itself.
  canonical_ip VARCHAR,
  source_known_network VARCHAR,
  source_known_network_kind VARCHAR,
  source_known_network_status VARCHAR,
  source_countries_by_log VARCHAR
);
CREATE TABLE address_answers (
  answer_key INTEGER NOT NULL,
  -- Not a service's name or other text.
  is_address BOOLEAN NOT NULL,
  source_kind VARCHAR,
  source_range_name VARCHAR,
  source_country_iso_code VARCHAR,
  source_region_name VARCHAR,
  source_city_name VARCHAR,
  source_latitude DOUBLE,
  source_longitude DOUBLE,
  source_accuracy_radius_km DOUBLE,
  source_as_number BIGINT,
  source_as_organization_name VARCHAR,
  source_cloud_provider VARCHAR,
  source_cloud_region VARCHAR,
  source_cloud_network_border_group VARCHAR,
  source_cloud_services VARCHAR,
  source_cloud_basis VARCHAR,
  source_is_hosting BOOLEAN,
  source_hosting_reason VARCHAR,
  source_network_labels VARCHAR,
  source_network_labels_reason VARCHAR,
  provenance_key INTEGER
);
INSERT INTO address_answers (answer_key, is_address) VALUES (0, false);
CREATE VIEW addresses AS
SELECT
  s.address_key, s.source_address, a.source_kind,
  CASE WHEN a.is_address THEN coalesce(s.canonical_ip, s.source_address) END AS source_ip,
  a.source_range_name, a.source_country_iso_code, a.source_region_name, a.source_city_name, a.source_latitude, a.source_longitude,
  a.source_accuracy_radius_km, a.source_as_number, a.source_as_organization_name, a.source_cloud_provider, a.source_cloud_region,
  a.source_cloud_network_border_group, a.source_cloud_services, a.source_cloud_basis, a.source_is_hosting, a.source_hosting_reason,
  a.source_network_labels, a.source_network_labels_reason,
  s.source_known_network, s.source_known_network_kind, s.source_known_network_status, s.source_countries_by_log, a.provenance_key
FROM source_addresses s JOIN address_answers a ON a.answer_key = s.answer_key;

-- Which file said which value of an address: `said` are the labels that it gave, as JSON.
CREATE TABLE address_provenance (
  provenance_key INTEGER NOT NULL,
  value VARCHAR NOT NULL,
  source_key INTEGER NOT NULL,
  said VARCHAR
);
-- Data files as they were when they answered; one that has gone, or was renewed since, stays here.
CREATE TABLE answer_sources (
  source_key INTEGER NOT NULL,
  id VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  version VARCHAR NOT NULL,
  date VARCHAR,
  origin VARCHAR NOT NULL,
  name VARCHAR,
  sha256 VARCHAR
);

CREATE TABLE clients (
  client_key INTEGER NOT NULL,
  user_agent_original VARCHAR,
  client_name VARCHAR,
  client_version VARCHAR,
  client_kind VARCHAR,
  os_name VARCHAR,
  os_version VARCHAR,
  device_kind VARCHAR
);

CREATE TABLE hosts (
  host_key INTEGER NOT NULL,
  host_id VARCHAR,
  host_name VARCHAR,
  host_ip VARCHAR,
  host_external_ip VARCHAR
);
CREATE TABLE processes (
  process_key INTEGER NOT NULL,
  process_name VARCHAR,
  process_executable VARCHAR,
  process_command_line VARCHAR,
  process_parent_name VARCHAR,
  process_parent_command_line VARCHAR,
  process_hash_md5 VARCHAR,
  process_hash_sha1 VARCHAR,
  process_hash_sha256 VARCHAR
);
CREATE TABLE files (
  file_key INTEGER NOT NULL,
  file_name VARCHAR,
  file_path VARCHAR,
  file_hash_md5 VARCHAR,
  file_hash_sha1 VARCHAR,
  file_hash_sha256 VARCHAR
);
CREATE TABLE urls (url_key INTEGER NOT NULL, url_original VARCHAR, url_domain VARCHAR);
CREATE TABLE emails (
  email_key INTEGER NOT NULL,
  email_message_id VARCHAR,
  email_from_address VARCHAR,
  email_to_address VARCHAR,
  email_subject VARCHAR
);
CREATE TABLE orchestrators (
  orchestrator_key INTEGER NOT NULL,
  orchestrator_cluster_name VARCHAR,
  orchestrator_namespace VARCHAR,
  orchestrator_resource_type VARCHAR,
  orchestrator_resource_name VARCHAR
);

CREATE TABLE event_facts (
  evidence_id BIGINT NOT NULL,
  record BIGINT NOT NULL,
  timestamp TIMESTAMP NOT NULL,
  event_outcome VARCHAR,
  action_key INTEGER,
  user_key INTEGER,
  principal_key INTEGER,
  credential_key INTEGER,
  session_key INTEGER,
  address_key INTEGER,
  client_key INTEGER,
  application_key INTEGER,
  device_key INTEGER,
  log_place_key INTEGER,
  host_key INTEGER,
  process_key INTEGER,
  file_key INTEGER,
  url_key INTEGER,
  email_key INTEGER,
  orchestrator_key INTEGER,
  event_id VARCHAR,
  event_description VARCHAR,
  error_code VARCHAR,
  error_message VARCHAR,
  cloud_region VARCHAR,
  recipient_account_id VARCHAR,
  mfa_method VARCHAR,
  is_interactive BOOLEAN,
  token_id VARCHAR,
  issued_access_key_id VARCHAR,
  vpc_endpoint_id VARCHAR,
  resource_name VARCHAR,
  risk_level VARCHAR,
  risk_detail VARCHAR,
  event_detail VARCHAR,
  event_result VARCHAR,
  rule_name VARCHAR,
  process_pid BIGINT,
  process_entity_id VARCHAR,
  process_parent_pid BIGINT,
  registry_path VARCHAR,
  source_port BIGINT,
  source_bytes BIGINT,
  destination_ip VARCHAR,
  destination_port BIGINT,
  destination_bytes BIGINT,
  network_transport VARCHAR,
  http_request_method VARCHAR,
  http_response_status_code BIGINT,
  http_request_referrer VARCHAR
);

-- Who is who across the sources: made anew after every import and decision. `person` is the name that stands for all of them; a name_id
-- is a kind and a text in lower case: address:ada@example.com.
CREATE TABLE people (person_id VARCHAR NOT NULL, person VARCHAR NOT NULL, kind VARCHAR NOT NULL, names INTEGER NOT NULL);
CREATE TABLE person_names (
  person_id VARCHAR NOT NULL,
  name_id VARCHAR NOT NULL,
  column_name VARCHAR NOT NULL,
  event_dataset VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  rule VARCHAR NOT NULL,
  certainty VARCHAR NOT NULL,
  -- The name that this one hangs on; null for the one that stands for all.
  via VARCHAR,
  events BIGINT NOT NULL,
  records VARCHAR NOT NULL
);
-- People that might be one, and are not taken for one.
CREATE TABLE person_candidates (person_id VARCHAR NOT NULL, other_person_id VARCHAR NOT NULL, reason VARCHAR NOT NULL);
-- What the analyst decided; wins over the rules, the later over the earlier.
CREATE TABLE person_decisions (
  decision INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  name_id VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  with_name_id VARCHAR,
  with_name VARCHAR,
  reason VARCHAR NOT NULL,
  decided_at TIMESTAMP NOT NULL,
  decided_by VARCHAR NOT NULL,
  undone_at TIMESTAMP,
  undone_by VARCHAR
);

-- Alerts on e-mails, a row for each recipient, with whatever else is recorded of the same message; `received` where the log tells.
CREATE TABLE mail_alerts (
  evidence_id BIGINT NOT NULL,
  record BIGINT NOT NULL,
  message VARCHAR NOT NULL,
  recipient VARCHAR NOT NULL,
  is_alert BOOLEAN NOT NULL,
  is_click BOOLEAN NOT NULL,
  received TIMESTAMP
);
-- What those records name. A link that a gateway rewrote stands twice: as it was written, and as what it leads to.
CREATE TABLE indicators (
  evidence_id BIGINT NOT NULL,
  record BIGINT NOT NULL,
  message VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  role VARCHAR NOT NULL,
  value VARCHAR NOT NULL,
  normalised VARCHAR NOT NULL,
  host VARCHAR,
  registrable_domain VARCHAR
);
-- Addresses of the evidence below the domains of indicators, in the form in which they are compared.
CREATE TABLE indicator_urls (
  url_key INTEGER NOT NULL,
  normalised VARCHAR NOT NULL,
  host VARCHAR NOT NULL,
  registrable_domain VARCHAR NOT NULL
);

-- Data files that the user brought, by path and hash; of their content only published ranges are in the case. Those that come with
-- the program are not listed here.
CREATE TABLE data_files (
  id VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  version VARCHAR NOT NULL,
  date VARCHAR,
  licence VARCHAR NOT NULL,
  attribution VARCHAR NOT NULL,
  origin VARCHAR NOT NULL,
  entries BIGINT,
  name VARCHAR,
  path VARCHAR,
  sha256 VARCHAR
);
-- Address ranges as a cloud provider publishes them, or of the user's own; services are those listed for the prefix itself, with
-- commas. `data_file` is the id in `data_files`.
CREATE TABLE cloud_ranges (
  data_file VARCHAR NOT NULL,
  provider VARCHAR NOT NULL,
  prefix VARCHAR NOT NULL,
  region VARCHAR,
  network_border_group VARCHAR,
  services VARCHAR NOT NULL
);
-- What lists of the user's own say of networks: `AS64500` or a prefix.
CREATE TABLE network_labels (
  data_file VARCHAR NOT NULL,
  network VARCHAR NOT NULL,
  label VARCHAR NOT NULL,
  reason VARCHAR NOT NULL
);

-- How the columns of forms that no source knows become ours, as JSON; of two that fit a file the one saved last is taken.
CREATE TABLE mappings (saved INTEGER NOT NULL, name VARCHAR NOT NULL, mapping VARCHAR NOT NULL);

-- What was changed of the parameters of hunts and trees, as JSON.
CREATE TABLE parameters (definition VARCHAR NOT NULL, name VARCHAR NOT NULL, value VARCHAR NOT NULL);

-- Hunts of a person's own, and Sigma rules that were imported: each with the text of the documents that it is made of.
CREATE TABLE own_hunts (
  saved INTEGER NOT NULL,
  id VARCHAR NOT NULL,
  format VARCHAR NOT NULL,
  file VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  sha256 VARCHAR NOT NULL
);

-- Decision trees of a person's own, each version with its text: the one saved last walks, the others explain verdicts that were reached
-- by them.
CREATE TABLE own_trees (
  saved INTEGER NOT NULL,
  id VARCHAR NOT NULL,
  version INTEGER NOT NULL,
  file VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  sha256 VARCHAR NOT NULL
);

-- Networks of the organisation that a person gave, or decided on after they were learned. Exactly one line a prefix.
CREATE TABLE known_networks (
  prefix VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  status VARCHAR NOT NULL,
  reason VARCHAR,
  origin VARCHAR NOT NULL
);
-- Public addresses (IPv6: subnets of /64) from which company agents talked, also those below the minimums; made anew from the events.
CREATE TABLE learned_networks (
  prefix VARCHAR NOT NULL,
  devices INTEGER NOT NULL,
  days INTEGER NOT NULL,
  events BIGINT NOT NULL,
  first_timestamp TIMESTAMP NOT NULL,
  last_timestamp TIMESTAMP NOT NULL,
  datasets VARCHAR[] NOT NULL,
  cloud_provider VARCHAR,
  cloud_region VARCHAR,
  hosting_reason VARCHAR,
  as_number BIGINT,
  as_organization_name VARCHAR
);
CREATE TABLE learned_network_events (
  prefix VARCHAR NOT NULL,
  ordinal INTEGER NOT NULL,
  evidence_id BIGINT NOT NULL,
  record BIGINT NOT NULL
);
-- The datasets in which agents told a public address of theirs. None: no address can be called unknown to the organisation.
CREATE TABLE agent_coverage (
  dataset VARCHAR NOT NULL,
  events BIGINT NOT NULL,
  devices INTEGER NOT NULL,
  addresses INTEGER NOT NULL,
  first_timestamp TIMESTAMP NOT NULL,
  last_timestamp TIMESTAMP NOT NULL
);

-- Which instance, gateway, interface or endpoint of the own cloud held which address, from when until when, and the records that say
-- so; made anew from the events. NULL: not known since when, or not known to have ended.
CREATE TABLE address_holders (
  address VARCHAR NOT NULL,
  is_public BOOLEAN NOT NULL,
  holder_kind VARCHAR NOT NULL,
  holder_id VARCHAR NOT NULL,
  cloud_account_id VARCHAR,
  cloud_region VARCHAR,
  -- When a record says that it is held: `held_from`, or a moment between.
  stated_at TIMESTAMP NOT NULL,
  held_from TIMESTAMP,
  held_until TIMESTAMP,
  stated_by VARCHAR NOT NULL,
  evidence_id BIGINT NOT NULL,
  record BIGINT NOT NULL,
  ended_by VARCHAR,
  ended_evidence_id BIGINT,
  ended_record BIGINT
);

-- Questions that were kept under a name; inputs and order as JSON.
CREATE TABLE saved_queries (name VARCHAR NOT NULL, query VARCHAR NOT NULL, inputs VARCHAR NOT NULL, sort VARCHAR);

-- Looks at the timeline that were kept under a name; filters and columns as JSON.
CREATE TABLE saved_views (
  name VARCHAR NOT NULL,
  filters VARCHAR NOT NULL,
  columns VARCHAR NOT NULL,
  sort VARCHAR NOT NULL,  -- 'asc' or 'desc'
  sort_column VARCHAR,  -- null: the time
  histogram_column VARCHAR  -- null: the usual one
);

CREATE TABLE hunt_runs (
  hunt VARCHAR NOT NULL,
  state VARCHAR NOT NULL,
  reason VARCHAR,
  parameters VARCHAR NOT NULL,
  findings BIGINT NOT NULL
);

CREATE TABLE findings (
  finding_id VARCHAR NOT NULL,
  hunt VARCHAR NOT NULL,
  severity VARCHAR NOT NULL,
  score INTEGER NOT NULL,
  entity_kind VARCHAR NOT NULL,
  entity_value VARCHAR NOT NULL,
  window_start TIMESTAMP,
  window_end TIMESTAMP,
  event_count BIGINT NOT NULL,
  summary VARCHAR NOT NULL,
  finding_values VARCHAR NOT NULL,
  -- Those that the hunt gave, then those with what the rest of its incident says.
  own_parts VARCHAR NOT NULL DEFAULT '[]',
  score_parts VARCHAR NOT NULL
);
CREATE TABLE finding_events (
  finding_id VARCHAR NOT NULL,
  ordinal INTEGER NOT NULL,
  evidence_id BIGINT NOT NULL,
  record BIGINT NOT NULL
);

CREATE TABLE verdicts (
  verdict_id VARCHAR NOT NULL,
  tree VARCHAR NOT NULL,
  tree_version INTEGER NOT NULL,
  subject_kind VARCHAR NOT NULL,
  subject VARCHAR NOT NULL,
  alert VARCHAR,
  alert_evidence_id BIGINT,
  alert_record BIGINT,
  -- Of two sessions that an analyst picked.
  pick_id VARCHAR,
  parameters VARCHAR NOT NULL,
  verdict VARCHAR NOT NULL,
  reason VARCHAR NOT NULL,
  score INTEGER NOT NULL,
  confidence VARCHAR NOT NULL,
  window_start TIMESTAMP,
  window_end TIMESTAMP,
  facts VARCHAR NOT NULL,
  path VARCHAR NOT NULL,
  missing VARCHAR NOT NULL,
  -- The way with the analyst's answers, as JSON, and what ranks and sums need of it.
  own VARCHAR,
  own_verdict VARCHAR,
  own_score INTEGER
);
-- Of the questions on both ways.
CREATE TABLE verdict_events (
  verdict_id VARCHAR NOT NULL,
  question VARCHAR NOT NULL,
  ordinal INTEGER NOT NULL,
  evidence_id BIGINT NOT NULL,
  record BIGINT NOT NULL
);

-- Findings that an analyst set aside: of a hunt and an entity, within a window or (NULL) whenever.
CREATE TABLE mutes (
  mute_id VARCHAR NOT NULL,
  hunt VARCHAR NOT NULL,
  entity_kind VARCHAR NOT NULL,
  entity_value VARCHAR NOT NULL,
  window_start TIMESTAMP,
  window_end TIMESTAMP,
  reason VARCHAR NOT NULL,
  muted_at TIMESTAMP NOT NULL,
  muted_by VARCHAR NOT NULL
);
-- Of several mutes that cover a finding, the widest.
CREATE VIEW muted_findings AS
SELECT f.finding_id, min_by(m.mute_id, {since: coalesce(m.window_start, TIMESTAMP '-infinity'), id: m.mute_id}) AS mute_id
FROM findings f
JOIN mutes m ON m.hunt = f.hunt AND m.entity_kind = f.entity_kind AND m.entity_value = f.entity_value
  AND (m.window_start IS NULL OR (f.window_start >= m.window_start AND f.window_end <= m.window_end))
GROUP BY f.finding_id;

-- Findings and verdicts that belong together; made anew whenever one of them changes. Lists as JSON.
CREATE TABLE incidents (
  incident_id VARCHAR NOT NULL,
  score INTEGER NOT NULL,
  score_parts VARCHAR NOT NULL,
  severity VARCHAR,
  verdict VARCHAR,
  entity_kind VARCHAR NOT NULL,
  entity_value VARCHAR NOT NULL,
  window_start TIMESTAMP,
  window_end TIMESTAMP,
  summary VARCHAR NOT NULL,
  findings INTEGER NOT NULL,
  verdicts INTEGER NOT NULL,
  hunts INTEGER NOT NULL,
  hypotheses VARCHAR NOT NULL,
  attack VARCHAR NOT NULL
);
-- By weight; `points`: what it gives to the incident's score.
CREATE TABLE incident_members (
  incident_id VARCHAR NOT NULL,
  ordinal INTEGER NOT NULL,
  member_kind VARCHAR NOT NULL,
  member_id VARCHAR NOT NULL,
  points INTEGER NOT NULL
);
CREATE TABLE incident_entities (
  incident_id VARCHAR NOT NULL,
  ordinal INTEGER NOT NULL,
  entity_kind VARCHAR NOT NULL,
  entity_value VARCHAR NOT NULL,
  records BIGINT NOT NULL
);

-- The facts that hold records, as JSON, of all questions: another way may come by those that were not asked.
CREATE TABLE verdict_records (verdict_id VARCHAR NOT NULL, facts VARCHAR NOT NULL);

-- What an analyst answered in place of the facts. It belongs to the subject and its alert, so that it outlives a run.
CREATE TABLE tree_answers (
  tree VARCHAR NOT NULL,
  subject_kind VARCHAR NOT NULL,
  subject VARCHAR NOT NULL,
  alert_evidence_id BIGINT,
  alert_record BIGINT,
  pick_id VARCHAR,
  question VARCHAR NOT NULL,
  answer VARCHAR NOT NULL,
  reason VARCHAR NOT NULL,
  author VARCHAR NOT NULL,
  written_at TIMESTAMP NOT NULL
);

-- Two sign-ins that an analyst picked, the earlier one first: their sessions are walked in every run. An event is found again by its own
-- id where it has one, since evidence that is read anew may get other numbers.
CREATE TABLE compared_sessions (
  pick_id VARCHAR NOT NULL,
  tree VARCHAR NOT NULL,
  first_evidence_id BIGINT NOT NULL,
  first_record BIGINT NOT NULL,
  first_event_id VARCHAR,
  second_evidence_id BIGINT NOT NULL,
  second_record BIGINT NOT NULL,
  second_event_id VARCHAR,
  reason VARCHAR NOT NULL,
  author VARCHAR NOT NULL,
  written_at TIMESTAMP NOT NULL
);

-- What the last run of the trees changed; both sides as JSON, NULL where there is no verdict.
CREATE TABLE verdict_changes (
  ordinal INTEGER NOT NULL,
  verdict_id VARCHAR,
  tree VARCHAR NOT NULL,
  subject_kind VARCHAR NOT NULL,
  subject VARCHAR NOT NULL,
  alert VARCHAR,
  side_before VARCHAR,
  side_now VARCHAR
);

-- What an analyst starred, tagged or wrote on, by what stays of it when hunts, trees and incidents are made anew; `thing` is the hash of
-- that. `definition` is the hunt or tree; of a verdict, evidence and record are those of its alert.
CREATE TABLE marked_things (
  thing VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  definition VARCHAR,
  entity_kind VARCHAR,
  entity_value VARCHAR,
  window_start TIMESTAMP,
  window_end TIMESTAMP,
  evidence_id BIGINT,
  record BIGINT,
  pick_id VARCHAR
);
-- A star where `tag` is NULL.
CREATE TABLE marks (thing VARCHAR NOT NULL, tag VARCHAR, author VARCHAR NOT NULL, written_at TIMESTAMP NOT NULL);
CREATE TABLE notes (
  note INTEGER NOT NULL,
  thing VARCHAR NOT NULL,
  body VARCHAR NOT NULL,
  author VARCHAR NOT NULL,
  written_at TIMESTAMP NOT NULL,
  changed_at TIMESTAMP
);
-- A PNG file in base64, for the report.
CREATE TABLE pictures (
  picture INTEGER NOT NULL,
  title VARCHAR NOT NULL,
  png VARCHAR NOT NULL,
  -- What has pseudonyms in its pixels, as `names,addresses`.
  redacted VARCHAR NOT NULL,
  author VARCHAR NOT NULL,
  written_at TIMESTAMP NOT NULL
);
-- The records among those things: of one that was delivered again, the one that counts.
CREATE VIEW marked_records AS
SELECT t.thing, coalesce(c.first_evidence_id, t.evidence_id) AS evidence_id, coalesce(c.first_record, t.record) AS record
FROM marked_things t LEFT JOIN copies c ON c.evidence_id = t.evidence_id AND c.record = t.record
WHERE t.kind = 'record';
-- The columns `starred`, `tag` and `note` that filters and facets of events know.
CREATE VIEW record_marks AS
SELECT DISTINCT r.evidence_id, r.record, m.column_name, m.value
FROM marked_records r JOIN (
  SELECT thing, CASE WHEN tag IS NULL THEN 'starred' ELSE 'tag' END AS column_name, coalesce(tag, 'true') AS value FROM marks
  UNION ALL SELECT thing, 'note', body FROM notes
) m ON m.thing = r.thing;

-- The key to redacted exports: which pseudonym stands for which value. It leaves the case in no export.
CREATE TABLE pseudonyms (kind VARCHAR NOT NULL, value VARCHAR NOT NULL, pseudonym VARCHAR NOT NULL);

CREATE VIEW events AS
SELECT
  f.evidence_id, f.record, f.timestamp,
  a.event_dataset, a.event_kind, a.event_category, a.event_provider, a.event_action, f.event_outcome,
  f.event_id, f.event_description, f.error_code, f.error_message,
  u.user_name, p.user_id, p.user_type, p.principal_arn, p.principal_id, p.role_arn,
  p.cloud_account_id, p.invoked_by, p.credential_origin, coalesce(p.person, u.person) AS person,
  k.access_key_id, f.issued_access_key_id, s.session_id, f.token_id,
  i.source_address, i.source_kind, i.source_ip, i.source_range_name,
  i.source_country_iso_code, i.source_region_name, i.source_city_name, i.source_latitude, i.source_longitude,
  i.source_accuracy_radius_km, i.source_countries_by_log,
  i.source_as_number, i.source_as_organization_name,
  i.source_cloud_provider, i.source_cloud_region, i.source_cloud_network_border_group, i.source_cloud_services,
  i.source_cloud_basis,
  i.source_is_hosting, i.source_hosting_reason, i.source_network_labels, i.source_network_labels_reason,
  i.source_known_network, i.source_known_network_kind, i.source_known_network_status,
  l.log_country_iso_code, l.log_country_name, l.log_region_name, l.log_city_name, l.log_latitude, l.log_longitude,
  l.log_as_number, l.log_as_organization_name, l.log_is_proxy,
  c.user_agent_original, c.client_name, c.client_version, c.client_kind, c.os_name, c.os_version, c.device_kind,
  d.device_id, d.device_fingerprint, d.device_os_name, d.device_managed,
  n.application_name, f.mfa_method, f.is_interactive,
  f.cloud_region, f.recipient_account_id, f.vpc_endpoint_id, f.resource_name,
  f.risk_level, f.risk_detail, f.event_detail, f.event_result, f.rule_name,
  h.host_id, h.host_name, h.host_ip, h.host_external_ip,
  r.process_name, r.process_executable, r.process_command_line, r.process_parent_name, r.process_parent_command_line,
  r.process_hash_md5, r.process_hash_sha1, r.process_hash_sha256,
  f.process_pid, f.process_entity_id, f.process_parent_pid, f.registry_path,
  e.file_name, e.file_path, e.file_hash_md5, e.file_hash_sha1, e.file_hash_sha256,
  w.url_original, w.url_domain, f.http_request_method, f.http_response_status_code, f.http_request_referrer,
  f.source_port, f.source_bytes, f.destination_ip, f.destination_port, f.destination_bytes, f.network_transport,
  m.email_message_id, m.email_from_address, m.email_to_address, m.email_subject,
  o.orchestrator_cluster_name, o.orchestrator_namespace, o.orchestrator_resource_type, o.orchestrator_resource_name
FROM event_facts f
LEFT JOIN actions a ON a.action_key = f.action_key
LEFT JOIN users u ON u.user_key = f.user_key
LEFT JOIN principals p ON p.principal_key = f.principal_key
LEFT JOIN credentials k ON k.credential_key = f.credential_key
LEFT JOIN sessions s ON s.session_key = f.session_key
LEFT JOIN addresses i ON i.address_key = f.address_key
LEFT JOIN clients c ON c.client_key = f.client_key
LEFT JOIN applications n ON n.application_key = f.application_key
LEFT JOIN devices d ON d.device_key = f.device_key
LEFT JOIN log_places l ON l.log_place_key = f.log_place_key
LEFT JOIN hosts h ON h.host_key = f.host_key
LEFT JOIN processes r ON r.process_key = f.process_key
LEFT JOIN files e ON e.file_key = f.file_key
LEFT JOIN urls w ON w.url_key = f.url_key
LEFT JOIN emails m ON m.email_key = f.email_key
LEFT JOIN orchestrators o ON o.orchestrator_key = f.orchestrator_key;
