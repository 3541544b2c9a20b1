import type { EntityKind } from '../../../../shared/model.ts';
import type { Condition } from '../../../../shared/rules.ts';
import { isObject, quoted } from '../../own-files/found.ts';
import { Refused, type FieldRule } from './asked.ts';
import { AUDIT_LOGS, CLOUDTRAIL, KUBERNETES, OKTA, SIGN_IN_LOGS, type Fields } from './cloud-fields.ts';
import { PROCESS_CREATION, PROXY, UNIX_PROCESS_CREATION } from './endpoint-fields.ts';

/** A log source of Sigma as our events hold it. */
export interface LogSource {
  title: string;
  /** The log that a case must hold, in plain words. */
  missing: string;
  /** Which events are of it. */
  where: Condition[];
  datasets: readonly string[];
  /** Whose events a finding tells together. */
  entity: EntityKind;
  /** What a finding tells beside. */
  tell: readonly string[];
  /** By its name in small letters. */
  fields: ReadonlyMap<string, string | FieldRule>;
}

/** Values of `logsource` that all have to be there; no others may, but those of `also`. */
interface Known extends Omit<LogSource, 'fields' | 'title'> {
  named: Readonly<Record<string, string>>;
  also?: Readonly<Record<string, string>>;
  fields: Fields;
}

const dataset = (...datasets: string[]) => ({
  datasets,
  where: [{ column: 'event_dataset', is: datasets }] satisfies Condition[],
});

const ENDPOINTS = [
  'carbon_black_cloud.endpoint_event',
  'carbonblack_edr.log',
  'crowdstrike.fdr',
  'jamf_protect.alerts',
  'jamf_protect.telemetry',
  'jamf_protect.telemetry_legacy',
  'm365_defender.event',
  'sentinel_one_cloud_funnel.event',
  'sysmon_linux.log',
  'system.security',
  'windows.sysmon_operational',
];

/** What the agents call the start of a process. */
const STARTS = [
  'Process creation',
  'ProcessCreat*',
  'created-process',
  '*ProcessRollup2',
  '*procstart',
  'AUE_EXEC*',
  'AUE_POSIX_SPAWN',
  'exec',
  'GPProcessEvent',
];

/** Not every agent names the system: what names none may be of any. */
const SYSTEMS = {
  windows: ['*windows*'],
  linux: ['*linux*', '*ubuntu*', '*debian*', '*red hat*', '*centos*', '*suse*', '*amazon*'],
  macos: ['*mac*', '*os x*', '*darwin*'],
} as const;

function processes(product: keyof typeof SYSTEMS): Pick<Known, 'where' | 'datasets'> {
  const others = Object.entries(SYSTEMS).flatMap(([name, likes]) => (name === product ? [] : likes));
  return {
    datasets: ENDPOINTS,
    where: [
      { column: 'event_dataset', is: ENDPOINTS },
      { column: 'event_category', is: 'process' },
      { column: 'event_action', like: STARTS },
      { not: { column: 'device_os_name', like: others } },
    ],
  };
}

const PROXIES = dataset(
  'cisco_umbrella.log',
  'proxysg.log',
  'skyhigh.web',
  'squid.log',
  'w3c.log',
  'zscaler_zia.web',
);

const PROCESS = {
  missing: 'a log of started processes: Sysmon, Windows Security with event 4688, or an endpoint agent',
  entity: 'host',
  tell: ['process_command_line', 'process_parent_name', 'user_name'],
} as const;

const KNOWN: readonly Known[] = [
  {
    named: { product: 'aws', service: 'cloudtrail' },
    ...dataset('aws.cloudtrail'),
    missing: 'AWS CloudTrail',
    entity: 'user',
    tell: ['event_action', 'event_provider', 'error_code'],
    fields: CLOUDTRAIL,
  },
  {
    named: { product: 'okta', service: 'okta' },
    ...dataset('okta.system'),
    missing: 'the Okta System Log',
    entity: 'user',
    tell: ['event_action', 'event_description'],
    fields: OKTA,
  },
  {
    named: { product: 'azure', service: 'signinlogs' },
    ...dataset('azure.signinlogs'),
    missing: 'the sign-in logs of Entra ID',
    entity: 'user',
    tell: ['event_action', 'application_name', 'error_code'],
    fields: SIGN_IN_LOGS,
  },
  {
    named: { product: 'azure', service: 'auditlogs' },
    ...dataset('azure.auditlogs'),
    missing: 'the audit logs of Entra ID',
    entity: 'user',
    tell: ['event_action', 'resource_name'],
    fields: AUDIT_LOGS,
  },
  {
    named: { product: 'kubernetes', service: 'audit' },
    also: { category: 'application' },
    ...dataset('kubernetes.audit'),
    missing: 'the audit log of Kubernetes',
    entity: 'user',
    tell: [
      'event_action',
      'orchestrator_resource_type',
      'orchestrator_namespace',
      'orchestrator_resource_name',
    ],
    fields: KUBERNETES,
  },
  {
    named: { category: 'process_creation', product: 'windows' },
    ...processes('windows'),
    ...PROCESS,
    fields: PROCESS_CREATION,
  },
  {
    named: { category: 'process_creation', product: 'linux' },
    ...processes('linux'),
    ...PROCESS,
    fields: UNIX_PROCESS_CREATION,
  },
  {
    named: { category: 'process_creation', product: 'macos' },
    ...processes('macos'),
    ...PROCESS,
    fields: UNIX_PROCESS_CREATION,
  },
  {
    named: { category: 'proxy' },
    ...PROXIES,
    missing: 'the log of a web proxy',
    entity: 'user',
    tell: ['url_domain', 'url_original', 'http_request_method'],
    fields: PROXY,
  },
];

const KEYS = ['category', 'product', 'service'] as const;

/** Throws `Refused` where we do not have this log source. */
export function logSourceOf(logsource: unknown): LogSource {
  if (!isObject(logsource)) throw new Refused('a rule needs a logsource');
  const asked = KEYS.flatMap((key) =>
    logsource[key] === undefined
      ? []
      : [[key, quoted(logsource[key]).replaceAll('"', '').toLowerCase()] as const],
  );
  const title = asked.map(([, value]) => value).join('/');
  const known = KNOWN.find(({ named, also = {} }) => {
    const isAllowed = asked.every(([key, value]) => named[key] === value || also[key] === value);
    return isAllowed && Object.keys(named).every((key) => asked.some(([one]) => one === key));
  });
  if (!known)
    throw new Refused(`the log source ${title || 'without category, product and service'} is not known here`);
  const fields = new Map(Object.entries(known.fields).map(([name, rule]) => [name.toLowerCase(), rule]));
  return { ...known, title, fields };
}
