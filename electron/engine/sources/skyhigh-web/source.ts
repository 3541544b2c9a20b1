import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { texts } from '../shared/plain.ts';
import { lineOf, normaliseProxy } from '../shared/proxy.ts';
import requests from './normalise.sql?raw';

/** The keys of a gateway's own lines, then those of the cloud service, which are also the columns of its table. */
const gatewayKeys = [
  ...['date', 'hostname', 'username', 'source_ip', 'destination_ip', 'destination_host', 'http_status_code'],
  ...['media_type', 'source_bytes', 'destination_bytes', 'http_request_first_line', 'url_categories'],
  ...[
    'url_reputation_string',
    'url_reputation_code',
    'ruleset_name',
    'rule_name',
    'block_id',
    'block_reason',
  ],
  ...['body_infected', 'virus_names', 'body_modified', 'application_reputation', 'application_name'],
  ...['http_referer', 'user_agent'],
];
const cloudKeys = [
  ...['user_id', 'id', 'username', 'source_ip', 'http_action', 'server_to_client_bytes', 'bytes_sc'],
  ...['client_to_server_bytes', 'bytes_cs', 'requested_host', 'requested_path', 'result', 'virus'],
  ...['request_timestamp_epoch', 'request_timestamp', 'uri_scheme', 'category', 'media_type'],
  ...['application_type', 'reputation', 'last_rule', 'http_status_code', 'client_ip', 'location'],
  ...['block_reason', 'user_agent_product', 'user_agent_version', 'user_agent_comment', 'process_name'],
  ...['destination_ip', 'destination_port', 'pop_country_code', 'referer', 'ssl_scanned', 'av_scanned_up'],
  ...['av_scanned_down', 'rbi', 'dlp', 'client_system_name', 'filename', 'pop_egress_ip', 'pop_ingress_ip'],
  ...['proxy_port', 'mw_probability', 'discarded_host', 'ssl_client_prot', 'ssl_server_prot'],
  ...['domain_fronting_url'],
];
const keys = [...new Set([...gatewayKeys, ...cloudKeys])];

const GATEWAY = /(?:^|\s)source_ip=\S* .*\shttp_request_first_line="/;
const CLOUD = /(?:^|\s)http_action=\S* .*\srequested_host=/;
const ACCESS =
  /^(?:[^"[]*: )?\[[^\]]+\] "[^"]*" \S+ \d{1,3} ".*?" "[^"]*" "[^"]*" "[^"]*" -?\d+ (?:-?\d+ )?"/;

/** Values hold blanks and equals signs: a value ends where the next of the known keys begins. */
const pairs = `string_split(regexp_replace(replace(line, chr(1), ' '), '(^|\\s)(${keys.join('|')})=', chr(1) || '\\2=', 'g'), chr(1))[2:]`;
const valueOf = (key: string): string =>
  `nullif(nullif(regexp_replace(trim(coalesce(values[list_position(names, '${key}')], o."${key}")), '^"(.*)"$', '\\1'), ''), '-')`;

export const source: SourceDefinition = {
  id: 'skyhigh-web',
  title: 'Skyhigh (McAfee) Secure Web Gateway',
  datasets: ['skyhigh.web'],
  agents: [
    {
      dataset: 'skyhigh.web',
      address: 'host_external_ip',
      why: 'source_ip where the client has another address of its own; that inner client_ip does not count',
    },
  ],
  containers: [],
  shapes: [
    {
      id: 'gateway-line',
      title: 'Line of keys and values of a gateway (times without an offset as UTC)',
      recognise: (record) => GATEWAY.test(lineOf(record) ?? ''),
      basis: 'real sample',
    },
    {
      id: 'cloud-line',
      title: 'Line of keys and values of the cloud service (times as UTC)',
      recognise: (record) => CLOUD.test(lineOf(record) ?? ''),
      basis: 'real sample',
    },
    {
      id: 'access-log',
      title: 'Line of the default access.log of a gateway',
      recognise: (record) => ACCESS.test(lineOf(record) ?? ''),
      basis: 'documentation',
    },
    {
      id: 'cloud-row',
      title: 'Row of the download of the cloud service',
      recognise: (record) =>
        'http_action' in record &&
        'requested_host' in record &&
        ('request_timestamp_epoch' in record || 'request_timestamp' in record),
      basis: 'documentation',
    },
  ],
  columns: { line: 'text', ...texts(keys) },
  normalise: normaliseProxy(`
    WITH lines AS (SELECT *, o.line AS line FROM raw),
    pairs AS (SELECT *, ${pairs} AS pairs FROM lines),
    cut AS (
      SELECT *,
        list_transform(pairs, lambda pair: split_part(pair, '=', 1)) AS names,
        list_transform(pairs, lambda pair: substr(pair, strpos(pair, '=') + 1)) AS values
      FROM pairs
    ),
    fields AS (SELECT *, {${keys.map((key) => `'${key}': ${valueOf(key)}`).join(', ')}} AS v FROM cut)
    ${requests}`),
};
