import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { CLOUDTRAIL_DATASETS, cloudTrailEvent, normaliseCloudTrail } from '../shared/cloudtrail.ts';
import { readInside } from '../shared/inside.ts';
import { isText, texts } from '../shared/plain.ts';
import unwrap from './unwrap.sql?raw';

/** Names of its columns through the years. */
const names = [
  ...['Event name', 'Event time', 'Event source', 'Event ID', 'User name', 'Resource type', 'Resource name'],
  ...[
    'AWS access key ID',
    'AWS access key',
    'Access key ID',
    'Read-only',
    'Read only',
    'AWS region',
    'Region',
  ],
  ...['Error code', 'Error message', 'Source IP address', 'User agent', 'Recipient account ID'],
];

export const source: SourceDefinition = {
  id: 'aws-cloudtrail-console',
  title: 'AWS CloudTrail Event history from the console (CSV)',
  datasets: CLOUDTRAIL_DATASETS,
  containers: [],
  shapes: [
    {
      id: 'row',
      title: 'Row of Event history',
      recognise: (record) =>
        isText(record['Event name']) && isText(record['Event time']) && isText(record['Event source']),
      basis: 'documentation',
    },
  ],
  columns: texts(names),
  uniqueIds: true,
  normalise: readInside(cloudTrailEvent, unwrap, normaliseCloudTrail),
};
