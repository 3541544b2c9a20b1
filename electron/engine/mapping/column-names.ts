import { MAPPABLE } from '../../../shared/mapping.ts';
import type { ValueKind } from './value-kinds.ts';

/**
 * What columns are called elsewhere, in small letters without anything between, the surest first. Our own names and those of ECS are
 * added. The order of the fields is the order in which they choose.
 */
const ELSEWHERE: Readonly<Record<string, string>> = {
  source_address:
    'sourceip clientip srcip sourceaddress srcaddr clientaddress cip ipaddress callipaddress calleripaddress remoteip remoteaddr remoteaddress userip actorip originip loginip externalip src ip client address',
  destination_ip: 'destinationip dstip destip destinationaddress dstaddr serverip targetip dst',
  source_port: 'srcport sourceport sport clientport',
  destination_port: 'dstport destport destinationport dport serverport port',
  user_name:
    'username user userprincipalname upn useremail email login loginname accountname account actoremail actorname actor srcuser csusername identity principal member',
  user_id: 'userid uid accountid actorid useroid',
  user_agent_original: 'useragent httpuseragent csuseragent clientuseragent browser agent ua',
  event_id: 'eventid recordid logid uuid guid id',
  event_action:
    'action eventname event eventtype operation operationname activity activitytype activityname verb command type',
  event_outcome: 'outcome result status success resulttype eventresult disposition loginstatus verdict',
  event_description: 'message msg description eventdescription summary details detail',
  error_code: 'errorcode resultcode failurecode errcode',
  error_message: 'errormessage error failurereason reason resultdescription',
  session_id: 'sessionid session sid sessionguid',
  access_key_id: 'accesskeyid accesskey apikeyid apikey',
  token_id: 'tokenid',
  cloud_account_id: 'cloudaccountid tenantid tenant organizationid subscriptionid',
  cloud_region: 'cloudregion awsregion region',
  application_name:
    'application applicationname app appname appdisplayname clientapp service servicename product',
  device_id: 'deviceid machineid',
  device_os_name: 'deviceos operatingsystem os platform',
  host_name: 'hostname host computername computer machinename machine devicename device server',
  host_ip: 'hostip localip deviceip',
  mfa_method: 'mfamethod authmethod authenticationmethod factor mfa',
  log_country_iso_code: 'countrycode countryiso country locationcountry geocountry',
  log_city_name: 'city locationcity geocity',
  log_region_name: 'state province locationstate',
  resource_name: 'resourcename resource objectname object targetname target bucket repository',
  rule_name: 'rulename rule policyname policy signature threatname threat',
  risk_level: 'risklevel risk severity threatlevel riskscore',
  url_original: 'url requesturl requesturi uri csuri fullurl link',
  url_domain: 'urldomain domain requesthost urlhost',
  http_request_method: 'httpmethod requestmethod csmethod method',
  http_response_status_code: 'statuscode httpstatus httpstatuscode responsecode scstatus responsestatus',
  http_request_referrer: 'referrer referer csreferer',
  network_transport: 'protocol proto transport ipprotocol',
  source_bytes: 'bytessent sentbytes bytesout csbytes sentbyte sourcebytes requestsize',
  destination_bytes: 'bytesreceived receivedbytes rcvdbyte bytesin scbytes destinationbytes responsesize',
  process_name: 'processname process',
  process_executable: 'image processpath executable imagepath',
  process_command_line: 'commandline cmdline processcommandline',
  process_parent_name: 'parentprocess parentprocessname parentimage',
  process_parent_command_line: 'parentcommandline',
  process_pid: 'pid processid',
  process_parent_pid: 'ppid parentpid parentprocessid',
  file_name: 'filename file',
  file_path: 'filepath path',
  file_hash_sha256: 'sha256 filesha256 hashsha256',
  file_hash_sha1: 'sha1 filesha1',
  file_hash_md5: 'md5 filemd5 hash',
  email_from_address: 'sender senderaddress fromaddress from mailfrom',
  email_to_address: 'recipient recipientaddress toaddress to rcptto',
  email_subject: 'subject emailsubject',
  email_message_id: 'messageid internetmessageid',
};

/** Small letters and digits only. */
export const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** By field, the names that say it. */
export const NAMES: ReadonlyMap<string, readonly string[]> = new Map(
  [...Object.keys(ELSEWHERE), ...MAPPABLE.map(({ name }) => name)]
    .filter((field, at, all) => field !== 'timestamp' && all.indexOf(field) === at)
    .map((field) => {
      const ecs = MAPPABLE.find(({ name }) => name === field)?.ecs ?? field;
      return [field, [plain(field), plain(ecs), ...(ELSEWHERE[field]?.split(' ') ?? [])]] as const;
    }),
);

const NUMBER: readonly ValueKind[] = ['integer'];
const ADDRESS: readonly ValueKind[] = ['address'];

/** Fields that only hold values of some kind. */
export const NEEDED_KINDS: Readonly<Record<string, readonly ValueKind[] | undefined>> = {
  ...Object.fromEntries(MAPPABLE.filter(({ kind }) => kind === 'number').map(({ name }) => [name, NUMBER])),
  source_address: ADDRESS,
  destination_ip: ADDRESS,
  host_ip: ADDRESS,
  host_external_ip: ADDRESS,
  log_latitude: ['integer', 'other'],
  log_longitude: ['integer', 'other'],
  file_hash_sha256: ['sha256'],
  file_hash_sha1: ['sha1'],
  file_hash_md5: ['md5'],
  process_hash_sha256: ['sha256'],
  process_hash_sha1: ['sha1'],
  process_hash_md5: ['md5'],
};
