import type { JsonColumns, SourceDefinition } from '../../../../shared/definitions.ts';
import { cloudWatchColumns, messageOf } from '../shared/cloudwatch.ts';
import { objectIn, readInside } from '../shared/inside.ts';
import normalise from './normalise.sql?raw';
import unwrap from './unwrap.sql?raw';

type Json = Record<string, unknown>;
const isText = (value: unknown): boolean => typeof value === 'string';
const isInsight = (record: Json): boolean =>
  isText(record.eventVersion) && record.eventType === 'AwsCloudTrailInsight';
const isEvent = (record: Json): boolean =>
  isText(record.eventVersion) && isText(record.eventSource) && isText(record.eventName);

/** Whether a value is such a record, or the text of one. */
function holdsRecord(value: unknown): boolean {
  const record = objectIn(value);
  return record !== null && (isInsight(record) || isEvent(record));
}

const event: JsonColumns = {
  digestEndTime: 'text',
  eventTime: 'text',
  eventType: 'text',
  eventSource: 'text',
  eventName: 'text',
  eventID: 'text',
  awsRegion: 'text',
  sourceIPAddress: 'text',
  userAgent: 'text',
  errorCode: 'text',
  errorMessage: 'text',
  readOnly: 'text',
  recipientAccountId: 'text',
  vpcEndpointId: 'text',
  sessionCredentialFromConsole: 'text',
  requestParameters: 'text',
  responseElements: {
    ConsoleLogin: 'text',
    CheckMfa: 'text',
    SwitchRole: 'text',
    ExitRole: 'text',
    RenewRole: 'text',
    GetSigninToken: 'text',
    credentials: { accessKeyId: 'text' },
    accessKey: { accessKeyId: 'text' },
  },
  serviceEventDetails: {
    UserAuthentication: 'text',
    CredentialVerification: 'text',
    CredentialChallenge: 'text',
  },
  additionalEventData: { MFAUsed: 'text', CredentialType: 'text' },
  resources: [{ ARN: 'text' }],
  userIdentity: {
    type: 'text',
    principalId: 'text',
    arn: 'text',
    accountId: 'text',
    accessKeyId: 'text',
    userName: 'text',
    invokedBy: 'text',
    onBehalfOf: { userId: 'text' },
    inScopeOf: { issuerType: 'text' },
    sessionContext: {
      ec2RoleDelivery: 'text',
      attributes: { mfaAuthenticated: 'text' },
      sessionIssuer: { arn: 'text', userName: 'text' },
    },
  },
};

export const source: SourceDefinition = {
  id: 'aws-cloudtrail',
  title: 'AWS CloudTrail',
  datasets: ['aws.cloudtrail'],
  containers: ['Records', 'Events', 'logEvents', 'events'],
  shapes: [
    {
      id: 'insight',
      title: 'CloudTrail Insights record',
      recognise: isInsight,
      declared: 'CloudTrail Insights record: counts of calls, not a call',
      basis: 'real sample',
    },
    {
      id: 'event',
      title: 'CloudTrail event',
      recognise: isEvent,
      basis: 'real sample',
    },
    {
      id: 'lookup',
      title: 'Event of LookupEvents',
      recognise: (record) => holdsRecord(record.CloudTrailEvent),
      basis: 'documentation',
    },
    {
      id: 'cloudwatch',
      title: 'CloudTrail event in CloudWatch Logs',
      recognise: (record) => holdsRecord(messageOf(record)),
      basis: 'documentation',
    },
    {
      id: 'eventbridge',
      title: 'EventBridge event with a CloudTrail event',
      recognise: (record) => isText(record['detail-type']) && holdsRecord(record.detail),
      basis: 'documentation',
    },
    {
      id: 'digest',
      title: 'CloudTrail digest file',
      recognise: (record) => isText(record.digestS3Object) && isText(record.digestEndTime),
      declared: 'CloudTrail digest file: hashes of log files, no events',
      basis: 'real sample',
    },
  ],
  columns: {
    ...event,
    ...cloudWatchColumns,
    detail: 'text',
    'detail-type': 'text',
    CloudTrailEvent: 'text',
  },
  uniqueIds: true,
  normalise: readInside(event, unwrap, normalise),
};
