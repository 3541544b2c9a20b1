import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { columnsType } from '../shared/columns.ts';
import { normaliseEmail } from '../shared/email.ts';
import { isObject, isText, readPlain, texts } from '../shared/plain.ts';
import mail from './mail.sql?raw';
import others from './normalise.sql?raw';
import told from './told.sql?raw';

type Json = Record<string, unknown>;

const times = ['Timestamp', 'Timestamp [UTC]', 'TimeGenerated', 'TimeGenerated [UTC]'];

const names = [
  ...[...times, 'ActionType', 'AdditionalFields', 'ReportId', 'DeviceId', 'DeviceName', 'Application'],
  // what was done to, or what was started
  ...[
    'FileName',
    'FolderPath',
    'MD5',
    'SHA1',
    'SHA256',
    'PreviousFileName',
    'PreviousFolderPath',
    'FileType',
  ],
  ...['FileOriginUrl', 'FileOriginReferrerUrl', 'ProcessId', 'ProcessCommandLine', 'ProcessUniqueId'],
  ...['RegistryKey', 'RegistryValueName', 'RegistryValueData'],
  ...['PreviousRegistryKey', 'PreviousRegistryValueName', 'PreviousRegistryValueData'],
  // the process that did it
  ...['InitiatingProcessFileName', 'InitiatingProcessFolderPath', 'InitiatingProcessCommandLine'],
  ...['InitiatingProcessMD5', 'InitiatingProcessSHA1', 'InitiatingProcessSHA256', 'InitiatingProcessId'],
  ...['InitiatingProcessUniqueId', 'InitiatingProcessParentFileName', 'InitiatingProcessParentId'],
  ...['InitiatingProcessAccountName', 'InitiatingProcessAccountSid', 'InitiatingProcessAccountDomain'],
  ...['InitiatingProcessAccountUpn', 'RequestProtocol', 'RequestAccountName', 'RequestAccountSid'],
  ...['RequestAccountDomain', 'RequestSourceIP', 'RequestSourcePort', 'ShareName'],
  // networks
  ...['LocalIP', 'LocalPort', 'RemoteIP', 'RemotePort', 'RemoteUrl', 'RemoteDeviceName', 'Protocol'],
  ...['PublicIP', 'IPAddresses', 'OSPlatform', 'MacAddress'],
  // accounts
  ...['AccountName', 'AccountDomain', 'AccountSid', 'AccountUpn', 'AccountObjectId', 'AccountDisplayName'],
  ...[
    'AccountId',
    'LogonType',
    'FailureReason',
    'IPAddress',
    'Port',
    'Location',
    'ISP',
    'CountryCode',
    'City',
  ],
  ...['IsAnonymousProxy', 'UserAgent', 'DestinationDeviceName', 'DestinationIPAddress', 'DestinationPort'],
  ...['TargetAccountUpn', 'TargetAccountDisplayName', 'TargetDeviceName', 'ActivityType', 'ObjectName'],
  ...['ActivityObjects', 'RawEventData', 'Query'],
  // e-mail
  ...['NetworkMessageId', 'InternetMessageId', 'SenderFromAddress', 'SenderMailFromAddress', 'SenderIPv4'],
  ...['SenderIPv6', 'RecipientEmailAddress', 'Subject', 'EmailSubject', 'EmailDirection', 'DeliveryAction'],
  ...['DeliveryLocation', 'LatestDeliveryLocation', 'ThreatTypes', 'ThreatNames', 'DetectionMethods'],
  ...['ConfidenceLevel', 'EmailAction', 'EmailActionPolicy', 'AuthenticationDetails', 'AttachmentCount'],
  ...['UrlCount', 'Url', 'UrlLocation', 'UrlChain', 'IsClickedThrough', 'Workload'],
  ...['Action', 'ActionTrigger', 'ActionResult'],
  // alerts
  ...['AlertId', 'Title', 'Severity', 'ServiceSource', 'DetectionSource', 'AttackTechniques', 'Categories'],
  ...['EntityType', 'EvidenceRole', 'EvidenceDirection'],
];

/** What the envelope of the streaming API tells beside the row. */
const envelope = ['in_category', 'in_time'];
const columns = [...names, 'Category', 'Type', ...envelope];
const record = `CASE
  WHEN o.properties IS NOT NULL
    THEN CAST(struct_insert(o.properties, in_category := o.category, in_time := o.time) AS ${columnsType(texts(columns))})
  ELSE CAST(o AS ${columnsType(texts(columns))})
END`;

const TABLE =
  /^(Device(Process|Network|File|Registry|Logon|ImageLoad)?Events|Device(Info|NetworkInfo|FileCertificateInfo)|Email(Events|UrlInfo|AttachmentInfo|PostDeliveryEvents)|UrlClickEvents|Alert(Info|Evidence)|Identity(Logon|Directory|Query)Events|CloudAppEvents)$/;

const ofDevice = [
  ...['InitiatingProcessFileName', 'InitiatingProcessCommandLine', 'ProcessCommandLine', 'RemoteIP'],
  ...['RemoteUrl', 'RegistryKey', 'LogonType'],
];
const ofAction = ['ReportId', 'AdditionalFields', 'FileName', 'AccountName'];
const ofMail = [
  ...['RecipientEmailAddress', 'SenderFromAddress', 'InternetMessageId', 'Url', 'SHA256', 'DeliveryAction'],
  ...['IsClickedThrough', 'ThreatTypes'],
];

/** A row by itself, named by the columns that a query left in it. */
function isRow(row: Json): boolean {
  const has = (list: readonly string[]) => list.some((name) => name in row);
  if (!times.some((name) => isText(row[name]))) return false;
  if (isText(row.Type)) return TABLE.test(row.Type);
  if (has(['NetworkMessageId'])) return has(ofMail);
  if (isText(row.AlertId)) return has(['ServiceSource', 'DetectionSource', 'EvidenceRole']);
  const acts = isText(row.ActionType);
  if (has(['DeviceId', 'DeviceName'])) return has(ofDevice) || (acts && has(ofAction));
  if (!acts) return false;
  if (has(['Application'])) return has(['AccountUpn', 'AccountObjectId', 'RawEventData']);
  return isText(row.Url) && has(['IsClickedThrough', 'UrlChain']);
}

export const source: SourceDefinition = {
  id: 'defender-advanced-hunting',
  title: 'Microsoft Defender XDR advanced hunting',
  datasets: ['m365_defender.event'],
  agents: [
    {
      dataset: 'm365_defender.event',
      address: 'host_external_ip',
      why: 'PublicIP, the address from which the device reached the Defender service',
    },
  ],
  containers: ['records', 'results', 'Results'],
  shapes: [
    {
      id: 'streaming',
      title: 'Row of the streaming API (event hub or storage account)',
      recognise: ({ category, properties }) =>
        isText(category) && category.startsWith('AdvancedHunting-') && isObject(properties),
      basis: 'real sample',
    },
    {
      id: 'row',
      title: 'Row of a hunting query or of Log Analytics (times without an offset are taken as UTC)',
      recognise: isRow,
      basis: 'documentation',
    },
  ],
  // Names of a structure cannot differ by their case only: beside the envelope's `category` a row has no `Category`.
  columns: {
    category: 'text',
    time: 'text',
    Type: 'text',
    ...texts(names),
    properties: texts([...names, 'Category']),
  },
  normalise: readPlain(
    { columns, times: [], nothing: ['-'], event: record },
    `SELECT * FROM (
WITH told AS MATERIALIZED (${told}),
mails AS (${normaliseEmail(mail)}),
others AS (${others})
SELECT * FROM others UNION ALL BY NAME SELECT * FROM mails)`,
  ),
};
