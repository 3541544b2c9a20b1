import { drawLogs, HOUR, isoOf, oneOf, randomOf, type LogEvent, type Random } from './random-logs.ts';
import type { Columns } from './seed.ts';

/** Random records of the log sources of Sigma, in the columns that their sources fill, with values that hunts ask for. */

type Draw = (random: Random, event: LogEvent) => Columns;

const AGENTS = [
  'Mozilla/5.0 a',
  'Mozilla/5.0 b',
  'curl/8',
  'Boto3/1',
  'kubectl/1.29',
  'okta-app',
  'Safari',
  'APN/1 Terraform',
];
const COMMANDS = [
  'cat /home/ada/.aws/credentials',
  'vim /home/ada/.AWS/credentials',
  'type C:\\Users\\ada\\.aws\\credentials',
  'certutil -urlcache x',
  'ls -l *',
  null,
];

const of = (event: LogEvent): Columns => ({ user_name: event.network === 100 ? null : event.entity });

const okta: Draw = (random, event) => ({
  ...of(event),
  event_dataset: 'okta.system',
  event_action: oneOf(random, [
    'user.authentication.sso',
    'user.session.start',
    'user.session.start',
    'policy.rule.delete',
  ]),
  event_description: oneOf(random, ['Delete policy rule', 'User login to Okta', '100% *new*', null]),
  event_outcome: oneOf(random, ['success', 'success', 'success', 'failure', 'unknown']),
  user_type: oneOf(random, ['User', 'SystemPrincipal']),
  session_id: oneOf(random, ['s1', 's2', 's3', 's4', null]),
  log_as_number: oneOf(random, [null, 100, 200, 300]),
  log_is_proxy: oneOf(random, [true, false, null]),
});

const signIn: Draw = (random, event) => {
  const error_code = oneOf(random, [null, null, null, '500121', '500121', '50126']);
  return {
    ...of(event),
    event_dataset: 'azure.signinlogs',
    event_category: 'authentication',
    event_action: 'Sign-in activity',
    error_code,
    event_outcome: error_code === null ? 'success' : 'failure',
    session_id: oneOf(random, ['s1', 's2', 's5', 's6', null]),
    is_interactive: oneOf(random, [true, true, false, null]),
    application_name: oneOf(random, ['Azure Portal', 'Office', null]),
  };
};

const audit: Draw = (random, event) => ({
  ...of(event),
  event_dataset: 'azure.auditlogs',
  event_category: 'iam',
  event_action: oneOf(random, ['Add member to role', 'Update user']),
  event_outcome: oneOf(random, ['success', 'failure', 'unknown']),
  user_type: oneOf(random, ['user', 'service principal']),
});

const cloudTrail: Draw = (random, event) => {
  const event_action = oneOf(random, [
    ...[
      'ListBuckets',
      'DescribeInstances',
      'GetObject',
      'ConsoleLogin',
      'GetSigninToken',
      'PutObject',
      'consolelogin',
    ],
    'CreateAccessKey',
  ]);
  const error_code = event_action === 'ConsoleLogin' ? null : oneOf(random, [null, null, 'AccessDenied']);
  const isFailure = error_code !== null || (event_action === 'ConsoleLogin' && oneOf(random, [true, false]));
  const user_type = oneOf(random, ['IAMUser', 'AssumedRole', 'Root', 'AWSService']);
  return {
    ...of(event),
    event_dataset: 'aws.cloudtrail',
    event_provider: oneOf(random, [
      's3.amazonaws.com',
      'ec2.amazonaws.com',
      'iam.amazonaws.com',
      'sts.amazonaws.com',
    ]),
    event_action,
    error_code,
    error_message: isFailure ? oneOf(random, ['Failed authentication', 'denied']) : null,
    event_outcome: isFailure ? 'failure' : 'success',
    user_type,
    ...(user_type === 'Root' ? { user_name: 'root' } : {}),
    access_key_id: event.country === null ? null : `AKIA ${event.entity}`,
    principal_arn: oneOf(random, [
      null,
      `arn:aws:iam::1:user/${event.entity}`,
      `arn:aws:sts::1:assumed-role/app/i-0abc${event.record % 3}`,
    ]),
    cloud_region: oneOf(random, ['eu-west-1', 'us-east-1', null]),
  };
};

const kubernetes: Draw = (random, event) => {
  const error_code = oneOf(random, [null, null, '403', '404']);
  return {
    ...of(event),
    event_dataset: 'kubernetes.audit',
    event_provider: 'kube-apiserver',
    event_action: oneOf(random, ['create', 'list', 'get']),
    error_code,
    event_outcome: error_code === null ? oneOf(random, ['success', 'success', 'unknown']) : 'failure',
    orchestrator_resource_type: oneOf(random, ['pods', 'pods/exec', 'secrets', 'podsecurity/exec', null]),
  };
};

const process =
  (dataset: string, device_os_name: string | null): Draw =>
  (random, event) => ({
    ...of(event),
    event_dataset: dataset,
    event_category: 'process',
    event_action: oneOf(random, ['Process creation', 'exec', 'Process terminated']),
    event_outcome: event.outcome,
    device_os_name,
    host_name: event.country === null ? null : `host of ${event.entity}`,
    ...oneOf(random, [
      { process_name: 'certutil.exe', process_executable: 'C:\\Windows\\certutil.exe' },
      { process_name: 'CertUtil.exe', process_executable: 'C:\\Temp\\CertUtil.exe' },
      { process_name: 'curl', process_executable: '/usr/bin/curl' },
      { process_name: 'mycurl', process_executable: '/opt/mycurl' },
    ]),
    process_parent_name: oneOf(random, ['winword.exe', 'bash', null]),
    process_command_line: oneOf(random, COMMANDS),
  });

const proxy: Draw = (random, event) => ({
  ...of(event),
  event_dataset: oneOf(random, ['squid.log', 'zscaler_zia.web']),
  event_category: 'web',
  event_outcome: event.outcome,
  url_domain: oneOf(random, ['example.com', 'example.org', null]),
  url_original: oneOf(random, ['http://example.com/beacon?1', 'http://example.org/', null]),
  http_request_method: oneOf(random, ['GET', 'POST']),
  http_response_status_code: oneOf(random, [200, 299, 300, 404, null]),
  source_bytes: event.bytes,
});

const SOURCES: Readonly<Record<string, Draw>> = {
  'aws/cloudtrail': cloudTrail,
  'okta/okta': okta,
  'azure/signinlogs': signIn,
  'azure/auditlogs': audit,
  'kubernetes/audit': kubernetes,
  'process_creation/windows': process('windows.sysmon_operational', 'Windows 11'),
  'process_creation/linux': process('sysmon_linux.log', 'Ubuntu 22.04'),
  'process_creation/macos': process('jamf_protect.telemetry', null),
  proxy,
};

/** Records of these log sources, several of one user within minutes and within hours of each other. */
export function drawRecords(seed: number, logs: number, titles: readonly string[]): Columns[] {
  const random = randomOf(seed);
  const events = [HOUR / 6, HOUR].flatMap((step, at) =>
    drawLogs(seed + at, logs, step, 24).map((event) => ({ ...event, entity: `${event.entity} of ${at}` })),
  );
  return events.map((event, at) => {
    const draw = SOURCES[oneOf(random, titles)];
    if (!draw) throw new Error(`no such log source: ${titles.join(', ')}`);
    return {
      source_kind: 'public',
      source_address: oneOf(random, ['192.0.2.1', '192.0.2.2', '198.51.100.9', null]),
      user_agent_original: oneOf(random, [...AGENTS, null]),
      ...draw(random, event),
      record: at + 1,
      timestamp: isoOf(event.time),
    };
  });
}
