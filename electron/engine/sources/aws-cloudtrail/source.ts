import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { CLOUDTRAIL_DATASETS, cloudTrailEvent, normaliseCloudTrail } from '../shared/cloudtrail.ts';
import { cloudWatchColumns, messageOf } from '../shared/cloudwatch.ts';
import { objectIn, readInside } from '../shared/inside.ts';
import { isText } from '../shared/plain.ts';
import unwrap from './unwrap.sql?raw';

type Json = Record<string, unknown>;
const isInsight = (record: Json): boolean =>
  isText(record.eventVersion) && record.eventType === 'AwsCloudTrailInsight';
/** A row of a table has the identity as a text. */
const isEvent = (record: Json): boolean =>
  isText(record.eventVersion) &&
  isText(record.eventSource) &&
  isText(record.eventName) &&
  !isText(record.userIdentity);

/** Whether a value is such a record, or the text of one. */
function holdsRecord(value: unknown): boolean {
  const record = objectIn(value);
  return record !== null && (isInsight(record) || isEvent(record));
}

export const source: SourceDefinition = {
  id: 'aws-cloudtrail',
  title: 'AWS CloudTrail',
  datasets: CLOUDTRAIL_DATASETS,
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
      id: 'lake',
      title: 'Row of CloudTrail Lake with the whole event',
      recognise: (record) => holdsRecord(record.eventJson) || holdsRecord(record.eventData),
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
    ...cloudTrailEvent,
    ...cloudWatchColumns,
    detail: 'text',
    'detail-type': 'text',
    CloudTrailEvent: 'text',
    eventJson: 'text',
    eventData: 'text',
  },
  uniqueIds: true,
  normalise: readInside(cloudTrailEvent, unwrap, normaliseCloudTrail),
};
