import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { CLOUDTRAIL_DATASETS, lakeColumns, normaliseTable } from '../shared/cloudtrail.ts';
import { isText } from '../shared/plain.ts';

export const source: SourceDefinition = {
  id: 'aws-cloudtrail-lake',
  title: 'AWS CloudTrail from CloudTrail Lake',
  datasets: CLOUDTRAIL_DATASETS,
  containers: ['QueryResultRows'],
  rowContainers: ['QueryResultRows'],
  shapes: [
    {
      id: 'row',
      title: 'Row of a CloudTrail Lake query',
      recognise: (record) =>
        isText(record.eventTime) &&
        isText(record.eventSource) &&
        isText(record.eventName) &&
        (isText(record.userIdentity) || record.eventVersion === undefined),
      basis: 'documentation',
    },
  ],
  columns: lakeColumns,
  whole: true,
  uniqueIds: true,
  normalise: normaliseTable(lakeColumns),
};
