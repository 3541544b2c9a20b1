-- What calls of EC2 and findings of GuardDuty say of who had which address. The calls are few among the events: they come out first.
CREATE OR REPLACE TEMP TABLE holder_calls AS
SELECT
  row_number() OVER (ORDER BY f.timestamp, f.evidence_id, f.record) AS call,
  f.timestamp, f.evidence_id, f.record, a.event_action AS action,
  coalesce(f.recipient_account_id, p.cloud_account_id) AS account_id, f.cloud_region AS region,
  f.event_detail AS asked_text,
  CASE WHEN json_valid(f.event_detail) THEN f.event_detail::JSON END AS asked,
  CASE WHEN json_valid(f.event_result) THEN f.event_result::JSON END AS answered,
  h.host_id, h.host_ip, h.host_external_ip
FROM event_facts f
JOIN actions a ON a.action_key = f.action_key
LEFT JOIN principals p ON p.principal_key = f.principal_key
LEFT JOIN hosts h ON h.host_key = f.host_key
WHERE a.event_dataset = 'aws.cloudtrail' AND a.event_provider = 'ec2.amazonaws.com' AND f.event_outcome = 'success'
    AND a.event_action IN ('RunInstances', 'DescribeInstances', 'StartInstances', 'StopInstances', 'TerminateInstances',
      'AllocateAddress', 'AssociateAddress', 'DescribeAddresses', 'DisassociateAddress', 'ReleaseAddress',
      'CreateNatGateway', 'DeleteNatGateway', 'CreateNetworkInterface', 'AttachNetworkInterface', 'DeleteNetworkInterface',
      'CreateVpcEndpoint', 'DeleteVpcEndpoints')
  OR a.event_dataset = 'aws.guardduty' AND h.host_id LIKE 'i-%' AND coalesce(h.host_ip, h.host_external_ip) IS NOT NULL;

DELETE FROM address_holders;

INSERT INTO address_holders BY NAME
WITH
-- Machines, as RunInstances and DescribeInstances list them.
machines AS MATERIALIZED (
  SELECT * EXCLUDE (item), item ->> '$.instanceId' AS instance_id, item
  FROM (
    SELECT *, unnest(CASE action
      WHEN 'RunInstances' THEN json_extract(answered, '$.items[*]')
      ELSE json_extract(answered, '$.items[*].instancesSet.items[*]') END) AS item
    FROM holder_calls WHERE action IN ('RunInstances', 'DescribeInstances')
  )
),
-- Their network interfaces; CreateNetworkInterface answers with one by itself.
interfaces AS MATERIALIZED (
  SELECT call, action, instance_id, unnest(list_concat(
    json_extract(item, '$.networkInterfaceSet.items[*]'), json_extract(item, '$.networkInterfaceSet.item[*]'))) AS interface
  FROM machines
  UNION ALL
  SELECT call, action, NULL, answered FROM holder_calls WHERE action = 'CreateNetworkInterface'
),
-- No path that looks at every depth: of a value nested in itself it would copy each into the answer.
interface_addresses AS MATERIALIZED (
  SELECT DISTINCT call, action, instance_id, interface ->> '$.networkInterfaceId' AS interface_id,
    unnest(list_concat(
      [interface ->> '$.privateIpAddress'],
      json_extract_string(interface, '$.privateIpAddressesSet.item[*].privateIpAddress'),
      json_extract_string(interface, '$.privateIpAddressesSet.items[*].privateIpAddress'),
      json_extract_string(interface, '$.ipv6AddressesSet.item[*].ipv6Address'),
      json_extract_string(interface, '$.ipv6AddressesSet.items[*].ipv6Address'))) AS ip
  FROM interfaces
),
described AS MATERIALIZED (
  SELECT * EXCLUDE (item), item ->> '$.publicIp' AS ip, item ->> '$.allocationId' AS allocation_id, item ->> '$.instanceId' AS instance_id
  FROM (
    SELECT *, unnest(list_concat(json_extract(answered, '$.item[*]'), json_extract(answered, '$.items[*]'))) AS item
    FROM holder_calls WHERE action = 'DescribeAddresses'
  )
),
gateways AS MATERIALIZED (
  SELECT * EXCLUDE (given), coalesce(nullif(regexp_extract(asked_text, 'eipalloc-[0-9a-f]+'), ''), given[1] ->> '$.allocationId') AS allocation_id,
    list_filter(list_transform(given, lambda one: one ->> '$.publicIp'), lambda ip: ip IS NOT NULL) AS public_ips,
    list_filter(list_transform(given, lambda one: one ->> '$.privateIp'), lambda ip: ip IS NOT NULL) AS private_ips
  FROM (
    SELECT *, answered ->> '$.natGateway.natGatewayId' AS gateway_id,
      list_filter(list_concat(
        json_extract(answered, '$.natGateway.natGatewayAddressSet.item[*]'),
        [json_extract(answered, '$.natGateway.natGatewayAddressSet.item')]), lambda one: json_type(one) = 'OBJECT') AS given
    FROM holder_calls WHERE action = 'CreateNatGateway'
  )
),
-- Calls name an Elastic IP by its allocation: which address that is, some other call says.
elastic AS MATERIALIZED (
  SELECT allocation_id, min(ip) AS ip
  FROM (
    SELECT answered ->> '$.allocationId' AS allocation_id, answered ->> '$.publicIp' AS ip
    FROM holder_calls WHERE action = 'AllocateAddress'
    UNION ALL
    SELECT allocation_id, ip FROM described
    UNION ALL
    SELECT allocation_id, public_ips[1] FROM gateways WHERE len(public_ips) = 1
  )
  WHERE allocation_id IS NOT NULL AND ip IS NOT NULL
  GROUP BY allocation_id
),
attached AS MATERIALIZED (
  SELECT interface_id, min(instance_id) AS instance_id
  FROM (
    SELECT interface_id, instance_id FROM interface_addresses
    UNION ALL
    SELECT asked ->> '$.networkInterfaceId', asked ->> '$.instanceId' FROM holder_calls WHERE action = 'AttachNetworkInterface'
  )
  WHERE interface_id IS NOT NULL AND instance_id IS NOT NULL
  GROUP BY interface_id
  HAVING count(DISTINCT instance_id) = 1
),
associations AS MATERIALIZED (
  SELECT c.*, asked ->> '$.instanceId' AS instance_id, asked ->> '$.networkInterfaceId' AS interface_id,
    answered ->> '$.associationId' AS association_id,
    coalesce(asked ->> '$.publicIp', e.ip) AS ip
  FROM holder_calls c
  LEFT JOIN elastic e ON e.allocation_id = (c.asked ->> '$.allocationId')
  WHERE action = 'AssociateAddress'
),

-- What ends a holding, by a key that the holding names too.
ends AS MATERIALIZED (
  SELECT CASE action WHEN 'StopInstances' THEN 'stop ' WHEN 'StartInstances' THEN 'start ' ELSE 'terminate ' END
      || unnest(json_extract_string(asked, '$.instancesSet.items[*].instanceId')) AS key, call
  FROM holder_calls WHERE action IN ('StartInstances', 'StopInstances', 'TerminateInstances')
  UNION ALL
  SELECT 'other address for ' || instance_id, call FROM associations WHERE instance_id IS NOT NULL
  UNION ALL
  SELECT 'associate ' || ip, call FROM associations WHERE ip IS NOT NULL
  UNION ALL
  SELECT 'disassociate ' || coalesce(c.asked ->> '$.publicIp', a.ip), c.call
  FROM holder_calls c
  LEFT JOIN (SELECT association_id, min(ip) AS ip FROM associations WHERE association_id IS NOT NULL GROUP BY association_id) a
    ON a.association_id = (c.asked ->> '$.associationId')
  WHERE action = 'DisassociateAddress'
  UNION ALL
  SELECT 'release ' || coalesce(c.asked ->> '$.publicIp', e.ip), c.call
  FROM holder_calls c
  LEFT JOIN elastic e ON e.allocation_id = (c.asked ->> '$.allocationId')
  WHERE action = 'ReleaseAddress'
  UNION ALL
  SELECT 'delete ' || unnest(regexp_extract_all(asked_text, '\b(?:nat|eni|vpce)-[0-9a-f]+')), call
  FROM holder_calls WHERE action IN ('DeleteNatGateway', 'DeleteNetworkInterface', 'DeleteVpcEndpoints')
),

of_machines AS (
  SELECT call, instance_id, action = 'RunInstances' AS begins, false AS is_outer, item ->> '$.privateIpAddress' AS ip FROM machines
  UNION ALL
  SELECT call, instance_id, action = 'RunInstances', false, ip FROM interface_addresses WHERE instance_id IS NOT NULL
  UNION ALL
  SELECT call, instance_id, action = 'RunInstances', true, unnest([item ->> '$.ipAddress', item ->> '$.publicIpAddress'])
  FROM machines
  UNION ALL
  SELECT call, instance_id, action = 'RunInstances', true, interface ->> '$.association.publicIp'
  FROM interfaces WHERE instance_id IS NOT NULL
  UNION ALL
  SELECT call, host_id, false, false, host_ip FROM holder_calls WHERE host_id IS NOT NULL
  UNION ALL
  SELECT call, host_id, false, true, host_external_ip FROM holder_calls WHERE host_id IS NOT NULL
),
holdings AS (
  -- A machine keeps its inner address to its end, a public one that is not elastic only while it runs.
  SELECT call, ip, 'instance' AS kind, instance_id AS id, begins,
    list_concat(['terminate ' || instance_id], CASE
      WHEN is_outer AND ip IN (SELECT ip FROM elastic) THEN ['disassociate ' || ip, 'associate ' || ip, 'release ' || ip]
      WHEN is_outer THEN ['stop ' || instance_id, 'start ' || instance_id, 'other address for ' || instance_id]
      ELSE [] END) AS keys
  FROM of_machines
  UNION ALL
  SELECT call, answered ->> '$.publicIp', 'elastic ip', answered ->> '$.allocationId', true, ['release ' || (answered ->> '$.publicIp')]
  FROM holder_calls WHERE action = 'AllocateAddress'
  UNION ALL
  SELECT call, ip, 'elastic ip', allocation_id, false, ['release ' || ip] FROM described
  UNION ALL
  SELECT call, ip, 'instance', instance_id, false,
    ['disassociate ' || ip, 'associate ' || ip, 'release ' || ip, 'terminate ' || instance_id]
  FROM described
  UNION ALL
  SELECT call, ip, 'network interface', interface_id, true,
    ['disassociate ' || ip, 'associate ' || ip, 'release ' || ip, 'delete ' || interface_id]
  FROM associations
  UNION ALL
  SELECT s.call, s.ip, 'instance', coalesce(s.instance_id, a.instance_id), true,
    ['disassociate ' || s.ip, 'associate ' || s.ip, 'release ' || s.ip, 'terminate ' || coalesce(s.instance_id, a.instance_id)]
  FROM associations s
  LEFT JOIN attached a ON a.interface_id = s.interface_id
  UNION ALL
  SELECT g.call, unnest(list_distinct(list_concat(g.public_ips, g.private_ips, [e.ip]))), 'nat gateway', g.gateway_id, true,
    ['delete ' || g.gateway_id]
  FROM gateways g
  LEFT JOIN elastic e ON e.allocation_id = g.allocation_id
  UNION ALL
  SELECT call, ip, 'network interface', interface_id, true, ['delete ' || interface_id]
  FROM interface_addresses WHERE action = 'CreateNetworkInterface'
  UNION ALL
  SELECT i.call, i.ip, 'vpc endpoint', v.endpoint_id, true, ['delete ' || i.interface_id, 'delete ' || v.endpoint_id]
  FROM interface_addresses i
  JOIN (
    SELECT answered ->> '$.vpcEndpoint.vpcEndpointId' AS endpoint_id,
      unnest(list_distinct(regexp_extract_all(answered::VARCHAR, '\beni-[0-9a-f]+'))) AS interface_id
    FROM holder_calls WHERE action = 'CreateVpcEndpoint'
  ) v ON v.interface_id = i.interface_id
  WHERE i.action = 'CreateNetworkInterface'
),
numbered AS MATERIALIZED (
  SELECT row_number() OVER (ORDER BY call, kind, id, ip) AS holding, *
  FROM (SELECT DISTINCT call, lower(ip) AS ip, kind, id, begins, keys FROM holdings)
  WHERE ip IS NOT NULL AND ip <> '' AND id IS NOT NULL
),
ended AS (
  SELECT n.holding, min(e.call) AS call
  FROM (SELECT holding, call, unnest(keys) AS key FROM numbered) n
  JOIN ends e ON e.key = n.key AND e.call > n.call
  GROUP BY n.holding
)
SELECT
  n.ip AS address,
  NOT regexp_matches(n.ip,
    '^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|127\.|169\.254\.|f[cd][0-9a-f]{2}:|fe80:)')
    AS is_public,
  n.kind AS holder_kind,
  n.id AS holder_id,
  c.account_id AS cloud_account_id,
  c.region AS cloud_region,
  c.timestamp AS stated_at,
  CASE WHEN n.begins THEN c.timestamp END AS held_from,
  u.timestamp AS held_until,
  CASE WHEN c.host_id IS NULL THEN c.action ELSE 'GuardDuty: ' || c.action END AS stated_by,
  c.evidence_id,
  c.record,
  u.action AS ended_by,
  u.evidence_id AS ended_evidence_id,
  u.record AS ended_record
FROM numbered n
JOIN holder_calls c ON c.call = n.call
LEFT JOIN ended e ON e.holding = n.holding
LEFT JOIN holder_calls u ON u.call = e.call
-- Several records may say the same: the first is named.
QUALIFY row_number() OVER (PARTITION BY n.ip, n.kind, n.id, held_from, u.call ORDER BY c.call) = 1
ORDER BY n.ip, c.call, n.kind, n.id;

DROP TABLE holder_calls;
