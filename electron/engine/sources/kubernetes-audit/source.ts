import type { JsonColumns, SourceDefinition } from '../../../../shared/definitions.ts';
import { cloudWatchColumns, messageOf } from '../shared/cloudwatch.ts';
import { objectIn, readInside } from '../shared/inside.ts';
import { isText } from '../shared/plain.ts';
import normalise from './normalise.sql?raw';
import unwrap from './unwrap.sql?raw';

type Json = Record<string, unknown>;

/** An item of an EventList need not name its kind. */
const isAudit = (event: Json | null): boolean =>
  event !== null &&
  isText(event.auditID) &&
  isText(event.verb) &&
  'requestURI' in event &&
  (event.apiVersion === undefined ||
    (isText(event.apiVersion) && event.apiVersion.startsWith('audit.k8s.io/')));

const streamOf = (record: Json): unknown =>
  record.logStreamName ??
  record.logStream ??
  record['@logStream'] ??
  (record['@head'] as Json | undefined)?.logStream;
const CONTROL_PLANE =
  /^(kube-apiserver|authenticator|kube-controller-manager|cloud-controller-manager|kube-scheduler)-/;

/** An `audit.k8s.io` Event. */
const event: JsonColumns = {
  auditID: 'text',
  stage: 'text',
  verb: 'text',
  requestURI: 'text',
  userAgent: 'text',
  requestReceivedTimestamp: 'text',
  stageTimestamp: 'text',
  user: {
    username: 'text',
    uid: 'text',
    extra: {
      arn: ['text'],
      canonicalArn: ['text'],
      accessKeyId: ['text'],
      principalId: ['text'],
      'sigs.k8s.io/aws-iam-authenticator/principalId': ['text'],
    },
  },
  impersonatedUser: { username: 'text' },
  sourceIPs: ['text'],
  objectRef: { resource: 'text', namespace: 'text', name: 'text', subresource: 'text', apiGroup: 'text' },
  responseStatus: { code: 'text', message: 'text' },
  annotations: { 'authorization.k8s.io/decision': 'text', 'authorization.k8s.io/reason': 'text' },
};

export const source: SourceDefinition = {
  id: 'kubernetes-audit',
  title: 'Kubernetes audit log',
  datasets: ['kubernetes.audit'],
  containers: ['items', 'logEvents', 'events', 'records'],
  // A subscription names the cluster only there.
  headFields: { logEvents: ['logGroup', 'logStream'] },
  shapes: [
    {
      id: 'event',
      title: 'Audit event, also in an EventList',
      recognise: isAudit,
      basis: 'real sample',
    },
    {
      id: 'cloudwatch',
      title: 'EKS audit event in CloudWatch Logs',
      recognise: (record) => isAudit(objectIn(messageOf(record))),
      basis: 'documentation',
    },
    {
      id: 'cloudwatch-other',
      title: 'EKS control plane line in CloudWatch Logs',
      recognise: (record) => isText(messageOf(record)) && CONTROL_PLANE.test(String(streamOf(record))),
      basis: 'documentation',
    },
    {
      id: 'aks',
      title: 'AKS diagnostic record',
      recognise: (record) =>
        isAudit(objectIn((record.properties as Json | undefined)?.log)) || isAudit(objectIn(record.log_s)),
      basis: 'real sample',
    },
    {
      id: 'aks-other',
      title: 'AKS diagnostic record of another log',
      recognise: (record) =>
        isText(record.category) &&
        /\/providers\/microsoft\.containerservice\/managedclusters\//i.test(String(record.resourceId)),
      basis: 'documentation',
    },
    {
      id: 'gke',
      title: 'GKE audit log entry',
      recognise: (record) =>
        objectIn(record.protoPayload)?.serviceName === 'k8s.io' && isText(record.timestamp),
      basis: 'real sample',
    },
  ],
  columns: {
    ...event,
    ...cloudWatchColumns,
    '@head': { logGroup: 'text', logStream: 'text' },
    logGroup: 'text',
    '@log': 'text',
    logStreamName: 'text',
    logStream: 'text',
    '@logStream': 'text',
    category: 'text',
    resourceId: 'text',
    _ResourceId: 'text',
    properties: { log: 'text' },
    log_s: 'text',
    timestamp: 'text',
    insertId: 'text',
    operation: { first: 'text', last: 'text' },
    resource: { labels: { cluster_name: 'text', location: 'text', project_id: 'text' } },
    labels: { 'authorization.k8s.io/decision': 'text', 'authorization.k8s.io/reason': 'text' },
    protoPayload: {
      serviceName: 'text',
      methodName: 'text',
      resourceName: 'text',
      authenticationInfo: { principalEmail: 'text' },
      requestMetadata: { callerIp: 'text', callerSuppliedUserAgent: 'text' },
      status: { code: 'text', message: 'text' },
    },
  },
  uniqueIds: true,
  normalise: readInside(event, unwrap, normalise),
};
