import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { isText, readPlain, texts } from '../shared/plain.ts';
import normalise from './normalise.sql?raw';

const columns = [
  // every event of the sensor
  'event_simpleName',
  '#event_simpleName',
  'cid',
  'aid',
  'aip',
  'id',
  '@id',
  'timestamp',
  '@timestamp',
  'ContextTimeStamp',
  'event_platform',
  'ComputerName',
  // processes and modules
  'ImageFileName',
  'CommandLine',
  'TargetProcessId',
  'ContextProcessId',
  'RawProcessId',
  'EtwRawProcessId',
  'ProcessStartTime',
  'ContextBaseFileName',
  'ParentBaseFileName',
  'MD5HashData',
  'SHA1HashData',
  'SHA256HashData',
  'ServiceDisplayName',
  // files and the registry
  'TargetFileName',
  'SourceFileName',
  'RegObjectName',
  'RegValueName',
  'RegStringValue',
  // networks
  'LocalAddressIP4',
  'LocalAddressIP6',
  'LocalPort',
  'RemoteAddressIP4',
  'RemoteAddressIP6',
  'RemotePort',
  'Protocol',
  'ConnectionDirection',
  'DomainName',
  'IP4Records',
  'IP6Records',
  'DownloadServer',
  'DownloadPath',
  // users
  'UserName',
  'UserPrincipal',
  'UserSid',
  'UID',
  'LogonDomain',
  'LogonType',
  'LogoffTime',
  'ClientComputerName',
  'Status',
  'SubStatus',
  // what the console tells: detections and what its users did
  'EventType',
  'ExternalApiType',
  'UTCTimestamp',
  'EventUUID',
  'DetectId',
  'CompositeId',
  'DetectName',
  'Name',
  'DetectDescription',
  'Description',
  'SeverityName',
  'Tactic',
  'Technique',
  'Objective',
  'PatternDispositionDescription',
  'SensorId',
  'AgentIdString',
  'AgentId',
  'Hostname',
  'LocalIP',
  'FileName',
  'FilePath',
  'AssociatedFile',
  'SHA256String',
  'SHA1String',
  'MD5String',
  'ProcessId',
  'ParentImageFileName',
  'ParentCommandLine',
  'OperationName',
  'ServiceName',
  'Success',
  'UserId',
  'UserIp',
  // inventory of hosts
  'Time',
  '_time',
  'Version',
  'CurrentLocalIP',
  'SystemProductName',
  'NeighborName',
];

const times = [
  'ContextTimeStamp',
  'ProcessStartTime',
  'LogoffTime',
  'timestamp',
  '@timestamp',
  'UTCTimestamp',
  'Time',
  '_time',
];
const nothing = ['-', '!!!!UNKNOWN!!!!', 'N/A', 'None', 'none'];

export const source: SourceDefinition = {
  id: 'crowdstrike-fdr',
  title: 'CrowdStrike Falcon Data Replicator',
  datasets: ['crowdstrike.fdr'],
  agents: [
    {
      dataset: 'crowdstrike.fdr',
      address: 'host_external_ip',
      why: 'aip, the address from which the sensor reached the CrowdStrike cloud',
    },
  ],
  containers: [],
  shapes: [
    {
      id: 'sensor',
      title: 'Event of the sensor',
      recognise: (record) =>
        isText(record.event_simpleName) &&
        isText(record.aid) &&
        isText(record.cid) &&
        ('timestamp' in record || 'ContextTimeStamp' in record || 'UTCTimestamp' in record),
      basis: 'real sample',
    },
    {
      id: 'console',
      title: 'Detection, or act of a user of the console',
      recognise: (record) =>
        record.EventType === 'Event_ExternalApiEvent' &&
        isText(record.ExternalApiType) &&
        'UTCTimestamp' in record,
      basis: 'real sample',
    },
    {
      id: 'inventory',
      title: 'Host of the inventory (aid_master, managed and other assets)',
      recognise: (record) =>
        isText(record.cid) &&
        isText(record.aip) &&
        isText(record.ComputerName) &&
        (('Time' in record && 'AgentVersion' in record) ||
          ('_time' in record && ('MAC' in record || 'CurrentLocalIP' in record))),
      basis: 'real sample',
    },
    {
      id: 'search',
      title: 'Event as exported from Falcon’s event search',
      recognise: (record) =>
        isText(record['#event_simpleName']) && isText(record.aid) && '@timestamp' in record,
      basis: 'documentation',
    },
  ],
  columns: texts(columns),
  normalise: readPlain({ columns, times, nothing }, normalise),
};
