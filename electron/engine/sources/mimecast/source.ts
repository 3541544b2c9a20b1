import type { SourceDefinition } from '../../../../shared/definitions.ts';
import {
  MIMECAST_DATASETS,
  mimecastColumns,
  normaliseMimecast,
  readMimecastJson,
  readMimecastLines,
} from '../shared/mimecast.ts';
import { isText } from '../shared/plain.ts';

/** After a short head such as that of syslog. */
const LINE = /^[^|]{0,200}\bdatetime=\d{4}-\d\d-\d\dT[^|]*\|(.*\|)?acc=/s;

const read = `
${readMimecastLines}
UNION ALL BY NAME
${readMimecastJson('second')} WHERE o.line IS NULL`;

export const source: SourceDefinition = {
  id: 'mimecast',
  title: 'Mimecast Email Security',
  datasets: MIMECAST_DATASETS,
  containers: ['clickLogs', 'value'],
  // The answer of the API: pages, each with its clicks.
  nestedContainers: { data: ['clickLogs'] },
  shapes: [
    {
      id: 'siem-line',
      title: 'Line of a SIEM log (Enhanced Logging)',
      recognise: ({ line }) => isText(line) && LINE.test(line),
      basis: 'documentation',
    },
    {
      id: 'siem-batch',
      title: 'Record of a SIEM batch (API 2.0)',
      recognise: (record) =>
        isText(record.processingId) &&
        'accountId' in record &&
        (isText(record.type) || isText(record.eventType)) &&
        'timestamp' in record,
      basis: 'documentation',
    },
    {
      id: 'click',
      title: 'Click or scanned link of the URL Protect logs',
      recognise: (record) =>
        isText(record.userEmailAddress) &&
        isText(record.url) &&
        isText(record.date) &&
        ('ttpDefinition' in record || 'scanResult' in record),
      basis: 'documentation',
    },
    {
      id: 'siem-url',
      title: 'Blocked click of a SIEM log as JSON (API 1.0)',
      recognise: (record) => isText(record.datetime) && isText(record.acc) && isText(record.url),
      basis: 'documentation',
    },
  ],
  columns: { ...mimecastColumns('second'), line: 'text', acc: 'text' },
  normalise: normaliseMimecast(read),
};
