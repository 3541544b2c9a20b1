import type { JsonColumns, SourceDefinition } from '../../../../shared/definitions.ts';
import { columnsStructure } from '../shared/columns.ts';
import { normaliseEndpoint } from '../shared/endpoint.ts';
import { isText, texts } from '../shared/plain.ts';
import cloud from './cloud.sql?raw';
import edr from './edr.sql?raw';

const has = (record: Record<string, unknown>, ...names: string[]): boolean =>
  names.some((name) => record[name] !== undefined && record[name] !== null);

const ALERT =
  /^(CB_ANALYTICS|WATCHLIST|DEVICE_CONTROL|CONTAINER_RUNTIME|HOST_BASED_FIREWALL|INTRUSION_DETECTION_SYSTEM|NETWORK_TRAFFIC_ANALYSIS|watchlist\.hit)$/;

/** Of the Carbon Black Cloud: events, then what only alerts have. */
const cloudNames = [
  'type',
  'event_id',
  'device_timestamp',
  'device_id',
  'device_name',
  'device_os',
  'device_external_ip',
  'device_internal_ip',
  'action',
  'sensor_action',
  'process_guid',
  'process_pid',
  'process_path',
  'process_cmdline',
  'process_username',
  'parent_path',
  'parent_pid',
  'parent_cmdline',
  'childproc_guid',
  'childproc_name',
  'childproc_pid',
  'childproc_username',
  'childproc_cmdline',
  'target_cmdline',
  'filemod_name',
  'regmod_name',
  'modload_name',
  'scriptload_name',
  'fileless_scriptload_cmdline',
  'crossproc_name',
  'crossproc_action',
  'remote_ip',
  'remote_port',
  'local_ip',
  'local_port',
  'netconn_domain',
  'netconn_inbound',
  'netconn_protocol',
  'id',
  'create_time',
  'backend_timestamp',
  'first_event_time',
  'first_event_timestamp',
  'severity',
  'reason',
  'reason_code',
  'report_name',
  'ioc_hit',
  'run_state',
  'device_username',
  'process_name',
  'process_md5',
  'process_sha256',
  'parent_name',
  'threat_cause_actor_name',
  'threat_cause_actor_sha256',
  'threat_cause_actor_process_pid',
  'threat_category',
  'threat_cause_threat_category',
  'attack_tactic',
  'attack_technique',
  'blocked_name',
  'blocked_md5',
  'blocked_sha256',
  'netconn_remote_ip',
  'netconn_remote_port',
  'netconn_local_ip',
  'netconn_local_port',
  'netconn_remote_domain',
  'vendor_name',
  'product_name',
  'serial_number',
];
/** Of Carbon Black EDR, once called Response. */
const edrNames = [
  'cb_server',
  'server_name',
  'timestamp',
  'event_timestamp',
  'created_time',
  'computer_name',
  'hostname',
  'sensor_id',
  'interface_ip',
  'comms_ip',
  'os_type',
  'pid',
  'md5',
  'sha256',
  'path',
  'command_line',
  'username',
  'uid',
  'parent_md5',
  'file_md5',
  'file_sha256',
  'file_path',
  'direction',
  'domain',
  'protocol',
  'target_path',
  'target_pid',
  'cross_process_type',
  'blocked',
  'blocked_reason',
  'blocked_result',
  'log_message',
  'tamper_type',
  'watchlist_name',
  'feed_name',
  'report_id',
  'ioc_type',
  'ioc_value',
  'alert_severity',
  'unique_id',
  'docs',
];

const hashes = {
  process_hash: ['text'],
  childproc_hash: ['text'],
  filemod_hash: ['text'],
  modload_hash: ['text'],
  scriptload_hash: ['text'],
} as const satisfies JsonColumns;

const doc: JsonColumns = texts([
  'hostname',
  'process_name',
  'path',
  'cmdline',
  'process_md5',
  'process_sha256',
  'process_pid',
  'parent_name',
  'parent_pid',
  'username',
  'os_type',
  'md5',
]);
// A single document stands without its list.
const document = `coalesce(TRY(from_json(o.docs, '[${columnsStructure(doc)}]'))[1], TRY(from_json(o.docs, '${columnsStructure(doc)}')))`;

export const source: SourceDefinition = {
  id: 'carbon-black',
  title: 'VMware Carbon Black Cloud and EDR',
  datasets: [
    'carbon_black_cloud.endpoint_event',
    'carbon_black_cloud.alert',
    'carbon_black_cloud.watchlist_hit',
    'carbonblack_edr.log',
  ],
  agents: [
    {
      dataset: 'carbon_black_cloud.endpoint_event',
      address: 'host_external_ip',
      why: 'device_external_ip, the address from which the sensor reached the Carbon Black Cloud',
    },
    {
      dataset: 'carbon_black_cloud.alert',
      address: 'host_external_ip',
      why: 'device_external_ip, the address from which the sensor reached the Carbon Black Cloud',
    },
    {
      dataset: 'carbon_black_cloud.watchlist_hit',
      address: 'host_external_ip',
      why: 'device_external_ip, the address from which the sensor reached the Carbon Black Cloud',
    },
    {
      dataset: 'carbonblack_edr.log',
      address: 'host_external_ip',
      why: 'comms_ip, the address from which the sensor reached its server; private where both stand on one network',
    },
  ],
  containers: [],
  shapes: [
    {
      id: 'event',
      title: 'Endpoint event of the Cloud’s data forwarder',
      recognise: ({ type, ...record }) =>
        isText(type) && type.startsWith('endpoint.event.') && has(record, 'device_id', 'device_name'),
      basis: 'documentation',
    },
    {
      id: 'alert',
      title: 'Alert or watchlist hit of the Cloud, in either schema',
      recognise: ({ type, ...record }) =>
        isText(type) &&
        ALERT.test(type) &&
        isText(record.org_key) &&
        has(record, 'create_time', 'backend_timestamp'),
      basis: 'documentation',
    },
    {
      id: 'edr',
      title: 'Event, alert or hit of the EDR event forwarder',
      recognise: ({ type, ...record }) =>
        isText(type) &&
        /^(ingress\.event|alert|feed|watchlist|binaryinfo|binarystore)\./.test(type) &&
        has(record, 'cb_server', 'server_name'),
      basis: 'documentation',
    },
  ],
  columns: {
    ...texts([...cloudNames, ...edrNames]),
    ...hashes,
    watchlists: [{ name: 'text' }],
    ttps: ['text'],
  },
  normalise: normaliseEndpoint(`
WITH given_edr AS (SELECT *, ${document} AS doc FROM raw WHERE coalesce(o.cb_server, o.server_name) IS NOT NULL),
given_cloud AS (SELECT * FROM raw WHERE coalesce(o.cb_server, o.server_name) IS NULL)
${cloud}
UNION ALL BY NAME
${edr}`),
};
