-- What is found out about addresses, held as keys: what repeats stands once in a table of its own.
CREATE OR REPLACE TEMP TABLE address_answered (address_key INTEGER, answer_key INTEGER);
CREATE OR REPLACE TEMP TABLE address_answers_found (
  answer_key INTEGER,
  class_key INTEGER,
  place_key INTEGER,
  network_key INTEGER,
  cloud_key INTEGER,
  labels_key INTEGER,
  provenance_key INTEGER
);
-- Only where the canonical address is not the text of the log itself.
CREATE OR REPLACE TEMP TABLE address_ips (address_key INTEGER, ip VARCHAR);
CREATE OR REPLACE TEMP TABLE address_classes (class_key INTEGER, kind VARCHAR, range_name VARCHAR, is_address BOOLEAN);
CREATE OR REPLACE TEMP TABLE address_places (
  place_key INTEGER,
  country_iso_code VARCHAR,
  region_name VARCHAR,
  city_name VARCHAR,
  latitude DOUBLE,
  longitude DOUBLE,
  accuracy_radius_km DOUBLE
);
CREATE OR REPLACE TEMP TABLE address_networks (
  network_key INTEGER,
  as_number BIGINT,
  as_organization_name VARCHAR
);
CREATE OR REPLACE TEMP TABLE address_clouds (
  cloud_key INTEGER,
  provider VARCHAR,
  region VARCHAR,
  network_border_group VARCHAR,
  services VARCHAR,
  basis VARCHAR
);
CREATE OR REPLACE TEMP TABLE address_labels (
  labels_key INTEGER,
  labels VARCHAR,
  reason VARCHAR,
  hosting_reason VARCHAR
);
