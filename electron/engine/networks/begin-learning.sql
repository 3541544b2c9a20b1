-- What is told to DuckDB before it counts: which datasets are of agents, and what their public addresses are.
CREATE OR REPLACE TEMP TABLE agent_datasets (dataset VARCHAR, address VARCHAR);
CREATE OR REPLACE TEMP TABLE agent_addresses (
  text VARCHAR,
  prefix VARCHAR,
  cloud_provider VARCHAR,
  cloud_region VARCHAR,
  hosting_reason VARCHAR,
  as_number BIGINT,
  as_organization_name VARCHAR
);
