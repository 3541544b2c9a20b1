import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SourceDefinition } from '../shared/definitions.ts';
import type { Cell, Cells, Database } from '../electron/engine/db/database.ts';
import { sources } from '../electron/engine/sources/index.ts';
import { filesUnder, present, SAMPLES } from './support/public-samples.ts';
import { type Json, normaliseRecords, openScratch, readRecords } from './support/spool.ts';

/** Our columns beside what Elastic's ingest pipelines make of the same records: `expected[i]` belongs to line i. */
type Value = string | number | boolean | null;
type Comparison = [column: string, field: string];

const COMMON: readonly Comparison[] = [
  ['timestamp', '@timestamp'],
  ['event_action', 'event.action'],
  ['event_category', 'event.category'],
  ['event_id', 'event.id'],
  ['event_outcome', 'event.outcome'],
  ['event_provider', 'event.provider'],
  ['source_address', 'source.ip'],
  ['user_agent_original', 'user_agent.original'],
  ['user_name', 'user.name'],
  ['cloud_account_id', 'cloud.account.id'],
  ['cloud_region', 'cloud.region'],
];
const OKTA_DEBUG = 'okta.debug_context.debug_data';
const COMPARED: Record<string, readonly Comparison[]> = {
  'aws-cloudtrail': [
    ...COMMON,
    ['user_id', 'user.id'],
    ['user_type', 'aws.cloudtrail.user_identity.type'],
    ['principal_arn', 'aws.cloudtrail.user_identity.arn'],
    ['access_key_id', 'aws.cloudtrail.user_identity.access_key_id'],
    ['role_arn', 'aws.cloudtrail.user_identity.session_context.session_issuer.arn'],
    ['invoked_by', 'aws.cloudtrail.user_identity.invoked_by'],
    ['error_message', 'aws.cloudtrail.error_message'],
    ['recipient_account_id', 'aws.cloudtrail.recipient_account_id'],
  ],
  'okta-system-log': [
    ...COMMON,
    ['user_id', 'okta.actor.id'],
    ['user_type', 'okta.actor.type'],
    ['event_description', 'okta.display_message'],
    ['session_id', 'okta.authentication_context.external_session_id'],
    ['device_fingerprint', `${OKTA_DEBUG}.device_fingerprint`],
    ['risk_level', `${OKTA_DEBUG}.risk_level`],
    ['log_country_name', 'client.geo.country_name'],
    ['log_region_name', 'client.geo.region_name'],
    ['log_city_name', 'client.geo.city_name'],
    ['log_latitude', 'client.geo.location.lat'],
    ['log_longitude', 'client.geo.location.lon'],
    ['log_as_number', 'okta.security_context.as.number'],
    ['log_as_organization_name', 'client.as.organization.name'],
    ['log_is_proxy', 'okta.security_context.is_proxy'],
  ],
  'entra-sign-in': [
    ...COMMON,
    ['user_id', 'user.id'],
    ['is_interactive', 'azure.signinlogs.properties.is_interactive'],
    ['application_name', 'azure.signinlogs.properties.app_display_name'],
    ['resource_name', 'azure.signinlogs.properties.resource_display_name'],
    ['token_id', 'azure.signinlogs.properties.unique_token_identifier'],
    ['risk_level', 'azure.signinlogs.properties.risk_level_during_signin'],
    ['device_os_name', 'azure.signinlogs.properties.device_detail.operating_system'],
    ['log_as_number', 'azure.signinlogs.properties.autonomous_system_number'],
    ['log_country_iso_code', 'geo.country_iso_code'],
    ['log_region_name', 'geo.country_name'],
    ['log_city_name', 'geo.city_name'],
    ['log_latitude', 'geo.location.lat'],
    ['log_longitude', 'geo.location.lon'],
  ],
  'windows-events': [
    ['timestamp', '@timestamp'],
    ['event_action', 'event.action'],
    ['event_category', 'event.category'],
    ['event_provider', 'event.provider'],
    ['error_code', 'error.code'],
    ['rule_name', 'rule.name'],
    ['user_name', 'user.name'],
    ['host_name', 'winlog.computer_name'],
    ['source_port', 'source.port'],
    ['destination_ip', 'destination.ip'],
    ['destination_port', 'destination.port'],
    ['network_transport', 'network.transport'],
    ['url_domain', 'dns.question.name'],
    ['process_executable', 'process.executable'],
    ['process_name', 'process.name'],
    ['process_pid', 'process.pid'],
    ['process_entity_id', 'process.entity_id'],
    ['process_command_line', 'process.command_line'],
    ['process_parent_name', 'process.parent.name'],
    ['process_parent_command_line', 'process.parent.command_line'],
    ['process_parent_pid', 'process.parent.pid'],
    ['process_hash_md5', 'process.hash.md5'],
    ['process_hash_sha1', 'process.hash.sha1'],
    ['process_hash_sha256', 'process.hash.sha256'],
    ['registry_path', 'registry.path'],
    ['file_path', 'file.path'],
    ['file_name', 'file.name'],
    ['file_hash_md5', 'file.hash.md5'],
    ['file_hash_sha1', 'file.hash.sha1'],
    ['file_hash_sha256', 'file.hash.sha256'],
  ],
  // Not the outcome: theirs is success wherever the sensor saw something, ours only where the event says how it ended.
  'crowdstrike-fdr': [
    ['timestamp', '@timestamp'],
    ['event_action', 'event.action'],
    ['event_category', 'event.category'],
    ['event_id', 'event.id'],
    ['host_id', 'observer.serial_number'],
    ['host_name', 'host.name'],
    ['host_external_ip', 'observer.ip'],
    ['host_ip', 'source.ip'],
    ['source_port', 'source.port'],
    ['destination_ip', 'destination.ip'],
    ['destination_port', 'destination.port'],
    ['network_transport', 'network.transport'],
    ['user_name', 'user.name'],
    ['user_id', 'user.id'],
    ['process_name', 'process.name'],
    ['process_executable', 'process.executable'],
    ['process_command_line', 'process.command_line'],
    ['process_parent_name', 'process.parent.name'],
    ['process_hash_md5', 'process.hash.md5'],
    ['process_hash_sha256', 'process.hash.sha256'],
    ['process_pid', 'process.pid'],
    ['process_entity_id', 'process.entity_id'],
    ['file_name', 'file.name'],
    ['file_path', 'file.path'],
    ['file_hash_sha256', 'file.hash.sha256'],
    ['url_original', 'url.original'],
    ['url_domain', 'url.domain'],
  ],
  // Not the names and numbers of processes, which they leave out but for those compared here.
  'jamf-protect': [
    ['timestamp', '@timestamp'],
    ['event_action', 'event.action'],
    ['event_category', 'event.category'],
    ['event_outcome', 'event.outcome'],
    ['error_code', 'error.code'],
    ['host_id', 'host.id'],
    ['host_name', 'host.hostname'],
    ['host_ip', 'host.ip'],
    ['user_name', 'user.name'],
    ['user_id', 'user.id'],
    ['process_pid', 'jamf_protect.telemetry.subject.process.pid'],
    ['process_hash_sha1', 'process.hash.sha1'],
  ],
  // Not the action: theirs is a word of ECS for what ours names as the vendor does.
  'sentinelone-cloud-funnel': [
    ['timestamp', '@timestamp'],
    ['event_category', 'event.category'],
    ['event_id', 'event.id'],
    ['event_outcome', 'event.outcome'],
    ['host_id', 'host.id'],
    ['host_name', 'host.hostname'],
    ['host_ip', 'source.ip'],
    ['source_port', 'source.port'],
    ['destination_ip', 'destination.ip'],
    ['destination_port', 'destination.port'],
    ['user_name', 'user.name'],
    ['process_name', 'process.name'],
    ['process_executable', 'process.executable'],
    ['process_command_line', 'process.command_line'],
    ['process_pid', 'process.pid'],
    ['process_entity_id', 'process.entity_id'],
    ['process_hash_md5', 'process.hash.md5'],
    ['process_hash_sha1', 'process.hash.sha1'],
    ['process_hash_sha256', 'process.hash.sha256'],
    ['process_parent_name', 'process.parent.name'],
    ['process_parent_command_line', 'process.parent.command_line'],
    ['process_parent_pid', 'process.parent.pid'],
    ['file_name', 'file.name'],
    ['file_path', 'file.path'],
    ['url_domain', 'dns.question.name'],
  ],
  'zscaler-web': [
    ['timestamp', '@timestamp'],
    ['event_action', 'event.action'],
    ['event_category', 'event.category'],
    ['source_address', 'source.nat.ip'],
    ['user_name', 'user.id'],
    ['user_agent_original', 'user_agent.original'],
    ['rule_name', 'rule.name'],
    ['host_name', 'host.name'],
    ['url_original', 'url.original'],
    ['url_domain', 'url.domain'],
    ['http_request_method', 'http.request.method'],
    ['http_request_referrer', 'http.request.referrer'],
    ['http_response_status_code', 'http.response.status_code'],
    ['source_bytes', 'http.request.bytes'],
    ['destination_ip', 'destination.ip'],
    ['destination_bytes', 'http.response.bytes'],
  ],
  'proofpoint-tap': [
    ['timestamp', '@timestamp'],
    ['event_category', 'event.category'],
    ['event_id', 'event.id'],
    ['source_address', 'source.ip'],
    ['email_message_id', 'email.message_id'],
    ['email_from_address', 'email.from.address'],
    ['email_to_address', 'proofpoint_tap.message_blocked.recipient'],
    ['email_subject', 'email.subject'],
  ],
  'defender-advanced-hunting': [
    ['timestamp', '@timestamp'],
    ['event_action', 'event.action'],
    ['event_category', 'event.category'],
    ['event_outcome', 'event.outcome'],
    ['host_id', 'host.id'],
    ['host_name', 'host.name'],
    ['host_ip', 'source.ip'],
    ['source_port', 'source.port'],
    ['destination_ip', 'destination.ip'],
    ['destination_port', 'destination.port'],
    ['network_transport', 'network.protocol'],
    ['user_name', 'user.name'],
    ['user_id', 'user.id'],
    ['process_name', 'process.name'],
    ['process_executable', 'process.executable'],
    ['process_command_line', 'process.command_line'],
    ['process_pid', 'process.pid'],
    ['process_hash_md5', 'process.hash.md5'],
    ['process_hash_sha1', 'process.hash.sha1'],
    ['process_hash_sha256', 'process.hash.sha256'],
    ['process_parent_name', 'process.parent.name'],
    ['process_parent_pid', 'process.parent.pid'],
    ['process_parent_command_line', 'process.parent.command_line'],
    ['registry_path', 'registry.key'],
    ['file_name', 'file.name'],
    ['file_path', 'file.directory'],
    ['file_hash_md5', 'file.hash.md5'],
    ['file_hash_sha1', 'file.hash.sha1'],
    ['file_hash_sha256', 'file.hash.sha256'],
    ['url_original', 'url.original'],
    ['url_domain', 'url.domain'],
    ['email_message_id', 'email.message_id'],
    ['email_from_address', 'email.from.address'],
    ['email_to_address', 'email.to.address'],
    ['email_subject', 'email.subject'],
  ],
};

const NO_CLOUD = ['event.provider', 'cloud.account.id', 'cloud.region'];
/** Compared fields of which they have no value in any record: there ours must be empty too, or the difference be listed. */
const ABSENT: Record<string, readonly string[]> = {
  'aws-cloudtrail': [],
  'okta-system-log': NO_CLOUD,
  'entra-sign-in': NO_CLOUD,
  'crowdstrike-fdr': [],
  'jamf-protect': [],
  'sentinelone-cloud-funnel': [],
  'windows-events': [],
  'defender-advanced-hunting': [],
  'zscaler-web': [],
  'proofpoint-tap': [],
};

/** A difference kept on purpose: in which records, and what it must look like. `record` stands for a record that is no event to us. */
interface Kept {
  column: string;
  reason: string;
  /** File, and lines from 1. */
  records: Record<string, number[]>;
  holds(ours: Value, theirs: Value, expected: Json): boolean;
}

const lines = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

const SYSMON_FILE = 'test-events.json';
const SYSMON_LINUX_FILE = 'test-sysmon.json';
const OKTA_FILE = 'test-okta-system-events.log';
const USER_SIGN_INS = {
  'test-signinlogs-raw.log': lines(1, 2),
  'test-signinlogs-sample.log': lines(1, 2),
  'test-non-interactive-user.log': [1],
  'test-non-interactive-user-sample.log': lines(1, 15),
};
const ZSCALER_FILE = 'test-web.log';
const MACHINE_SIGN_INS = { 'test-service-principal.log': [1], 'test-managed-identity.log': [1] };

const JAMF_FILE = 'test-jamf-protect-telemetry-sample-logs.log';
const FDR_FILE = 'test-fdr.log';
const FDR_DETECTIONS = 'test-data.log';
const OURS_ONLY = (ours: Value, theirs: Value): boolean => ours !== null && theirs === null;

const HUNTING_FILE = 'test-device.log';
const HUNTING_MAIL = 'test-email.log';
const NO_PROCESS = [6, 7, ...lines(12, 15), 17, 19, ...lines(21, 25), 27];

const KEPT: Record<string, readonly Kept[]> = {
  'defender-advanced-hunting': [
    {
      column: 'event_action',
      reason: 'as the log writes it, so that it is found as it stands there',
      records: { [HUNTING_FILE]: [1, 3, 4, 6, 7, ...lines(9, 27)], [HUNTING_MAIL]: [4, 5] },
      holds: (ours, theirs) => String(ours).toLowerCase() === theirs,
    },
    {
      column: 'event_action',
      reason: 'a row of a table without actions has one too, so that it can be found',
      records: { [HUNTING_FILE]: [2, 5, 8, 28], [HUNTING_MAIL]: [1, 2, 3] },
      holds: OURS_ONLY,
    },
    {
      column: 'timestamp',
      reason: 'where the row has no time, that of its envelope',
      records: { [HUNTING_MAIL]: [4] },
      holds: OURS_ONLY,
    },
    {
      column: 'event_category',
      reason: 'what loads a library starts or ends no process; Falcon’s are of this category too',
      records: { [HUNTING_FILE]: [4] },
      holds: (ours, theirs) => ours === 'library' && theirs === 'process',
    },
    {
      column: 'event_category',
      reason: 'a click on a link of a message is about the message, as it is with Proofpoint',
      records: { [HUNTING_MAIL]: [5] },
      holds: (ours, theirs) => ours === 'email' && theirs === null,
    },
    {
      column: 'event_outcome',
      reason: 'a connection, a delivery and a click say how they ended',
      records: { [HUNTING_FILE]: [11, 16, 18], [HUNTING_MAIL]: [2, 5] },
      holds: OURS_ONLY,
    },
    ...Object.entries({
      process_name: 'name',
      process_executable: 'executable',
      process_command_line: 'command_line',
      process_pid: 'pid',
      process_hash_md5: 'hash.md5',
      process_hash_sha1: 'hash.sha1',
      process_hash_sha256: 'hash.sha256',
    }).map(([column, field]) => ({
      column,
      reason: 'the process that loads a library or asks the system is that of the event: there is no other',
      records: { [HUNTING_FILE]: [1, 4] },
      holds: (ours: Value, theirs: Value, expected: Json) =>
        theirs === null && ours === valueAt(expected, `process.parent.${field}`),
    })),
    ...Object.entries({
      process_parent_name: 'group_leader.name',
      process_parent_pid: 'group_leader.pid',
      process_parent_command_line: 'nothing',
    }).map(([column, field]) => ({
      column,
      reason: 'and its parent is that of the event',
      records: { [HUNTING_FILE]: [1, 4] },
      holds: (ours: Value, _: Value, expected: Json) => ours === valueAt(expected, `process.parent.${field}`),
    })),
    ...['process_pid', 'process_parent_pid'].map((column) => ({
      column,
      reason: 'number 0 stands where the process is not known',
      records: { [HUNTING_FILE]: NO_PROCESS },
      holds: (ours: Value, theirs: Value) => ours === null && theirs === 0,
    })),
    ...Object.entries({
      file_name: 'name',
      file_path: 'path',
      file_hash_md5: 'hash.md5',
      file_hash_sha1: 'hash.sha1',
      file_hash_sha256: 'hash.sha256',
    }).map(([column, field]) => ({
      column,
      reason: 'a library is a file',
      records: { [HUNTING_FILE]: [4] },
      holds: (ours: Value, theirs: Value, expected: Json) =>
        theirs === null && ours === valueAt(expected, `dll.${field}`),
    })),
    ...['user_name', 'user_id'].map((column) => ({
      column,
      reason: 'the account of the process that acted',
      records: { [HUNTING_FILE]: [1, ...(column === 'user_id' ? [3] : []), 4, 10, 11, 16, 18, 20] },
      holds: OURS_ONLY,
    })),
    {
      column: 'user_name',
      reason:
        'the account of the process that acted, not that of who asked it for the file; here both are one',
      records: { [HUNTING_FILE]: [3] },
      holds: (ours, theirs) => ours === String(theirs).toLowerCase(),
    },
    {
      column: 'user_name',
      reason: 'who got the message, as with the other logs of e-mail',
      records: { [HUNTING_MAIL]: [1, 2, 4] },
      holds: (ours, theirs, expected) => theirs === null && ours === valueAt(expected, 'email.to.address'),
    },
    {
      column: 'network_transport',
      reason: 'how a file was reached or a logon proved is no transport',
      records: { [HUNTING_FILE]: [3, 6] },
      holds: (ours, theirs) => ours === null && (theirs === 'local' || theirs === 'ntlm'),
    },
    {
      column: 'host_ip',
      reason: 'who logs on, connects or sends is the source; the host is the other end',
      records: { [HUNTING_FILE]: [6, 13, 19], [HUNTING_MAIL]: [2] },
      holds: (ours, theirs, expected) => ours === valueAt(expected, 'destination.ip') && theirs !== null,
    },
    {
      column: 'host_ip',
      reason: 'the first of the addresses of a network card',
      records: { [HUNTING_FILE]: [8] },
      holds: OURS_ONLY,
    },
    {
      column: 'source_port',
      reason: 'port 0 says that it is not known',
      records: { [HUNTING_FILE]: [6] },
      holds: (ours, theirs) => ours === null && theirs === 0,
    },
    {
      column: 'source_port',
      reason: 'theirs is the port of the host, beside the address of the other end',
      records: { [HUNTING_FILE]: [13] },
      holds: (ours, theirs) => ours === 135 && theirs === 55514,
    },
    ...(
      [
        ['source_port', 'destination.port'],
        ['destination_ip', 'source.ip'],
        ['destination_port', 'source.port'],
      ] as const
    ).map(([column, field]) => ({
      column,
      reason: 'an accepted connection and a scan came from the other end: that is its source',
      records: { [HUNTING_FILE]: [18, 23] },
      holds: (ours: Value, _: Value, expected: Json) => ours === valueAt(expected, field),
    })),
    {
      column: 'registry_path',
      reason: 'with the name of the value, as Sysmon writes it',
      records: { [HUNTING_FILE]: [10] },
      holds: (ours, theirs) => ours === `${theirs}\\Blob`,
    },
    {
      column: 'url_original',
      reason: 'the name of a host is not yet a page',
      records: { [HUNTING_FILE]: [11, 16] },
      holds: (ours, theirs) => ours === null && !String(theirs).includes('/'),
    },
    {
      column: 'url_domain',
      reason: 'the name that a connection goes to, or that was asked for',
      records: { [HUNTING_FILE]: [11, 12, 15, 16, 17] },
      holds: OURS_ONLY,
    },
  ],
  'crowdstrike-fdr': [
    {
      column: 'timestamp',
      reason:
        'when the process started or the user left, as the sensor says; theirs is when the cloud was told',
      records: { [FDR_FILE]: [6, 10, 77, 81, 84, 90, 103, 119, 126, 127] },
      holds: (ours, theirs) => ours !== null && theirs !== null,
    },
    {
      column: 'timestamp',
      reason: 'when the inventory was written; theirs is the clock of the host',
      records: { [FDR_FILE]: [125] },
      holds: (ours, theirs) => String(ours) > String(theirs),
    },
    ...[
      'event_action',
      'event_category',
      'event_id',
      'host_id',
      'process_name',
      'process_executable',
      'process_parent_name',
      'process_hash_md5',
      'process_hash_sha256',
      'process_entity_id',
      'file_name',
      'file_path',
    ].map((column) => ({
      column,
      reason: 'a detection names its process and file too',
      records: { [FDR_DETECTIONS]: [1, 2] },
      holds: OURS_ONLY,
    })),
    {
      column: 'event_action',
      reason: 'a host of the inventory has an action, so that it can be found',
      records: { [FDR_FILE]: [125, 129] },
      holds: OURS_ONLY,
    },
    {
      column: 'event_category',
      reason: 'by the event’s name, not only for those of a list',
      records: { [FDR_FILE]: [31, 47, 69, 122, 125, 129, 131] },
      holds: OURS_ONLY,
    },
    {
      column: 'event_category',
      reason: 'the state of a sensor or of a device is not about installed packages',
      records: { [FDR_FILE]: [5, 17, 32, 38] },
      holds: (ours, theirs) => ours === 'host' && theirs === 'package',
    },
    ...['host_ip', 'destination_ip'].map((column) => ({
      column,
      reason: 'a socket bound to every address, or listening to nobody yet, has no address there',
      records: {
        [FDR_FILE]:
          column === 'host_ip' ? [7, 9, 19, 29, 49, 68, 86, 101, 112] : [8, 29, 49, 68, 92, 107, 112, 115],
      },
      holds: (ours: Value, theirs: Value) => ours === null && /^[0.:]+$/.test(String(theirs)),
    })),
    ...['source_port', 'destination_port'].map((column) => ({
      column,
      reason: 'port 0 says that it is not known, or that nobody is at the other end',
      records: {
        [FDR_FILE]: column === 'source_port' ? [9, 19, 86, 101] : [8, 11, 29, 49, 68, 92, 107, 112, 115],
      },
      holds: (ours: Value, theirs: Value) => ours === null && theirs === 0,
    })),
    ...['source_port', 'destination_ip', 'destination_port'].map((column) => ({
      column,
      reason: 'an accepted connection came from the other end: that is its source',
      records: { [FDR_FILE]: [7] },
      holds: (ours: Value, theirs: Value) => ours !== theirs,
    })),
    {
      column: 'destination_ip',
      reason: 'who logs on from the network is the source of the logon',
      records: { [FDR_FILE]: [93] },
      holds: (ours, theirs) => ours === null && theirs !== null,
    },
    {
      column: 'user_id',
      reason: 'a SID is one person, the number of a user on one host is not',
      records: { [FDR_FILE]: [43, 120] },
      holds: (ours, theirs) => String(ours).startsWith('S-1-') && /^\d+$/.test(String(theirs)),
    },
    {
      column: 'user_name',
      reason: 'the whole name where there is no short one',
      records: { [FDR_FILE]: [47, 120] },
      holds: OURS_ONLY,
    },
    {
      column: 'url_domain',
      reason: 'the name that was asked for is where every source has names',
      records: { [FDR_FILE]: [20, 37, 82, 113] },
      holds: OURS_ONLY,
    },
    {
      column: 'file_hash_sha256',
      reason: 'the hash of a script that was written, or of a file that the sensor sent, is the file’s',
      records: { [FDR_FILE]: [21, 44, 52, 73] },
      holds: OURS_ONLY,
    },
    {
      column: 'file_name',
      reason: 'also where the sensor gives the name without its folder',
      records: { [FDR_FILE]: [56, 60, 63, 97] },
      holds: OURS_ONLY,
    },
    ...['file_name', 'file_path'].map((column) => ({
      column,
      reason: 'a renamed file has its new name; the old one stands in event_detail',
      records: { [FDR_FILE]: column === 'file_name' ? [111] : [98, 111] },
      holds: (ours: Value, theirs: Value) => ours !== null && theirs !== null,
    })),
    ...['process_name', 'process_executable', 'file_name', 'file_path'].map((column) => ({
      column,
      reason: 'the library of a hosted service is a file in the process of its host',
      records: { [FDR_FILE]: [116] },
      holds: (ours: Value, theirs: Value) =>
        column.startsWith('file') ? OURS_ONLY(ours, theirs) : OURS_ONLY(theirs, ours),
    })),
  ],
  'jamf-protect': [
    {
      column: 'event_action',
      reason: 'as the audit names it',
      records: { [JAMF_FILE]: lines(1, 7) },
      holds: (ours, theirs) => String(ours).toLowerCase() === theirs,
    },
    {
      column: 'event_category',
      reason: 'not everything that the audit tells is an authentication',
      records: { [JAMF_FILE]: [...lines(1, 5), 7] },
      holds: (ours, theirs) =>
        ['process', 'network', 'session'].includes(String(ours)) && theirs === 'authentication',
    },
    {
      column: 'error_code',
      reason: '0 says that there was no error',
      records: { [JAMF_FILE]: lines(1, 7) },
      holds: (ours, theirs) => ours === null && theirs === '0',
    },
    {
      column: 'host_ip',
      reason: 'the address of a terminal that is not remote is none',
      records: { [JAMF_FILE]: lines(1, 7) },
      holds: (ours, theirs) => ours === null && theirs === '0.0.0.0',
    },
    {
      column: 'process_pid',
      reason: 'a spawn is told by the parent, but is about the child',
      records: { [JAMF_FILE]: lines(1, 3) },
      holds: (ours, _, { jamf_protect }) =>
        ours === valueAt(jamf_protect as Json, 'telemetry.arguments.child.pid'),
    },
    {
      column: 'process_pid',
      reason: 'the kernel, where the audit names no process',
      records: { [JAMF_FILE]: [7] },
      holds: (ours, theirs) => ours === null && theirs === 0,
    },
    {
      column: 'process_hash_sha1',
      reason: 'a spawn is told by the parent, whose hash it is',
      records: { [JAMF_FILE]: lines(1, 3) },
      holds: (ours, theirs) => ours === null && theirs !== null,
    },
  ],
  'sentinelone-cloud-funnel': [
    {
      column: 'process_parent_command_line',
      reason: 'with the quotes with which it was run',
      records: { 'test-dns.log': [1], 'test-file.log': [1], 'test-network-action.log': [1] },
      holds: (ours, theirs) => ours === `"${String(theirs)}"`,
    },
  ],
  'windows-events': [
    {
      column: 'timestamp',
      reason: 'they leave out the time of Sysmon for Linux, and one that is written with a T',
      records: { [SYSMON_LINUX_FILE]: [1, 2], [SYSMON_FILE]: [220] },
      holds: (ours, theirs) => ours !== null && theirs === null,
    },
    {
      column: 'event_action',
      reason: 'Sysmon for Linux does the same things under the same names',
      records: { [SYSMON_LINUX_FILE]: [1, 2] },
      holds: (ours, theirs) => ours === 'Process terminated' && theirs === 'log',
    },
    {
      column: 'user_name',
      reason: 'the user whose process it is, on Linux too',
      records: { [SYSMON_LINUX_FILE]: [1, 2] },
      holds: (ours, theirs) => ours === 'root' && theirs === null,
    },
    {
      column: 'process_name',
      reason: 'the process that the event is about, not Sysmon; null where its file is not known',
      records: { [SYSMON_LINUX_FILE]: [1, 2] },
      holds: (ours, theirs) => (ours === 'osqueryd' || ours === null) && theirs === 'sysmon',
    },
    {
      column: 'process_executable',
      reason: 'says that there is none',
      records: { [SYSMON_LINUX_FILE]: [2] },
      holds: (ours, theirs) => ours === null && theirs === '(null)',
    },
    {
      column: 'event_category',
      reason: 'their second category says more',
      records: { [SYSMON_FILE]: [6, 20, 23, 24, 197, ...lines(203, 208)] },
      holds: (ours, theirs) => ours === 'registry' && theirs === 'configuration',
    },
    {
      column: 'error_code',
      reason: 'the status of a query that failed, and that Sysmon blocked',
      records: { [SYSMON_FILE]: [63, 64, 171, 188, 189, 190, 217, 218, 219] },
      holds: (ours, theirs) => /^(\d+|BLOCKED)$/.test(String(ours)) && theirs === null,
    },
    {
      column: 'process_name',
      reason: 'System is a name although no file',
      records: { [SYSMON_FILE]: [78, 80, 84, 85, 88, 89, 90, 103, 213] },
      holds: (ours, theirs) => ours === 'System' && theirs === null,
    },
    ...['process_name', 'process_executable'].map((column) => ({
      column,
      reason: 'what a WMI consumer will run has not run',
      records: { [SYSMON_FILE]: [215] },
      holds: (ours: Value, theirs: Value) => ours === null && String(theirs).includes('evil.exe'),
    })),
    {
      column: 'url_domain',
      reason: 'the name of the host that a connection goes to',
      records: { [SYSMON_FILE]: [80] },
      holds: (ours, theirs) => ours !== null && theirs === null,
    },
    {
      column: 'process_entity_id',
      reason: 'names of a structure that differ by their case only cannot both be read',
      records: { [SYSMON_FILE]: [212] },
      holds: (ours, theirs) => ours === null && theirs !== null,
    },
    ...Object.entries({
      process_hash_md5: [3, 195],
      process_hash_sha1: [7],
      file_hash_md5: [3, 195],
      file_hash_sha1: [7],
      file_hash_sha256: lines(217, 219),
    }).map(([column, at]) => ({
      column,
      reason: 'the hashes of a deleted or blocked file are the file’s',
      records: { [SYSMON_FILE]: at },
      holds: (ours: Value) => (ours === null) === column.startsWith('process'),
    })),
  ],
  'aws-cloudtrail': [
    {
      column: 'record',
      reason: 'a digest lists log files and an insight counts calls: neither is something that somebody did',
      records: { 'test-cloudtrail-digest-json.log': [1], 'test-insight-json.log': [1] },
      holds: (ours) => ours === 'skipped',
    },
    {
      column: 'event_category',
      reason: 'every call to IAM is of its category, not only those of a list',
      records: { 'test-upload-ssh-public-key-json.log': [1] },
      holds: (ours, theirs) => ours === 'iam' && theirs === null,
    },
    {
      column: 'event_category',
      reason: 'a key pair of EC2 opens machines, not the account: EC2 is not IAM',
      records: { 'test-create-key-pair-json.log': [1] },
      holds: (ours, theirs) => ours === null && theirs === 'iam',
    },
  ],
  'okta-system-log': [
    {
      column: 'user_name',
      reason:
        'the whole name: its first part alone is not one person, and would not meet the same person in Entra',
      records: { [OKTA_FILE]: lines(1, 24) },
      holds: (ours, theirs) => String(ours).startsWith(`${theirs}@`),
    },
    {
      column: 'event_category',
      reason: 'a proof of identity is an authentication, not only the four events of a list',
      records: { [OKTA_FILE]: [...lines(14, 18), 23] },
      holds: (ours, theirs, expected) =>
        ours === 'authentication' &&
        theirs === null &&
        String(valueAt(expected, 'event.action')).startsWith('user.authentication.'),
    },
    {
      column: 'risk_level',
      reason: 'in lower case, as Entra writes it, so that one filter finds both',
      records: { [OKTA_FILE]: lines(13, 18) },
      holds: (ours, theirs) => ours === String(theirs).toLowerCase(),
    },
    ...['log_latitude', 'log_longitude'].map((column) => ({
      column,
      reason: '0/0 says that the place is not known; as a place it would be in the sea',
      records: { [OKTA_FILE]: [15] },
      holds: (ours: Value, theirs: Value) => ours === null && theirs === 0,
    })),
  ],
  'entra-sign-in': [
    {
      column: 'user_name',
      reason:
        'the whole name: its first part alone is not one person, and would not meet the same person in Okta',
      records: { ...USER_SIGN_INS, 'test-signinlogs-raw.log': [1] },
      holds: (ours, theirs, expected) => ours === `${theirs}@${valueAt(expected, 'user.domain')}`,
    },
    ...['user_name', 'user_id'].map((column) => ({
      column,
      reason: 'a service principal or a managed identity is who signs in, so it stands where a user does',
      records: MACHINE_SIGN_INS,
      holds: (ours: Value, theirs: Value) => ours !== null && theirs === null,
    })),
    {
      column: 'event_provider',
      reason: 'which of the four logs the sign-in stands in, also for those from Graph',
      records: { ...USER_SIGN_INS, ...MACHINE_SIGN_INS },
      holds: (ours, theirs, expected) =>
        theirs === null && ours === valueAt(expected, 'azure.signinlogs.category'),
    },
    ...['log_latitude', 'log_longitude'].map((column) => ({
      column,
      reason: '0/0 says that the place is not known; as a place it would be in the sea',
      records: { 'test-managed-identity.log': [1] },
      holds: (ours: Value, theirs: Value) => ours === null && theirs === 0,
    })),
  ],
  'zscaler-web': [
    {
      column: 'url_original',
      reason: 'what a client names by CONNECT is a host, not yet a page: a scheme would be made up',
      records: { [ZSCALER_FILE]: [1, 3, 4, 6] },
      holds: (ours, theirs) => /^https?:\/\//.test(String(theirs)) && String(theirs).endsWith(`://${ours}`),
    },
    {
      column: 'host_name',
      reason: 'as the log writes it, so that it is found as it stands there',
      records: { [ZSCALER_FILE]: lines(1, 10) },
      holds: (ours, theirs) => String(ours).toLowerCase() === theirs,
    },
    ...(
      [
        ['rule_name', 'None', [6, 10, 11]],
        ['http_request_referrer', 'None', lines(1, 11)],
        ['user_agent_original', 'Unknown', [10, 11]],
      ] as const
    ).map(([column, word, at]) => ({
      column,
      reason: 'a word that stands for nothing is no value',
      records: { [ZSCALER_FILE]: [...at] },
      holds: (ours: Value, theirs: Value) => ours === null && theirs === word,
    })),
  ],
  'proofpoint-tap': [],
};

/** The value at a dotted path; a list counts as its first value, an empty text as absent. */
function valueAt(document: Json, path: string): Value {
  let at: unknown = document;
  for (const name of path.split('.')) at = (at as Json | null | undefined)?.[name];
  const value = (Array.isArray(at) ? (at as unknown[])[0] : at) as Value | undefined;
  return value === undefined || value === '' ? null : value;
}

/** Ours as ECS would hold it: times with milliseconds, an address only where it is one. */
function ecsValue(column: string, cell: Cell | undefined): Value {
  if (cell === undefined || cell === null || typeof cell === 'object') return null;
  if (column === 'timestamp') return `${String(cell).slice(0, 23)}Z`;
  if (column === 'source_address') return isIP(String(cell)) ? cell : null;
  return cell;
}

/** A record of ours beside theirs. */
interface Difference {
  file: string;
  line: number;
  column: string;
  ours: Value;
  theirs: Value;
  expected: Json;
}

function differencesOf(source: SourceDefinition, { file, rows, expected }: Pair): Difference[] {
  return rows.flatMap((row, index) => {
    const theirs = expected[index] as Json;
    const place = { file, line: index + 1, expected: theirs };
    if (row.skip_reason) return [{ ...place, column: 'record', ours: 'skipped', theirs: 'event' }];
    return (COMPARED[source.id] as readonly Comparison[])
      .map(([column, field]) => ({
        ...place,
        column,
        ours: ecsValue(column, row[column]),
        theirs: valueAt(theirs, field),
      }))
      .filter(({ ours, theirs: other }) => ours !== other);
  });
}

const PAIRS: Record<string, string | readonly string[]> = {
  'aws-cloudtrail': 'cloudtrail/elastic_aws.cloudtrail',
  'crowdstrike-fdr': 'edr/elastic_crowdstrike.fdr',
  'jamf-protect': 'jamf_protect/elastic_jamf_protect.telemetry',
  'sentinelone-cloud-funnel': 'edr/elastic_sentinel_one_cloud_funnel.event',
  'okta-system-log': 'okta/elastic_okta.system',
  'entra-sign-in': 'entra_signin/elastic_azure.signinlogs',
  'windows-events': 'sysmon',
  'zscaler-web': 'proxy/elastic_zscaler_zia.web',
  'proofpoint-tap': 'email/elastic_proofpoint_tap.message_blocked',
  'defender-advanced-hunting': ['edr/elastic_m365_defender.event', 'email/elastic_m365_defender.event'],
};

/** Sources without a public sample that has an expectation beside it. */
const compared = sources.filter((source) => source.id in PAIRS);

let database: Database;
beforeAll(async () => {
  database = await openScratch();
});
afterAll(() => database.close());

interface Pair {
  file: string;
  rows: Cells[];
  expected: Json[];
}

function pairsOf(source: SourceDefinition): Promise<Pair[]> {
  const paths = [PAIRS[source.id] as string | readonly string[]]
    .flat()
    .flatMap(filesUnder)
    .filter((path) => existsSync(join(SAMPLES, `${path}-expected.json`)));
  return Promise.all(
    paths.map(async (path) => {
      const beside = readFileSync(join(SAMPLES, `${path}-expected.json`), 'utf8');
      const { expected } = JSON.parse(beside) as { expected: Json[] };
      const rows = await normaliseRecords(database, source, readRecords(join(SAMPLES, path)));
      expect(rows.length, path).toBe(expected.length);
      return { file: basename(path), rows, expected };
    }),
  );
}

describe.skipIf(!present)('beside ECS', () => {
  test.each(compared)('$id agrees but for the differences listed with their reason', async (source) => {
    const kept = KEPT[source.id] as readonly Kept[];
    const found = (await pairsOf(source)).flatMap((pair) => differencesOf(source, pair));
    const isKept = ({ column, file, line, ours, theirs, expected }: Difference) =>
      kept.some(
        (entry) =>
          entry.column === column &&
          entry.records[file]?.includes(line) &&
          entry.holds(ours, theirs, expected),
      );
    const unlisted = found.filter((one) => !isKept(one));
    expect(
      unlisted.map(
        (one) => `${placeOf(one)}: ${JSON.stringify(one.ours)}, ECS has ${JSON.stringify(one.theirs)}`,
      ),
    ).toEqual([]);
    const seen = new Set(found.map(placeOf));
    const listed = kept.flatMap(({ column, records }) =>
      Object.entries(records).flatMap(([file, at]) => at.map((line) => placeOf({ file, line, column }))),
    );
    expect(
      listed.filter((place) => !seen.has(place)),
      'listed, but no longer different',
    ).toEqual([]);
  });

  test.each(compared)('$id: every field that is compared occurs', async (source) => {
    const documents = (await pairsOf(source)).flatMap(({ expected }) => expected);
    const never = (COMPARED[source.id] as readonly Comparison[])
      .map(([, field]) => field)
      .filter((field) => documents.every((document) => valueAt(document, field) === null));
    expect(never).toEqual(ABSENT[source.id]);
  });
});

const placeOf = ({ file, line, column }: Pick<Difference, 'file' | 'line' | 'column'>): string =>
  `${file}:${line} ${column}`;
