import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { athenaColumns, CLOUDTRAIL_DATASETS, normaliseTable } from '../shared/cloudtrail.ts';
import { isText } from '../shared/plain.ts';

export const source: SourceDefinition = {
  id: 'aws-cloudtrail-athena',
  title: 'AWS CloudTrail from Athena',
  datasets: CLOUDTRAIL_DATASETS,
  containers: [],
  shapes: [
    {
      id: 'row',
      title: 'Row of the CloudTrail table in Athena',
      recognise: (record) =>
        isText(record.eventtime) && isText(record.eventsource) && isText(record.eventname),
      basis: 'documentation',
    },
  ],
  columns: athenaColumns,
  whole: true,
  uniqueIds: true,
  normalise: normaliseTable(athenaColumns),
};
