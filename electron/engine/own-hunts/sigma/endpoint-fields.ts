import { columnRule, pathRule, Refused, type FieldRule } from './asked.ts';
import type { Fields } from './cloud-fields.ts';

const HASHES: Readonly<Record<string, string>> = {
  md5: 'process_hash_md5',
  sha1: 'process_hash_sha1',
  sha256: 'process_hash_sha256',
};

/** Sysmon writes all of them in one field, as SHA256=…,MD5=…: one of them, whole, can be asked for. Each has a field of its own as well. */
const hashes: FieldRule = {
  ask: (asked) => {
    const text =
      asked.kind === 'text' ? asked.pieces.filter((piece) => typeof piece === 'string').join('') : '';
    const [, kind = '', digits = ''] = /^([a-z0-9]+)=([0-9a-f]+)$/i.exec(text) ?? [];
    const column = HASHES[kind.toLowerCase()];
    if (asked.kind !== 'text' || column === undefined)
      throw new Refused('only MD5=…, SHA1=… and SHA256=… can be asked for');
    return columnRule(column).ask({ kind: 'text', pieces: [digits], cased: false });
  },
  say: () => null,
};

export const PROCESS_CREATION: Fields = {
  Image: pathRule('process_name', 'process_executable'),
  CommandLine: 'process_command_line',
  ParentImage: pathRule('process_parent_name'),
  ParentCommandLine: 'process_parent_command_line',
  Computer: 'host_name',
  ComputerName: 'host_name',
  ProcessId: 'process_pid',
  ParentProcessId: 'process_parent_pid',
  ProcessGuid: 'process_entity_id',
  Hashes: hashes,
  md5: 'process_hash_md5',
  sha1: 'process_hash_sha1',
  sha256: 'process_hash_sha256',
};

/** Windows writes the domain before the name, and the case holds the name alone. */
export const UNIX_PROCESS_CREATION: Fields = {
  ...PROCESS_CREATION,
  Image: pathRule('process_name', 'process_executable', '/'),
  ParentImage: pathRule('process_parent_name', undefined, '/'),
  User: 'user_name',
};

export const PROXY: Fields = {
  'c-uri': 'url_original',
  'cs-uri': 'url_original',
  'cs-host': 'url_domain',
  'r-dns': 'url_domain',
  'c-useragent': 'user_agent_original',
  'cs-user-agent': 'user_agent_original',
  'cs-method': 'http_request_method',
  'cs-referrer': 'http_request_referrer',
  'cs-referer': 'http_request_referrer',
  'cs-username': 'user_name',
  'sc-status': 'http_response_status_code',
  'c-ip': 'source_address',
  src_ip: 'source_address',
  dst_ip: 'destination_ip',
  'r-ip': 'destination_ip',
  dst_port: 'destination_port',
  'r-port': 'destination_port',
  'cs-bytes': 'source_bytes',
  'sc-bytes': 'destination_bytes',
};
