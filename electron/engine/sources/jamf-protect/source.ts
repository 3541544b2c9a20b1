import type { JsonColumns, SourceDefinition } from '../../../../shared/definitions.ts';
import { columnsStructure } from '../shared/columns.ts';
import { normaliseEndpoint } from '../shared/endpoint.ts';
import { isObject, isText } from '../shared/plain.ts';
import alerts from './alerts.sql?raw';
import audit from './audit.sql?raw';
import telemetry from './telemetry.sql?raw';
import web from './web.sql?raw';

const vendorOf = (value: unknown): unknown =>
  isObject(value) && isObject(value.metadata) ? value.metadata.vendor : undefined;

const file = { path: 'text', sha1hex: 'text', sha256hex: 'text' } as const;
const alertProcess = {
  uuid: 'text',
  pid: 'text',
  ppid: 'text',
  uid: 'text',
  name: 'text',
  path: 'text',
  args: ['text'],
} as const;
const alert = {
  eventType: 'text',
  host: { hostname: 'text', ips: ['text'], os: 'text', serial: 'text', provisioningUDID: 'text' },
  match: {
    uuid: 'text',
    severity: 'text',
    tags: ['text'],
    facts: [{ name: 'text', human: 'text' }],
    actions: [{ name: 'text' }],
    event: {
      timestamp: 'text',
      path: 'text',
      prevFile: 'text',
      pid: 'text',
      processIdentifier: 'text',
      process: 'text',
      blocked: 'text',
      matchType: 'text',
      matchValue: 'text',
      composedMessage: 'text',
    },
  },
  related: {
    files: [file],
    binaries: [file],
    users: [{ uid: 'text', name: 'text' }],
    processes: [alertProcess],
  },
} as const satisfies JsonColumns;

const token = { pid: 'text', euid: 'text', e_username: 'text', uuid: 'text', exec_path: 'text' } as const;
/** A process, or a folder, that an event names; with `process_id` and `process_name` the one that an audited act was done to. */
const esProcess = {
  process_id: 'text',
  process_name: 'text',
  path: 'text',
  audit_token: token,
  parent_audit_token: token,
  ppid: 'text',
  executable: { path: 'text', sha1: 'text', sha256: 'text' },
} as const;
/** What the events of Endpoint Security hold, each kind some of it. */
const esEvent: JsonColumns = {
  args: ['text'],
  target: esProcess,
  instigator: esProcess,
  data: {
    touchid: { instigator: esProcess, uid: 'text' },
    od: { instigator: esProcess, record_name: 'text' },
    token: { instigator: esProcess },
  },
  success: 'text',
  error_code: 'text',
  uid: 'text',
  username: 'text',
  from_uid: 'text',
  from_username: 'text',
  to_username: 'text',
  authentication_username: 'text',
  session_username: 'text',
  source_address: 'text',
  command: 'text',
  user_name: 'text',
  account_name: 'text',
  record_name: 'text',
  group_name: 'text',
  attribute_name: 'text',
  attribute_value: 'text',
  identifier: 'text',
  profile: { display_name: 'text', identifier: 'text' },
  item: { app_url: 'text', item_url: 'text' },
  executable_path: 'text',
  malware_identifier: 'text',
  detected_path: 'text',
  remediated_path: 'text',
  result_description: 'text',
  statfs: { f_mntonname: 'text', f_mntfromname: 'text' },
  file: { path: 'text' },
  remote_hostname: 'text',
  remote_endpoint: { host: 'text', port: 'text' },
  local_endpoint: { host: 'text', port: 'text' },
  socket_protocol: 'text',
};
/** What the streams of the web protection hold under `event`. */
const webEvent: JsonColumns = {
  metadata: { vendor: 'text', product: 'text' },
  timestamp: 'text',
  alertId: 'text',
  device: {
    deviceId: 'text',
    os: 'text',
    osType: 'text',
    deviceName: 'text',
    userDeviceName: 'text',
    externalId: 'text',
  },
  user: { email: 'text', name: 'text' },
  source: { ip: 'text', port: 'text' },
  destination: { ips: ['text'], ip: 'text', port: 'text', name: 'text' },
  hostName: 'text',
  dns: { responseStatus: 'text', recordType: 'text' },
  signatureId: { name: 'text' },
  threat: { result: 'text', types: ['text'] },
  blocked: 'text',
  eventType: { name: 'text', description: 'text' },
  app: { name: 'text', version: 'text', sha1: 'text', sha256: 'text' },
  location: 'text',
  severity: 'text',
  action: 'text',
  eventUrl: 'text',
};

const read = (text: string, columns: JsonColumns): string =>
  `TRY(from_json(${text}, '${columnsStructure(columns).replaceAll("'", "''")}'))`;

const observed = `
WITH parts AS (
  SELECT
    evidence_id, record, o,
    coalesce(o.input.eventType, o.eventType) AS event_type,
    coalesce(o.input.host, o.host) AS host,
    coalesce(o.input."match", o."match") AS m,
    coalesce(o.input.related, o.related) AS related
  FROM raw
),
kinds AS (
  SELECT *, CASE
    WHEN m.event IS NOT NULL OR event_type IS NOT NULL THEN 'alert'
    WHEN o.header IS NOT NULL THEN 'audit'
    WHEN o.event IS NULL THEN NULL
    WHEN o.event_type IS NULL AND o.time IS NULL THEN 'web'
    ELSE 'telemetry'
  END AS kind
  FROM parts
),
given_alerts AS (SELECT *, ${read('m.event.process', alertProcess)} AS told FROM kinds WHERE kind = 'alert'),
named AS (
  SELECT *, list_filter(map_entries(TRY(from_json(o.event, '"MAP(VARCHAR, VARCHAR)"'))), lambda e: e.value IS NOT NULL)[1] AS entry
  FROM kinds WHERE kind = 'telemetry'
),
given_telemetry AS (SELECT *, entry.key AS event, ${read('entry.value', esEvent)} AS e FROM named),
given_web AS (SELECT *, ${read('o.event', webEvent)} AS e FROM kinds WHERE kind = 'web')
${[alerts, audit, telemetry, web].join('\nUNION ALL BY NAME\n')}
UNION ALL BY NAME
SELECT evidence_id, record, 'not an event of Jamf Protect' AS malformed FROM kinds WHERE kind IS NULL`;

export const source: SourceDefinition = {
  id: 'jamf-protect',
  title: 'Jamf Protect',
  datasets: [
    'jamf_protect.alerts',
    'jamf_protect.telemetry',
    'jamf_protect.telemetry_legacy',
    'jamf_protect.web_threat_events',
    'jamf_protect.web_traffic_events',
  ],
  agents: [
    {
      dataset: 'jamf_protect.web_threat_events',
      address: 'host_external_ip',
      why: 'source.ip, the address from which the device reached the Jamf gateway',
    },
    {
      dataset: 'jamf_protect.web_traffic_events',
      address: 'host_external_ip',
      why: 'source.ip, the address from which the device reached the Jamf gateway',
    },
    {
      dataset: 'jamf_protect.alerts',
      address: 'host_ip',
      why: 'an address of the interface itself, outward only where it is a public one; Jamf has no other in this log',
    },
    {
      dataset: 'jamf_protect.telemetry',
      address: 'host_ip',
      why: 'an address of the interface itself, outward only where it is a public one; Jamf has no other in this log',
    },
  ],
  containers: [],
  shapes: [
    {
      id: 'alert',
      title: 'Alert, also of the unified log',
      recognise(record) {
        const inner = isObject(record.input) ? record.input : record;
        return (
          isText(inner.eventType) &&
          isObject(inner.host) &&
          isObject(inner.match) &&
          isObject(inner.match.event) &&
          'facts' in inner.match
        );
      },
      basis: 'real sample',
    },
    {
      id: 'audit',
      title: 'Telemetry of the BSM audit (AUE_…)',
      recognise: ({ header, host_info }) =>
        isObject(header) && isText(header.event_name) && isObject(host_info),
      basis: 'real sample',
    },
    {
      id: 'telemetry',
      title: 'Telemetry of Endpoint Security',
      recognise: (record) =>
        vendorOf(record) === 'Jamf' && isObject(record.event) && isObject(record.host) && 'time' in record,
      basis: 'real sample',
    },
    {
      id: 'web',
      title: 'Network traffic or threat of the web protection',
      recognise: ({ event }) => vendorOf(event) === 'Jamf' && isObject(event) && 'timestamp' in event,
      basis: 'real sample',
    },
  ],
  columns: {
    ...alert,
    input: alert,
    // audit
    key: 'text',
    header: { event_name: 'text', time_seconds_epoch: 'text', time_milliseconds_offset: 'text' },
    host_info: { host_name: 'text', host_uuid: 'text', serial_number: 'text', osversion: 'text' },
    subject: {
      process_id: 'text',
      process_name: 'text',
      process_hash: 'text',
      user_id: 'text',
      user_name: 'text',
      audit_user_name: 'text',
      effective_user_name: 'text',
      terminal_id: { ip_address: 'text' },
    },
    return: { description: 'text', error: 'text' },
    exec_args: { args: 'text', args_compiled: 'text' },
    exec_chain_child: { parent_path: 'text', parent_pid: 'text' },
    arguments: { child_PID: 'text' },
    path: ['text'],
    texts: ['text'],
    socket_inet: { ip_address: 'text', port: 'text' },
    // telemetry
    process: esProcess,
    uuid: 'text',
    time: 'text',
    event_type: 'text',
    action: { result: { result: { auth: 'text' } } },
    event: 'text',
  },
  uniqueIds: true,
  normalise: normaliseEndpoint(observed),
};
