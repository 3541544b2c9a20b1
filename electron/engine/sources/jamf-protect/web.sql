SELECT
  evidence_id,
  record,
  CASE WHEN threat THEN 'jamf_protect.web_threat_events' ELSE 'jamf_protect.web_traffic_events' END AS dataset,
  CASE WHEN threat THEN 'alert' END AS kind,
  CASE WHEN threat THEN 'threat' ELSE 'network' END AS category,
  e.metadata.product AS provider,
  CASE WHEN threat THEN e.eventType.name ELSE coalesce(e.signatureId.name, 'network traffic') END AS action,
  CASE
    WHEN e.blocked = 'true' OR lower(e.action) LIKE 'block%' THEN 'failure'
    WHEN e.blocked = 'false' THEN 'success'
  END AS outcome,
  e.alertId AS id,
  CASE WHEN threat THEN coalesce(e.eventType.description, e.eventType.name) END AS description,
  e.hostName AS about,
  coalesce(e."user".email, e."user".name) AS user_name,
  e.source.ip AS address,
  e.source.ip AS external_ip,
  e.location AS country,
  e.device.deviceId AS host_id,
  coalesce(e.device.userDeviceName, e.device.deviceName) AS host_name,
  e.device.externalId AS device_id,
  coalesce(e.device.os, e.device.osType) AS os,
  e.app.name AS application,
  e.severity AS risk,
  CASE WHEN e.threat.result <> 'CLEAN' THEN concat_ws(': ', e.threat.result, nullif(array_to_string(e.threat.types, ', '), '')) END
    AS risk_detail,
  CASE WHEN threat THEN e.eventType.name END AS rule,
  [{'key': 'answer', 'value': concat_ws(' ', e.dns.recordType, e.dns.responseStatus)},
    {'key': 'also', 'value': array_to_string(e.destination.ips[2:], ' ')},
    {'key': 'action', 'value': e.action},
    {'key': 'version', 'value': e.app.version},
    {'key': 'event', 'value': e.eventUrl}] AS details,
  e.app.sha1 AS file_sha1,
  e.app.sha256 AS file_sha256,
  coalesce(e.hostName, CASE WHEN contains(e.destination.name, '.') THEN e.destination.name END) AS domain,
  e.source.port AS source_port,
  coalesce(e.destination.ips[1], CASE WHEN regexp_matches(e.destination.ip, '[0-9a-fA-F]*[.:]') THEN e.destination.ip END)
    AS destination_ip,
  e.destination.port AS destination_port,
  e.timestamp AS logged,
  'event.timestamp' AS time_field
FROM (SELECT *, coalesce(e.metadata.product ILIKE '%threat%', false) OR e.eventType IS NOT NULL AS threat FROM given_web)
