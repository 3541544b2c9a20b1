import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { normaliseEndpoint } from '../shared/endpoint.ts';
import { isText, texts } from '../shared/plain.ts';
import observed from './normalise.sql?raw';

const processOf = (prefix: string): string[] =>
  ['name', 'cmdline', 'image.path', 'image.md5', 'image.sha1', 'image.sha256', 'pid', 'uid', 'user'].map(
    (name) => `${prefix}.${name}`,
  );
const queriedProcess = (prefix: string): string[] =>
  ['Name', 'CmdLine', 'ImagePath', 'ImageMd5', 'ImageSha1', 'ImageSha256', 'Pid', 'Uid', 'User'].map(
    (name) => `${prefix}${name}`,
  );

const funnel = [
  'event.type',
  'event.category',
  'event.time',
  'event.id',
  'agent.uuid',
  'endpoint.name',
  'endpoint.os',
  ...processOf('src.process'),
  ...processOf('src.process.parent'),
  ...processOf('tgt.process'),
  'tgt.file.path',
  'tgt.file.oldPath',
  'tgt.file.md5',
  'tgt.file.sha1',
  'tgt.file.sha256',
  'module.path',
  'module.md5',
  'module.sha1',
  'driver.path',
  'namedPipe.name',
  'registry.keyPath',
  'registry.value',
  'registry.oldValue',
  'src.ip.address',
  'src.port.number',
  'dst.ip.address',
  'dst.port.number',
  'event.network.direction',
  'event.network.connectionStatus',
  'event.network.protocolName',
  'event.dns.request',
  'event.dns.response',
  'url.address',
  'event.url.action',
  'event.login.userName',
  'event.login.accountDomain',
  'event.login.accountSid',
  'event.login.type',
  'event.login.loginIsSuccessful',
  'event.login.failureReason',
  'event.logout.tgt.user.name',
  'src.endpoint.ip.address',
  'task.name',
  'task.path',
  'cmdScript.content',
  'cmdScript.sha256',
  'indicator.name',
  'indicator.category',
  'indicator.description',
  'tiIndicator.name',
  'tiIndicator.type',
  'tiIndicator.value',
  'tiIndicator.source',
];

/** Of the answers of the console, of both generations. */
const deepVisibility = [
  'eventType',
  'objectType',
  'createdAt',
  'eventTime',
  'id',
  'agentUuid',
  'agentName',
  'agentOs',
  'agentIp',
  'endpointName',
  'endpointOs',
  ...queriedProcess('srcProc'),
  ...queriedProcess('srcProcParent'),
  ...queriedProcess('tgtProc'),
  'processName',
  'processCmd',
  'processImagePath',
  'processImageSha1Hash',
  'processUserName',
  'processUniqueKey',
  'parentProcessName',
  'parentPid',
  'pid',
  'user',
  'md5',
  'sha256',
  'fileFullName',
  'oldFileName',
  'fileMd5',
  'fileSha1',
  'fileSha256',
  'tgtFilePath',
  'tgtFileOldPath',
  'tgtFileMd5',
  'tgtFileSha1',
  'tgtFileSha256',
  'registryPath',
  'registryKeyPath',
  'srcIp',
  'srcPort',
  'dstIp',
  'dstPort',
  'direction',
  'connectionStatus',
  'dnsRequest',
  'dnsResponse',
  'networkUrl',
  'networkMethod',
  'loginsUserName',
  'loginsBaseType',
  'taskName',
  'indicatorName',
  'indicatorCategory',
  'indicatorDescription',
];

export const source: SourceDefinition = {
  id: 'sentinelone-cloud-funnel',
  title: 'SentinelOne Cloud Funnel and Deep Visibility',
  datasets: ['sentinel_one_cloud_funnel.event'],
  agents: [
    {
      dataset: 'sentinel_one_cloud_funnel.event',
      address: 'host_external_ip',
      why: 'agentIp of Deep Visibility, the address from which the agent reached the console; Cloud Funnel has none',
    },
  ],
  containers: ['data'],
  shapes: [
    {
      id: 'funnel',
      title: 'Event of Cloud Funnel (names with dots)',
      recognise: (record) =>
        isText(record['event.type']) &&
        isText(record['event.category']) &&
        'event.time' in record &&
        (isText(record['agent.uuid']) || record['dataSource.name'] === 'SentinelOne'),
      basis: 'real sample',
    },
    {
      id: 'deep-visibility',
      title: 'Event of Deep Visibility, as the console exports it',
      recognise: (record) =>
        isText(record.eventType) &&
        ['objectType', 'srcProcName'].some((name) => isText(record[name])) &&
        ['agentUuid', 'agentName', 'endpointName'].some((name) => isText(record[name])) &&
        ['createdAt', 'eventTime'].some((name) => isText(record[name])),
      basis: 'documentation',
    },
  ],
  columns: texts([...funnel, ...deepVisibility]),
  uniqueIds: true,
  normalise: normaliseEndpoint(observed),
};
