UPDATE clients SET
  client_name = parsed.client_name,
  client_version = parsed.client_version,
  client_kind = parsed.client_kind,
  os_name = parsed.os_name,
  os_version = parsed.os_version,
  device_kind = parsed.device_kind
FROM (
  SELECT unnest(
    from_json(
      $clients,
      '[{"client_key": "INTEGER", "client_name": "VARCHAR", "client_version": "VARCHAR", "client_kind": "VARCHAR",
         "os_name": "VARCHAR", "os_version": "VARCHAR", "device_kind": "VARCHAR"}]'
    ),
    recursive := true
  )
) AS parsed
WHERE clients.client_key = parsed.client_key
