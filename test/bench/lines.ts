import { BROWSER } from '../support/fixtures/clients.ts';
import { Random } from '../support/fixtures/random.ts';
import { eventAt, timeOf, traffic } from './traffic.ts';

/** Makes the text of record `index` of `of`, without a newline. Called in order. */
export type LineMaker = (index: number, of: number) => string;

export const cloudTrailLines = (random: Random): LineMaker => {
  const world = traffic(random);
  return (index, of) => JSON.stringify(eventAt(timeOf(index, of), world, random));
};

const two = (value: number): string => String(value).padStart(2, '0');
const AGENTS = Object.values(BROWSER);
const user = (random: Random): string => `user${random.whole(1, 400)}`;
const address = (random: Random): string =>
  `${random.whole(20, 99)}.${random.whole(0, 255)}.${random.whole(0, 40)}.${random.whole(1, 254)}`;

const FOLDER = 'C:\\Program Files\\Example\\';
const PROGRAMS = ['cmd.exe', 'powershell.exe', 'svchost.exe', 'chrome.exe', 'agent.exe', 'update.exe'];

/** As NXLog writes what Sysmon saw: two in three are processes, the rest connections. */
export const sysmonLines = (random: Random): LineMaker => {
  const hosts = Array.from({ length: 60 }, (_, index) => `ws${two(index)}.example.com`);
  return (index, of) => {
    const time = new Date(timeOf(index, of)).toISOString().replace('T', ' ').slice(0, -1);
    const image = `${FOLDER}${random.pick(PROGRAMS)}`;
    const common = {
      SourceName: 'Microsoft-Windows-Sysmon',
      Channel: 'Microsoft-Windows-Sysmon/Operational',
      ProviderGuid: '{5770385F-C22A-43E0-BF4C-06F5698FFBD9}',
      Hostname: random.pick(hosts),
      TimeCreated: time,
      UtcTime: time,
      ProcessGuid: `{${random.uuid()}}`,
      ProcessId: String(random.whole(100, 30000)),
      Image: image,
      User: `EXAMPLE\\${user(random)}`,
      RecordNumber: index,
    };
    return JSON.stringify(random.chance(0.66) ? process(common, random) : connection(common, random));
  };
};

function process(common: object, random: Random): object {
  const command = `"${FOLDER}${random.pick(PROGRAMS)}" /job ${random.hex(12)} --mode ${random.whole(1, 9)}`;
  return {
    EventID: 1,
    ...common,
    CommandLine: command,
    CurrentDirectory: 'C:\\Windows\\system32\\',
    LogonGuid: `{${random.uuid()}}`,
    IntegrityLevel: 'Medium',
    Hashes: `SHA1=${random.hex(40)},MD5=${random.hex(32)},SHA256=${random.hex(64)}`,
    ParentProcessGuid: `{${random.uuid()}}`,
    ParentImage: `${FOLDER}${random.pick(PROGRAMS)}`,
    ParentCommandLine: `"${FOLDER}${random.pick(PROGRAMS)}" -k netsvcs`,
    Message: `Process Create:\r\nRuleName: -\r\nCommandLine: ${command}`,
  };
}

const connection = (common: object, random: Random): object => ({
  EventID: 3,
  ...common,
  Protocol: 'tcp',
  Initiated: 'true',
  SourceIp: `10.0.${random.whole(0, 3)}.${random.whole(1, 254)}`,
  SourcePort: String(random.whole(1024, 65535)),
  DestinationIp: address(random),
  DestinationHostname: `host${random.whole(1, 900)}.example.com`,
  DestinationPort: '443',
});

/** Squid's native access.log. */
export const squidLines =
  (random: Random): LineMaker =>
  (index, of) => {
    const seconds = (timeOf(index, of) / 1000).toFixed(3);
    const url = `http://www${random.whole(1, 900)}.example.com/${random.hex(10)}/page?id=${random.whole(1, 99999)}`;
    return `${seconds} ${random.whole(1, 9000)} 10.0.${random.whole(0, 3)}.${random.whole(1, 254)} TCP_MISS/200 ${random.whole(200, 90000)} GET ${url} ${user(random)} HIER_DIRECT/${address(random)} text/html`;
  };

export const ENTRA_HEADER =
  'TimeGenerated [UTC],OperationName,Category,ResultType,ResultDescription,Id,UserPrincipalName,UserId,AppDisplayName,IPAddress,ClientAppUsed,UserAgent,DeviceDetail,LocationDetails,Status,IsInteractive,AuthenticationRequirement,RiskLevelDuringSignIn,Type';
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Entra sign-ins as Log Analytics exports them: US dates, JSON inside cells. */
export const entraLines =
  (random: Random): LineMaker =>
  (index, of) => {
    const at = new Date(timeOf(index, of));
    const hour = at.getUTCHours();
    const clock = `${hour % 12 || 12}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}.${String(at.getUTCMilliseconds()).padStart(3, '0')} ${hour < 12 ? 'AM' : 'PM'}`;
    const failed = random.chance(0.05);
    const name = user(random);
    return [
      quoted(`${at.getUTCMonth() + 1}/${at.getUTCDate()}/${at.getUTCFullYear()}, ${clock}`),
      'Sign-in activity',
      'SignInLogs',
      failed ? '50126' : '0',
      failed ? 'Invalid username or password.' : '',
      random.uuid(),
      `${name}@example.com`,
      random.uuid(),
      'Azure Portal',
      address(random),
      'Browser',
      quoted(random.pick(AGENTS)),
      quoted(
        `{"deviceId":"${random.uuid()}","operatingSystem":"Windows 10","browser":"Edge 124.0.0","isManaged":true}`,
      ),
      quoted(
        '{"city":"Hamburg","state":"Hamburg","countryOrRegion":"DE","geoCoordinates":{"latitude":53.55,"longitude":9.99}}',
      ),
      quoted(`{"errorCode":${failed ? 50126 : 0}}`),
      'true',
      'multiFactorAuthentication',
      'none',
      'SigninLogs',
    ].join(',');
  };
