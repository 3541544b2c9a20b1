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

interface Server {
  name: string;
  addresses: readonly string[];
}

/** 900 servers of three addresses each. */
const servers = (random: Random): Server[] =>
  Array.from({ length: 900 }, (_, index) => ({
    name: `www${index}.example.com`,
    addresses: [address(random), address(random), address(random)],
  }));

const FOLDER = 'C:\\Program Files\\Example\\';
const PROGRAMS = ['cmd.exe', 'powershell.exe', 'svchost.exe', 'chrome.exe', 'agent.exe', 'update.exe'];

/** What is run again and again: a program of one of five versions, and what starts it. */
interface Run {
  program: string;
  hashes: string;
  command: string;
  parent: string;
}

function runs(random: Random, count: number): Run[] {
  const files = PROGRAMS.flatMap((program) =>
    Array.from({ length: 5 }, () => ({
      program,
      hashes: `SHA1=${random.hex(40)},MD5=${random.hex(32)},SHA256=${random.hex(64)}`,
    })),
  );
  return Array.from({ length: count }, () => {
    const file = random.pick(files);
    const command = `"${FOLDER}${file.program}" /job ${random.hex(12)} --mode ${random.whole(1, 9)}`;
    return { ...file, command, parent: random.pick(PROGRAMS) };
  });
}

/**
 * As NXLog writes what Sysmon saw: two in three are processes, the rest connections. Half of the processes are of some 3,000 that run
 * again and again, the others have a command line of their own.
 */
export const sysmonLines = (random: Random): LineMaker => {
  const known = runs(random, 3000);
  const hosts = Array.from({ length: 60 }, (_, index) => `ws${two(index)}.example.com`);
  const called = servers(random);
  return (index, of) => {
    const time = new Date(timeOf(index, of)).toISOString().replace('T', ' ').slice(0, -1);
    const run = random.pick(known);
    const common = {
      SourceName: 'Microsoft-Windows-Sysmon',
      Channel: 'Microsoft-Windows-Sysmon/Operational',
      ProviderGuid: '{5770385F-C22A-43E0-BF4C-06F5698FFBD9}',
      Hostname: random.pick(hosts),
      TimeCreated: time,
      UtcTime: time,
      ProcessGuid: `{${random.uuid()}}`,
      ProcessId: String(random.whole(100, 30000)),
      Image: `${FOLDER}${run.program}`,
      User: `EXAMPLE\\${user(random)}`,
      RecordNumber: index,
    };
    return JSON.stringify(
      random.chance(0.66) ? process(common, run, random) : connection(common, random.pick(called), random),
    );
  };
};

function process(common: object, { hashes, command, parent }: Run, random: Random): object {
  const line = random.chance(0.5) ? command : command.replace(/job \w+/, `job ${random.hex(12)}`);
  return {
    EventID: 1,
    ...common,
    CommandLine: line,
    CurrentDirectory: 'C:\\Windows\\system32\\',
    LogonGuid: `{${random.uuid()}}`,
    IntegrityLevel: 'Medium',
    Hashes: hashes,
    ParentProcessGuid: `{${random.uuid()}}`,
    ParentImage: `${FOLDER}${parent}`,
    ParentCommandLine: `"${FOLDER}${parent}" -k netsvcs`,
    Message: `Process Create:\r\nRuleName: -\r\nCommandLine: ${line}`,
  };
}

const connection = (common: object, server: Server, random: Random): object => ({
  EventID: 3,
  ...common,
  Protocol: 'tcp',
  Initiated: 'true',
  SourceIp: `10.0.${random.whole(0, 3)}.${random.whole(1, 254)}`,
  SourcePort: String(random.whole(1024, 65535)),
  DestinationIp: random.pick(server.addresses),
  DestinationHostname: server.name,
  DestinationPort: '443',
});

/** Squid's native access.log. */
export const squidLines = (random: Random): LineMaker => {
  const called = servers(random);
  return (index, of) => {
    const seconds = (timeOf(index, of) / 1000).toFixed(3);
    const { name, addresses } = random.pick(called);
    const url = `http://${name}/${random.hex(10)}/page?id=${random.whole(1, 99999)}`;
    return `${seconds} ${random.whole(1, 9000)} 10.0.${random.whole(0, 3)}.${random.whole(1, 254)} TCP_MISS/200 ${random.whole(200, 90000)} GET ${url} ${user(random)} HIER_DIRECT/${random.pick(addresses)} text/html`;
  };
};

export const ENTRA_HEADER =
  'TimeGenerated [UTC],OperationName,Category,ResultType,ResultDescription,Id,UserPrincipalName,UserId,AppDisplayName,IPAddress,ClientAppUsed,UserAgent,DeviceDetail,LocationDetails,Status,IsInteractive,AuthenticationRequirement,RiskLevelDuringSignIn,Type';
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

interface Person {
  name: string;
  id: string;
  devices: readonly { id: string; agent: string }[];
  homes: readonly string[];
}

/** 2,000 people of one or two devices, at eight office addresses or two of their own; one sign-in in fifty is from elsewhere. */
export const entraLines = (random: Random): LineMaker => {
  const offices = Array.from({ length: 8 }, () => address(random));
  const people = Array.from({ length: 2000 }, (_, index) => person(index, random));
  const addressOf = ({ homes }: Person): string =>
    random.chance(0.02) ? address(random) : random.pick(random.chance(0.6) ? offices : homes);
  return (index, of) => entraLine(timeOf(index, of), random.pick(people), addressOf, random);
};

const person = (index: number, random: Random): Person => ({
  name: `user${index}`,
  id: random.uuid(),
  devices: Array.from({ length: random.whole(1, 2) }, () => ({
    id: random.uuid(),
    agent: random.pick(AGENTS),
  })),
  homes: [address(random), address(random)],
});

/** As Log Analytics exports it: US dates, JSON inside cells. */
function entraLine(time: number, who: Person, addressOf: (who: Person) => string, random: Random): string {
  const at = new Date(time);
  const device = random.pick(who.devices);
  const hour = at.getUTCHours();
  const clock = `${hour % 12 || 12}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}.${String(at.getUTCMilliseconds()).padStart(3, '0')} ${hour < 12 ? 'AM' : 'PM'}`;
  const failed = random.chance(0.05);
  return [
    quoted(`${at.getUTCMonth() + 1}/${at.getUTCDate()}/${at.getUTCFullYear()}, ${clock}`),
    'Sign-in activity',
    'SignInLogs',
    failed ? '50126' : '0',
    failed ? 'Invalid username or password.' : '',
    random.uuid(),
    `${who.name}@example.com`,
    who.id,
    'Azure Portal',
    addressOf(who),
    'Browser',
    quoted(device.agent),
    quoted(
      `{"deviceId":"${device.id}","operatingSystem":"Windows 10","browser":"Edge 124.0.0","isManaged":true}`,
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
}
